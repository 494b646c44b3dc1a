"""The login: who is answered with a redirect, who is refused, and which browser it belongs to."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool
from tests.certification.signing import DROP, Client, SigningPlatform


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_login_is_answered_by_a_redirect_that_keeps_the_endpoints_own_query(
    method: str, client: Client, visitor: Browser
) -> None:
    response = client.login(visitor, method)
    address = urlsplit(response.headers["Location"])
    query = parse_qs(address.query)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{client.platform.url}/auth?")
    assert {name: query[name] for name in ("tenant", "prompt", "response_mode", "login_hint")} == {
        "tenant": ["a"],
        "prompt": ["none"],
        "response_mode": ["form_post"],
        "login_hint": ["42"],
    }
    assert query["redirect_uri"] == [f"{client.tool_url}/lti/launch"]
    assert query["lti_message_hint"] == ["hint-7"]


def test_the_cookie_of_a_login_lives_in_a_cross_site_frame(client: Client) -> None:
    visitor = Browser()
    client.begin(visitor)
    (line,) = visitor.seen
    parts = {part.strip() for part in line.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned"} <= parts


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://onbekend.voorbeeld.nl"},
        {"iss": DROP},
        {"client_id": "onbekend"},
        {"login_hint": DROP},
        {"target_link_uri": DROP},
        {"target_link_uri": "https://elders.voorbeeld.nl/lti/launch"},
        {"target_link_uri": "javascript:alert(1)"},
        {"lti_message_hint": "x" * 9000},
        {"login_hint": "x" * 9000},
    ],
    ids=lambda changes: str(changes)[:60],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_login_that_is_not_ours_is_refused_at_once(
    method: str, changes: dict[str, Any], client: Client, visitor: Browser
) -> None:
    response = client.login(visitor, method, **changes)
    assert 400 <= response.status_code < 500
    assert not visitor.cookies


def test_a_target_that_begins_like_ours_is_foreign(client: Client, visitor: Browser) -> None:
    for target in (f"{client.tool_url}.elders.nl/", f"{client.tool_url}@elders.nl/lti/launch"):
        assert client.login(visitor, target_link_uri=target).status_code == 400


@pytest.fixture
def clients(tool: RunningTool, platform: SigningPlatform) -> tuple[Client, Client]:
    """The tool registered twice with one issuer, as customers of a cloud platform are."""
    for _ in range(2):
        assert tool.register(platform, confirmed=True).status_code == 200
    return Client(platform, tool.url, "client-1"), Client(platform, tool.url, "client-2")


def test_the_only_client_of_an_issuer_need_not_be_named(
    tool: RunningTool, platform: SigningPlatform, visitor: Browser
) -> None:
    tool.register(platform, confirmed=True)
    assert Client(platform, tool.url).login(visitor, client_id=DROP).status_code == 302


def test_one_of_several_clients_must_be_named(
    clients: tuple[Client, Client], visitor: Browser
) -> None:
    response = clients[0].login(visitor, client_id=DROP)
    assert response.status_code == 400
    assert "client_id" in read(response).text
    assert [client.login(visitor).status_code for client in clients] == [302, 302]


def test_a_token_for_one_client_does_not_serve_anothers_login(
    clients: tuple[Client, Client],
) -> None:
    one, other = clients
    visitor = Browser()
    request = one.begin(visitor)
    assert one.post(visitor, request, other.token(request)).status_code == 400
    assert [client.launch(visitor).status_code for client in clients] == [303, 303]


def test_a_launch_begun_in_another_browser_opens_nothing(client: Client) -> None:
    attacker, victim = Browser(), Browser()
    request = client.begin(attacker)
    token = client.token(request)
    response = client.post(victim, request, token)
    page = read(response)
    assert response.status_code == 403
    assert "ga dan in deze browser naar je leerplatform en open" in page.text.lower()
    assert "Open in een nieuw venster" in page.buttons
    assert not victim.cookies
    assert token not in response.text
    assert client.post(attacker, request, token).status_code == 303


def test_the_new_window_begins_a_login_of_its_own(client: Client) -> None:
    blocking, window = Browser(blocks=True), Browser()
    request = client.begin(blocking)
    (form,) = read(client.post(blocking, request, client.token(request))).forms
    assert form["attributes"]["target"] == "_blank"
    assert form["attributes"]["method"] == "get"
    response = window.get(client.tool_url + form["attributes"]["action"], params=form["fields"])
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    again = {name: values[0] for name, values in query.items()}
    assert again["login_hint"] == "42"
    assert again["lti_message_hint"] == "hint-7"
    assert again["state"] != request["state"]
    assert client.post(window, again, client.token(again)).status_code == 303


def test_a_window_without_cookies_is_offered_no_other_window(client: Client) -> None:
    blocking = Browser(blocks=True)
    request = client.begin(blocking)
    fields = {"id_token": client.token(request), "state": request["state"]}
    address = f"{client.tool_url}/lti/launch"
    page = read(blocking.post(address, fields, headers={"Sec-Fetch-Dest": "document"}))
    assert page.forms == []
    assert "Begon je in een andere browser" in page.text
    assert f"geen cookies toe voor {urlsplit(address).netloc}" in page.text


@pytest.mark.parametrize("part", ["all", "nonce", "state"])
def test_nothing_of_a_launch_can_be_used_twice(part: str, client: Client) -> None:
    visitor = Browser()
    request = client.begin(visitor)
    kept = dict(visitor.cookies)
    token = client.token(request)
    assert client.post(visitor, request, token).status_code == 303
    visitor.cookies = {**kept}
    if part == "all":
        response = client.post(visitor, request, token)
    elif part == "nonce":  # an old nonce with a new state
        fresh = client.begin(visitor)
        response = client.post(visitor, fresh, client.token({**fresh, "nonce": request["nonce"]}))
    else:  # a second token with a used nonce
        response = client.post(visitor, request, client.token(request, {"sub": "een-ander"}))
    assert response.status_code == 400


def test_a_refused_launch_uses_its_login_up(client: Client, visitor: Browser) -> None:
    request = client.begin(visitor)
    assert client.post(visitor, request, "geen.token").status_code == 400
    assert client.post(visitor, request, client.token(request)).status_code == 400


def test_a_launch_without_login_is_refused(client: Client, visitor: Browser) -> None:
    for state in ("", "state-onbekend", "x" * 5000, "\x00"):
        request = {"state": state, "nonce": "n"}
        assert client.post(visitor, request, client.token(request)).status_code == 400


def test_what_the_platform_says_instead_of_a_token_is_refused(
    client: Client, visitor: Browser
) -> None:
    request = client.begin(visitor)
    response = client.post(visitor, request, "", error="login_required")
    assert response.status_code == 400


def test_a_pending_registration_waits_for_the_administrator(
    tool: RunningTool, platform: SigningPlatform, visitor: Browser
) -> None:
    assert tool.register(platform).status_code == 200
    client = Client(platform, tool.url)
    assert client.login(visitor).status_code == 403
    assert tool.command("platforms", "confirm", platform.url).returncode == 0
    assert client.launch(visitor).status_code == 303


def test_a_new_deployment_waits_and_is_shown_to_the_administrator(
    tool: RunningTool, platform: SigningPlatform, visitor: Browser
) -> None:
    tool.register(platform, confirmed=True)
    client = Client(platform, tool.url)
    claim = {"https://purl.imsglobal.org/spec/lti/claim/deployment_id": "afdeling-2"}
    response = client.launch(visitor, claim)
    assert response.status_code == 403
    assert "beheerder" in read(response).text
    assert "deployment afdeling-2: wacht op bevestiging" in tool.command("platforms").stdout
    tool.command("platforms", "confirm", platform.url)
    assert client.launch(visitor, claim).status_code == 303


def test_a_platform_that_names_no_deployment_is_bound_by_its_first_launch(
    tool: RunningTool, platform: SigningPlatform, visitor: Browser
) -> None:
    platform.deployment = None
    tool.register(platform, confirmed=True)
    client = Client(platform, tool.url)
    claim = {"https://purl.imsglobal.org/spec/lti/claim/deployment_id": "2"}
    assert client.launch(visitor).status_code == 303
    assert client.launch(visitor, claim).status_code == 403


def test_every_answer_carries_the_headers_of_safety(client: Client, visitor: Browser) -> None:
    page = visitor.follow(client.launch(visitor))
    policy = {
        name: value
        for name, _, value in (
            part.strip().partition(" ")
            for part in page.headers["Content-Security-Policy"].split(";")
        )
    }
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].startswith("'nonce-")
    assert policy["frame-ancestors"] == client.platform.url
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"
    assert "X-Frame-Options" not in page.headers


def test_a_page_may_stand_in_the_frame_that_the_launch_returns_to(
    client: Client, visitor: Browser
) -> None:
    claim = "https://purl.imsglobal.org/spec/lti/claim/launch_presentation"
    answer = client.launch(
        visitor, {claim: {"return_url": "https://school.voorbeeld.nl/courses/1"}}
    )
    policy = visitor.follow(answer).headers["Content-Security-Policy"]
    assert f"frame-ancestors {client.platform.url} https://school.voorbeeld.nl;" in policy


def test_the_key_set_holds_public_halves_alone(tool: RunningTool) -> None:
    keys = requests.get(f"{tool.url}/lti/jwks", timeout=10).json()["keys"]
    assert [set(key) for key in keys] == [{"kty", "n", "e", "kid", "alg", "use"}]


def test_no_secret_stands_in_the_log(client: Client, tool: RunningTool) -> None:
    visitor = Browser()
    request = client.begin(visitor)
    token = client.token(request)
    client.post(Browser(), request, token)
    client.post(visitor, request, token)
    invitation = tool.invite()
    requests.get(invitation, params={"registration_token": "registratie-geheim"}, timeout=10)
    secrets = [value for value, _ in visitor.cookies.values()]
    secrets += [token, "registratie-geheim", invitation.rsplit("/", 1)[1]]
    assert not [secret for secret in secrets if secret in tool.log()]
