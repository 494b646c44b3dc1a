"""Floods: who asks too often waits, and is told how long; everyone else still gets in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from lti_app.floods import BATCH
from lti_app.models import RateCount, now
from lti_app.services.limits import LOGINS, REGISTRATIONS, Limit
from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool, serving
from tests.certification.signing import Client, SigningPlatform

CROWD = "127.0.0.2"


class _From(HTTPAdapter):
    """Asks from another address of this machine."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, source_address=(CROWD, 0))


@pytest.fixture
def crowd() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.mount("http://", _From())
        yield session


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTool]:
    """A tool of its own: who is refused too often there, is so in other tests too."""
    with serving(tmp_path_factory.mktemp("vloed"), "--no-worker") as tool:
        yield tool


def asked_often(tool: RunningTool, limit: Limit, who: str) -> None:
    """Let someone have used up the limit of this minute and the next."""
    with tool.database.write() as session:
        for at in (now(), now() + timedelta(seconds=limit.seconds)):
            window = int(at.timestamp()) // limit.seconds * limit.seconds
            key = f"{limit.name}:{who}"
            session.merge(RateCount(key=key, window=window, count=limit.most))


def must_wait(answer: requests.Response, limit: Limit) -> None:
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= limit.seconds
    assert read(answer).headings == ["Even geduld"]
    assert "Er komen te veel aanvragen binnen." in read(answer).text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_begins_too_many_logins_waits_and_others_get_in(
    method: str, own: RunningTool, platform: SigningPlatform, crowd: requests.Session
) -> None:
    assert own.register(platform, confirmed=True).status_code == 200
    client = Client(platform, own.url)
    asked_often(own, LOGINS, CROWD)
    fields = {
        "iss": platform.url,
        "login_hint": "42",
        "target_link_uri": f"{own.url}/lti/launch",
        "client_id": client.client_id,
    }
    where: dict[str, Any] = {"params": fields} if method == "GET" else {"data": fields}
    for _ in range(BATCH):  # a process tells the others of so many at once
        answer = crowd.request(
            method, f"{own.url}/lti/login", **where, allow_redirects=False, timeout=30
        )
    must_wait(answer, LOGINS)
    assert "Set-Cookie" not in answer.headers
    assert client.launch(Browser()).status_code == 303


def test_who_registers_too_often_waits_and_the_invitation_stays_usable(
    own: RunningTool, platform: SigningPlatform, crowd: requests.Session
) -> None:
    invitation = own.invite()
    asked = {"openid_configuration": f"{platform.url}/.well-known/openid-configuration"}
    asked_often(own, REGISTRATIONS, CROWD)
    must_wait(crowd.get(invitation, params=asked, timeout=30), REGISTRATIONS)
    assert platform.asked == []
    assert requests.get(invitation, params=asked, timeout=30).status_code == 200


def test_the_limit_is_that_of_the_address_and_not_of_a_header_it_sends(
    own: RunningTool, crowd: requests.Session
) -> None:
    asked_often(own, REGISTRATIONS, CROWD)
    headers = {"X-Forwarded-For": "192.0.2.7"}
    must_wait(crowd.get(own.invite(), headers=headers, timeout=30), REGISTRATIONS)
