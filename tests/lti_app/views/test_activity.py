import json
from typing import Any

import pytest
from lxml import html

from course.model import Reader
from lti_app.models import Delivery, Outbox
from lti_app.services import answers, feedback
from lti_app.services.answers import MOST_CHARACTERS
from lti_app.services.feedback import Words
from lti_app.services.participation import own
from tests.lti_app.views.conftest import SECRET, Doors, Visitor, document
from tests.lti_app.world import MODULE, TEXTS, World


def store(page: html.HtmlElement) -> dict[str, Any]:
    (script,) = page.xpath("//script[@id='werkpakket']")
    settings = json.loads(script.text)["store"]
    assert isinstance(settings, dict)
    return settings


def box(page: html.HtmlElement, name: str) -> str:
    (area,) = page.xpath("//textarea[@name=$name]", name=name)
    return str(area.text or "").removeprefix("\n")


def answer(text: str, revision: int = 0, reader: str = "instructor") -> dict[str, Any]:
    return {"text": text, "reader": reader, "revision": revision}


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {"scheidingstekens", "formule-cr"}))
def test_what_was_saved_stands_in_the_box_again(learner: Visitor, name: str) -> None:
    saved = learner.send("PUT", "answers/moeite", answer(TEXTS[name]))
    assert (saved.status_code, saved.json) == (200, {"revision": 1})
    page = learner.page()
    assert store(page)["state"]["answers"]["moeite"]["text"] == TEXTS[name]
    assert box(page, "moeite").split() == TEXTS[name].split()


def test_the_store_knows_where_and_how_to_save(learner: Visitor) -> None:
    learner.send("PUT", "answers/moeite", answer("tekst", reader="group"))
    learner.send("PUT", "progress", {"opened": ["vragen"], "marked": ["luister"]})
    settings = store(learner.page())
    kept = settings["state"].pop("answers")["moeite"]
    assert kept.pop("at") > 1_700_000_000_000
    assert kept == {"text": "tekst", "reader": "group"}
    assert settings == {
        "kind": "http",
        "base": learner.base,
        "secret": SECRET,
        "most": MOST_CHARACTERS,
        "owner": "1.1",
        "state": {"opened": ["vragen"], "marked": ["luister"]},
        "revisions": {"moeite": 1},
    }


def test_a_mark_is_taken_away(learner: Visitor) -> None:
    learner.send("PUT", "progress", {"marked": ["luister"]})
    learner.send("PUT", "progress", {"unmarked": ["luister"]})
    assert store(learner.page())["state"]["marked"] == []


def test_a_watched_video_is_a_mark_of_its_part(learner: Visitor) -> None:
    learner.send("PUT", "progress", {"marked": ["vragen"]})
    assert store(learner.page())["state"]["marked"] == ["vragen"]


def test_two_windows_never_write_over_each_other(learner: Visitor) -> None:
    learner.send("PUT", "answers/moeite", answer("venster een"))
    late = learner.send("PUT", "answers/moeite", answer("venster twee"))
    assert late.status_code == 409
    assert late.json == {"text": "venster een", "reader": "instructor", "revision": 1}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("answers/onbekend", answer("x"), 404),
        ("answers/luister", answer("x"), 404),
        ("answers/moeite", answer("x" * 100_001), 413),
        ("answers/moeite", answer("x", reader="iedereen"), 400),
        ("answers/moeite", {"text": 3, "reader": "self", "revision": 0}, 400),
        ("answers/moeite", {"text": "x", "reader": "self", "revision": "1"}, 400),
        ("answers/moeite", {"text": "x", "reader": "self", "revision": -1}, 400),
        ("answers/moeite", {"text": "x", "reader": "self", "revision": 2**70}, 400),
        ("answers/moeite", ["x"], 400),
        ("progress", {"opened": ["bestaat-niet"]}, 404),
        ("progress", {"marked": "luister"}, 400),
        ("progress", {"marked": [1]}, 400),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    learner: Visitor, path: str, body: object, status: int
) -> None:
    refused = learner.send("PUT", path, body)
    assert refused.status_code == status
    assert refused.json
    assert refused.json["message"].endswith((".", "eens."))
    assert store(learner.page())["state"]["answers"] == {}


def test_a_body_that_is_no_json_is_refused(learner: Visitor) -> None:
    refused = learner.client.put(
        learner.base + "answers/moeite", data=b"\xff{", headers={"X-Launch-Secret": SECRET}
    )
    assert refused.status_code == 400


@pytest.mark.parametrize("headers", [{}, {"X-Launch-Secret": "fout"}, {"Cookie": "x"}])
def test_nothing_is_saved_without_the_secret(learner: Visitor, headers: dict[str, str]) -> None:
    if "Cookie" in headers:
        headers = {"Cookie": f"werkpakket-{learner.launch.name}={SECRET}"}
    for method, path in (("PUT", "answers/moeite"), ("PUT", "progress"), ("POST", "hand-in")):
        refused = learner.client.open(
            learner.base + path,
            method=method,
            json=answer("x"),
            headers={"Accept": "application/json", **headers},
        )
        assert refused.status_code == 401
        assert refused.json
        assert refused.json["error"] == "session"
    assert store(learner.page())["state"]["answers"] == {}


