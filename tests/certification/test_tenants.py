"""Every address under a launch, walked by those to whom it does not belong."""

import re
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from lti_app.app import create_app
from lti_app.settings import Settings
from tests.certification.browser import Browser
from tests.certification.opened import open_instructor, open_tab
from tests.certification.signing import LTI, ROLE, Client

INSTRUCTOR = {f"{LTI}roles": [f"{ROLE}Instructor"]}
FOR_ALL = {"launched.start", "activity.save_answer", "activity.save_progress", "activity.hand_in"}


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
