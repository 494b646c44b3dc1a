from dataclasses import replace

import pytest

from course.model import Module, Question, QuestionsPart, Reader
from lti_app.models import Activity, Delivery, Outbox, Role
from lti_app.services import comments, feedback, gradebook
from lti_app.services.feedback import Words
from lti_app.services.gradebook import Score
from lti_app.services.participation import Participation
from tests.lti_app.world import MODULE, TEXTS, World


def present(world: World, who: Participation) -> Score | None:
    with world.database.write() as session:
        gradebook.tell(session, who)
    row = world.outbox(who)
    assert row
    with world.database.read() as session:
        return gradebook.present(session, session.get_one(Outbox, row.id), MODULE)


def give(world: World, who: Participation, words: Words) -> None:
    with world.database.write() as session:
        feedback.give(session, MODULE, who, who.person_id, words)


def test_who_did_not_hand_in_has_nothing_to_tell(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "klad")
    assert present(world, who) is None


def test_handing_in_counts_in_full_with_only_the_instructors_answers(world: World) -> None:
    who = world.person("1", world.activity(score_maximum=10.0))
    world.write(who, "moeite", "voor u\n\nregel drie")
    world.write(who, "nodig", "GEHEIM", Reader.SELF)
    world.write(who, "buikpijn", "GROEP", Reader.GROUP)
    world.write(who, "doel", "VELD")
    world.hand_in(who)
    score = present(world, who)
    assert score
    assert (score.given, score.maximum) == (10.0, 10.0)
    assert score.comment == "Waar heb je moeite mee?\nvoor u\n\nregel drie"
    assert score.submitted_at is not None


@pytest.mark.parametrize("reader", [Reader.SELF, Reader.GROUP])
def test_feedback_on_an_answer_that_is_taken_back_leaves_with_it_and_comes_back_with_it(
    world: World, reader: Reader
) -> None:
    who = world.person("1", world.activity())
    for content_id in ("moeite", "nodig"):
        world.write(who, content_id, f"antwoord op {content_id}")
        give(world, who, Words(f"over {content_id}", content_id=content_id))
    give(world, who, Words("over het geheel"))
    world.hand_in(who)
    shared = present(world, who)
    world.write(who, "nodig", "antwoord op nodig", reader)
    taken_back = present(world, who)
    world.write(who, "nodig", "antwoord op nodig")
    again = present(world, who)
    assert shared
    assert taken_back
    assert "over nodig" in shared.comment
    assert again == shared
    assert "nodig" not in taken_back.comment
    assert "over moeite" in taken_back.comment
    assert "over het geheel" in taken_back.comment


def test_an_answer_that_is_emptied_takes_the_feedback_on_it_along(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "iets")
    give(world, who, Words("Je schreef iets", content_id="moeite"))
    world.hand_in(who)
    world.write(who, "moeite", " \n")
    score = present(world, who)
    assert score
    assert score.comment == ""


def test_zero_points_are_a_score_and_taking_them_away_is_the_full_score_again(
    world: World,
) -> None:
    who = world.person("1", world.activity())
    world.hand_in(who)
    give(world, who, Words("Nog niet", points="0"))
    nothing = present(world, who)
    give(world, who, Words("Nog niet"))
    full = present(world, who)
    assert nothing
    assert full
    assert (nothing.given, full.given) == (0.0, 100.0)


def test_points_keep_the_maximum_that_they_were_given_against(world: World) -> None:
    activity = world.activity(score_maximum=100.0)
    who = world.person("1", activity)
    give(world, who, Words("", points="70"))
    with world.database.write() as session:
        session.get_one(Activity, activity.id).score_maximum = 10.0
    score = present(world, who)
    assert score
    assert (score.given, score.maximum) == (70.0, 100.0)


def test_points_taken_from_who_never_handed_in_clear_the_score(world: World) -> None:
    who = world.person("1", world.activity())
    give(world, who, Words("", points="5"))
    with world.database.write() as session:
        gradebook.tell(session, who)
    row = world.outbox(who)
    assert row
    with world.database.write() as session:
        session.get_one(Outbox, row.id).sent_rev = row.rev
    give(world, who, Words(""))
    score = present(world, who)
    assert score
    assert score.given is None


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.MENTOR])
def test_only_learners_are_told_of(world: World, role: Role) -> None:
    who = world.person("1", world.activity(), role=role)
    world.hand_in(who)
    assert present(world, who) is None


def test_test_users_are_not_told_of(world: World) -> None:
    who = world.person("1", world.activity(), test_user=True)
    world.hand_in(who)
    assert present(world, who) is None


def test_feedback_stands_with_the_answers_in_the_order_of_the_module() -> None:
    comment = comments.write(
        MODULE,
        {"nodig": "Tijd.", "moeite": "Loslaten."},
        {"": "Mooi werk.\r\n\r\nGa zo door.", "moeite": "Herkenbaar!"},
    )
    assert comment == (
        "Feedback:\nMooi werk.\n\nGa zo door.\n\n"
        "Waar heb je moeite mee?\nLoslaten.\nFeedback:\nHerkenbaar!\n\n"
        "Wat heb jij nodig?\nTijd."
    )


@pytest.mark.parametrize("name", ["html", "aanhaling", "sjabloon", "arabisch", "emoji"])
def test_a_comment_is_plain_text(name: str) -> None:
    assert comments.write(MODULE, {"moeite": TEXTS[name]}, {}).endswith("\n" + TEXTS[name])


def test_answers_to_questions_that_are_gone_are_still_told() -> None:
    assert comments.write(MODULE, {"oud": "nog altijd waar"}, {}) == "oud\nnog altijd waar"


def test_a_comment_stays_within_what_platforms_take_and_says_so() -> None:
    questions = tuple(Question(f"v{n}", f"Vraag {n}") for n in range(17))
    module = Module(
        id="m", title="M", parts=(QuestionsPart(id="v", title="V", questions=questions),)
    )
    texts = {question.id: TEXTS["lang-33000"] for question in questions}
    comment = comments.write(module, texts | {"v3": "kort antwoord 👩🏽‍💼"}, {})
    assert len(comment.encode()) <= comments.MOST_BYTES
    assert "kort antwoord 👩🏽‍💼" in comment
    assert all(f"Vraag {n}\n" in comment for n in range(17))
    assert comment.count("[ingekort; de hele tekst staat in de activiteit]") == 16


def test_one_answer_of_any_length_is_told_whole_where_it_fits() -> None:
    assert TEXTS["lang-33000"] in comments.write(MODULE, {"moeite": TEXTS["lang-33000"]}, {})


def test_a_module_in_english_is_told_in_english() -> None:
    english = replace(MODULE, language="en")
    assert comments.write(english, {}, {"": "Well done"}) == "Feedback:\nWell done"


def test_a_refused_score_is_tried_again_on_request_and_others_are_not(world: World) -> None:
    who = world.person("1", world.activity())
    world.hand_in(who)
    with world.database.write() as session:
        assert not gradebook.try_again(session, who)
    row = world.outbox(who)
    assert row
    with world.database.write() as session:
        session.get_one(Outbox, row.id).state = Delivery.REFUSED
    with world.database.write() as session:
        assert gradebook.try_again(session, who)
    again = world.outbox(who)
    assert again
    assert (again.state, again.rev) == (Delivery.WAITING, row.rev)
