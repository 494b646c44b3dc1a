"""What learners of the plays write: ordinary reflections, and what was hard elsewhere."""

import json
from collections.abc import Mapping
from math import ceil
from pathlib import Path

TESTS = Path(__file__).parents[1]

QUESTIONS = (
    "nieuwsgierig",
    "moeite",
    "werkpraktijk",
    "gaat-goed",
    "belemmeringen",
    "nodig",
    "vragen-of-zorgen",
    "stakeholders",
    "menselijke-maat",
    "nog-meer-ruimte",
    "samenspraak",
    "maatschappelijke-bedoeling",
    "opgeknipt",
    "buiten-beeld",
    "begin-van-denken",
    "ogen-van-de-ander",
    "buikpijn",
)
"""The content ids of Werkpakket 1's questions, in its order."""


def _read(path: str) -> object:
    return json.loads((TESTS / path).read_text("utf-8"))


def hard_answers() -> dict[str, str]:
    """Texts that went wrong elsewhere, as a text box gives them: with LF for every line end."""
    found = _read("data/antwoorden.json")
    assert isinstance(found, Mapping)
    return {name: as_typed(text) for name, text in found.items()}


def as_typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def reflections(characters: int) -> dict[str, str]:
    """17 answers of ordinary Dutch with newlines, so many characters together.

    The coder has never seen them: no dictionary was made from this text.
    """
    found = _read("player/data/reflecties.json")
    assert isinstance(found, list)
    share = characters / sum(map(len, found))
    texts = [_in_paragraphs(text)[: ceil(len(text) * share)] for text in found]
    return dict(zip(QUESTIONS, texts, strict=True))


def _in_paragraphs(text: str) -> str:
    return text.replace(". ", ".\n", 3)


def one_line(text: str) -> str:
    """What the platform's report shows of a text: a space for each line break, and nothing else."""
    return text.replace("\n", " ")
