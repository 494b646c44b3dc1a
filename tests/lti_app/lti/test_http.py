"""Requests to platforms stay within their limits and out of private networks."""

import time
from collections.abc import Iterator

import pytest
import requests

from lti_app.lti.http import MAXIMUM_BYTES, ForbiddenAddress, PlatformSession, allowed, check_url
from tests.certification.served import Asked, Reply, served


class Site:
    """Answers whatever a test wants."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.answers: dict[str, Reply] = {}

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return self.answers.get(asked.path, Reply())


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with served(site):
        yield site


@pytest.fixture
def http() -> Iterator[PlatformSession]:
    with PlatformSession(allow_loopback=True) as session:
        yield session


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.0.0.1", False),
        ("172.16.5.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::ffff:8.8.8.8", True),
    ],
)
def test_only_public_addresses_are_connected_to(address: str, public: bool) -> None:
    assert allowed(address, allow_loopback=False) is public


def test_the_demo_may_connect_to_loopback_and_no_further() -> None:
    assert allowed("127.0.0.1", allow_loopback=True)
    assert allowed("::1", allow_loopback=True)
    assert not allowed("10.0.0.1", allow_loopback=True)


@pytest.mark.parametrize(
    "url", ["http://voorbeeld.nl", "ftp://voorbeeld.nl", "https://", "x", "https://a@voorbeeld.nl"]
)
def test_only_https_without_a_user_is_an_address(url: str) -> None:
    for loopback in (True, False):
        with pytest.raises(ForbiddenAddress):
            check_url(url, allow_loopback=loopback)


def test_a_name_that_leads_to_loopback_is_not_connected_to(site: Site) -> None:
    address = site.url.replace("http://127.0.0.1", "https://localhost")
    http = PlatformSession(allow_loopback=False)
    with http, pytest.raises(requests.RequestException, match="private network"):
        http.get(address)
    assert site.asked == []


def test_a_redirect_is_not_followed(site: Site, http: PlatformSession) -> None:
    site.answers["/"] = Reply(302, "", {"Location": "/verder"})
    response = http.get(f"{site.url}/", headers={"Authorization": "Bearer x"}, allow_redirects=True)
    assert response.status_code == 302
    assert [asked.path for asked in site.asked] == ["/"]


def test_a_large_answer_is_not_read_to_its_end(site: Site, http: PlatformSession) -> None:
    site.answers["/"] = Reply(200, "x" * (MAXIMUM_BYTES + 100_000))
    with pytest.raises(requests.RequestException, match="too large"):
        http.get(f"{site.url}/")


def test_a_small_answer_that_unpacks_large_is_not_read_to_its_end(
    site: Site, http: PlatformSession
) -> None:
    site.answers["/"] = Reply(200, "x" * (MAXIMUM_BYTES * 4), {"Content-Encoding": "gzip"})
    with pytest.raises(requests.RequestException):
        http.get(f"{site.url}/")


def test_a_silent_platform_is_given_up(
    site: Site, http: PlatformSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lti_app.lti.http.READ_SECONDS", 0.2)
    site.answers["/"] = Reply(200, "te laat", wait=1)
    began = time.monotonic()
    with pytest.raises(requests.RequestException):
        http.get(f"{site.url}/")
    assert time.monotonic() - began < 5


def test_a_platform_that_never_comes_to_an_end_is_given_up(
    site: Site, http: PlatformSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lti_app.lti.http.TOTAL_SECONDS", 0.3)
    site.answers["/"] = Reply(200, "[" * 40, drip=0.1)
    begun = time.monotonic()
    with pytest.raises(requests.RequestException):
        http.get(f"{site.url}/")
    assert time.monotonic() - begun < 2


def test_every_request_says_who_asks(site: Site, http: PlatformSession) -> None:
    http.get(f"{site.url}/")
    assert site.asked[0].headers["User-Agent"].startswith("werkpakket/")


def test_no_cookie_of_a_platform_is_kept(site: Site, http: PlatformSession) -> None:
    site.answers["/"] = Reply(200, "", {"Set-Cookie": "a=b"})
    for _ in range(2):
        http.get(f"{site.url}/")
    assert "Cookie" not in site.asked[1].headers


def test_the_machines_proxy_is_not_used(
    site: Site, http: PlatformSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert http.get(f"{site.url}/").status_code == 200


def test_a_bound_session_goes_to_its_own_origins_alone(site: Site, http: PlatformSession) -> None:
    bound = http.bound_to({site.url})
    assert bound.get(f"{site.url}/scores").status_code == 200
    with pytest.raises(ForbiddenAddress, match="not a host of this platform"):
        bound.get(site.url.replace("127.0.0.1", "localhost"))
