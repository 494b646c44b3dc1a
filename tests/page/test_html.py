"""The page is sound HTML for every host, in every language and with hard texts."""

from dataclasses import replace
from pathlib import Path

from course.model import Module, Question, QuestionsPart
from course.page.host import Answer
from course.page.render import render
from tests.page.pages import PACKAGE, PAPER, TOOL, host
from tests.page.validate import errors

HARD = "Wat is «A & B» <b>echt</b> \"waard\"? 'Ja' / nee 🙂"


def test_every_page_is_sound_html(werkpakket: Module, example: Module, tmp_path: Path) -> None:
    hard = QuestionsPart(id="vragen", title=HARD, questions=(Question("v", HARD),))
    modules = {
        "werkpakket": werkpakket,
        "voorbeeld": example,
        "anderstalig": replace(example, language="ar"),
        "moeilijk": Module(id="proef", title=HARD, introduction=HARD, parts=(hard,)),
    }
    answers = {"v": Answer(text=f"\n{HARD}\n", reader="group", feedback=HARD)}
    pages = {
        f"{name}-{kind}-{locale}": render(module, host(can, answers=answers), locale)
        for name, module in modules.items()
        for kind, can in (("package", PACKAGE), ("tool", TOOL), ("paper", PAPER))
        for locale in ("nl", "en")
    }
    assert errors(pages, tmp_path) == []


def test_html_that_is_not_sound_is_found(tmp_path: Path) -> None:
    assert errors({"fout": "<p><div></p>"}, tmp_path) != []
