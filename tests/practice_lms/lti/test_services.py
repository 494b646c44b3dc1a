"""What tools do with a token: line items, scores, results, members."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import html

from practice_lms.lti import names
from tests.practice_lms.conftest import Lms
from tests.practice_lms.tool import Tool, serving

STAMP = "2026-11-25T10:00:00.123Z"


class Services:
    """A tool at work in one activity."""

    def __init__(self, tool: Tool, activity: int) -> None:
        self.tool = tool
        claims = tool.claims(f"/lti/start/{activity}")
        self.line_item = claims[names.AGS_CLAIM]["lineitem"]
        self.line_items = claims[names.AGS_CLAIM]["lineitems"]
        self.members = claims[names.NRPS_CLAIM]["context_memberships_url"]
        self.bearer = tool.bearer()

    def beside(self, name: str) -> str:
        """Give the address of scores or results: the path grows, the query stays."""
        parts = urlsplit(self.line_item)
        return str(urlunsplit(parts._replace(path=f"{parts.path}/{name}")))

    def score(self, kind: str = names.SCORE_TYPE, **changes: Any) -> requests.Response:
        sent = {
            "userId": "201",
            "timestamp": STAMP,
            "scoreGiven": 8,
            "scoreMaximum": 10,
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "comment": "Eén\nTwee <b>",
        } | changes
        body = {name: value for name, value in sent.items() if value is not None}
        headers = self.bearer | {"Content-Type": kind}
        return requests.post(self.beside("scores"), json=body, headers=headers, timeout=5)

    def results(self, query: str = "") -> list[dict[str, Any]]:
        answer = requests.get(self.beside("results") + query, headers=self.bearer, timeout=5)
        assert answer.headers["Content-Type"] == names.RESULTS_TYPE
        return list(answer.json())

    def add(self, **sent: Any) -> requests.Response:
        headers = self.bearer | {"Content-Type": names.LINE_ITEM_TYPE}
        return requests.post(self.line_items, json=sent, headers=headers, timeout=5)


@pytest.fixture
def services(tool: Tool, activity: int) -> Services:
    return Services(tool, activity)


def test_a_score_stands_in_results_and_gradebook(lms: Lms, services: Services) -> None:
    assert services.score().status_code == 204
    [result] = services.results()
    assert (result["userId"], result["resultScore"], result["resultMaximum"]) == ("201", 80, 100)
    assert result["comment"] == "Eén\nTwee <b>"
    assert result["scoreOf"] == services.line_item
    (row,) = html.fromstring(lms.get("/gradebook").text).findall(".//tbody/tr")
    assert ["".join(map(str, cell.itertext())) for cell in row][:5] == [
        "Deelnemer 1",
        "80 van 100",
        "Eén\nTwee <b>",
        "Voltooid (Completed)",
        "Klaar (FullyGraded)",
    ]


@pytest.mark.parametrize(
    ("stamp", "status"),
    [
        (STAMP, 409),
        ("2026-11-25T10:00:00.122Z", 409),
        ("2026-11-25T11:00:00.123+01:00", 409),
        ("2026-11-25T10:00:00.124Z", 204),
        ("2026-11-25T10:00:00", 400),
        ("gisteren", 400),
    ],
)
def test_a_score_must_be_newer(services: Services, stamp: str, status: int) -> None:
    services.score()
    assert services.score(timestamp=stamp, comment="later").status_code == status


def test_moodle_compares_whole_seconds_and_wants_fully_graded(lms: Lms, services: Services) -> None:
    lms.be("moodle")
    services.score()
    assert services.score(timestamp="2026-11-25T10:00:00.900Z").status_code == 409
    later = {"timestamp": "2026-11-25T10:00:01Z", "gradingProgress": "PendingManual"}
    assert services.score(**later).status_code == 204
    assert "resultScore" not in services.results()[0]


def test_a_score_replaces_the_whole_of_the_one_before(services: Services) -> None:
    services.score()
    services.score(
        timestamp="2026-11-25T11:00:00Z", scoreGiven=None, scoreMaximum=None, comment=None
    )
    [result] = services.results()
    assert not {"resultScore", "comment"} & set(result)


def test_a_score_of_zero_is_a_score(services: Services) -> None:
    services.score(scoreGiven=0)
    assert services.results()[0]["resultScore"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"userId": "999"},
        {"userId": "301"},
        {"userId": 201},
        {"scoreGiven": -1},
        {"scoreGiven": "8"},
        {"scoreMaximum": None},
        {"scoreMaximum": 0},
        {"activityProgress": "Done"},
        {"gradingProgress": None},
        {"comment": 5},
    ],
)
def test_a_score_that_is_not_right_is_refused(services: Services, changes: dict[str, Any]) -> None:
    assert services.score(**changes).status_code == 400
    assert services.results() == []


def test_a_body_must_carry_its_media_type(services: Services) -> None:
    assert services.score("application/json").status_code == 415


def test_results_of_one_learner_can_be_asked(services: Services) -> None:
    services.score()
    services.score(userId="202")
    assert [each["userId"] for each in services.results("&user_id=202")] == ["202"]


def test_line_items_are_listed_by_what_is_asked(services: Services) -> None:
    services.add(label="Extra", scoreMaximum=5, tag="extra", resourceId="r1")
    answer = requests.get(services.line_items, headers=services.bearer, timeout=5)
    assert answer.headers["Content-Type"] == names.LINE_ITEMS_TYPE
    assert [each["label"] for each in answer.json()] == ["Reflecties", "Extra"]
    for query, labels in {
        "&tag=extra": ["Extra"],
        "&resource_id=r1": ["Extra"],
        "&resource_link_id=1": ["Reflecties"],
        "&tag=none": [],
    }.items():
        found = requests.get(services.line_items + query, headers=services.bearer, timeout=5)
        assert [each["label"] for each in found.json()] == labels


def test_line_items_are_paged_by_limit(services: Services) -> None:
    services.add(label="Extra", scoreMaximum=5)
    first = requests.get(services.line_items + "&limit=1", headers=services.bearer, timeout=5)
    second = requests.get(first.links["next"]["url"], headers=services.bearer, timeout=5)
    assert [page.json()[0]["label"] for page in (first, second)] == ["Reflecties", "Extra"]
    assert "next" not in second.links


def test_a_line_item_is_added_changed_and_removed(services: Services) -> None:
    added = services.add(label="Extra", scoreMaximum=5)
    assert (added.status_code, added.headers["Content-Type"]) == (201, names.LINE_ITEM_TYPE)
    url = added.json()["id"]
    headers = services.bearer | {"Content-Type": names.LINE_ITEM_TYPE}
    changed = {"label": "Anders", "scoreMaximum": 7.5}
    requests.put(url, json=changed, headers=headers, timeout=5)
    shown = requests.get(url, headers=services.bearer, timeout=5).json()
    assert (shown["label"], shown["scoreMaximum"]) == ("Anders", 7.5)
    assert requests.delete(url, headers=services.bearer, timeout=5).status_code == 204
    assert requests.get(url, headers=services.bearer, timeout=5).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"label": "", "scoreMaximum": 1},
        {"label": "x"},
        {"label": "x", "scoreMaximum": 0},
        {"label": "x", "scoreMaximum": "10"},
    ],
)
def test_a_line_item_without_label_or_maximum_is_refused(
    services: Services, sent: dict[str, Any]
) -> None:
    assert services.add(**sent).status_code == 400


def test_another_tool_sees_nothing_of_it(lms: Lms, services: Services) -> None:
    with serving(lms.address) as other:
        other.register(lms.platform.tools.invite())
        for url in (services.line_item, services.line_items, services.members):
            assert requests.get(url, headers=other.bearer(), timeout=5).status_code == 404
        registered = lms.platform.tools.get(other.client_id)
        assert registered is not None
        lms.platform.gradebook.add_activity("groep-a", registered, "Ander", "http://x/", {})
        bearer = other.bearer()
        assert requests.get(services.line_items, headers=bearer, timeout=5).json() == []
        assert requests.get(services.line_item, headers=bearer, timeout=5).status_code == 404


def test_another_course_sees_nothing_of_it(services: Services) -> None:
    url = services.line_item.replace("groep-a", "groep-b")
    assert requests.get(url, headers=services.bearer, timeout=5).status_code == 404


def test_the_roster_comes_page_by_page(services: Services) -> None:
    found, url, pages = [], services.members, 0
    while url:
        answer = requests.get(url, headers=services.bearer, timeout=5)
        assert answer.headers["Content-Type"] == names.MEMBERS_TYPE
        found += answer.json()["members"]
        url = answer.links.get("next", {}).get("url")
        pages += 1
    assert (len(found), pages) == (13, 3)
    assert found[0]["name"] == "Deelnemer 1"
    assert found[0]["roles"] == [names.MEMBERSHIP + "Learner"]
    assert {each["status"] for each in found} == {"Active"}


def test_the_roster_can_be_asked_by_role(services: Services) -> None:
    query = f"?role={names.MEMBERSHIP.replace('#', '%23')}Instructor"
    answer = requests.get(services.members + query, headers=services.bearer, timeout=5)
    assert [each["name"] for each in answer.json()["members"]] == ["Begeleider 1"]


def test_moodle_tells_roles_in_short(lms: Lms, services: Services) -> None:
    lms.be("moodle")
    answer = requests.get(services.members, headers=services.bearer, timeout=5)
    assert len(answer.json()["members"]) == 13
    assert answer.json()["members"][0]["roles"] == ["Learner"]


def test_a_token_opens_only_its_own_scopes(tool: Tool, services: Services) -> None:
    services.bearer = tool.bearer(names.SCORE)
    assert services.score().status_code == 204
    for url in (services.line_item, services.line_items, services.members):
        assert requests.get(url, headers=services.bearer, timeout=5).status_code == 403


def test_reading_line_items_does_not_allow_changing_them(tool: Tool, services: Services) -> None:
    services.bearer = tool.bearer(names.LINE_ITEM_READ)
    assert requests.get(services.line_item, headers=services.bearer, timeout=5).ok
    assert services.add(label="x", scoreMaximum=1).status_code == 403


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer made-up"}])
def test_without_a_token_nothing_is_open(services: Services, header: dict[str, str]) -> None:
    assert requests.get(services.members, headers=header, timeout=5).status_code == 401


def test_a_token_is_given_for_registered_scopes_only(tool: Tool) -> None:
    answer = tool.ask_token(tool.assertion(), names.SCORE, "https://elsewhere.example/scope")
    assert answer.json()["scope"] == names.SCORE
    assert answer.json()["token_type"] == "Bearer"
    refused = tool.ask_token(tool.assertion(), "https://elsewhere.example/scope")
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example/token"},
        {"exp": 1},
        {"jti": None},
        {"iss": "somebody-else"},
        {"sub": "somebody-else"},
    ],
)
def test_an_assertion_that_is_not_right_gives_no_token(tool: Tool, changes: dict[str, Any]) -> None:
    answer = tool.ask_token(tool.assertion(**changes))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_assertion_of_another_key_gives_no_token(tool: Tool) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = {"sub": tool.client_id, "aud": f"{tool.lms}/lti/token", "jti": "1"}
    assert tool.ask_token(tool.sign(claims, other)).status_code == 401


def test_an_assertion_is_good_once(tool: Tool) -> None:
    assertion = tool.assertion()
    assert tool.ask_token(assertion).status_code == 200
    assert tool.ask_token(assertion).status_code == 400


def test_faults_can_be_asked_for_and_end(lms: Lms, services: Services) -> None:
    lms.test("faults", path="/scores", method="POST", status=429, headers={"Retry-After": "7"})
    answer = services.score()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    requests.delete(f"{lms.address}/testing/faults", timeout=5)
    assert services.score().status_code == 204


def test_a_fault_can_be_met_a_number_of_times_and_can_cut_the_line(
    lms: Lms, services: Services
) -> None:
    lms.test("faults", path="/scores", drop=True, times=1)
    with pytest.raises(requests.ConnectionError):
        services.score()
    assert services.score().status_code == 204


def test_what_tools_sent_can_be_read_back(lms: Lms, services: Services) -> None:
    services.score()
    seen = lms.get("/testing/requests").json()[-1]
    assert seen["method"] == "POST"
    assert seen["url"].endswith("/lineitem/scores?type_id=1")
    assert seen["headers"]["Content-Type"] == names.SCORE_TYPE
