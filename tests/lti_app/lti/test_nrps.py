"""Rosters as platforms really give them, over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from lti_app.lti import nrps
from lti_app.lti.nrps import Roster
from lti_app.lti.service import connect
from lti_app.models import Registration, Role
from lti_app.tool import Tool
from tests.lti_app.platform_double import Platform, Reply, running
from tests.lti_app.world import World


@pytest.fixture
def elsewhere() -> Iterator[Platform]:
    """Another host, which no launch named."""
    with running() as platform:
        yield platform


@pytest.fixture
def registration(database: object, platform: Platform, world: World) -> Registration:
    world.platform_url = platform.url
    with world.database.read() as session:
        return session.get_one(Registration, world.registration())


def read(tool: Tool, registration: Registration, platform: Platform) -> Roster:
    url = f"{platform.url}/members?page=1"
    return nrps.roster(connect(tool.http, tool.tokens, registration, url), url)


def someone(sub: object, **more: Any) -> dict[str, Any]:
    return {"user_id": sub, "status": "Active", "roles": ["Learner"], **more}


def page(*members: object) -> dict[str, Any]:
    return {"id": "x", "context": {"id": "cursus-1"}, "members": list(members)}


def follow(*links: str) -> dict[str, str]:
    return {"Link": ", ".join(links)}


def test_nine_people_on_three_odd_pages_are_nine_people(
    tool: Tool, registration: Registration, platform: Platform
) -> None:
    """One header holds all relations, in capitals, relative, with a comma and a cursor; a loop."""
    platform.answer["GET", "/members"].extend(
        [
            Reply(
                200,
                page(*(someone(str(n)) for n in range(3))),
                follow(
                    f'<{platform.url}/members?page=1>; rel="current"',
                    '</members?cursor=aBcDeF%2B>; title="volgende, of niet"; REL="NEXT"',
                    f'<{platform.url}/members?page=1>; rel="first"',
                ),
            ),
            Reply(
                200,
                page(*(someone(str(n)) for n in range(2, 6))),
                follow("<?cursor=GhI>; rel=next"),
            ),
            Reply(
                200,
                page(*(someone(str(n)) for n in range(6, 9))),
                follow('<?cursor=GhI>; rel="next last"'),
            ),
        ]
    )
    roster = read(tool, registration, platform)
    assert [member.sub for member in roster.members] == [str(n) for n in range(9)]
    assert roster.complete
    asked = [a for a in platform.asked if a.path == "/members"]
    assert [a.address for a in asked] == [
        "/members?page=1",
        "/members?cursor=aBcDeF%2B",
        "/members?cursor=GhI",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        Reply(500),
        Reply(200, "<html>Even geduld</html>", {"Content-Type": "text/html"}),
        Reply(200, {"id": "x"}),
        Reply(200, {"members": None}),
        Reply(200, []),
        Reply(302, "", {"Location": "/members?page=3"}),
        Reply(404),
    ],
    ids=["500", "html", "no members", "null", "list", "redirect", "404"],
)
def test_a_broken_second_page_keeps_the_first_and_says_so(
    tool: Tool, registration: Registration, platform: Platform, broken: Reply
) -> None:
    platform.answer["GET", "/members"].extend(
        [Reply(200, page(someone("1")), follow('<?page=2>; rel="next"')), broken]
    )
    roster = read(tool, registration, platform)
    assert [member.sub for member in roster.members] == ["1"]
    assert not roster.complete


def test_the_bearer_never_goes_to_another_host(
    tool: Tool, registration: Registration, platform: Platform, elsewhere: Platform
) -> None:
    away = elsewhere.url.replace("127.0.0.1", "localhost")
    for url in (away, elsewhere.url):
        platform.answer["GET", "/members"].append(
            Reply(200, page(someone("1")), follow(f'<{url}/members?page=2>; rel="next"'))
        )
        roster = read(tool, registration, platform)
        assert not roster.complete
        assert [member.sub for member in roster.members] == ["1"]
    assert elsewhere.asked == []


def test_a_list_without_end_is_broken_off(
    tool: Tool, registration: Registration, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lti_app.lti.paging.MOST_PAGES", 5)
    platform.answer["GET", "/members"].extend(
        Reply(200, page(someone(str(n))), follow(f'<?page={n + 2}>; rel="next"')) for n in range(9)
    )
    roster = read(tool, registration, platform)
    assert (len(roster.members), roster.complete) == (5, False)


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        (["Learner"], Role.LEARNER),
        (["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"], Role.LEARNER),
        (["Instructor"], Role.INSTRUCTOR),
        (["Instructor", "Learner"], Role.INSTRUCTOR),
        ([None, "Learner"], Role.LEARNER),
        ([], None),
        (None, None),
    ],
)
def test_roles_are_short_or_whole(
    tool: Tool, registration: Registration, platform: Platform, roles: object, role: Role | None
) -> None:
    platform.answer["GET", "/members"].append(Reply(200, page(someone("1", roles=roles))))
    (member,) = read(tool, registration, platform).members
    assert (member.role, member.active) == (role, True)


@pytest.mark.parametrize(
    ("more", "active"),
    [
        ({"status": "Inactive"}, False),
        ({"status": "Deleted"}, False),
        ({"status": None}, True),
        ({"status": "active"}, True),
        ({"roles": ["ContentDeveloper"]}, False),
        ({"roles": ["ContentDeveloper", "Learner"]}, True),
    ],
)
def test_only_who_is_there_to_learn_teach_or_coach_is_there(
    tool: Tool,
    registration: Registration,
    platform: Platform,
    more: dict[str, Any],
    active: bool,
) -> None:
    platform.answer["GET", "/members"].append(Reply(200, page(someone("1", **more))))
    (member,) = read(tool, registration, platform).members
    assert member.active is active


def test_odd_members_are_left_out_and_names_are_tidied(
    tool: Tool, registration: Registration, platform: Platform
) -> None:
    platform.answer["GET", "/members"].append(
        Reply(
            200,
            page(
                someone(4711, name="  Ó'Brien \r\n <i>x</i> "),
                someone("2", name=None, given_name="Fatima", family_name="$Person.name.family"),
                someone("3", name="$Person.name.full"),
                someone(""),
                someone(None),
                someone("x" * 300),
                "niemand",
                {"name": "zonder id"},
            ),
        )
    )
    roster = read(tool, registration, platform)
    assert [(m.sub, m.name) for m in roster.members] == [
        ("4711", "Ó'Brien <i>x</i>"),
        ("2", "Fatima"),
        ("3", ""),
    ]
