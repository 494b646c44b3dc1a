"""Folders with one fault each, and the one problem that each gives."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from course.errors import ModuleErrors, Problem
from course.loader import load
from tests.course.folders import Write, front

Files = Mapping[str, str | bytes | None]
Fault = tuple[Files, str, int, tuple[str, ...]]
"""What differs from the sound folder; file and line of the problem; words of its message."""

VIDEO = {"id": "film", "kind": "video", "title": "Film", "video": "https://vimeo.com/914403419"}
CARDS = front(id="k", kind="cards", title="Kaartjes")
SHEETS = front(id="w", kind="worksheets", title="Platen")


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ModuleErrors) as caught:
        load(folder)
    return caught.value.problems


def assert_one_problem(write: Write, fault: Fault) -> None:
    files, name, line, said = fault
    folder = write(files)
    (problem,) = problems_of(folder)

    assert (problem.path, problem.line) == (str(folder / name), line)
    assert [words for words in said if words not in problem.message] == []
    assert "\n" not in str(problem)
    assert str(problem) == f"{problem.path}:{problem.line}: {problem.message}"
    assert problem.message.count(". ") + problem.message.count("? ") >= 1, "what, and how to mend"


def module(**keys: str) -> dict[str, str]:
    return {"module.md": front(**{"id": "proef", "title": "Proef", **keys})}


def text(body: str) -> dict[str, str]:
    return {"0.md": front(id="lees", kind="text", title="Lees") + body}


def video(**keys: str) -> dict[str, str]:
    return {"0.md": front(**{**VIDEO, **keys})}


def questions(items: str) -> dict[str, str]:
    return {"1-vragen.md": front(id="v", kind="questions", title="Vragen") + items}
