"""Every address under a launch, walked by those to whom it does not belong."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from werkzeug.routing import Rule

from lti_app.app import create_app
from lti_app.settings import Settings
from tests.certification.browser import Browser
from tests.certification.conftest import RunningTool
from tests.certification.opened import Opened, open_instructor, open_tab
from tests.certification.served import served
from tests.certification.signing import LTI, ROLE, Client, SigningPlatform

INSTRUCTOR = {f"{LTI}roles": [f"{ROLE}Instructor"]}
FOR_ALL = {"launched.start", "activity.save_answer", "activity.save_progress", "activity.hand_in"}
WRITTEN = {"moeite": "instructor", "nieuwsgierig": "group"}


def rules() -> list[Rule]:
    app = create_app(
        Settings(
            database_url="sqlite://", secret_key="x", base_url="http://127.0.0.1", content=Path()
        )
    )
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/launch/")]


def asked(rule: Rule) -> tuple[str, str]:
    """Give method and path below the launch; numbers are those of someone else."""
    methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    path = rule.rule.removeprefix("/launch/<launch_name>/")
    path = re.sub(r"<int[^>]*:number>", "1", path).replace("<content_id>", "moeite")
    return min(methods), re.sub(r"<[^>]*>", "x", path)


RULES = rules()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_who_is_not_in_the_launch_gets_nothing(rule: Rule, client: Client) -> None:
    method, path = asked(rule)
    mine = open_tab(client, Browser(), {"sub": "t-1"})
    other = open_instructor(client, Browser(), {**INSTRUCTOR, "sub": "t-2"})
    for secret, browser in (
        ("", Browser()),
        (other.secret, other.browser),
        ("verkeerd", mine.browser),
    ):
        mine.secret, mine.browser = secret, browser
        assert mine.send(method, path, {"text": "x"}).status_code == 401


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.endpoint not in FOR_ALL], ids=lambda rule: rule.endpoint
)
def test_a_learner_opens_no_page_of_instructors(rule: Rule, client: Client) -> None:
    method, path = asked(rule)
    tab = open_tab(client, Browser(), {"sub": "t-1"})
    assert tab.send(method, path, {"text": "x"}).status_code == 403


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if "number" in rule.arguments], ids=lambda rule: rule.endpoint
)
def test_an_instructor_of_another_course_finds_no_such_learner(rule: Rule, client: Client) -> None:
    method, path = asked(rule)
    open_tab(client, Browser(), {"sub": "t-1", f"{LTI}context": {"id": "van-a"}}).save("Van A")
    claims = {**INSTRUCTOR, "sub": "t-9", f"{LTI}context": {"id": f"van-b-{rule.endpoint}"}}
    tab = open_instructor(client, Browser(), claims)
    path = path.replace("participants/1", "participants/2")
    response = tab.send(method, path, {})
    assert response.status_code == 404
    assert "Van A" not in response.text


@pytest.fixture(scope="module")
def home(tool: RunningTool) -> Iterator[Client]:
    """One of the two clients that one platform has, as customers of a cloud are."""
    platform = SigningPlatform()
    with served(platform):
        for _ in range(2):
            assert tool.register(platform, confirmed=True).status_code == 200
        yield Client(platform, tool.url)


@pytest.fixture(params=["another client of the platform", "another platform"])
def stranger(request: pytest.FixtureRequest, home: Client, client: Client) -> Client:
    """Another registration; its ids of people, courses and activities may be the same."""
    same = request.param == "another client of the platform"
    return replace(home, client_id="client-2") if same else client


def settled(home: Client, context: str) -> Opened:
    """Give the tab of the second learner of a course, who wrote something."""
    course = {f"{LTI}context": {"id": context, "title": "Cursus van A"}}
    open_tab(home, Browser(), {**course, "sub": "t-1"})
    tab = open_tab(home, Browser(), {**course, "sub": "t-2", "name": "Persoon van A"})
    for content_id, reader in WRITTEN.items():
        body = {"text": "Tekst van A", "reader": reader, "revision": 0}
        assert tab.send("PUT", f"answers/{content_id}", body).ok
    return tab


def knock(tab: Opened, rule: Rule, url: str = "") -> requests.Response:
    """Ask for an address as its page would, of the second participant."""
    method, path = asked(rule)
    path = path.replace("participants/1", "participants/2")
    if method == "POST":
        fields = {"launch_secret": tab.secret, "module": "goed-gesprek", "feedback": "Van B"}
        return tab.browser.follow(tab.browser.post(f"{url or tab.url}{path}", fields))
    body = {"text": "Tekst van B", "reader": "instructor", "revision": 0}
    own = replace(tab, url=url or tab.url)
    return own.get(path) if method == "GET" else own.send(method, path, body)


def untouched(tab: Opened) -> bool:
    page = tab.get().text
    return tab.texts() == dict.fromkeys(WRITTEN, "Tekst van A") and "Van B" not in page


@pytest.mark.parametrize("roles", ["Learner", "Instructor"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_another_registration_opens_no_address_of_a_launch(
    rule: Rule, roles: str, home: Client, stranger: Client
) -> None:
    context = f"deur-{rule.endpoint}-{roles}-{stranger.client_id}"
    theirs = settled(home, context)
    tab = opened_as(roles, stranger, context)
    name = f"werkpakket-{theirs.url.rstrip('/').rsplit('/', 1)[1]}"
    tab.browser.cookies[name] = (tab.secret, "/")  # their launch, with the stranger's own secret
    answer = knock(tab, rule, theirs.url)
    assert answer.status_code == 401
    assert "van A" not in answer.text
    assert untouched(theirs)


@pytest.mark.parametrize("roles", ["Learner", "Instructor"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_another_registration_with_the_same_ids_finds_and_changes_its_own_alone(
    rule: Rule, roles: str, home: Client, stranger: Client
) -> None:
    context = f"zelfde-{rule.endpoint}-{roles}-{stranger.client_id}"
    theirs = settled(home, context)
    answer = knock(opened_as(roles, stranger, context), rule)
    numbered = "number" in rule.arguments and roles == "Instructor"
    assert answer.status_code in ((404,) if numbered else (200, 403, 400))
    assert "van A" not in answer.text
    assert untouched(theirs)


def opened_as(role: str, client: Client, context: str) -> Opened:
    """Launch with the ids of the learner of another registration, in either role."""
    claims = {f"{LTI}context": {"id": context}, "sub": "t-2", f"{LTI}roles": [f"{ROLE}{role}"]}
    return (open_tab if role == "Learner" else open_instructor)(client, Browser(), claims)
