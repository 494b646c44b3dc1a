"""Ids, questions, cards and worksheets that cannot be taken in."""

from collections.abc import Mapping

import pytest

from tests.course import beginnings
from tests.course.faults import CARDS, SHEETS, Fault, assert_one_problem, module, questions, text
from tests.course.folders import Write, front

FAULTS: Mapping[str, Fault] = {
    "a double id": (
        questions("- A? {#een}\n- B? {#een}\n"),
        *("1-vragen.md", 7, ("“een”", "1-vragen.md:6")),
    ),
    "an id of another file": (
        {"2.md": front(id="moeite", kind="text", title="Lees")},
        *("2.md", 2, ("“moeite”", "1-vragen.md:7")),
    ),
    "the id of the module for a part": (
        {"2.md": front(id="proef", kind="text", title="Lees")},
        *("2.md", 2, ("“proef”", "module.md:2")),
    ),
    "ids that differ in capitals": (
        questions("- A? {#een}\n- B? {#Een}\n"),
        *("1-vragen.md", 7, ("“Een”", "hoofdletters", "“een”")),
    ),
    "a question without an id": (
        questions("- A? {#een}\n- Waar heb je *moeite* mee?\n"),
        *("1-vragen.md", 7, ("“Waar heb je moeite mee?”", "{#waar-heb-je-moeite}")),
    ),
    "an id with a space": (
        questions("- A? {#een twee}\n"),
        *("1-vragen.md", 6, ("“een twee”", "“een-twee”")),
    ),
    "an id with an accent": (
        questions("- A? {#één}\n"),
        *("1-vragen.md", 6, ("“één”", "“een”")),
    ),
    "an id that begins with a number": (
        questions("- A? {#1}\n"),
        *("1-vragen.md", 6, ("“1”", "“id-1”")),
    ),
    "an id that is too long": (
        questions(f"- A? {{#{'a' * 65}}}\n"),
        *("1-vragen.md", 6, ("64",)),
    ),
    "an id of the page itself": (
        questions("- A? {#status}\n"),
        *("1-vragen.md", 6, ("“status”",)),
    ),
    "an id in other brackets": (
        questions("- Moeite? (#moeite)\n"),
        *("1-vragen.md", 6, ("{#moeite}",)),
    ),
    "an id that is not closed": (
        questions("- Moeite? {#moeite\n"),
        *("1-vragen.md", 6, ("{#moeite}",)),
    ),
    "an id before the end of the line": (
        questions("- Moeite {#moeite}?\n"),
        *("1-vragen.md", 6, ("helemaal achteraan",)),
    ),
    "an id in a text": (text("Zomaar {#hier}\n"), "0.md", 6, ("{#hier}",)),
    "a card without an id": (
        {"2.md": CARDS + "## Een\nvoor\n---\nachter\n"},
        *("2.md", 6, ("“Een”", "## Een {#een}")),
    ),
    "a worksheet without an id": (
        {"2.md": SHEETS + "## Een\n"},
        *("2.md", 6, ("“Een”", "## Een {#een}")),
    ),
    "a field without an id": (
        {"2.md": SHEETS + "## Een {#een}\n- Wie? {#wie}\n- Wat?\n"},
        *("2.md", 8, ("“Wat?”", "{#wat}")),
    ),
    "an empty question": (questions("- {#een}\n"), "1-vragen.md", 6, ("“een”", "leeg")),
    "a dash alone": (questions("- A? {#een}\n-\n"), "1-vragen.md", 7, ("leeg",)),
    "a question over two lines": (
        questions("- A\n  en B? {#een}\n"),
        *("1-vragen.md", 6, ("één regel",)),
    ),
    "a question with a list": (
        questions("- A? {#een}\n  - eerst dit\n  - dan dat\n"),
        *("1-vragen.md", 7, ("eerst dit", "boven de lijst")),
    ),
    "a question that begins with a number": (
        questions("- 1. A? {#een}\n"),
        *("1-vragen.md", 6, ("één regel",)),
    ),
    "a text below the questions": (
        questions("- A? {#een}\n\nDank je.\n"),
        *("1-vragen.md", 8, ("tekst", "boven")),
    ),
    "questions part without questions": (questions("Nog niets.\n"), "1-vragen.md", 3, ("vraag",)),
    "a picture in a question": (
        {**questions("- A ![b](b.png)? {#een}\n"), "b.png": beginnings.PNG},
        *("1-vragen.md", 6, ("“b.png”",)),
    ),
    "questions pasted from Word": (
        questions("•\tWaar heb je moeite mee?\n- A? {#een}\n"),
        *("1-vragen.md", 6, ("Waar heb je moeite mee?", "streepje")),
    ),
    "a dash without a space": (
        questions("-Moeite? {#moeite}\n\n- A? {#een}\n"),
        *("1-vragen.md", 6, ("-Moeite?", "spatie")),
    ),
    "two ids behind one question": (
        questions("- A? {#een} {#twee}\n"),
        *("1-vragen.md", 6, ("A?", "één id")),
    ),
    "more answers than questions that are there": (
        {
            **module(completion="{answered: 3}"),
            "2.md": front(id="x", kind="questions", title="X", follows="true") + "- C? {#c}\n",
        },
        *("module.md", 4, ("“answered” is 3", "2 vragen")),
    ),
    "cards part without cards": ({"2.md": CARDS}, "2.md", 3, ("kaartje",)),
    "a card with a back alone": (
        {"2.md": CARDS + "## Een {#een}\n---\nachter\n"},
        *("2.md", 7, ("“Een”", "voorkant")),
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_taken_in_gives_one_problem_at_its_place(write: Write, fault: Fault) -> None:
    assert_one_problem(write, fault)
