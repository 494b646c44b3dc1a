"""Several processes write and send at the same time; nothing is lost and nothing goes out twice."""

import multiprocessing
import random
import time
from collections import Counter
from datetime import timedelta
from multiprocessing.synchronize import Event as ProcessEvent
from threading import Event, Thread

import time_machine

from lti_app.db import Database
from lti_app.models import Delivery, Person, now
from lti_app.passback import outbox
from lti_app.passback.worker import drain, work
from lti_app.services import answers, submissions
from lti_app.services.answers import ConflictError, Draft
from lti_app.services.participation import Participation
from lti_app.tool import Tool
from tests.lti_app.platform_double import Platform, Reply
from tests.lti_app.world import MODULE, World, settings_for

CONTEXT = multiprocessing.get_context("spawn")


def _write(url: str, people: list[Participation], seed: int, times: int) -> None:
    """Write and hand in, as a busy web process would."""
    world, chance = World(Database(url)), random.Random(seed)
    for number in range(times):
        who = chance.choice(people)
        while not _written(world, who, f"{seed}-{number}"):
            pass
    world.database.close()


def _written(world: World, who: Participation, text: str) -> bool:
    """Tell whether nobody else was first (PostgreSQL; on SQLite a writer is alone)."""
    try:
        with world.database.write() as session:
            kept = answers.of(session, who).get("moeite")
            draft = Draft(text, None, kept.revision if kept else 0)
            answers.save(session, MODULE, who, "moeite", draft)
            submissions.hand_in(session, who)
    except ConflictError:
        return False
    return True


def _send(url: str, stop: ProcessEvent) -> None:
    tool = Tool.make(settings_for(url))
    done = Event()
    thread = Thread(target=work, args=(tool, done))
    thread.start()
    stop.wait(120)
    done.set()
    thread.join()
    tool.database.close()
    tool.http.close()


def test_four_writers_and_two_workers_lose_nothing(world: World, platform: Platform) -> None:
    activity = world.activity()
    people = [world.person(str(number), activity) for number in range(20)]
    url, stop = world.database.url, CONTEXT.Event()
    senders = [CONTEXT.Process(target=_send, args=(url, stop)) for _ in range(2)]
    writers = [CONTEXT.Process(target=_write, args=(url, people, seed, 60)) for seed in range(4)]
    for process in (*senders, *writers):
        process.start()
    for process in writers:
        process.join(60)
        assert process.exitcode == 0
    _until_nothing_waits(world)
    stop.set()
    for process in senders:
        process.join(30)
        assert process.exitcode == 0
    _check_what_the_platform_has(world, platform, people)


def _until_nothing_waits(world: World) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with world.database.read() as session:
            if not outbox.waiting(session):
                return
        time.sleep(0.1)
    raise AssertionError("scores are still waiting")


def _check_what_the_platform_has(
    world: World, platform: Platform, people: list[Participation]
) -> None:
    with world.database.read() as session:
        for who in people:
            text = answers.of(session, who).get("moeite")
            sub = session.get_one(Person, who.person_id).sub
            score = platform.scores.get(("/lineitem/link-1/scores", sub))
            assert (text is None) == (score is None)
            if text and score:
                assert score["comment"].endswith(f"\n{text.text}")
    stamps = Counter((p.json["userId"], p.json["timestamp"][:19]) for p in platform.posts())
    assert set(stamps.values()) == {1}


def test_one_refused_person_stops_nobody(world: World, platform: Platform, tool: Tool) -> None:
    """Thirty hand in while the platform is down; then it refuses four, and is busy, and works."""
    activity = world.activity()
    people = [world.person(str(number), activity) for number in range(30)]
    for who in people:
        world.hand_in(who)
    platform.on_score = lambda _score: Reply(503)
    start = now()
    with time_machine.travel(start, tick=True):
        drain(tool)
    again = (start + timedelta(seconds=200)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    final = {
        "3": Reply(404),
        "4": Reply(422, "<html>no</html>", {"Content-Type": "text/html"}),
        "5": Reply(400),
        "6": Reply(403),
    }
    busy = {"7": 3, "8": 2}

    def answer(score: dict[str, str]) -> Reply | None:
        sub = score["userId"]
        if sub in final:
            return final[sub]
        if busy.get(sub, 0):
            busy[sub] -= 1
            return Reply(429, "", {"Retry-After": again})
        return None

    platform.on_score = answer
    for second in range(60, 500, 5):
        with time_machine.travel(start + timedelta(seconds=second), tick=True):
            drain(tool)
    states = Counter(row.state for who in people if (row := world.outbox(who)))
    assert states == {Delivery.SENT: 26, Delivery.REFUSED: 4}
    posts = Counter(post.json["userId"] for post in platform.posts())
    assert all(posts[sub] <= 3 for sub in final)


def test_a_learner_that_hangs_does_not_hold_up_another_platform(
    world: World, platform: Platform, tool: Tool
) -> None:
    slow = world.activity("traag", "cursus-a", "client-a")
    quick = world.activity("vlot", "cursus-b", "client-b")
    for number in range(6):
        world.hand_in(world.person(f"slak-{number}", slow))
    world.hand_in(world.person("haas", quick))
    platform.on_score = lambda s: Reply(200, wait=1.5) if s["userId"].startswith("slak") else None
    stop = Event()
    thread = Thread(target=work, args=(tool, stop))
    thread.start()
    ends = time.monotonic() + 1.4
    while ("/lineitem/vlot/scores", "haas") not in platform.scores and time.monotonic() < ends:
        time.sleep(0.02)
    arrived = set(platform.scores)
    stop.set()
    thread.join()
    assert ("/lineitem/vlot/scores", "haas") in arrived
