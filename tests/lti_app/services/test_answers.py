import pytest

from course.model import Reader
from lti_app.models import Delivery
from lti_app.services import answers, feedback
from lti_app.services.answers import (
    MOST_CHARACTERS,
    ConflictError,
    Draft,
    ReaderError,
    TooLongError,
    UnknownContentError,
)
from lti_app.services.feedback import Words
from tests.lti_app.world import MODULE, TEXTS, World


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_comes_back_as_it_was_typed(world: World, name: str) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", TEXTS[name])
    with world.database.read() as session:
        assert answers.of(session, who)["moeite"].text == TEXTS[name]


def test_what_no_database_keeps_is_replaced_visibly(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "a\0b\ud83d")
    with world.database.read() as session:
        assert answers.of(session, who)["moeite"].text == "a\ufffdb\ufffd"


def test_each_change_counts_one_revision(world: World) -> None:
    who = world.person("1", world.activity())
    revisions = [world.write(who, "moeite", text) for text in ("a", "b", "c")]
    assert revisions == [1, 2, 3]


def test_the_same_save_twice_is_one_change(world: World) -> None:
    who = world.person("1", world.activity())
    first = world.write(who, "moeite", "tekst", revision=0)
    assert world.write(who, "moeite", "tekst", revision=0) == first


def test_a_save_over_an_older_revision_is_refused_with_what_is_kept(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "venster een", Reader.GROUP)
    with pytest.raises(ConflictError) as refused:
        world.write(who, "moeite", "venster twee", revision=0)
    kept = refused.value
    assert (kept.text, kept.reader, kept.revision) == ("venster een", Reader.GROUP, 1)


def test_a_page_that_outlived_an_erasure_may_save_again(world: World) -> None:
    who = world.person("1", world.activity())
    assert world.write(who, "moeite", "opnieuw", revision=7) == 8


@pytest.mark.parametrize("content_id", ["luister", "vragen", "onbekend", ""])
def test_only_questions_and_fields_take_an_answer(world: World, content_id: str) -> None:
    who = world.person("1", world.activity())
    with pytest.raises(UnknownContentError):
        world.write(who, content_id, "tekst")
    with world.database.read() as session:
        assert answers.of(session, who) == {}


def test_a_field_is_the_learners_own_whatever_is_asked(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "doel", "van mij", Reader.INSTRUCTOR)
    with world.database.read() as session:
        assert answers.of(session, who)["doel"].reader is Reader.SELF


def test_no_reader_named_is_the_default_of_the_module(world: World) -> None:
    who = world.person("1", world.activity())
    with world.database.write() as session:
        answers.save(session, MODULE, who, "moeite", Draft("tekst", None, 0))
        assert answers.of(session, who)["moeite"].reader is Reader.INSTRUCTOR


def test_a_reader_that_the_module_does_not_offer_is_refused(world: World) -> None:
    from dataclasses import replace

    from course.model import Readers

    narrow = replace(MODULE, readers=Readers((Reader.SELF,), Reader.SELF))
    who = world.person("1", world.activity())
    with world.database.write() as session, pytest.raises(ReaderError):
        answers.save(session, narrow, who, "moeite", Draft("tekst", Reader.GROUP, 0))


def test_a_text_of_a_book_is_refused_and_the_limit_itself_is_kept(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "e" * MOST_CHARACTERS)
    with pytest.raises(TooLongError):
        world.write(who, "nodig", "e" * (MOST_CHARACTERS + 1))


def test_the_instructor_gets_only_what_is_meant_for_the_instructor(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "voor u")
    world.write(who, "nodig", "voor mij", Reader.SELF)
    world.write(who, "buikpijn", "voor ons", Reader.GROUP)
    world.write(who, "doel", "veld")
    with world.database.read() as session:
        assert set(answers.for_instructor(session, who)) == {"moeite"}


def test_a_draft_leaves_the_gradebook_alone(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "klad")
    assert world.outbox(who) is None


def test_without_handing_in_what_is_taken_back_leaves_a_gradebook_that_heard_of_it(
    world: World,
) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "voor u")
    with world.database.write() as session:
        feedback.give(session, MODULE, who, who.person_id, Words("", points="5"))
    world.write(who, "moeite", "voor u, langer")
    drafted = world.outbox(who)
    world.write(who, "moeite", "voor u, langer", Reader.SELF)
    taken_back = world.outbox(who)
    assert drafted
    assert taken_back
    assert (drafted.rev, taken_back.rev) == (1, 2)


def test_after_handing_in_what_is_taken_back_leaves_the_gradebook_at_once(world: World) -> None:
    who = world.person("1", world.activity())
    world.write(who, "moeite", "voor u")
    world.write(who, "nodig", "voor mij", Reader.SELF)
    world.hand_in(who)
    before = world.outbox(who)
    world.write(who, "nodig", "nog steeds voor mij", Reader.SELF)
    unchanged = world.outbox(who)
    world.write(who, "moeite", "voor u", Reader.SELF)
    after = world.outbox(who)
    assert before
    assert unchanged
    assert after
    assert (before.rev, unchanged.rev, after.rev) == (1, 1, 2)
    assert after.state is Delivery.WAITING
