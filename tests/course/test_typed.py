"""Signs that Markdown reads as plain text are told, before a learner sees them."""

from pathlib import Path

import pytest

from course.loader import examine
from tests.course import beginnings
from tests.course.faults import problems_of, text
from tests.course.folders import Write


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Zie ![foto](mijn foto.png) hier", "![foto](<mijn foto.png>)"),
        ("Zie [plan](Plan 2026.pdf)", "[plan](<Plan 2026.pdf>)"),
        ("Zie [site] (https://voorbeeld.nl)", "[site](<https://voorbeeld.nl>)"),
        ("Zie [site](https://voorbeeld.nl/a b)", "[site](<https://voorbeeld.nl/a b>)"),
        ("Zie [vragen] (#vragen)", "[vragen](<#vragen>)"),
    ],
)
def test_a_link_with_a_space_is_told_with_how_to_write_it(
    write: Write, typed: str, said: str
) -> None:
    folder = write(text(f"Eerst\n{typed}\n"))
    (problem,) = problems_of(folder)

    assert (Path(problem.path).name, problem.line) == ("0.md", 7)
    assert f"Schrijf {said}. " in problem.message


@pytest.mark.parametrize(
    "typed",
    [
        "Zie [foto](<mijn foto.png>)",
        'Zie ![foto](<mijn foto.png> "Een titel")',
        "Zie `[foto](mijn foto.png)`",
        r"Zie \[foto\](mijn foto.png)",
        "Een [keuze] (of niet)",
        "Een keuze [1] (zie boven). En (dit) [2]",
        "```\n[foto](mijn foto.png) <!-- <b>\n```",
    ],
)
def test_what_is_a_link_or_was_meant_as_text_is_not_told(write: Write, typed: str) -> None:
    examined = examine(write({**text(typed + "\n"), "mijn foto.png": beginnings.PNG}))

    assert (examined.problems, examined.advices) == ((), ())


def test_a_comment_without_an_end_is_never_shown_to_learners(write: Write) -> None:
    (problem,) = problems_of(write(text("Ja\n<!-- klopt dit? vraag Piet\n\nNee\n")))

    assert problem.line == 7
    assert "-->" in problem.message


@pytest.mark.parametrize(
    "typed", ["<b>vet</b>", "een<br>twee", '<iframe src="https://x.nl">', "</P>"]
)
def test_html_is_shown_as_typed_and_the_author_hears_it(write: Write, typed: str) -> None:
    examined = examine(write(text(f"Ja\n{typed}\n")))
    (advice,) = examined.advices

    assert examined.module is not None
    assert advice.line == 7
    assert "zoals het hier staat" in advice.message


def test_every_sort_of_html_on_a_line_is_named(write: Write) -> None:
    typed = "<script>x()</script><img src=p onerror=y> <b>vet</b> en <B>vet</B>"
    (advice,) = examine(write(text(f"{typed}\n"))).advices

    assert advice.message.startswith(
        "Deelnemers zien “<script>”, “<img src=p onerror=y>”, “<b>” zoals het hier staat."
    )


@pytest.mark.parametrize("typed", ["Vraag <naam> of <a@b.nl>", "1 < 2 en 3 > 2", "`<b>`"])
def test_other_angles_need_no_advice(write: Write, typed: str) -> None:
    assert examine(write(text(f"{typed}\n"))).advices == ()
