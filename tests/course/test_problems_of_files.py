"""Files that cannot be read, and folders that are no module."""

from collections.abc import Mapping

import pytest

from tests.course.faults import CARDS, Fault, assert_one_problem, text
from tests.course.folders import Write

FAULTS: Mapping[str, Fault] = {
    "an empty file": ({"2.md": ""}, "2.md", 1, ("leeg", "---")),
    "no front matter": ({"2.md": "- Vraag? {#x}\n"}, "2.md", 1, ("---",)),
    "front matter after a blank line": ({"2.md": f"\n{CARDS}"}, "2.md", 1, ("eerste regel",)),
    "front matter that is not closed": (
        {"2.md": "---\nid: x\n"},
        *("2.md", 1, ("niet gesloten", "---")),
    ),
    "bytes of Windows-1252": (
        {"2.md": "---\r\nid: x\r\ntitle: één\r\n".encode("cp1252")},
        *("2.md", 3, ("UTF-8", "0xe9")),
    ),
    "a file of UTF-16": ({"2.md": CARDS.encode("utf-16")}, "2.md", 1, ("UTF-16", "UTF-8")),
    "a control character": (text("a\n\x0bb\n"), "0.md", 7, ("U+000B",)),
    "a huge file": (text("a\n" * 500_001), "0.md", 1, ("kB",)),
    "a folder with the name of a part": ({"2.md/plan.txt": "x"}, "2.md", 1, ("map", "Hernoem")),
    "no parts": ({"1-vragen.md": None}, "module.md", 1, ("onderdelen",)),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_file_that_cannot_be_read_gives_one_problem(write: Write, fault: Fault) -> None:
    assert_one_problem(write, fault)
