"""A slip of the pen in a questions file: each fault is told at once, on the line to be mended."""

from pathlib import Path

import pytest

from tests.course.faults import CARDS, SHEETS, problems_of
from tests.course.folders import MODULE, Write, front

FIRST = "- Waar heb je moeite mee? {#moeite}\n"
SECOND = "- Wat gaat goed? {#goed}\n"
THIRD = "- Wat heb je nodig? {#nodig}\n"
KIND = "kind: questions\n"
PART = "---\nid: vragen\nkind: questions\ntitle: Vragen\n---\n\n"


def _told(write: Write, part: str) -> list[tuple[int, str]]:
    folder = write({"1-vragen.md": part})
    problems = problems_of(folder)
    assert {Path(it.path).name for it in problems} == {"1-vragen.md"}
    return [(it.line, it.message) for it in problems]


def _one(write: Write, part: str) -> tuple[int, str]:
    (problem,) = _told(write, part)
    return problem


@pytest.mark.parametrize(
    ("kind", "at", "said"),
    [
        ("kind: vragen\n", [3], "“questions”"),
        ("kind: kaartje\n", [3], "questions"),
        ("kind:\n", [3], "“kind” is leeg"),
        ("soort: questions\n", [3], "Bedoel je “kind”?"),
        ("soort: vragen\n", [3, 3], "Bedoel je “kind”?"),
        ("", [2], "“kind” ontbreekt"),
    ],
)
def test_a_kind_that_is_missing_or_wrong_hides_no_fault_of_the_questions(
    write: Write, kind: str, at: list[int], said: str
) -> None:
    body = FIRST + SECOND.replace("goed}", "moeite}") + "- Wat nu?\n" + "– En dan? {#dan}\n"
    told = _told(write, PART.replace(KIND, kind) + body)

    first = 8 if kind else 7
    assert [line for line, _ in told] == [*at, first, first + 1, first + 2]
    assert said in told[0][1]
    assert "dubbel" in told[-3][1]
    assert "heeft geen id" in told[-2][1]


@pytest.mark.parametrize("kind", ["kind: kaart\n", "kind: werkplaten\n", "soort: cards\n", ""])
@pytest.mark.parametrize("part", [CARDS, SHEETS])
def test_cards_and_sheets_of_no_known_kind_are_judged_by_what_they_hold(
    write: Write, part: str, kind: str
) -> None:
    fields = "\n- Wie? {#wie}\n- Wat?\n" if part == SHEETS else "voor\n---\nachter\n"
    settings = "".join(
        kind if line.startswith("kind") else line for line in part.splitlines(keepends=True)
    )
    told = _told(write, f"{settings}## Een {{#een}}\n{fields}\n## Twee\n")

    without_id = [message for _, message in told if "heeft geen id" in message]
    assert len(told) == 1 + len(without_id)
    assert len(without_id) == (2 if part == SHEETS else 1)


@pytest.mark.parametrize("kind", ["text", "video", "cards"])
def test_a_kind_that_the_questions_belie_is_told_once_and_hides_no_fault(
    write: Write, kind: str
) -> None:
    body = FIRST + SECOND + THIRD.replace("nodig}", "goed}") + "- Wat nu?\n"
    told = _told(write, PART.replace(KIND, f"kind: {kind}\n") + body)

    assert [line for line, _ in told] == [3, 9, 10]
    assert f"“kind” is “{kind}”, maar zo te zien staan hier vragen" in told[0][1]
    assert "Schrijf “kind: questions”" in told[0][1]


@pytest.mark.parametrize("kind", ["text", "questions"])
def test_a_kind_that_the_cards_belie_is_told_once(write: Write, kind: str) -> None:
    body = "## Een {#een}\nvoor\n---\nachter\n\n## Twee {#twee}\n"
    line, message = _one(write, PART.replace(KIND, f"kind: {kind}\n") + body)

    assert line == 3
    assert "Schrijf “kind: cards”" in message


def test_questions_under_another_kind_are_counted_and_linked_to(write: Write) -> None:
    module = MODULE.replace("title", "completion: {answered: 2}\ntitle") + "[x](#vragen)\n"
    part = PART.replace(KIND, "kind: text\n") + FIRST + SECOND

    (problem,) = problems_of(write({"module.md": module, "1-vragen.md": part}))
    assert problem.line == 3


@pytest.mark.parametrize("body", ["", "Een tekst.\n\n- een\n- twee\n", "## Kop\n\n- een\n"])
@pytest.mark.parametrize("kind", ["kind: vragen\n", "kind: video's\n", "kind: iets\n", ""])
def test_a_guessed_kind_gives_no_fault_that_another_kind_would_not(
    write: Write, body: str, kind: str
) -> None:
    told = _told(write, PART.replace(KIND, kind).replace("Vragen", "X") + body)

    assert "kind" in told[0][1]
    assert all("heeft geen id" in message for _, message in told[1:])
    assert len(told) == 1 or "vragen" in kind


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("{#moeite", "ontbreekt de haak }"),
        ("{moeite}", "ontbreekt het hekje #"),
        ("#moeite}", "ontbreekt de haak {"),
        ("(#moeite)", "ontbreekt de haak { en de haak }"),
        ("{#moeite)", "ontbreekt de haak }"),
        ("#moeite", "ontbreekt de haak { en de haak }"),
        ("moeite}", "ontbreekt de haak { en het hekje #"),
        ("{ #moeite }", "staat niet goed"),
        ("{#moeite}.", "staat niet goed"),
    ],
)
def test_a_half_written_id_is_told_with_the_id_that_was_meant(
    write: Write, typed: str, missing: str
) -> None:
    line, message = _one(write, PART + FIRST.replace("{#moeite}", typed) + SECOND)

    assert line == 7
    assert missing in message
    assert "Schrijf {#moeite}, helemaal achteraan" in message
    assert "waar-heb-je" not in message


