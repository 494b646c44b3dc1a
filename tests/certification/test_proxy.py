"""Behind a proxy that ends TLS: addresses are https, and who asks is whom the proxy names."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from lti_app.services.limits import REGISTRATIONS
from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool, serving
from tests.certification.opened import Opened, data_of
from tests.certification.signing import LTI, Client, SigningPlatform
from tests.certification.test_floods import asked_often, must_wait

PUBLIC = "https://gemeente.voorbeeld.nl/leren"
STRICT = "Strict-Transport-Security"
ANSWERS = {
    "/lti/jwks": 200,
    "/health/ready": 200,
    "/lti/login": 400,
    "/lti/register/verzonnen": 404,
    "/launch/bestaat-niet/": 401,
    "/bestaat-niet": 404,
}
FORGED = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "elders.voorbeeld.nl"}


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTool]:
    with serving(tmp_path_factory.mktemp("proxy"), "--no-worker", public=PUBLIC) as tool:
        yield tool


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_of_an_https_address_insists_on_https(path: str, proxied: RunningTool) -> None:
    for base in (proxied.url, f"{proxied.url}/leren"):
        answer = requests.get(f"{base}{path}", timeout=30)
        assert answer.status_code == ANSWERS[path]
        assert answer.headers[STRICT] == "max-age=31536000"


@pytest.mark.parametrize("path", ANSWERS)
def test_no_answer_of_an_http_address_insists_on_https(path: str, tool: RunningTool) -> None:
    answer = requests.get(f"{tool.url}{path}", timeout=30)
    assert answer.status_code == ANSWERS[path]
    assert STRICT not in answer.headers


def test_a_launch_through_the_proxy_keeps_to_the_public_address(
    proxied: RunningTool, platform: SigningPlatform
) -> None:
    assert proxied.register(platform, confirmed=True).status_code == 200
    offered = next(json.loads(ask.body) for ask in platform.asked if ask.path == "/register")
    assert offered["redirect_uris"] == [f"{PUBLIC}/lti/launch"]
    client, visitor = Client(platform, f"{proxied.url}/leren"), Browser()
    target = f"{PUBLIC}/lti/launch"
    login = client.login(visitor, target_link_uri=target)
    query = parse_qs(urlsplit(login.headers["Location"]).query)
    assert query["redirect_uri"] == [target]
    request = {name: values[0] for name, values in query.items()}
    token = client.token(request, {f"{LTI}target_link_uri": target})
    answer = client.post(visitor, request, token)
    assert answer.headers["Location"].startswith("/leren/launch/")
    page = visitor.follow(answer)
    assert page.headers[STRICT]
    tab = Opened(visitor, page.url, data_of(page.text)["store"]["secret"])
    assert tab.save("Achter de proxy").ok
    assert tab.texts() == {"moeite": "Achter de proxy"}


def test_a_header_that_names_another_host_or_scheme_is_not_believed(
    proxied: RunningTool, platform: SigningPlatform
) -> None:
    assert proxied.register(platform, confirmed=True).status_code == 200
    fields = {
        "iss": platform.url,
        "login_hint": "42",
        "target_link_uri": f"{PUBLIC}/lti/launch",
        "client_id": "client-1",
    }
    answer = Browser().get(f"{proxied.url}/leren/lti/login", params=fields, headers=FORGED)
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["redirect_uri"] == [f"{PUBLIC}/lti/launch"]
    assert answer.headers[STRICT]


def test_the_proxys_word_tells_visitors_apart_and_their_own_does_not(proxied: RunningTool) -> None:
    asked_often(proxied, REGISTRATIONS, "192.0.2.7")
    for named, waits in (
        ("192.0.2.7", True),
        ("192.0.2.8, 192.0.2.7", True),  # what a visitor says stands before the proxy's word
        ("192.0.2.8", False),
        ("192.0.2.7, 192.0.2.8", False),
    ):
        answer = requests.get(proxied.invite(), headers={"X-Forwarded-For": named}, timeout=30)
        if waits:
            must_wait(answer, REGISTRATIONS)
        else:
            assert read(answer).headings == ["Dit adres is voor het leerplatform"]


def test_a_page_without_cookies_names_the_public_host(
    proxied: RunningTool, platform: SigningPlatform
) -> None:
    assert proxied.register(platform, confirmed=True).status_code == 200
    client, visitor = Client(platform, f"{proxied.url}/leren"), Browser(blocks=True)
    target = f"{PUBLIC}/lti/launch"
    request = client.begin(visitor, target_link_uri=target)
    fields = {"state": request["state"], "id_token": client.token(request)}
    seen = {"Sec-Fetch-Dest": "document"}
    for host in ("gemeente.voorbeeld.nl", "127.0.0.1:8000"):  # kept by the proxy, or its own
        headers = {**seen, "Host": host}
        answer = visitor.post(f"{client.tool_url}/lti/launch", fields, headers=headers)
        assert "geen cookies toe voor gemeente.voorbeeld.nl" in read(answer).text
