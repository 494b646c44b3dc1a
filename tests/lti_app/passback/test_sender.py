"""One learner's score, by real HTTP, to platforms that answer as they do in the field."""

import gzip
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
import time_machine

from lti_app.models import Delivery, Outbox, now
from lti_app.passback.sender import stamp
from lti_app.passback.worker import drain
from lti_app.services import feedback, gradebook
from lti_app.services.feedback import Words
from lti_app.tool import Tool
from tests.lti_app.passback.learners import hand_in, state
from tests.lti_app.platform_double import SCORE_TYPE, Platform, Reply
from tests.lti_app.world import MODULE, TEXTS, World


def test_handing_in_sends_the_full_score_with_the_answers(
    world: World, platform: Platform, tool: Tool
) -> None:
    who = hand_in(world)
    drain(tool)
    (post,) = platform.posts()
    sent = post.json
    assert post.path == "/lineitem/link-1/scores"
    assert post.headers["Content-Type"] == SCORE_TYPE
    assert post.headers["Authorization"].startswith("Bearer token-")
    moment = datetime.fromisoformat(sent.pop("timestamp"))
    assert moment.tzinfo is not None
    assert datetime.fromisoformat(sent.pop("submission")["submittedAt"]) <= moment
    assert sent == {
        "userId": "7",
        "scoreGiven": 100,
        "scoreMaximum": 100,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "comment": "Waar heb je moeite mee?\nLoslaten.",
    }
    assert state(world, who) == (Delivery.SENT, None)


def test_feedback_sends_that_score_again_with_the_feedback(
    world: World, platform: Platform, tool: Tool
) -> None:
    who = hand_in(world)
    drain(tool)
    for _ in range(5):
        with world.database.write() as session:
            feedback.give(session, MODULE, who, who.person_id, Words("Mooi.\n\nGa zo door."))
        drain(tool)
    comments = [post.json["comment"] for post in platform.posts()]
    stamps = [datetime.fromisoformat(post.json["timestamp"]) for post in platform.posts()]
    assert comments[1] == ("Feedback:\nMooi.\n\nGa zo door.\n\nWaar heb je moeite mee?\nLoslaten.")
    assert comments[5] == comments[1]
    assert all(later - before >= timedelta(seconds=1) for before, later in pairwise(stamps))
    assert {post.json["scoreGiven"] for post in platform.posts()} == {100}


@pytest.mark.parametrize(
    "name", ["html", "witregels", "emoji", "arabisch", "lang-33000", "sjabloon"]
)
def test_a_comment_is_the_learners_own_text(
    world: World, platform: Platform, tool: Tool, name: str
) -> None:
    hand_in(world, TEXTS[name])
    drain(tool)
    (post,) = platform.posts()
    text = TEXTS[name].replace("\r\n", "\n").replace("\r", "\n")
    assert post.json["comment"] == f"Waar heb je moeite mee?\n{text}"


@pytest.mark.parametrize(
    ("address", "posted"),
    [
        ("/x/lineitem?type_id=7&a=b#c", "/x/lineitem/scores?type_id=7&a=b"),
        ("/x/lineitem/", "/x/lineitem/scores"),
        (
            "/sub/services.php/2/lineitems/4/lineitem",
            "/sub/services.php/2/lineitems/4/lineitem/scores",
        ),
    ],
)
def test_scores_are_posted_below_the_line_items_path(
    world: World, platform: Platform, tool: Tool, address: str, posted: str
) -> None:
    hand_in(world, activity=world.activity(line_item_url=platform.url + address))
    drain(tool)
    (post,) = platform.posts()
    assert post.address == posted


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, {}),
        Reply(200, "<html><body>Thank you</body></html>", {"Content-Type": "text/html"}),
        Reply(200),
        Reply(201, {"resultUrl": "x"}),
        Reply(202, "accepted"),
        Reply(204),
        Reply(200, gzip.compress(b"{}"), {"Content-Encoding": "gzip"}),
    ],
    ids=["object", "html", "empty", "created", "accepted", "nothing", "gzip"],
)
def test_every_success_counts_once(
    world: World, platform: Platform, tool: Tool, reply: Reply
) -> None:
    platform.on_score = lambda _score: reply
    who = hand_in(world)
    drain(tool)
    drain(tool)
    assert len(platform.posts()) == 1
    assert state(world, who) == (Delivery.SENT, None)


