"""An instructor's feedback: kept, sent, refused."""

import pytest

from course.model import Reader
from lti_app.models import Role
from lti_app.services import feedback
from lti_app.services.answers import MOST_CHARACTERS
from tests.lti_app.views.conftest import SECRET, Doors, Visitor, document
from tests.lti_app.views.instructors import form_of, learner_path, open_form
from tests.lti_app.world import TEXTS, World


def test_feedback_is_kept_and_goes_to_the_gradebook(instructor: Visitor, world: World) -> None:
    path, fields, who = open_form(instructor, world)
    sent = instructor.post(
        f"{path}/feedback", fields | {"feedback": TEXTS["html"], "points": "7,5"}
    )
    assert sent.status_code == 303
    page = instructor.page(sent.location)
    assert page.xpath("//*[@role='status']")
    assert form_of(page)["feedback"] == TEXTS["html"]
    assert form_of(page)["points"] == "7,5"
    row = world.outbox(who)
    assert row
    assert row.rev == 2


def test_there_is_one_box_named_feedback_and_one_button(instructor: Visitor, world: World) -> None:
    path, _fields, _who = open_form(instructor, world)
    page = instructor.page(path)
    labels = [label.text for label in page.xpath("//label")]
    assert labels.count("Feedback") == 1
    assert [b.text for b in page.xpath("//form[@data-keep]//button")] == ["Feedback versturen"]


def test_feedback_on_one_answer_leaves_the_points_alone(instructor: Visitor, world: World) -> None:
    path, fields, who = open_form(instructor, world)
    instructor.post(f"{path}/feedback", fields | {"feedback": "geheel", "points": "8"})
    fields = form_of(instructor.page(f"{path}?question=moeite"))
    assert fields["content_id"] == "moeite"
    assert "points" not in fields
    instructor.post(f"{path}/feedback", fields | {"feedback": "hierbij"})
    with world.database.read() as session:
        kept = feedback.of(session, who)
    assert {key: (row.text, row.score) for key, row in kept.items()} == {
        "": ("geheel", 8.0),
        "moeite": ("hierbij", None),
    }


@pytest.mark.parametrize("points", ["101", "-1", "tien"])
def test_bad_points_lose_no_word_of_the_feedback(
    instructor: Visitor, world: World, points: str
) -> None:
    path, fields, _who = open_form(instructor, world)
    refused = instructor.post(
        f"{path}/feedback", fields | {"feedback": "Een heel verhaal.", "points": points}
    )
    page = document(refused)
    assert form_of(page)["feedback"] == "Een heel verhaal."
    assert form_of(page)["points"] == points
    assert "getal van 0 tot 100" in page.get_element_by_id("problem").text_content()


def test_two_instructors_do_not_write_over_each_other_unseen(
    instructor: Visitor, world: World
) -> None:
    path, fields, who = open_form(instructor, world)
    instructor.post(f"{path}/feedback", fields | {"feedback": "van de een"})
    late = instructor.post(f"{path}/feedback", fields | {"feedback": "van de ander"})
    page = document(late)
    assert "van de een" in page.get_element_by_id("problem").text_content()
    assert form_of(page)["feedback"] == "van de ander"
    again = instructor.post(f"{path}/feedback", form_of(page))
    assert again.status_code == 303
    with world.database.read() as session:
        assert feedback.of(session, who)[""].text == "van de ander"


def test_the_pages_script_is_told_in_json(instructor: Visitor, world: World) -> None:
    path, fields, _who = open_form(instructor, world)
    refused = instructor.client.post(
        f"{instructor.base}{path}/feedback",
        data=fields | {"points": "x"},
        headers={"X-Launch-Secret": SECRET},
    )
    assert refused.status_code == 200
    told = refused.json or {}
    assert "0 tot 100" in told.pop("problem")
    assert told == {"field": "points", "wrong": True, "other": None, "seen": fields["seen"]}


def test_the_pages_script_is_told_where_to_go_on(instructor: Visitor, world: World) -> None:
    path, fields, _who = open_form(instructor, world)
    kept = instructor.client.post(
        f"{instructor.base}{path}/feedback",
        data=fields | {"feedback": "Mooi"},
        headers={"X-Launch-Secret": SECRET},
    )
    assert kept.status_code == 200
    assert kept.json == {"after": f"{instructor.base}{path}?sent=words"}


def test_an_empty_form_is_not_said_to_be_sent(instructor: Visitor, world: World) -> None:
    path, fields, _who = open_form(instructor, world)
    refused = instructor.post(f"{path}/feedback", fields)
    page = document(refused)
    assert "Schrijf eerst je feedback" in page.get_element_by_id("problem").text_content()
    assert page.get_element_by_id("feedback").get("aria-invalid") is None
    assert page.xpath("//*[@autofocus]") == []


