"""Launches: what is signed, for whom, and what is refused."""

import time
from dataclasses import replace

import jwt
import pytest
import requests
from lxml import html

from practice_lms.lti import names
from tests.practice_lms.conftest import Lms
from tests.practice_lms.tool import Form, Tool, query_of


def test_a_learner_is_launched_into_the_activity(lms: Lms, tool: Tool, activity: int) -> None:
    claims = tool.claims(f"/lti/start/{activity}?person=203")
    assert claims["sub"] == "203"
    assert claims["nonce"] in tool.nonces
    assert claims["name"] == "Deelnemer 3"
    assert claims["email"] == "deelnemer.3@gemeente.example"
    assert claims[names.CLAIM + "message_type"] == names.RESOURCE_LINK_REQUEST
    assert claims[names.CLAIM + "version"] == "1.3.0"
    assert claims[names.CLAIM + "deployment_id"] == tool.deployment_id
    assert claims[names.CLAIM + "roles"] == [names.MEMBERSHIP + "Learner"]
    assert claims[names.CLAIM + "resource_link"] == {"id": str(activity), "title": "Reflecties"}
    assert claims[names.CLAIM + "context"]["id"] == "groep-a"
    assert claims[names.CLAIM + "target_link_uri"] == f"{tool.address}/x"
    assert claims[names.CLAIM + "launch_presentation"]["locale"] == "nl"


def test_custom_values_are_filled_and_unknown_variables_go_literally(
    tool: Tool, activity: int
) -> None:
    claims = tool.claims(f"/lti/start/{activity}?person=203")
    assert claims[names.CLAIM + "custom"] == {
        "module": "werkpakket-1",
        "who": "203",
        "odd": "$Unknown.variable",
    }


def test_the_services_are_told_with_their_addresses(tool: Tool, activity: int) -> None:
    claims = tool.claims(f"/lti/start/{activity}")
    endpoint = claims[names.AGS_CLAIM]
    assert set(endpoint["scope"]) == set(names.AGS_SCOPES)
    assert "?" in endpoint["lineitem"]
    assert claims[names.NRPS_CLAIM]["service_versions"] == ["2.0"]


def test_the_instructor_is_launched_as_such(tool: Tool, activity: int) -> None:
    claims = tool.claims(f"/lti/start/{activity}?person=301")
    assert claims[names.CLAIM + "roles"] == [names.MEMBERSHIP + "Instructor"]


def test_a_platform_without_names_tells_none(lms: Lms, tool: Tool, activity: int) -> None:
    lms.be("private")
    assert not {"name", "email"} & set(tool.claims(f"/lti/start/{activity}"))


def test_a_submission_review_names_the_learner(tool: Tool, activity: int) -> None:
    claims = tool.claims(f"/lti/start/{activity}?person=301&review=204")
    assert claims[names.CLAIM + "message_type"] == names.SUBMISSION_REVIEW_REQUEST
    assert claims[names.CLAIM + "for_user"] == {"user_id": "204"}
    assert claims[names.AGS_CLAIM]["lineitem"]


def test_the_login_tells_the_tool_all_it_needs(lms: Lms, tool: Tool, activity: int) -> None:
    answer = lms.get(f"/lti/start/{activity}?person=203", allow_redirects=False)
    told = query_of(answer.headers["Location"])
    assert answer.headers["Location"].startswith(f"{tool.address}/login?")
    assert told["iss"] == lms.address
    assert told["client_id"] == tool.client_id
    assert told["lti_deployment_id"] == tool.deployment_id
    assert told["login_hint"] == "203"
    assert told["target_link_uri"] == f"{tool.address}/x"
    assert "lti_storage_target" not in told


def test_moodle_posts_the_login(lms: Lms, tool: Tool, activity: int) -> None:
    lms.be("moodle")
    form = Form.of(lms.get(f"/lti/start/{activity}").text)
    assert form.action == f"{tool.address}/login"
    assert form.fields["client_id"] == tool.client_id
    claims = tool.claims(f"/lti/start/{activity}")
    assert claims["exp"] - claims["iat"] == 60


@pytest.mark.parametrize(
    ("profile", "frame"), [("storage", "_parent"), ("storage-frame", "lti_storage")]
)
def test_platform_storage_is_told_where_it_is(
    lms: Lms, tool: Tool, activity: int, profile: str, frame: str
) -> None:
    lms.be(profile)
    answer = lms.get(f"/lti/start/{activity}", allow_redirects=False)
    assert query_of(answer.headers["Location"])["lti_storage_target"] == frame


def test_the_form_posts_the_state_back_to_the_registered_address(tool: Tool, activity: int) -> None:
    form = tool.launch(f"/lti/start/{activity}", state="a&b<c")
    assert form.action == f"{tool.address}/launch"
    assert form.fields["state"] == "a&b<c"


def test_the_authentication_request_may_be_posted(lms: Lms, tool: Tool, activity: int) -> None:
    with requests.Session() as browser:
        asked = tool.begin(browser, f"/lti/start/{activity}") | {"nonce": "n"}
        answer = browser.post(
            f"{lms.address}/lti/authorize",
            asked,
            headers={"Sec-Fetch-Site": "cross-site"},
            timeout=5,
        )
    assert tool.read(Form.of(answer.text).fields["id_token"])["nonce"] == "n"


