"""The column in the gradebook: which one a score goes to, and its maximum."""

import pytest

from lti_app.lti import ags
from lti_app.models import Activity, Delivery
from lti_app.passback.worker import drain
from lti_app.services import feedback
from lti_app.services.feedback import Words
from lti_app.tool import Tool
from tests.lti_app.passback.learners import hand_in, state
from tests.lti_app.platform_double import Platform, Reply
from tests.lti_app.world import MODULE, World


def test_the_line_item_of_the_launch_is_never_doubled(
    world: World, platform: Platform, tool: Tool
) -> None:
    hand_in(world)
    drain(tool)
    assert [a for a in platform.asked if a.path == "/lineitems"] == []


def test_without_one_a_line_item_is_made_once_and_kept(
    world: World, platform: Platform, tool: Tool
) -> None:
    activity = world.activity(line_item_url=None, title="T" * 400)
    for number in range(3):
        world.hand_in(world.person(str(number), activity))
    drain(tool)
    (item,) = platform.line_items
    assert item["label"] == "T" * 255
    assert item["scoreMaximum"] > 0
    assert item["resourceLinkId"] == "link-1"
    assert len(platform.posts()) == 3
    with world.database.read() as session:
        assert session.get_one(Activity, activity.id).line_item_url == item["id"]


def test_a_line_item_without_a_title_has_the_modules(
    world: World, platform: Platform, tool: Tool
) -> None:
    hand_in(world, activity=world.activity(line_item_url=None, title=""))
    drain(tool)
    assert [item["label"] for item in platform.line_items] == [MODULE.title]


def test_a_line_item_that_is_there_is_found(world: World, platform: Platform, tool: Tool) -> None:
    found = {"id": f"{platform.url}/lineitem/9", "resourceLinkId": "link-1", "label": "x"}
    platform.line_items = [{"id": f"{platform.url}/lineitem/8", "resourceLinkId": "ander"}, found]
    hand_in(world, activity=world.activity(line_item_url=None))
    drain(tool)
    assert platform.posts("/lineitem/9/scores")
    assert not platform.posts("/lineitems")


def test_a_line_item_made_without_telling_where_is_looked_up(
    world: World, platform: Platform, tool: Tool
) -> None:
    activity = world.activity(line_item_url=None)
    made = {"id": f"{platform.url}/lineitem/5", "resourceLinkId": "link-1"}
    platform.answer["GET", "/lineitems"].extend(
        [Reply(200, []), Reply(200, []), Reply(200, [made])]
    )
    platform.answer["POST", "/lineitems"].append(Reply(201))
    hand_in(world, activity=activity)
    drain(tool)
    assert platform.posts("/lineitem/5/scores")
    assert len(platform.posts("/lineitems")) == 1


def test_a_line_item_at_another_host_gets_no_bearer(
    world: World, platform: Platform, tool: Tool
) -> None:
    elsewhere = {"id": "http://localhost:9/lineitem/5", "resourceLinkId": "link-1"}
    platform.line_items = [elsewhere]
    who = hand_in(world, activity=world.activity(line_item_url=None))
    drain(tool)
    assert platform.posts() == []
    assert state(world, who)[0] is Delivery.WAITING


def test_without_a_way_to_a_column_the_instructor_is_told(
    world: World, platform: Platform, tool: Tool
) -> None:
    bare = world.activity(line_item_url=None, service_scopes=[ags.SCORE])
    assert platform.posts() == []
    who = hand_in(world, activity=bare)
    drain(tool)
    assert state(world, who) == (Delivery.REFUSED, "no column")


@pytest.mark.parametrize(
    ("told", "sent"), [(10, (10, 10)), ("10", (10, 10)), (7.5, (7.5, 7.5)), (None, (100, 100))]
)
def test_the_columns_maximum_is_kept_to(
    world: World, platform: Platform, tool: Tool, told: object, sent: tuple[float, float]
) -> None:
    platform.maximum = told
    hand_in(world)
    drain(tool)
    (post,) = platform.posts()
    assert (post.json["scoreGiven"], post.json["scoreMaximum"]) == sent


@pytest.mark.parametrize("told", [0, -1, "tien", True, float("inf"), [], 10**400])
def test_a_bad_maximum_is_told_and_not_sent(
    world: World, platform: Platform, tool: Tool, told: object
) -> None:
    platform.maximum = told
    who = hand_in(world)
    drain(tool)
    assert platform.posts() == []
    assert state(world, who) == (Delivery.REFUSED, "maximum")


def test_a_maximum_that_changed_still_fits(world: World, platform: Platform, tool: Tool) -> None:
    who = hand_in(world)
    with world.database.write() as session:
        feedback.give(session, MODULE, who, who.person_id, Words("", points="70"))
    platform.maximum = 10
    drain(tool)
    (post,) = platform.posts()
    assert post.json["scoreGiven"] / post.json["scoreMaximum"] == 0.7
