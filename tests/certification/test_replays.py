"""A login is used once: by whichever process, in time, and never by two at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import update

from lti_app.models import Login, now
from lti_app.services.limits import REFUSALS
from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool, serving
from tests.certification.signing import Client, SigningPlatform


def test_of_equal_launches_at_the_same_moment_one_opens(client: Client) -> None:
    visitor = Browser()
    request = client.begin(visitor)
    token = client.token(request)
    copies = [Browser(cookies=dict(visitor.cookies)) for _ in range(12)]
    with ThreadPoolExecutor(len(copies)) as pool:
        answers = list(pool.map(lambda copy: client.post(copy, request, token), copies))
    assert sorted(answer.status_code for answer in answers) == [303] + [400] * 11


def test_a_login_of_long_ago_opens_nothing(client: Client, tool: RunningTool) -> None:
    visitor = Browser()
    request = client.begin(visitor)
    with tool.database.write() as session:
        over = update(Login).where(Login.state == request["state"])
        session.execute(over.values(expires_at=now() - timedelta(seconds=1)))
    assert client.post(visitor, request, client.token(request)).status_code == 400


@pytest.fixture
def flooded(tmp_path: Path, platform: SigningPlatform) -> Iterator[Client]:
    """A tool of its own: who is refused too often there, is so in other tests too."""
    with serving(tmp_path, "--no-worker") as tool:
        assert tool.register(platform, confirmed=True).status_code == 200
        yield Client(platform, tool.url)


def test_who_keeps_being_refused_is_told_to_wait_and_good_launches_still_open(
    flooded: Client,
) -> None:
    address = f"{flooded.tool_url}/lti/launch"
    with requests.Session() as http:
        for _ in range(2 * REFUSALS.most):  # a minute may begin in between
            answer = http.post(address, {"state": "onbekend"}, timeout=10)
            if answer.status_code == 429:
                break
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= REFUSALS.seconds
    assert read(answer).headings
    assert flooded.launch(Browser()).status_code == 303
