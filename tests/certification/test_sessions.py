"""A session belongs to one launch: two tabs, two courses, two people in one browser."""

import time
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from lti_app.models import Launch, now
from lti_app.registry import SECONDS
from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool
from tests.certification.opened import Opened, data_of, open_instructor, open_tab
from tests.certification.signing import LTI, ROLE, Client


def test_three_tabs_in_one_browser_keep_their_own(client: Client) -> None:
    visitor = Browser()
    one = {"sub": "tab-1", f"{LTI}context": {"id": "tab-a"}}
    two = {"sub": "tab-1", f"{LTI}context": {"id": "tab-b"}}
    three = {"sub": "tab-2", f"{LTI}context": {"id": "tab-a"}}
    tabs = [open_tab(client, visitor, claims) for claims in (one, two, three)]
    for revision, order in enumerate(((0, 2), (1, 0))):
        for number in order:
            known = revision if number == 0 else 0
            assert tabs[number].save(f"tekst {number} {revision}", revision=known).ok
    assert [tab.texts()["moeite"] for tab in tabs] == ["tekst 0 1", "tekst 1 1", "tekst 2 0"]


def test_back_in_each_tab_posts_the_launch_again_and_swaps_no_session(client: Client) -> None:
    visitor = Browser()
    people = [
        {"sub": sub, f"{LTI}context": {"id": context}}
        for sub, context in (("terug-1", "terug-a"), ("terug-1", "terug-b"), ("terug-2", "terug-a"))
    ]
    posted = []
    for claims in people:
        request = client.begin(visitor)
        posted.append((request, client.token(request, claims)))
    tabs = [opened_by(client, visitor, *fields) for fields in posted]
    kept = dict(visitor.cookies)
    for number in (2, 0, 1):
        answer = client.post(visitor, *posted[number])
        assert answer.status_code == 400
        assert "open de activiteit opnieuw" in read(answer).text
        assert visitor.cookies == kept
        assert tabs[number].save(f"na terug {number}").ok
    assert [tab.texts() for tab in tabs] == [{"moeite": f"na terug {n}"} for n in range(3)]
    again = [open_tab(client, visitor, claims) for claims in people]  # Back as far as the platform
    assert [tab.texts() for tab in again] == [{"moeite": f"na terug {n}"} for n in range(3)]
    assert tabs[0].save("de eerste tab schrijft door", revision=1).ok


def opened_by(client: Client, visitor: Browser, request: dict[str, str], token: str) -> Opened:
    page = visitor.follow(client.post(visitor, request, token))
    return Opened(visitor, page.url, data_of(page.text)["store"]["secret"])


def test_a_launch_lasts_twelve_hours(client: Client, tool: RunningTool) -> None:
    visitor = Browser()
    tab = open_tab(client, visitor)
    with tool.database.read() as session:
        launch = session.scalars(select(Launch).where(Launch.name == name_of(tab))).one()
    assert abs(launch.expires_at - launch.created_at - timedelta(hours=12)) < timedelta(seconds=9)
    (line,) = [line for line in visitor.seen if line.startswith(f"werkpakket-{name_of(tab)}=")]
    assert f"Max-Age={12 * 3600}" in line


def test_a_launch_that_is_over_shows_and_stores_nothing(client: Client, tool: RunningTool) -> None:
    course: dict[str, Any] = {f"{LTI}context": {"id": "voorbij"}}
    tab = open_tab(client, Browser(), {**course, "sub": "laat-1"})
    teacher: dict[str, Any] = {**course, "sub": "docent", f"{LTI}roles": [f"{ROLE}Instructor"]}
    desk = open_instructor(client, Browser(), teacher)
    assert tab.save("Op tijd").ok
    end(tool, tab, desk)
    for page in (tab.get(), desk.get("participants"), desk.get("participants/1")):
        assert page.status_code == 401
        assert read(page).headings == ["Deze pagina is niet meer geopend"]
        assert "Wat al was opgeslagen, is er nog." in read(page).text
        assert "Op tijd" not in page.text
    for answer in (
        tab.save("Te laat", revision=1),
        tab.send("PUT", "progress", {"opened": ["reflectievragen"]}),
        tab.send("POST", "hand-in"),
    ):
        assert (answer.status_code, answer.json()["error"]) == (401, "session")
    form = {"launch_secret": desk.secret, "feedback": "Te laat", "content_id": ""}
    late = desk.browser.post(f"{desk.url}participants/1/feedback", form)
    assert (late.status_code, read(late).headings) == (401, ["Deze pagina is niet meer geopend"])
    fresh = open_tab(client, Browser(), {**course, "sub": "laat-1"})
    store = data_of(fresh.get().text)["store"]
    assert fresh.texts() == {"moeite": "Op tijd"}
    assert store["state"]["opened"] == []
    assert "Te laat" not in fresh.get().text
    learner = open_instructor(client, Browser(), teacher).page("participants/1").text
    assert "Op tijd" in learner
    assert "Te laat" not in learner