def test_a_401_costs_one_fresh_token(world: World, platform: Platform, tool: Tool) -> None:
    platform.answer["POST", "/lineitem/link-1/scores"].append(Reply(401))
    who = hand_in(world)
    drain(tool)
    first, second = (post.headers["Authorization"] for post in platform.posts())
    assert first != second
    assert state(world, who) == (Delivery.SENT, None)


@pytest.mark.parametrize(
    ("status", "why"),
    [(404, "not found"), (403, "not allowed"), (422, "not accepted"), (400, "not accepted")],
)
def test_a_final_refusal_is_told_and_tried_again_on_request_alone(
    world: World, platform: Platform, tool: Tool, status: int, why: str
) -> None:
    platform.on_score = lambda _score: Reply(status, "<b>422</b>")
    who = hand_in(world)
    drain(tool)
    drain(tool)
    assert len(platform.posts()) == 1
    assert state(world, who) == (Delivery.REFUSED, why)
    platform.on_score = lambda _score: None
    with world.database.write() as session:
        assert gradebook.try_again(session, who)
    drain(tool)
    assert state(world, who) == (Delivery.SENT, None)


@pytest.mark.parametrize("status", [302, 408, 429, 500, 502, 503])
def test_trouble_that_passes_is_tried_again_later(
    world: World, platform: Platform, tool: Tool, status: int
) -> None:
    platform.answer["POST", "/lineitem/link-1/scores"].append(Reply(status))
    who = hand_in(world)
    drain(tool)
    assert state(world, who)[0] is Delivery.WAITING
    with time_machine.travel(now() + timedelta(seconds=6), tick=True):
        drain(tool)
    assert state(world, who) == (Delivery.SENT, None)


