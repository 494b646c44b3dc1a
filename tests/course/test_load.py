"""What a module folder may hold, and what the loader makes of it."""

from pathlib import Path

import pytest

from course import markdown
from course.loader import load
from course.model import (
    Card,
    CardsPart,
    Completion,
    Field,
    Question,
    QuestionsPart,
    Reader,
    Readers,
    TextPart,
    Worksheet,
    WorksheetsPart,
)
from tests.course.folders import MODULE, QUESTIONS, SOUND, Write, front

HARD_TITLE = 'Zorg & welzijn < \'t "huis" / thuis 🏡: 100% #samen'


def test_a_module_has_all_its_settings(write: Write) -> None:
    written = front(
        id="proef",
        title='"Proef: een begin"',
        language="en-GB",
        description="Waar het over gaat.",
        keywords="[een, 'twee, drie']",
        minutes="45",
        completion="{answered: 2}",
        readers="{allowed: [self, instructor], default: self}",
        theme="purmerend",
        example="true",
    )
    module = load(write({"module.md": written + "\nWelkom *hier*.\n"}))

    assert module.id == "proef"
    assert module.title == "Proef: een begin"
    assert module.language == "en-GB"
    assert module.description == "Waar het over gaat."
    assert module.keywords == ("een", "twee, drie")
    assert module.minutes == 45
    assert module.completion == Completion(2)
    assert module.readers == Readers((Reader.SELF, Reader.INSTRUCTOR), Reader.SELF)
    assert (module.theme, module.example) == ("purmerend", True)
    assert module.introduction == "Welkom *hier*."


def test_without_settings_a_module_has_the_usual_ones(write: Write) -> None:
    module = load(write({}))

    assert (module.language, module.theme, module.example, module.minutes) == (
        "nl",
        None,
        False,
        None,
    )
    assert (module.completion, module.readers) == (Completion(), Readers())


def test_readers_without_a_default_start_at_the_instructor_or_else_the_first(write: Write) -> None:
    written = front(id="proef", title="Proef", readers="{allowed: [group, self]}")

    assert load(write({"module.md": written})).readers == Readers(
        (Reader.GROUP, Reader.SELF), Reader.GROUP
    )


@pytest.mark.parametrize("written", ["{answered: 2}", '"answered: 2"', "\n  answered: 2"])
def test_completion_by_answers_can_be_written_in_each_usual_way(write: Write, written: str) -> None:
    module = front(id="proef", title="Proef", completion=written)

    assert load(write({"module.md": module})).completion == Completion(2)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2024", "2024"),
        ("2024-05-01", "2024-05-01"),
        ("ja", "ja"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("'null'", "null"),
        ("|\n  Eerste\n  tweede", "Eerste tweede"),
        ("'Zorg & welzijn < ''t \"huis\" / thuis 🏡: 100% #samen'", HARD_TITLE),
        ("t" * 360, "t" * 360),
        ("Vraag#3", "Vraag#3"),
        ("Proef # een toelichting", "Proef"),
    ],
)
def test_a_title_is_the_text_that_was_typed(write: Write, written: str, title: str) -> None:
    module = load(write({"module.md": front(id="proef", title=written)}))

    assert module.title == title


def test_parts_stand_in_the_order_in_which_people_count(write: Write) -> None:
    names = ["10-laatste.md", "2-tweede.md", "1b.md", "1-eerste.md"]
    files = {name: front(id=f"deel{at}", kind="text", title=name) for at, name in enumerate(names)}

    module = load(write({"1-vragen.md": None, **files}))

    assert [part.title for part in module.parts] == [
        *("1-eerste.md", "1b.md", "2-tweede.md", "10-laatste.md")
    ]


def test_questions_are_items_of_any_list_and_become_plain_text(write: Write) -> None:
    body = (
        "Lees eerst dit.\n\n"
        "- Wat is *echt* `nodig` &amp; goed? {#a}\n"
        "- Zie [de site](https://voorbeeld.nl/x) en antwoord. {#b}\n\n"
        "* Is 2 < 3 <naam> \\*? {#c}\n\n"
        "1. Eerste {#d}\n"
        "2) Tweede\t{#e-1_F}  \n\n"
        "+ https://voorbeeld.nl of niet? {#f}\n"
    )
    module = load(write({"1-vragen.md": front(id="v", kind="questions", title="Vragen") + body}))

    assert module.parts == (
        QuestionsPart(
            id="v",
            title="Vragen",
            introduction="Lees eerst dit.",
            questions=(
                Question("a", "Wat is echt nodig & goed?"),
                Question("b", "Zie de site (https://voorbeeld.nl/x) en antwoord."),
                Question("c", "Is 2 < 3 <naam> *?"),
                Question("d", "Eerste"),
                Question("e-1_F", "Tweede"),
                Question("f", "https://voorbeeld.nl of niet?"),
            ),
        ),
    )