def test_handing_in_is_told_and_noted_for_the_gradebook(learner: Visitor, world: World) -> None:
    done = learner.send("POST", "hand-in")
    assert done.status_code == 200
    assert done.json
    assert done.json["handed_in_at"].endswith("+00:00")
    row = world.outbox(own(learner.launch))
    assert row
    assert row.state is Delivery.WAITING
    (said,) = learner.page().xpath("//*[@data-handed-in]")
    assert "hidden" not in said.attrib


def test_only_learners_hand_in(instructor: Visitor) -> None:
    assert instructor.send("POST", "hand-in").status_code == 403


def test_feedback_stands_under_its_answer_and_on_the_whole(learner: Visitor, world: World) -> None:
    who = own(learner.launch)
    with world.database.write() as session:
        for key in ("", "moeite"):
            words = Words(f"Goed gedaan {key} <b>", content_id=key)
            feedback.give(session, MODULE, who, who.person_id, words)
    page = learner.page()
    (under,) = page.xpath("//*[@data-feedback='moeite']")
    assert under.xpath(".//h3")[0].text == "Feedback"
    assert "Goed gedaan moeite <b>" in under.text_content()
    texts = [block.text_content() for block in page.xpath("//*[contains(@class,'feedback')]")]
    assert any("Goed gedaan  <b>" in text for text in texts)


def test_another_learner_and_another_course_have_nothing_of_it(
    learner: Visitor, world: World, doors: Doors
) -> None:
    learner.send("PUT", "answers/moeite", answer("VAN AISHA"))
    other = doors.enter(world.person("2", world.activity()))
    elsewhere = doors.enter(world.person("1", world.activity("link-2", "cursus-2")))
    sibling = doors.enter(world.person("1", world.activity("link-3")))
    stranger = doors.enter(world.person("1", world.activity("link-1", "cursus-1", "client-b")))
    for visitor in (other, elsewhere, sibling, stranger):
        assert "VAN AISHA" not in visitor.get().text
    saved = other.send("PUT", "answers/moeite", answer("van twee"))
    assert saved.json == {"revision": 1}
    with world.database.read() as session:
        assert answers.of(session, own(learner.launch))["moeite"].text == "VAN AISHA"


def test_a_field_never_leaves_the_learner(learner: Visitor, world: World) -> None:
    learner.send("PUT", "answers/doel", answer("van mij", reader="instructor"))
    with world.database.read() as session:
        assert answers.of(session, own(learner.launch))["doel"].reader is Reader.SELF


def test_the_page_fits_its_own_policy(learner: Visitor) -> None:
    response = learner.get()
    policy = response.headers["Content-Security-Policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    page = document(response)
    assert page.xpath("//script[not(@type='application/json')]/@nonce") == [nonce]
    assert page.xpath("//script[not(@type='application/json') and not(@nonce)]") == []
    assert page.xpath("//*[@style or @onclick]") == []
    assert response.headers["Cache-Control"] == "no-store"


def test_the_built_page_files_are_there(learner: Visitor) -> None:
    page = learner.page()
    addresses = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    assert len(addresses) >= 2
    for address in addresses:
        with learner.client.get(address) as response:
            assert response.status_code == 200


def test_a_refused_score_is_tried_again_when_the_learner_is_back(
    learner: Visitor, world: World
) -> None:
    from datetime import timedelta

    who = own(learner.launch)
    world.hand_in(who)
    row = world.outbox(who)
    assert row
    with world.database.write() as session:
        kept = session.get_one(Outbox, row.id)
        kept.state, kept.due_at = Delivery.REFUSED, kept.due_at - timedelta(hours=1)
    learner.get()
    again = world.outbox(who)
    assert again
    assert again.state is Delivery.WAITING


def test_an_activity_whose_module_is_gone_says_so(doors: Doors, world: World) -> None:
    activity = world.activity("weg", module_id="bestaat-niet")
    visitor = doors.enter(world.person("1", activity))
    assert visitor.send("PUT", "answers/moeite", answer("x")).status_code == 404


def test_an_instructor_may_try_the_module_and_is_told_that_it_does_not_count(
    instructor: Visitor, world: World
) -> None:
    page = instructor.page("preview")
    assert "telt niet mee" in page.text_content()
    assert page.xpath("//*[@data-do='hand-in']") == []
    assert instructor.send("PUT", "answers/moeite", answer("proef")).status_code == 200
    assert box(instructor.page("preview"), "moeite") == "proef"
    assert world.outbox(own(instructor.launch)) is None