def test_a_launch_begun_in_another_browser_is_signed_for_nobody(
    lms: Lms, tool: Tool, activity: int
) -> None:
    with requests.Session() as one, requests.Session() as other:
        asked = tool.begin(one, f"/lti/start/{activity}?person=203")
        for _ in ("who chose nobody", "who chose the same person"):
            answer = other.get(f"{lms.address}/lti/authorize", params=asked, timeout=5)
            assert answer.status_code == 403
            assert Form.of(answer.text) == Form("", {})
            page = html.fromstring(answer.text)
            assert page.findtext(".//h1") == "Kies eerst in het oefenleerplatform wie je bent"
            assert {link.get("href") for link in page.iterfind(".//main//a")} == {"/"}
            other.get(f"{lms.address}/?person=203", timeout=5)
        assert "id_token" in tool.authorize(one, asked).fields


def test_a_launch_of_a_browser_that_lost_its_session_is_signed_for_nobody(
    tool: Tool, activity: int
) -> None:
    with requests.Session() as browser:
        asked = tool.begin(browser, f"/lti/start/{activity}")
        browser.cookies.clear()
        assert tool.authorize(browser, asked) == Form("", {}, 403)


def test_a_message_of_before_there_were_sessions_is_nobodys(
    lms: Lms, tool: Tool, activity: int
) -> None:
    with requests.Session() as browser:
        asked = tool.begin(browser, f"/lti/start/{activity}")
        message = lms.platform.message(asked["lti_message_hint"])
        assert message is not None
        hint = lms.platform.begin(replace(message, session=""))
        browser.cookies.clear()
        assert tool.authorize(browser, asked | {"lti_message_hint": hint}).status == 403


def test_a_session_that_the_browser_kept_back_is_asked_for_once_more(
    lms: Lms, tool: Tool, activity: int
) -> None:
    with requests.Session() as browser:
        asked = tool.begin(browser, f"/lti/start/{activity}")
        address = f"{lms.address}/lti/authorize"
        foreign = {"Sec-Fetch-Site": "cross-site"}
        first = Form.of(requests.get(address, asked, headers=foreign, timeout=5).text)
        assert first == Form("/lti/authorize", asked)
        own = {"Sec-Fetch-Site": "same-origin"}
        refused = requests.post(address, first.fields, headers=own, timeout=5)
        assert (refused.status_code, Form.of(refused.text)) == (403, Form("", {}))
        signed = Form.of(browser.post(address, first.fields, headers=own, timeout=5).text)
        assert tool.read(signed.fields["id_token"])["nonce"] == asked["nonce"]


def test_several_people_at_once_in_one_browser_are_all_let_in(tool: Tool, activity: int) -> None:
    with requests.Session() as browser:
        asked = {
            person: tool.begin(browser, f"/lti/start/{activity}?person={person}")
            for person in ("206", "207", "301")
        }
        for person, request in asked.items():
            token = tool.authorize(browser, request).fields["id_token"]
            assert tool.read(token)["sub"] == person


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "email"}, "invalid_request"),
        ({"response_type": "code"}, "invalid_request"),
        ({"response_mode": "query"}, "invalid_request"),
        ({"prompt": "login"}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
        ({"lti_message_hint": "made-up"}, "login_required"),
        ({"login_hint": "202"}, "login_required"),
    ],
)
def test_a_wrong_request_gets_an_error_and_no_token(
    tool: Tool, activity: int, changes: dict[str, str], error: str
) -> None:
    form = tool.launch(f"/lti/start/{activity}?person=201", **changes)
    assert form.fields["error"] == error
    assert "id_token" not in form.fields


@pytest.mark.parametrize(
    "changes", [{"client_id": "made-up"}, {"redirect_uri": "https://evil.example/"}]
)
def test_nothing_is_ever_sent_to_an_unregistered_address(
    tool: Tool, activity: int, changes: dict[str, str]
) -> None:
    form = tool.launch(f"/lti/start/{activity}", **changes)
    assert (form.status, form.action) == (400, "")


def test_a_rotated_key_is_published_beside_the_old_one(lms: Lms, tool: Tool, activity: int) -> None:
    before = tool.launch(f"/lti/start/{activity}").fields["id_token"]
    lms.test("keys", overlap=True)
    after = tool.launch(f"/lti/start/{activity}").fields["id_token"]
    kids = {jwt.get_unverified_header(each)["kid"] for each in (before, after)}
    assert len(kids) == 2
    assert tool.read(before)["sub"] == tool.read(after)["sub"] == "201"


def test_bad_tokens_can_be_asked_for(lms: Lms, tool: Tool, activity: int) -> None:
    lms.test("id-token", key="other")
    bad = tool.launch(f"/lti/start/{activity}").fields["id_token"]
    with pytest.raises(jwt.InvalidSignatureError):
        tool.read(bad)
    lms.test("id-token", claims={"exp": int(time.time()) - 5, "sub": None})
    bad = tool.launch(f"/lti/start/{activity}").fields["id_token"]
    with pytest.raises(jwt.ExpiredSignatureError):
        tool.read(bad)
    lms.test("id-token", algorithm="none")
    bad = tool.launch(f"/lti/start/{activity}").fields["id_token"]
    assert jwt.get_unverified_header(bad)["alg"] == "none"
    assert tool.claims(f"/lti/start/{activity}")["sub"] == "201"


def test_registrations_keys_and_hints_outlive_a_restart(
    lms: Lms, tool: Tool, activity: int
) -> None:
    from practice_lms.app import create_app

    kept = lms.platform.keys.jwks()
    folder = lms.library._folder.parent
    again = create_app(folder, lms.address).extensions["platform"]
    assert again.keys.jwks() == kept
    assert again.tools.get(tool.client_id).name == "Reflectie & zo"
    assert [each.id for each in again.gradebook.activities("groep-a")] == [activity]
