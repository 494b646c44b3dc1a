"""What befalls files between Kladblok, Word, Verkenner and OneDrive, and what is said of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from course.loader import examine, load
from course.model import CardsPart
from tests.course.faults import CARDS, problems_of
from tests.course.folders import MODULE, QUESTIONS, SOUND, Write, front

WHOLE_MODULE = front(id="proef", title="Proef", language="nl", completion="opened") + "- welkom\n"
MANY = QUESTIONS + "- Wat nog meer? {#meer}\n"


def _one(folder: Path) -> tuple[str, int, str]:
    (problem,) = problems_of(folder)
    return Path(problem.path).name, problem.line, problem.message


@pytest.mark.parametrize("name", ["2.md.txt", "2.MD.TXT", "2.md.docx", "2.markdown"])
def test_a_part_is_not_lost_because_of_the_end_of_its_name(write: Write, name: str) -> None:
    told, line, message = _one(write({name: CARDS}))

    assert (told, line) == (name, 1)
    assert "telt niet mee" in message
    assert "Hernoem het naar “2.md”" in message


def test_a_part_with_a_wrong_name_is_missed_by_no_other_file(write: Write) -> None:
    """It may be the only part, the one that a link goes to, and the one with the questions."""
    module = front(id="proef", title="Proef", completion="{answered: 2}") + "[x](#vragen)\n"
    folder = write({"module.md": module, "1-vragen.md": None, "1-vragen.md.txt": QUESTIONS})

    assert _one(folder)[0] == "1-vragen.md.txt"


def test_a_part_is_never_renamed_over_another(write: Write) -> None:
    name, _, message = _one(write({"module.md.txt": MODULE}))

    assert name == "module.md.txt"
    assert "Hernoem" not in message
    assert "eigen naam" in message


def test_a_module_with_txt_behind_it_is_told_once(write: Write) -> None:
    folder = write({"module.md": None, "module.md.txt": MODULE})

    assert "Hernoem “module.md.txt” naar module.md" in _one(folder)[2]


@pytest.mark.parametrize(
    "name", ["~$1-vragen.md", "._1-vragen.md", ".~lock.1-vragen.md#", "Thumbs.db", ".DS_Store"]
)
def test_what_programs_leave_beside_a_file_is_no_part(write: Write, name: str) -> None:
    assert load(write({name: b"\x05\x00"})) == load(write({}))


@pytest.mark.parametrize(
    "name", ["1-vragen (1).md", "1-vragen-LAPTOP-4F2.md", "1-vragen - kopie.md"]
)
def test_a_copy_of_a_part_is_told_once_with_all_its_ids(write: Write, name: str) -> None:
    folder = write({"1-vragen.md": MANY, name: MANY})
    told, line, message = _one(folder)

    assert {told, name} <= {"1-vragen.md", name}
    assert line == 2
    assert "(vragen, moeite, goed, meer)" in message
    assert message.count(str(folder)) == 1, "the other file is named"
    assert "haal die dan weg" in message


def test_a_file_with_an_id_of_its_own_is_no_copy(write: Write) -> None:
    folder = write({"1-vragen.md": MANY, "2.md": MANY.replace("id: vragen", "id: meer-vragen")})

    assert [problem.line for problem in problems_of(folder)] == [7, 8, 9]


def test_a_copy_of_the_module_is_told_once(write: Write) -> None:
    folder = write({"module.md": WHOLE_MODULE, "module (1).md": WHOLE_MODULE})
    name, line, message = _one(folder)

    assert (name, line) == ("module (1).md", 1)
    assert "kopie van module.md" in message


@pytest.mark.parametrize(
    ("line", "typed"), [(1, "—"), (1, "----"), (5, "———"), (5, "--"), (5, "-----")]
)
def test_dashes_that_a_program_made_others_of_are_told_where_they_stand(
    write: Write, line: int, typed: str
) -> None:
    lines = QUESTIONS.split("\n")
    lines[line - 1] = typed

    name, at, message = _one(write({"1-vragen.md": "\n".join(lines)}))
    assert (name, at) == ("1-vragen.md", line)
    assert f"“{typed}”" in message
    assert "drie gewone streepjes" in message


def test_settings_without_an_end_that_run_into_the_text_are_told_how_to_end(write: Write) -> None:
    text = CARDS.removesuffix("---\n") + "\n## Een {#een}\nvoor\n---\nachter\n"
    _, line, message = _one(write({"2.md": text}))

    assert line == 7
    assert "zet er dan een regel --- boven" in message


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"PK\x03\x04\x14\x00", "Word-bestand of zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word-bestand"),
        (b"{\\rtf1\\ansi Vraag}", "RTF"),
        (b"%PDF-1.7\n", "PDF"),
        (QUESTIONS.encode("utf-16-le"), "UTF-16"),
        (QUESTIONS.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_a_file_that_is_no_plain_text_is_called_what_it_is(
    write: Write, content: bytes, sort: str
) -> None:
    name, line, message = _one(write({"2.md": content}))

    assert (name, line) == ("2.md", 1)
    assert sort in message
    assert "UTF-8" in message


def test_curly_quotes_around_a_title_are_advised_about(write: Write) -> None:
    part = QUESTIONS.replace("title: Vragen", "title: ‘Vragen’")
    folder = write({"module.md": front(id="proef", title="“Proef”"), "1-vragen.md": part})
    examined = examine(folder)

    assert examined.module is not None
    assert [(Path(it.path).name, it.line) for it in examined.advices] == [
        ("module.md", 3),
        ("1-vragen.md", 4),
    ]
    assert all("krullende" in it.message for it in examined.advices)


@pytest.mark.parametrize("title", ["‘s Avonds", "Wat is “goed”?", "'“Proef” en meer'", '"Proef"'])
def test_quotes_within_a_title_need_no_advice(write: Write, title: str) -> None:
    assert examine(write({"module.md": front(id="proef", title=title)})).advices == ()


def test_a_curly_quote_and_a_colon_ask_for_straight_quotes(write: Write) -> None:
    folder = write({"module.md": front(id="proef", title="“Een: twee”")})

    assert "rechte aanhalingstekens" in _one(folder)[2]


@pytest.mark.parametrize("typed", ["##Een {#een}", "###Een {#een}", "##Een"])
def test_a_heading_without_a_space_is_told_as_such(write: Write, typed: str) -> None:
    _, line, message = _one(write({"2.md": f"{CARDS}## Nul {{#nul}}\n\n{typed}\nvoor\n"}))

    assert line == 8
    assert f"“{typed}”" in message
    assert "spatie achter de hekjes" in message


def test_questions_behind_the_dashes_of_word_are_told_and_still_counted(write: Write) -> None:
    module = front(id="proef", title="Proef", completion="{answered: 2}")
    folder = write({"module.md": module, "1-vragen.md": QUESTIONS.replace("\n- ", "\n– ")})
    problems = problems_of(folder)

    assert [(Path(it.path).name, it.line) for it in problems] == [
        ("1-vragen.md", 7),
        ("1-vragen.md", 8),
    ]
    assert all("een gewoon streepje (-) en een spatie" in it.message for it in problems)


def _with_hard_spaces(text: str) -> str:
    for mark in ("- ", "## ", "title: ", "kind: "):
        text = text.replace(f"\n{mark}", f"\n{mark[:-1]}\xa0")
    return text


def test_hard_spaces_of_a_web_page_count_as_spaces(write: Write) -> None:
    cards = CARDS + "## Een {#een}\nvoor\n"
    files = {**SOUND, "2.md": cards}

    with_hard_spaces = load(write({name: _with_hard_spaces(it) for name, it in files.items()}))

    assert with_hard_spaces == load(write(files))
    assert isinstance(with_hard_spaces.parts[1], CardsPart)


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\ufeff", "\u2060"])
def test_an_unseen_character_in_an_id_is_told_as_such(write: Write, unseen: str) -> None:
    folder = write({"1-vragen.md": QUESTIONS.replace("#moeite", f"#moei{unseen}te")})
    _, line, message = _one(folder)

    assert line == 7
    assert "“moeite” staat een onzichtbaar teken" in message


def _in_a_folder(folder: Path) -> Path:
    inner = folder / "Werkpakket 1"
    inner.mkdir()
    for file in folder.glob("*.md"):
        file.rename(inner / file.name)
    return folder


def _as_zip(folder: Path) -> Path:
    return Path(folder / "module.md").rename(folder / "map.zip")


@pytest.mark.parametrize(
    ("change", "said"),
    [(_in_a_folder, "“Werkpakket 1”"), (_as_zip, "Pak de zip eerst uit")],
    ids=["a folder around it", "a zip"],
)
def test_a_folder_that_is_none_says_which_one_to_give(
    write: Write, change: Callable[[Path], Path], said: str
) -> None:
    assert said in _one(change(write({})))[2]
