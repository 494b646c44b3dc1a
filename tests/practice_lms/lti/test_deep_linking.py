"""Choosing an activity in a tool, and what comes back from it."""

import secrets
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from practice_lms.lti import names
from tests.practice_lms.conftest import Lms
from tests.practice_lms.tool import Tool


@pytest.fixture
def asked(tool: Tool) -> dict[str, Any]:
    claims = tool.claims(f"/lti/choose/{tool.client_id}?person=301&course=groep-b")
    assert claims[names.CLAIM + "message_type"] == names.DEEP_LINKING_REQUEST
    return dict(claims[names.DEEP_LINKING + "deep_linking_settings"])


def response(tool: Tool, asked: dict[str, Any], *items: Any, **changes: Any) -> dict[str, Any]:
    return {
        "aud": tool.lms,
        "nonce": secrets.token_hex(),
        names.CLAIM + "message_type": names.DEEP_LINKING_RESPONSE,
        names.CLAIM + "version": "1.3.0",
        names.CLAIM + "deployment_id": tool.deployment_id,
        names.DEEP_LINKING + "data": asked["data"],
        names.DEEP_LINKING + "content_items": list(items),
    } | changes


def send(asked: dict[str, Any], token: str) -> requests.Response:
    return requests.post(asked["deep_link_return_url"], {"JWT": token}, timeout=5)


LINK = {
    "type": "ltiResourceLink",
    "title": "Vragen 1 & 2",
    "url": "http://127.0.0.1/x?y=1",
    "custom": {"module": "werkpakket-1", "parts": "a,b"},
    "lineItem": {"scoreMaximum": 10, "resourceId": "r", "tag": "t"},
}


def test_what_is_chosen_stands_in_the_course_with_its_column(
    lms: Lms, tool: Tool, asked: dict[str, Any]
) -> None:
    answer = send(asked, tool.sign(response(tool, asked, LINK)))
    assert answer.status_code == 200
    assert "Vragen 1 &amp; 2" in answer.text
    [added] = lms.platform.gradebook.activities("groep-b")
    assert (added.title, added.url) == (LINK["title"], LINK["url"])
    [column] = lms.platform.gradebook.line_items("groep-b")
    assert (column.label, column.score_maximum, column.tag) == ("Vragen 1 & 2", 10, "t")
    claims = tool.claims(f"/lti/start/{added.id}")
    assert claims[names.CLAIM + "custom"]["parts"] == "a,b"
    assert f"/lineitems/{column.id}/" in claims[names.AGS_CLAIM]["lineitem"]


def test_a_link_without_a_column_launches_without_one(
    lms: Lms, tool: Tool, asked: dict[str, Any]
) -> None:
    send(asked, tool.sign(response(tool, asked, {"type": "ltiResourceLink"})))
    [added] = lms.platform.gradebook.activities("groep-b")
    assert (added.title, added.url) == ("Reflectie & zo", f"{tool.address}/launch")
    assert "lineitem" not in tool.claims(f"/lti/start/{added.id}")[names.AGS_CLAIM]


def test_nothing_chosen_adds_nothing_and_the_tools_words_are_shown(
    lms: Lms, tool: Tool, asked: dict[str, Any]
) -> None:
    claims = response(tool, asked, **{names.DEEP_LINKING + "msg": "Geannuleerd <x>"})
    answer = send(asked, tool.sign(claims))
    assert "Geannuleerd &lt;x&gt;" in answer.text
    assert "Er is niets toegevoegd" in answer.text
    assert lms.platform.gradebook.activities("groep-b") == []


def test_an_answer_that_comes_twice_adds_once(lms: Lms, tool: Tool, asked: dict[str, Any]) -> None:
    token = tool.sign(response(tool, asked, LINK))
    assert [send(asked, token).status_code for _ in range(2)] == [200, 400]
    assert len(lms.platform.gradebook.activities("groep-b")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example"},
        {"iss": "made-up"},
        {"nonce": None},
        {names.CLAIM + "message_type": "Other"},
        {names.CLAIM + "deployment_id": "other"},
        {names.DEEP_LINKING + "data": "made-up"},
    ],
)
def test_an_answer_that_is_not_right_adds_nothing(
    lms: Lms, tool: Tool, asked: dict[str, Any], changes: dict[str, Any]
) -> None:
    answer = send(asked, tool.sign(response(tool, asked, LINK, **changes)))
    assert answer.status_code in (400, 401)
    assert "De keuze van de tool klopt niet" in answer.text
    assert lms.platform.gradebook.activities("groep-b") == []


def test_an_answer_signed_by_somebody_else_adds_nothing(
    lms: Lms, tool: Tool, asked: dict[str, Any]
) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert send(asked, tool.sign(response(tool, asked, LINK), other)).status_code == 401
    assert send(asked, "no token").status_code == 400
    assert lms.platform.gradebook.activities("groep-b") == []


def test_only_the_instructor_chooses(lms: Lms, tool: Tool) -> None:
    assert lms.get(f"/lti/choose/{tool.client_id}?person=201").status_code == 404
