"""A file that cannot be read hides only its own other faults (decision 4)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from course.loader import examine
from course.loader.glimpse import UNKNOWN, glimpse
from tests.course.faults import CARDS
from tests.course.folders import Write, front

LINKS = "[a](#vragen) [b](#lezen) [c](#wie)\n"
MORE = front(id="lezen", kind="questions", title="Lezen") + "- Wie? {#wie}\n- Wat?\n"
DAMAGED: Mapping[str, bytes] = {
    "a byte of Windows-1252": MORE.encode() + "één".encode("cp1252"),
    "UTF-16": MORE.encode("utf-16"),
    "UTF-16 without its mark": MORE.encode("utf-16-be"),
    "an open quote": MORE.replace("title: Lezen", 'title: "Lezen').encode(),
    "no end of the settings": MORE[: MORE.rindex("---")].encode() + b"- Wie? {#wie}\n- Wat?\n",
    "no colon behind the id": MORE.replace("id:", "id").encode(),
    "an unknown kind": MORE.replace("questions", "vraagjes").encode(),
}


def _module(answered: int) -> str:
    return front(id="proef", title="Proef", completion=f"{{answered: {answered}}}") + LINKS


def _told(folder: Path) -> Iterator[tuple[str, int, str]]:
    for problem in examine(folder).problems:
        yield Path(problem.path).name, problem.line, problem.message


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
def test_what_is_wrong_whatever_a_damaged_file_holds_is_told_beside_it(
    write: Write, damaged: bytes
) -> None:
    folder = write({"module.md": _module(99), "2.md": damaged})
    answered, dead, *own = _told(folder)

    assert answered[:2] == ("module.md", 4)
    assert "“answered” is 99, maar er zijn hoogstens 4 vragen" in answered[2]
    assert dead[:2] == ("module.md", 6)
    assert "“wie”" in dead[2], "that is a question, and no part"
    assert {name for name, *_ in own} == {"2.md"}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
def test_what_may_turn_out_right_is_not_told(write: Write, damaged: bytes) -> None:
    module = _module(4).replace(" [c](#wie)", "")

    assert {name for name, *_ in _told(write({"module.md": module, "2.md": damaged}))} == {"2.md"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("2-lezen.md", b""), ("2-lezen.md", b"\xff"), ("2-lezen.md/map", b"")],
    ids=["empty", "one byte", "a folder"],
)
def test_a_file_of_which_nothing_is_left_keeps_the_id_of_its_name_alone(
    write: Write, name: str, content: bytes
) -> None:
    told = list(_told(write({"module.md": _module(3), name: content})))

    linked = [message for _, line, message in told if line == 6]
    assert len(linked) == (1 if "/" not in name else 2), "a folder holds no id"
    assert "“wie”" in linked[-1]
    assert "maar er zijn 2 vragen" in told[0][2]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"{\\rtf1 - Vraag}", b"- a\n" * 300_000], ids=["docx", "rtf", "huge"]
)
def test_of_a_file_of_another_sort_nothing_is_known(write: Write, content: bytes) -> None:
    folder = write({"module.md": _module(99), "2.md": content})

    assert [name for name, *_ in _told(folder)] == ["2.md"]
    assert glimpse(folder / "2.md") == UNKNOWN


def test_a_file_that_leads_out_of_the_folder_is_not_looked_into(
    write: Write, tmp_path: Path
) -> None:
    folder = write({"module.md": _module(99)})
    (tmp_path / "elders.md").write_text(MORE)
    (folder / "2.md").symlink_to(tmp_path / "elders.md")

    assert [name for name, *_ in _told(folder)] == ["2.md"]


def test_cards_that_cannot_be_read_hold_no_questions(write: Write) -> None:
    cards = CARDS.encode() + b"## Een {#een}\n- eerst\n- dan\xff\n"
    first, *_ = _told(write({"module.md": _module(3), "2.md": cards}))

    assert "“answered” is 3, maar er zijn 2 vragen" in first[2]


def test_without_a_readable_module_links_between_parts_are_judged_all_the_same(
    write: Write,
) -> None:
    text = front(id="lees", kind="text", title="X") + "[a](#vragen) [b](#nergens)\n"
    told = list(_told(write({"module.md": b"\xff", "2.md": text})))

    assert [(name, line) for name, line, _ in told] == [("module.md", 1), ("2.md", 6)]
    assert "kies uit: vragen, lees" in told[1][2].lower()


def test_without_any_readable_part_a_link_is_told_with_where_to_look(write: Write) -> None:
    folder = write({"module.md": _module(1), "1-vragen.md": b"", "2.md": b""})
    messages = [message for _, line, message in _told(folder) if line == 6]

    assert [("bovenaan een onderdeel" in message) for message in messages] == [True, True]


def test_a_house_style_is_looked_up_in_the_same_round(write: Write) -> None:
    module = front(id="proef", title="Proef", theme="roze")
    folder = write({"module.md": module, "2.md": b"\xff"})
    (first, second) = examine(folder, ("voorbeeld", "purmerend")).problems

    assert (first.line, "voorbeeld, purmerend" in first.message) == (4, True)
    assert second.path.endswith("2.md")
