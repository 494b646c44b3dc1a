"""A tool registers itself with an invitation, once."""

import pytest

from practice_lms.lti import names
from tests.practice_lms.conftest import Lms
from tests.practice_lms.tool import Tool, serving


def test_the_configuration_is_that_of_the_issuer(lms: Lms, tool: Tool) -> None:
    found = tool.openid_configuration()
    assert found["issuer"] == lms.address
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"):
        assert found[name].startswith(lms.address + "/")
    assert set(names.SCOPES) <= set(found["scopes_supported"])
    messages = found[names.PLATFORM_CONFIGURATION]["messages_supported"]
    assert {each["type"] for each in messages} == {
        names.RESOURCE_LINK_REQUEST,
        names.DEEP_LINKING_REQUEST,
        names.SUBMISSION_REVIEW_REQUEST,
    }


def test_an_invitation_is_good_for_one_registration(lms: Lms) -> None:
    token = lms.platform.tools.invite()
    with serving(lms.address) as tool:
        answer = tool.register(token)
        assert answer.status_code == 201
        assert tool.deployment_id
        assert tool.register(token).status_code == 401
    assert [each.client_id for each in lms.platform.tools.all()] == [tool.client_id]


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uris": []},
        {"redirect_uris": ["javascript:alert(1)"]},
        {"jwks_uri": None},
        {"client_name": ""},
        {"token_endpoint_auth_method": "client_secret_basic"},
        {names.TOOL_CONFIGURATION: {}},
    ],
)
def test_a_refused_registration_leaves_the_invitation_good(
    lms: Lms, changes: dict[str, object]
) -> None:
    token = lms.platform.tools.invite()
    with serving(lms.address) as tool:
        answer = tool.register(token, **changes)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client_metadata")
        assert tool.register(token).status_code == 201


def test_a_made_up_token_registers_nothing(lms: Lms) -> None:
    with serving(lms.address) as tool:
        assert tool.register("made-up").status_code == 401
    assert lms.platform.tools.all() == []


def test_the_registration_page_frames_the_tool_with_an_invitation(lms: Lms) -> None:
    shown = lms.post("/tools", data={"address": "https://tool.example/register/abc?x=1"}).text
    assert "https://tool.example/register/abc?x=1&amp;openid_configuration=" in shown
    assert "registration_token=" in shown
