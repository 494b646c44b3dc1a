"""Paper: printed by Chromium, read back from the PDF."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from course.model import Card, CardsPart, Module
from course.page.host import Can
from tests.page.pages import PACKAGE, TOOL, Site

Serve = Callable[[Module], Site]
LONG = " ".join(f"woord{number}" for number in range(4000))
SHORT = "Eerste regel\n\nDerde regel, na een witregel."


def printed(page: Page, what: str | None = None) -> PdfReader:
    """Print the page, all of it or one kind of thing, and open the PDF."""
    page.locator("html.js").wait_for()
    if what:
        page.evaluate("what => document.documentElement.dataset.print = what", what)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def millimetres(pdf: PdfReader) -> list[tuple[int, int]]:
    return [
        (
            round(float(page.mediabox.width) * 25.4 / 72),
            round(float(page.mediabox.height) * 25.4 / 72),
        )
        for page in pdf.pages
    ]


@pytest.mark.parametrize("can", [PACKAGE, TOOL], ids=["package", "tool"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_every_answer_is_on_paper(
    site: Serve, werkpakket: Module, can: Can, scheme: str
) -> None:
    page = site(werkpakket).open(can, "#reflectievragen")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    first, second, third = (question for question in list(werkpakket.questions())[:3])
    page.locator(f"[name={first.id}]").fill(LONG)
    page.locator(f"[name={third.id}]").fill(SHORT)
    text = words(printed(page))
    assert LONG in text
    assert f"{second.text} Niet beantwoord" in text
    assert "Eerste regel Derde regel, na een witregel." in text
    assert text.index(first.text) < text.index("woord0") < text.index(second.text)
    for hidden in ("Onderdelen", "Opgeslagen", "Volgend onderdeel", "Alleen ik", "Inleveren"):
        assert hidden not in text


def test_paper_is_dark_on_white_in_the_dark(site: Serve, werkpakket: Module) -> None:
    page = site(werkpakket).open(TOOL, "#reflectievragen")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('body, h1, h2, label, .print-answer')]
          .map(e => getComputedStyle(e)).map(s => s.color + ' ' + s.backgroundColor)"""
    )
    assert set(colours) == {"rgb(0, 0, 0) rgba(0, 0, 0, 0)"}


def test_answers_alone_are_printed_with_the_title(site: Serve, example: Module) -> None:
    page = site(example).open(TOOL)
    text = words(printed(page, "answers"))
    assert text.startswith(example.title)
    assert all(question.text in text for question in example.questions())
    assert "Waarom?" not in text


def test_cards_are_printed_four_on_a_sheet(site: Serve, example: Module) -> None:
    pdf = printed(site(example).open(TOOL), "cards")
    titles = [card.title for card in example.cards()]
    fronts = [page.extract_text() for page in pdf.pages[::2]]
    assert millimetres(pdf) == [(210, 297)] * 4
    found = [[title for title in titles if title in sheet] for sheet in fronts]
    assert found == [titles[:4], titles[4:]]


def test_the_back_of_a_card_lies_behind_its_front(site: Serve) -> None:
    """A sheet is turned over its long edge: left and right change places, up and down do not."""
    cards = tuple(Card(f"k{n}", f"Kaart{n}", f"Voor{n}", f"Rug{n}") for n in range(5))
    module = Module(id="k", title="K", parts=(CardsPart(id="deel", title="Deel", cards=cards),))
    pdf = printed(site(module).open(TOOL), "cards")
    for sheet in (0, 2):
        fronts, backs = quarters(pdf.pages[sheet], "Voor"), quarters(pdf.pages[sheet + 1], "Rug")
        assert len(fronts) in {4, 1}
        assert backs == {number: (not left, up) for number, (left, up) in fronts.items()}


def quarters(page: PageObject, word: str) -> dict[str, tuple[bool, bool]]:
    """Tell of each card, by its number, whether it lies left and whether it lies up."""
    found = {}

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        if word in text:
            x, y = place[4] * matrix[0] + matrix[4], place[5] * matrix[3] + matrix[5]
            left, up = x < page.mediabox.width / 2, y > page.mediabox.height / 2
            found[text.strip().removeprefix(word)] = (bool(left), bool(up))

    page.extract_text(visitor_text=visit)
    return found


def test_a_worksheet_is_printed_in_landscape_with_what_was_filled_in(
    site: Serve, example: Module
) -> None:
    page = site(example).open(TOOL, "#werkplaat")
    field = next(example.fields())
    page.locator(f"[name={field.id}]").fill("Over de verhuizing.")
    pdf = printed(page, "worksheets")
    width, height = millimetres(pdf)[0]
    assert width > height
    text = words(pdf)
    assert f"{field.label} Over de verhuizing." in text
    assert "Niet beantwoord" not in text


def test_what_was_typed_is_printed_even_if_the_player_never_came(
    site: Serve, werkpakket: Module
) -> None:
    served = site(werkpakket)
    served.page.route("**/package.js", lambda route: route.abort())
    page = served.open(PACKAGE, "#reflectievragen")
    question = next(werkpakket.questions())
    page.locator(f"[name={question.id}]").fill(SHORT)
    pdf = PdfReader(io.BytesIO(page.pdf()))
    assert f"{question.text} Eerste regel Derde regel, na een witregel." in words(pdf)