def test_feedback_that_is_taken_away_is_said_to_be(instructor: Visitor, world: World) -> None:
    path, fields, _who = open_form(instructor, world)
    instructor.post(f"{path}/feedback", fields | {"feedback": "Mooi"})
    sent = instructor.post(f"{path}/feedback", form_of(instructor.page(path)) | {"feedback": ""})
    (said,) = instructor.page(sent.location).xpath("//*[@role='status']")
    assert "weggehaald" in said.text_content()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"points": "101"},
        {"feedback": "x" * (MOST_CHARACTERS + 1)},
        {"feedback": "Mooi", "content_id": "weg"},
        {"feedback": "Mooi", "seen": "een ander"},
    ],
    ids=["empty", "points", "long", "gone", "late"],
)
def test_a_form_that_is_not_kept_is_no_error_on_the_browsers_console(
    instructor: Visitor, world: World, typed: dict[str, str]
) -> None:
    path, fields, who = open_form(instructor, world)
    refused = instructor.post(f"{path}/feedback", fields | typed)
    assert refused.status_code == 200
    assert form_of(document(refused))["feedback"] == typed.get("feedback", "")
    with world.database.read() as session:
        assert feedback.of(session, who) == {}


def test_a_form_that_is_not_kept_opens_at_its_alert_and_another_has_none(
    instructor: Visitor, world: World
) -> None:
    path, fields, _who = open_form(instructor, world)
    page = instructor.page(path)
    assert page.xpath("//*[@role='alert'][not(ancestor::template)]") == []
    (form,) = page.xpath("//form[@data-keep]")
    assert form.get("action").partition("#")[2] == "problem"
    refused = document(instructor.post(f"{path}/feedback", fields))
    assert refused.xpath("//*[@id='problem'][@tabindex='-1']//*[@role='alert']")


def test_what_was_sent_opens_at_what_it_did(instructor: Visitor, world: World) -> None:
    path, fields, _who = open_form(instructor, world)
    sent = instructor.post(f"{path}/feedback", fields | {"feedback": "Mooi"})
    assert sent.location.partition("#")[2] == "_sent"
    (said,) = instructor.page(sent.location).xpath("//*[@role='status']")
    assert (said.get("id"), said.get("tabindex")) == ("_sent", "-1")


def test_the_browser_says_nothing_of_points_itself(instructor: Visitor, world: World) -> None:
    path, fields, _who = open_form(instructor, world)
    (form,) = instructor.page(path).xpath("//form[@data-keep]")
    assert form.get("novalidate") is not None
    wrong = document(instructor.post(f"{path}/feedback", fields | {"points": "101"}))
    field = wrong.get_element_by_id("points")
    assert (field.get("type"), field.get("aria-invalid")) == ("text", "true")
    assert field.get("aria-describedby") == "problem"


def test_what_waits_for_the_gradebook_says_so_and_how_to_look_again(
    instructor: Visitor, world: World
) -> None:
    path, _fields, _who = open_form(instructor, world)
    for place in ("participants", path):
        page = instructor.page(place)
        assert "binnen een paar minuten naar de cijferlijst" in page.text_content()
        (again,) = [a for a in page.iter("a") if a.text_content() == "Toon de stand van nu"]
        assert instructor.get(again.get("href")).status_code == 200


def test_feedback_without_the_secret_is_refused(instructor: Visitor, world: World) -> None:
    path, fields, who = open_form(instructor, world)
    cookie = f"werkpakket-{instructor.launch.name}={SECRET}"
    del fields["launch_secret"]
    refused = instructor.client.post(
        f"{instructor.base}{path}/feedback", data=fields, headers={"Cookie": cookie}
    )
    assert refused.status_code == 401
    with world.database.read() as session:
        assert feedback.of(session, who) == {}


def test_feedback_on_an_answer_that_was_taken_back_is_its_authors_and_the_learners_alone(
    world: World, doors: Doors
) -> None:
    activity = world.activity()
    who = world.person("1", activity, name="Aisha")
    author, colleague = (
        doors.enter(world.person(sub, activity, role=Role.INSTRUCTOR), Role.INSTRUCTOR)
        for sub in ("docent", "collega")
    )
    mentor = doors.enter(
        world.person("mentor", activity, role=Role.MENTOR), Role.MENTOR, mentee_subs=["1"]
    )
    world.write(who, "moeite", "BELEVENIS")
    world.write(who, "nodig", "OOK IETS")
    world.hand_in(who)
    path = learner_path(author.page("participants"), "Aisha").removeprefix(author.base)
    asked = f"{path}?question=moeite"
    words = {"feedback": "Over je BELEVENIS"}
    author.post(f"{path}/feedback", form_of(author.page(asked)) | words)
    everyone = (author, colleague, mentor)
    assert all("Over je BELEVENIS" in visitor.get(path).text for visitor in everyone)
    world.write(who, "moeite", "BELEVENIS", Reader.SELF)
    for visitor, sees in ((author, True), (colleague, False), (mentor, False)):
        for place in (path, asked):
            assert ("BELEVENIS" in visitor.get(place).text) is sees, (visitor.launch.role, place)
    learner = doors.enter(who)
    assert "Over je BELEVENIS" in learner.get().text
    page = author.page(path)
    (section,) = page.xpath("//section[@aria-labelledby='_unanswered']")
    assert "Alleen jij en de deelnemer zien deze feedback." in section.text_content()
    (change,) = section.iter("a")
    assert change.text == "Deze feedback wijzigen"
    assert form_of(author.page(change.get("href")))["feedback"] == "Over je BELEVENIS"
