"""content/werkpakket-1 is the municipality's text, word for word, and nothing depends on it."""

import re
from pathlib import Path

import pytest

from course.loader import load
from course.model import (
    CardsPart,
    Completion,
    Module,
    QuestionsPart,
    Readers,
    VideoPart,
    Vimeo,
    WorksheetsPart,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "content" / "werkpakket-1"
SOURCE = ROOT / "tests" / "data" / "werkpakket-1.txt"


@pytest.fixture(scope="module")
def module() -> Module:
    return load(FOLDER)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in {"•", "-"}]


def test_every_word_of_the_source_stands_in_the_module_in_its_order(module: Module) -> None:
    video, questions = module.parts[:2]
    assert isinstance(video, VideoPart)
    assert isinstance(video.video, Vimeo)
    assert isinstance(questions, QuestionsPart)
    told = [
        module.title,
        module.introduction,
        *(video.title, "Wachtwoord:", str(video.video.password)),
        *("Elders afspelen:", video.video.url),
        questions.title,
        *(question.text for question in questions.questions),
    ]

    assert _words("\n".join(told)) == _words(SOURCE.read_text(encoding="utf-8"))


def test_parts_follow_each_other_as_announced_and_two_are_still_to_come(module: Module) -> None:
    assert [(type(part), part.title, part.follows) for part in module.parts] == [
        (VideoPart, "Animatiefilmpje", False),
        (QuestionsPart, "Reflectievragen", False),
        (WorksheetsPart, "Werkplaten", True),
        (CardsPart, "Denk- en doekaartjes", True),
    ]
    assert [part.title for part in module.counted_parts] == ["Animatiefilmpje", "Reflectievragen"]


def test_ten_cards_are_announced_each_with_an_id(module: Module) -> None:
    assert [card.id for card in module.cards()] == [f"kaartje-{n}" for n in range(1, 11)]
    assert all(card.follows for card in module.cards())


def test_every_question_has_an_id_that_tells_what_it_is_about(module: Module) -> None:
    questions = list(module.questions())

    assert len(questions) == 17
    assert not [question.id for question in questions if re.search(r"\d", question.id)]


def test_an_answer_starts_at_the_instructor_and_all_readers_are_allowed(module: Module) -> None:
    assert module.readers == Readers()
    assert module.completion == Completion()


def test_nothing_in_the_sources_is_tied_to_this_module() -> None:
    sources = (
        file
        for package in ("course", "scorm_builder", "lti_app", "practice_lms")
        for file in (ROOT / package).rglob("*")
        if file.suffix in {".py", ".js", ".jinja", ".mjs"} and "built" not in file.parts
    )
    tied = re.compile(r"kaartje-\d|HxtU72d|content/werkpakket-1")

    assert [file for file in sources if tied.search(file.read_text(encoding="utf-8"))] == []