def test_a_half_written_id_is_compared_with_the_others(write: Write) -> None:
    told = _told(write, PART + FIRST.replace("}", "") + SECOND.replace("goed}", "moeite}"))

    assert [line for line, _ in told] == [7, 8]
    assert "“moeite” is dubbel" in told[1][1]


@pytest.mark.parametrize("end", ["C#", "(of niet)", "op https://x.nl/#kop", "#1", "[plan]"])
def test_what_is_no_id_is_never_taken_for_one(write: Write, end: str) -> None:
    _, message = _one(write, f"{PART}{FIRST}- Ken je {end}\n")

    assert "heeft geen id" in message


ITEM = FIRST.removeprefix("- ")


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        (ITEM, "Zet er “- ” voor"),
        (f"  {ITEM}", "Zet er “- ” voor, helemaal aan het begin"),
        (f"-{ITEM}", "een gewoon streepje (-) en een spatie"),
        (f"– {ITEM}", "een gewoon streepje (-) en een spatie"),
        (f"• {ITEM}", "een gewoon streepje (-) en een spatie"),
        (f"  {FIRST}", "Haal de spaties aan het begin van de regel weg"),
        (f"      {FIRST}", "Haal de spaties aan het begin van de regel weg"),
        (f"\t{FIRST}", "Haal de spaties aan het begin van de regel weg"),
        (f"## {ITEM}", "in plaats van de hekjes"),
    ],
)
@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_question_without_its_dash_is_told_on_its_own_line_with_its_id(
    write: Write, typed: str, mend: str, blank: str
) -> None:
    line, message = _one(write, PART + SECOND + blank + typed + blank + THIRD)

    assert line == 8 + len(blank)
    assert "Deze regel met id “moeite”" in message
    assert "Waar heb je moeite mee?" in message
    assert mend in message


@pytest.mark.parametrize("before", ["", "-", "– ", "• ", "    ", "      - "])
def test_a_first_question_without_its_dash_is_told_whole(write: Write, before: str) -> None:
    long = "Welke aspecten maken je nieuwsgierig en wil je meer van weten? {#nieuwsgierig}\n"
    line, message = _one(write, PART + before + long + SECOND)

    assert line == 7
    assert f"Deze regel met id “nieuwsgierig” (“{before.strip()}" in message
    assert "streepje" in message or "“- ” voor" in message or "spaties" in message


def test_several_lines_without_a_dash_are_told_each_and_compared(write: Write) -> None:
    lines = [FIRST, SECOND[2:], THIRD[2:].replace("nodig}", "moeite}"), "En nog iets.\n"]
    told = _told(write, PART + "".join(lines))

    assert [line for line, _ in told] == [8, 9, 9, 10]
    assert sum("dubbel" in message for _, message in told) == 1
    assert "En nog iets." in told[-1][1]


def test_questions_without_a_dash_are_counted(write: Write) -> None:
    module = MODULE.replace("title", "completion: {answered: 3}\ntitle")
    folder = write({"module.md": module, "1-vragen.md": PART + FIRST + SECOND[2:] + f"  {THIRD}"})

    assert [it.line for it in problems_of(folder)] == [8, 9]


def test_a_field_without_its_dash_is_told_on_its_own_line(write: Write) -> None:
    part = SHEETS + "## Een {#een}\n\n- Wie? {#wie}\nWat? {#wat}\n"
    line, message = _one(write, part)

    assert line == 9
    assert "id “wat”" in message
    assert "geen veld" in message


def test_an_id_that_hangs_on_a_text_is_named_whole(write: Write) -> None:
    text = front(id="lees", kind="text", title="Lees") + "x" * 50 + " {#nieuwsgierig}\n"
    _, message = _one(write, text)

    assert message.startswith("De id {#nieuwsgierig} hoort hier niet. ")
    assert "“- ”" in message


@pytest.mark.parametrize(
    ("settings", "line", "said"),
    [
        ("id vragen\nkind: questions\n", 2, "achter “id” ontbreekt een dubbele punt"),
        ("id vragen\n\nkind: questions\n", 2, "achter “id” ontbreekt een dubbele punt"),
        ("# uitleg\nid vragen\nkind questions\n", 3, "achter “id” ontbreekt een dubbele punt"),
        ("id: vragen\nkind questions\n", 3, "achter “kind” ontbreekt een dubbele punt"),
        ("id: vragen\nkind = questions\n", 3, "Schrijf “kind: questions”"),
        ("id: vragen\nkind:questions\n", 3, "achter “kind” ontbreekt een spatie"),
    ],
)
def test_a_forgotten_colon_is_told_on_its_own_line_with_its_key(
    write: Write, settings: str, line: int, said: str
) -> None:
    at, message = _one(write, f"---\n{settings}title: Vragen\n---\n\n{FIRST}")

    assert at == line
    assert said in message
