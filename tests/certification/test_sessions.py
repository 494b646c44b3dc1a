"""A session belongs to one launch: two tabs, two courses, two people in one browser."""

from tests.certification.browser import Browser, read
from tests.certification.opened import open_tab
from tests.certification.signing import LTI, Client


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