def test_a_platform_that_is_away_loses_nothing(
    world: World, platform: Platform, tool: Tool
) -> None:
    away = world.activity(line_item_url="http://127.0.0.1:9/lineitem/1")
    who = hand_in(world, activity=away)
    drain(tool)
    row = world.outbox(who)
    assert row
    assert (row.state, row.tries, row.last_status) == (Delivery.WAITING, 1, None)


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_kept_to(
    world: World, platform: Platform, tool: Tool, as_date: bool
) -> None:
    moment = now()
    header = (
        (moment + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT") if as_date else "90"
    )
    platform.answer["POST", "/lineitem/link-1/scores"].append(
        Reply(429, "", {"Retry-After": header})
    )
    hand_in(world)
    drain(tool)
    with time_machine.travel(moment + timedelta(seconds=85), tick=True):
        drain(tool)
    assert len(platform.posts()) == 1
    with time_machine.travel(moment + timedelta(seconds=95), tick=True):
        drain(tool)
    assert len(platform.posts()) == 2


def test_a_409_for_what_the_platform_has_already_is_done(
    world: World, platform: Platform, tool: Tool
) -> None:
    who = hand_in(world)
    drain(tool)
    platform.answer["POST", "/lineitem/link-1/scores"].append(Reply(409))
    with world.database.write() as session:
        gradebook.tell(session, who)
    drain(tool)
    assert len(platform.posts()) == 2
    assert state(world, who) == (Delivery.SENT, None)


@pytest.mark.parametrize(
    "results",
    [
        Reply(500),
        Reply(200, "<html>"),
        Reply(200, [{"userId": "7", "resultScore": None}]),
        Reply(200, [{"userId": "7", "resultScore": "veel", "comment": {"x": 1}}, "x", None]),
        Reply(200, []),
    ],
    ids=["500", "html", "null", "odd", "none"],
)
def test_results_of_any_kind_are_no_reason_to_lose_a_score(
    world: World, platform: Platform, tool: Tool, results: Reply
) -> None:
    platform.answer["POST", "/lineitem/link-1/scores"].append(Reply(409))
    platform.answer["GET", "/lineitem/link-1/results"].append(results)
    who = hand_in(world)
    drain(tool)
    with time_machine.travel(now() + timedelta(seconds=6), tick=True):
        drain(tool)
    assert state(world, who) == (Delivery.SENT, None)


@pytest.mark.parametrize(
    "reply", [Reply(409), Reply(400, {"errors": {"message": "score timestamp is before last"}})]
)
def test_a_stale_time_stamp_is_made_anew(
    world: World, platform: Platform, tool: Tool, reply: Reply
) -> None:
    platform.answer["POST", "/lineitem/link-1/scores"].append(reply)
    who = hand_in(world)
    drain(tool)
    first, second = (datetime.fromisoformat(p.json["timestamp"]) for p in platform.posts())
    assert second - first >= timedelta(seconds=1)
    assert state(world, who) == (Delivery.SENT, None)


def test_time_stamps_go_on_from_the_last_even_when_a_clock_went_back() -> None:
    moment = now()
    assert stamp(moment, None) == moment
    assert stamp(moment, moment + timedelta(hours=2)) == moment + timedelta(hours=2, seconds=1)


def test_zero_points_go_out_as_zero(world: World, platform: Platform, tool: Tool) -> None:
    who = hand_in(world)
    with world.database.write() as session:
        feedback.give(session, MODULE, who, who.person_id, Words("Nog niet.", points="0"))
    drain(tool)
    (post,) = platform.posts()
    assert (post.json["scoreGiven"], post.json["scoreMaximum"]) == (0, 100)


def test_canvas_hears_whether_it_is_a_new_submission(
    world: World, platform: Platform, tool: Tool
) -> None:
    world.registration(family="canvas")
    who = hand_in(world)
    drain(tool)
    with world.database.write() as session:
        feedback.give(session, MODULE, who, who.person_id, Words("Mooi."))
    drain(tool)
    extension = "https://canvas.instructure.com/lti/submission"
    assert [p.json[extension]["new_submission"] for p in platform.posts()] == [True, False]


def test_what_changes_while_a_score_is_under_way_is_sent_too(
    world: World, platform: Platform, tool: Tool
) -> None:
    who = hand_in(world)

    def meanwhile(_score: object) -> None:
        platform.on_score = lambda _score: None
        with world.database.write() as session:
            feedback.give(session, MODULE, who, who.person_id, Words("Net op tijd."))

    platform.on_score = meanwhile
    drain(tool)
    assert "Net op tijd." in platform.posts()[-1].json["comment"]
    assert len(platform.posts()) == 2
    assert state(world, who) == (Delivery.SENT, None)


def test_who_became_an_instructor_is_settled_without_a_request(
    world: World, platform: Platform, tool: Tool
) -> None:
    who = world.person("7", world.activity(), test_user=True)
    world.hand_in(who)
    drain(tool)
    assert platform.posts() == []
    assert state(world, who) == (Delivery.SENT, None)


def test_the_token_is_asked_once_for_many(world: World, platform: Platform, tool: Tool) -> None:
    activity = world.activity()
    for number in range(10):
        world.hand_in(world.person(str(number), activity))
    drain(tool)
    scopes = [a.body.decode().split("scope=")[1] for a in platform.asked if a.path == "/token"]
    assert len(scopes) == len(set(scopes)) == 2


def test_a_learner_without_a_row_is_no_trouble(world: World, tool: Tool) -> None:
    with world.database.read() as session:
        assert session.get(Outbox, 1) is None
    assert drain(tool) == 0
