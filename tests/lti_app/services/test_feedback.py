import pytest

from lti_app.services import feedback
from lti_app.services.answers import MOST_CHARACTERS, TooLongError, UnknownContentError
from lti_app.services.feedback import EmptyError, Given, PointsError, Words
from lti_app.services.participation import Participation
from tests.lti_app.world import MODULE, TEXTS, World


def give(world: World, who: Participation, words: Words) -> Given:
    author = world.person("docent", world.activity())
    with world.database.write() as session:
        return feedback.give(session, MODULE, who, author.person_id, words)


@pytest.mark.parametrize(
    ("typed", "points"),
    [("", None), (" ", None), ("0", 0.0), ("7,5", 7.5), ("7.5", 7.5), ("10", 10.0)],
)
def test_points_are_read_with_comma_or_point_and_nothing_is_no_points(
    typed: str, points: float | None
) -> None:
    assert feedback.points(typed, 10.0) == points


@pytest.mark.parametrize("typed", ["10,1", "-1", "1e3", "NaN", "٧", "7,5,5", "tien", "1 000"])
def test_what_is_no_number_up_to_the_maximum_is_refused(typed: str) -> None:
    with pytest.raises(PointsError):
        feedback.points(typed, 10.0)


@pytest.mark.parametrize("name", ["html", "witregels", "arabisch", "sjabloon"])
def test_feedback_is_kept_as_it_was_written(world: World, name: str) -> None:
    who = world.person("1", world.activity())
    give(world, who, Words(TEXTS[name], content_id="moeite"))
    with world.database.read() as session:
        assert feedback.of(session, who)["moeite"].text == TEXTS[name]


def test_words_before_handing_in_stay_in_the_tool(world: World) -> None:
    who = world.person("1", world.activity())
    give(world, who, Words("Ga zo door"))
    assert world.outbox(who) is None


def test_points_go_to_the_gradebook_at_once(world: World) -> None:
    who = world.person("1", world.activity())
    give(world, who, Words("", points="0"))
    row = world.outbox(who)
    assert row
    assert row.rev == 1


def test_feedback_after_handing_in_goes_to_the_gradebook(world: World) -> None:
    who = world.person("1", world.activity())
    world.hand_in(who)
    give(world, who, Words("Mooi", content_id="moeite"))
    row = world.outbox(who)
    assert row
    assert row.rev == 2


def test_feedback_on_what_the_module_does_not_ask_is_refused(world: World) -> None:
    who = world.person("1", world.activity())
    with pytest.raises(UnknownContentError):
        give(world, who, Words("x", content_id="doel"))
    with pytest.raises(TooLongError):
        give(world, who, Words("x" * (MOST_CHARACTERS + 1)))
    with world.database.read() as session:
        assert feedback.of(session, who) == {}


@pytest.mark.parametrize("words", [Words(""), Words(" \n"), Words("", content_id="moeite")])
def test_an_empty_form_is_no_feedback(world: World, words: Words) -> None:
    who = world.person("1", world.activity())
    with pytest.raises(EmptyError):
        give(world, who, words)
    with world.database.read() as session:
        assert feedback.of(session, who) == {}


def test_a_form_that_was_sent_twice_is_kept_once(world: World) -> None:
    who = world.person("1", world.activity())
    assert give(world, who, Words("Mooi", seen="")) is Given.WORDS
    assert give(world, who, Words("Mooi", seen="")) is Given.WORDS


def test_feedback_can_be_taken_away_and_points_be_changed_alone(world: World) -> None:
    who = world.person("1", world.activity())
    assert give(world, who, Words("Mooi")) is Given.WORDS
    assert give(world, who, Words(" ")) is Given.CLEARED
    assert give(world, who, Words("", points="8")) is Given.POINTS
    assert give(world, who, Words("", points="")) is Given.CLEARED
    with world.database.read() as session:
        assert feedback.of(session, who)[""].text == ""