def name_of(tab: Opened) -> str:
    return tab.url.split("/launch/")[1].partition("/")[0]


def end(tool: RunningTool, *tabs: Opened) -> None:
    """Let the hours of launches be over, also for a process that still remembers them."""
    over = update(Launch).where(Launch.name.in_([name_of(tab) for tab in tabs]))
    with tool.database.write() as session:
        session.execute(over.values(expires_at=now() - timedelta(seconds=1)))
    time.sleep(SECONDS + 0.1)


def test_a_reload_posts_nothing_and_shows_what_was_saved(client: Client) -> None:
    tab = open_tab(client, Browser(), {"sub": "herlader"})
    assert tab.save("Blijft staan").ok
    assert [tab.texts()["moeite"] for _ in range(3)] == ["Blijft staan"] * 3


def test_the_cookie_is_named_after_the_launch_and_partitioned(client: Client) -> None:
    visitor = Browser()
    tab = open_tab(client, visitor)
    name = tab.url.rstrip("/").rsplit("/", 1)[1]
    (line,) = [line for line in visitor.seen if line.startswith(f"werkpakket-{name}=")]
    parts = {part.strip() for part in line.split(";")[1:]}
    wanted = {"Secure", "HttpOnly", "SameSite=None", "Partitioned", f"Path=/launch/{name}/"}
    assert wanted <= parts
    assert tab.secret not in tab.url


def test_another_browser_with_the_address_sees_nothing(client: Client) -> None:
    tab = open_tab(client, Browser(), {"sub": "eigenaar"})
    tab.save("Van mij alleen")
    response = Browser().get(tab.url)
    assert response.status_code == 401
    assert "Van mij alleen" not in response.text
    assert read(response).headings


def test_a_cookie_alone_changes_nothing(client: Client) -> None:
    tab = open_tab(client, Browser(), {"sub": "vervalst"})
    body = {"text": "Van een ander adres", "reader": "instructor", "revision": 0}
    response = tab.browser.send("PUT", f"{tab.url}answers/moeite", json=body)
    assert response.status_code == 401
    assert tab.texts() == {}


def test_a_save_without_its_launch_is_told_in_json(client: Client) -> None:
    tab = open_tab(client, Browser())
    tab.secret = "verkeerd"
    response = tab.save("x")
    assert response.status_code == 401
    assert response.json()["error"] == "session"


def test_the_secret_of_another_launch_opens_nothing(client: Client) -> None:
    first, second = (open_tab(client, Browser(), {"sub": sub}) for sub in ("een", "twee"))
    second.secret = first.secret
    assert second.save("Niet van mij").status_code == 401


def test_names_of_launches_that_never_were_are_401(client: Client) -> None:
    for name in ("bestaat-niet", "x" * 300, "%00", "..%2f..%2flti"):
        assert Browser().get(f"{client.tool_url}/launch/{name}/").status_code in (401, 404)


def test_what_is_too_large_is_refused(client: Client) -> None:
    tab = open_tab(client, Browser())
    response = tab.save("x" * 2_500_000)
    assert response.status_code == 413
    assert (
        Browser().post(f"{client.tool_url}/lti/launch", {"id_token": "x" * 3_000_000}).status_code
        == 413
    )


def test_odd_bytes_in_an_answer_come_to_no_harm(client: Client) -> None:
    tab = open_tab(client, Browser(), {"sub": "vreemde-tekens"})
    assert tab.save("nul \x00 en half \ud83d teken").status_code == 200
    assert tab.texts()["moeite"].startswith("nul ")
