"""Whose rows the gradebook shows: a learner the own one, the instructor all."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from lxml import html

from practice_lms.lti.gradebook import Score
from tests.practice_lms.conftest import Lms
from tests.practice_lms.tool import query_of

EVERYONE = [f"Deelnemer {number}" for number in range(1, 13)]


@pytest.fixture
def graded(lms: Lms, activity: int) -> None:
    """Scores of two learners in Groep A."""
    (column,) = lms.platform.gradebook.line_items("groep-a")
    for person in ("201", "209"):
        score = Score(
            person,
            datetime.now(UTC),
            8,
            10,
            f"tekst van {person}",
            activity_progress="Completed",
            grading_progress="FullyGraded",
        )
        lms.platform.gradebook.record(column.id, score, lms.platform.profile)


@pytest.fixture
def visitor() -> Iterator[requests.Session]:
    with requests.Session() as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def _graded(graded: None) -> None:
    """Every test here needs the scores."""


def names(page: html.HtmlElement) -> list[str]:
    return ["".join(map(str, head.itertext())) for head in page.iterfind(".//tbody/tr/th")]


def links(page: html.HtmlElement, place: str = ".//main") -> list[tuple[str, str]]:
    """Give name and address of each link."""
    return [(str(link.text), link.get("href", "")) for link in page.iterfind(f"{place}//a")]


def gradebook(lms: Lms, visitor: requests.Session, person: str) -> html.HtmlElement:
    """Choose someone on the first page and follow its link."""
    first = visitor.get(f"{lms.address}/?person={person}&course=groep-a", timeout=5)
    (address,) = (to for name, to in links(html.fromstring(first.text)) if name == "Cijferlijst")
    page = visitor.get(lms.address + address, timeout=5)
    assert page.status_code == 200
    return html.fromstring(page.text)


def test_a_learner_finds_the_own_row_alone(lms: Lms, visitor: requests.Session) -> None:
    page = gradebook(lms, visitor, "209")
    assert names(page) == ["Deelnemer 9"]
    assert "tekst van 209" in page.text_content()
    assert "tekst van 201" not in page.text_content()
    assert "Je kijkt als Deelnemer 9" in page.text_content()


def test_the_instructor_finds_everyone(lms: Lms, visitor: requests.Session) -> None:
    page = gradebook(lms, visitor, "301")
    assert names(page) == EVERYONE
    assert "Je kijkt als Begeleider 1" in page.text_content()


@pytest.mark.parametrize("query", ["person=209", "person=301", "person=301&course=groep-a"])
def test_another_address_shows_no_row_of_somebody_else(
    lms: Lms, visitor: requests.Session, query: str
) -> None:
    gradebook(lms, visitor, "201")
    refused = visitor.get(f"{lms.address}/gradebook?{query}", timeout=5)
    assert refused.status_code == 403
    page = html.fromstring(refused.text)
    assert page.findtext(".//h1") == "Kies eerst wie je bent"
    assert page.findall(".//table") == []
    assert links(page) == [("Terug naar het overzicht", "/")]


@pytest.mark.parametrize("name", ["practice-lms", "practice-lms-session"])
def test_another_cookie_shows_no_row_of_somebody_else(
    lms: Lms, visitor: requests.Session, name: str
) -> None:
    gradebook(lms, visitor, "201")
    visitor.cookies.set(name, "209.groep-a", domain="127.0.0.1", path="/")
    shown = visitor.get(f"{lms.address}/gradebook?person=209", timeout=5)
    assert (shown.status_code, "tekst van 209" in shown.text) == (403, False)


def test_a_browser_that_chose_nobody_is_the_first_learner(
    lms: Lms, visitor: requests.Session
) -> None:
    shown = visitor.get(f"{lms.address}/gradebook", timeout=5)
    assert names(html.fromstring(shown.text)) == ["Deelnemer 1"]


def test_one_looks_as_another_by_choosing_so_and_the_first_page_stays_as_it_was(
    lms: Lms, visitor: requests.Session
) -> None:
    page = gradebook(lms, visitor, "201")
    (form,) = page.iterfind(".//form")
    (choice,) = form.iterfind(".//select")
    offered = [option.text for option in choice.iterfind("option")]
    assert offered == [*EVERYONE, "Begeleider 1"]
    sent = visitor.post(lms.address + form.get("action", ""), {"person": "301"}, timeout=5)
    assert query_of(sent.url) == {"person": "301", "course": "groep-a"}
    assert names(html.fromstring(sent.text)) == EVERYONE
    first = html.fromstring(visitor.get(lms.address, timeout=5).text)
    assert first.findtext(".//option[@selected]") == "Deelnemer 1"


def test_looking_as_nobody_or_for_another_website_is_refused(
    lms: Lms, visitor: requests.Session
) -> None:
    address = f"{lms.address}/gradebook"
    assert visitor.post(address, {"person": "999"}, timeout=5).status_code == 404
    foreign = {"Sec-Fetch-Site": "cross-site"}
    refused = visitor.post(address, {"person": "301"}, headers=foreign, timeout=5)
    assert refused.status_code == 403
    assert visitor.get(f"{address}?person=301", timeout=5).status_code == 403


def test_each_opens_work_from_the_gradebook_as_oneself(
    lms: Lms, visitor: requests.Session, activity: int
) -> None:
    found = {
        person: [
            (name, query_of(to)) for name, to in links(gradebook(lms, visitor, person), ".//td")
        ]
        for person in ("209", "301")
    }
    assert found["209"] == [
        ("Bekijk je werk", {"review": "209", "person": "209", "course": "groep-a"})
    ]
    assert found["301"] == [
        (
            f"Bekijk het werk van {name}",
            {"review": person, "person": "301", "course": "groep-a"},
        )
        for name, person in (("Deelnemer 1", "201"), ("Deelnemer 9", "209"))
    ]


def test_the_instructor_chosen_on_the_first_page_opens_activities_as_a_learner_too(
    lms: Lms, visitor: requests.Session, activity: int
) -> None:
    first = html.fromstring(visitor.get(f"{lms.address}/?person=301", timeout=5).text)
    assert first.findtext(".//option[@selected]") == "Begeleider 1"
    found = {name: query_of(to) for name, to in links(first)}
    assert found["Reflecties als deelnemer"]["person"] == "201"
    assert found["Reflecties als begeleider"]["person"] == "301"
    assert found["Cijferlijst"]["person"] == "301"
