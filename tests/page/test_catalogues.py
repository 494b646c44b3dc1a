"""Interface texts: complete in each language, chosen by any spelling of a locale."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from course.page import catalogues
from course.page.render import environment
from tests.page.pages import ROOT


def sources() -> list[Path]:
    return list(catalogues.catalogue_files(ROOT))


def strings(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else list(string or [""])


def read(source: Path) -> Catalog:
    with source.open("rb") as stream:
        return read_po(stream, locale=source.stem)


@pytest.mark.parametrize("source", sources(), ids=lambda source: str(source.relative_to(ROOT)))
def test_every_text_that_is_used_is_translated_and_no_other(source: Path) -> None:
    catalogue = read(source)
    used = {message.id for message in catalogues.template(source.parents[1]) if message.id}
    assert {message.id for message in catalogue if message.id} == used
    untranslated = [message.id for message in catalogue if message.id and not all(strings(message))]
    assert untranslated == []


@pytest.mark.parametrize("source", sources(), ids=lambda source: str(source.relative_to(ROOT)))
def test_translations_fill_in_the_same_values(source: Path) -> None:
    wrong = [error for message in read(source) for error in message.check()]
    assert wrong == []


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nl", "nl"),
        ("nl_NL.UTF-8", "nl"),
        ("en-GB", "en"),
        ("EN", "en"),
        (" en ", "en"),
        ("fy-NL", "nl"),
        ("", "nl"),
        (None, "nl"),
        ("$Launch.locale", "nl"),
    ],
)
def test_a_locale_in_any_spelling_chooses_a_language(tag: str | None, language: str) -> None:
    assert catalogues.language(tag) == language


@pytest.mark.parametrize(
    ("tag", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("x-none", "ltr")]
)
def test_the_direction_follows_the_script(tag: str, direction: str) -> None:
    assert catalogues.direction(tag) == direction


def test_an_unknown_package_is_told_how_to_be_set_up() -> None:
    with pytest.raises(FileNotFoundError, match="make demo"):
        catalogues.translations("nl", "scorm_builder")


def test_dates_are_written_in_the_readers_form() -> None:
    from datetime import datetime

    moment = datetime(2026, 11, 25, 9, 5)
    written = {
        locale: environment(locale).from_string("{{ moment|when }}").render(moment=moment)
        for locale in ("nl", "en")
    }
    assert written == {"nl": "25 november 2026 09:05", "en": "25 November 2026 09:05"}