def test_cards_have_a_front_and_a_back_and_follow_without_text(write: Write) -> None:
    body = (
        "Trek een kaartje.\n\n"
        "## Denk *na* {#denk}\nVoorkant\n---\nAchterkant\n\n---\n\nen meer\n\n"
        "## Doe {#doe}\n\n- alleen\n- een voorkant\n\n## Volgt nog {#volgt}\n"
    )
    module = load(write({"2.md": front(id="k", kind="cards", title="Kaartjes") + body}))

    assert module.parts[1] == CardsPart(
        id="k",
        title="Kaartjes",
        introduction="Trek een kaartje.",
        cards=(
            Card("denk", "Denk na", "Voorkant", "Achterkant\n\n---\n\nen meer"),
            Card("doe", "Doe", "- alleen\n- een voorkant", ""),
            Card("volgt", "Volgt nog"),
        ),
    )


def test_worksheets_have_text_lists_and_fields(write: Write) -> None:
    body = (
        "## Onze opgave {#opgave}\n\nBespreek:\n\n- eerst dit\n- dan dat\n\n### Vul in\n\n"
        "- Voor wie? {#wie}\n- Waarom? {#waarom}\n\n## Nog leeg {#leeg}\n"
    )
    module = load(write({"2.md": front(id="w", kind="worksheets", title="Platen") + body}))

    introduction = "Bespreek:\n\n- eerst dit\n- dan dat\n\n### Vul in"
    assert module.parts[1] == WorksheetsPart(
        id="w",
        title="Platen",
        worksheets=(
            Worksheet(
                "opgave",
                "Onze opgave",
                introduction,
                (Field("wie", "Voor wie?"), Field("waarom", "Waarom?")),
            ),
            Worksheet("leeg", "Nog leeg"),
        ),
    )


def test_a_part_that_follows_needs_no_content(write: Write) -> None:
    files: dict[str, str | bytes] = {
        f"{kind}.md": front(id=kind, kind=kind, title=kind, follows="true")
        for kind in ("text", "video", "questions", "worksheets", "cards")
    }
    module = load(write(files))

    assert [part.id for part in module.counted_parts] == ["vragen"]


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_files_of_notepad_load_like_any_other(write: Write, ends: bytes) -> None:
    as_typed = {
        name: b"\xef\xbb\xbf" + text.encode().replace(b"\n", ends) for name, text in SOUND.items()
    }
    assert load(write(as_typed)) == load(write({}))


def test_a_piece_of_a_text_keeps_what_its_links_are_called(write: Write) -> None:
    body = "[plan][p]\n\n## A {#a}\n\n[P]\n---\nachter\n\n[p]: plan.pdf\n[q]:\n  <https://x.nl>\n"
    module = load(write({"2.md": front(id="k", kind="cards", title="K") + body, "plan.pdf": b"p"}))
    part = module.parts[1]
    assert isinstance(part, CardsPart)

    for text in (part.introduction, part.cards[0].front):
        assert [it.target for it in markdown.references(markdown.parse(text))] == ["plan.pdf"]


def test_comments_in_a_text_are_seen_by_no_learner(write: Write) -> None:
    text = "Voor <!-- weg\n- nee {#nee}\n--> na.\n"
    questions = QUESTIONS.replace("mee?", "mee? <!-- uit het gesprek -->")
    module = load(write({"module.md": MODULE + text, "1-vragen.md": questions}))

    assert "weg" not in module.introduction
    assert next(module.questions()).text == "Waar heb je moeite mee?"


def test_a_text_may_link_to_a_part(write: Write) -> None:
    text = front(id="lees", kind="text", title="Lees") + "Ga naar de [vragen](#vragen).\n"

    assert load(write({"0.md": text})).parts[0] == TextPart(
        id="lees", title="Lees", introduction="Ga naar de [vragen](#vragen)."
    )


def test_what_macos_and_word_leave_behind_is_no_part(write: Write) -> None:
    module = load(write({"._1-vragen.md": b"\x00\x05\x16\x07", "notities.txt": "x"}))

    assert [part.id for part in module.parts] == ["vragen"]


def test_the_folder_itself_may_be_a_symbolic_link(write: Write, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(write({}), target_is_directory=True)

    assert load(link) == load(write({}))
