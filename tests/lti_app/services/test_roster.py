from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from course.model import Reader
from lti_app.models import Activity, Course, Delivery, Enrolment, Outbox, Person, Role
from lti_app.services import overview, progress, roster
from lti_app.services.overview import Row
from lti_app.services.progress import Steps
from lti_app.services.roster import Member
from tests.lti_app.world import MODULE, World

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def merge(world: World, *members: Member, complete: bool = True, course: str = "cursus-1") -> None:
    course_id = world.course(course)
    with world.database.write() as session:
        roster.merge(session, course_id, members, complete=complete, at=NOON)


def rows(world: World, activity: Activity, only: list[str] | None = None) -> list[Row]:
    with world.database.read() as session:
        return overview.rows(
            session, activity, MODULE, lambda number: f"Deelnemer {number}", only=only
        )


def names(world: World, activity: Activity) -> list[str]:
    return [row.name for row in rows(world, activity)]


def test_all_learners_stand_in_the_table_begun_or_not(world: World) -> None:
    activity = world.activity()
    merge(
        world,
        Member("1", Role.LEARNER, "Bram"),
        Member("2", Role.LEARNER, "Aisha"),
        Member("3", Role.INSTRUCTOR, "Docent"),
        Member("4", Role.LEARNER, "Proef", test_user=True),
        Member("5", Role.LEARNER, "Weg", active=False),
        Member("6", None, "Zonder rol"),
    )
    assert names(world, activity) == ["Aisha", "Bram", "Zonder rol"]
    assert not any(row.begun for row in rows(world, activity))


def test_who_has_no_name_keeps_a_number_of_their_own_for_good(world: World) -> None:
    activity = world.activity()
    merge(world, *(Member(str(n), Role.LEARNER) for n in range(5)))
    assert names(world, activity) == [f"Deelnemer {n}" for n in range(1, 6)]
    with world.database.write() as session:
        session.execute(delete(Person).where(Person.sub == "1"))
    merge(world, *(Member(str(n), Role.LEARNER) for n in (7, 4, 3, 2, 0)))
    assert names(world, activity) == [f"Deelnemer {n}" for n in (1, 3, 4, 5, 6)]


def test_a_name_that_is_told_no_more_stays_known(world: World) -> None:
    activity = world.activity()
    merge(world, Member("1", Role.LEARNER, "Aisha", "aisha@voorbeeld.nl"))
    merge(world, Member("1", Role.LEARNER))
    assert [(row.name, row.email) for row in rows(world, activity)] == [
        ("Aisha", "aisha@voorbeeld.nl")
    ]


def test_names_that_look_the_same_are_marked(world: World) -> None:
    activity = world.activity()
    merge(
        world,
        Member("1", Role.LEARNER, "Jan Jansen"),
        Member("2", Role.LEARNER, "jan jansen"),
        Member("3", Role.LEARNER, "Deelnemer 4"),
        Member("4", Role.LEARNER),
        Member("5", Role.LEARNER, "Piet"),
    )
    assert [row.name for row in rows(world, activity) if not row.alike] == ["Piet"]


def test_a_list_that_broke_off_removes_nobody(world: World) -> None:
    activity = world.activity()
    merge(world, Member("1", Role.LEARNER, "A"), Member("2", Role.LEARNER, "B"))
    merge(world, Member("3", Role.LEARNER, "C"), complete=False)
    assert names(world, activity) == ["A", "B", "C"]
    with world.database.read() as session:
        assert not session.get_one(Course, activity.course_id).roster_complete


def test_an_empty_list_is_no_empty_class(world: World) -> None:
    activity = world.activity()
    merge(world, Member("1", Role.LEARNER, "A"))
    merge(world)
    assert names(world, activity) == ["A"]


def test_who_left_stays_as_long_as_there_is_work(world: World) -> None:
    activity = world.activity()
    merge(world, Member("1", Role.LEARNER, "A"), Member("2", Role.LEARNER, "B"))
    world.write(world.person("1", activity), "moeite", "tekst")
    merge(world, Member("3", Role.LEARNER, "C"))
    assert [(row.name, row.active) for row in rows(world, activity)] == [("A", False), ("C", True)]


def test_a_roster_of_thousands_is_kept_once_each(world: World) -> None:
    members = [Member(str(n), Role.LEARNER, f"Naam {n:04}") for n in range(2000)]
    merge(world, *members)
    merge(world, *members)
    assert len(rows(world, world.activity())) == 2000
    with world.database.read() as session:
        numbers = session.scalars(select(Enrolment.number)).all()
        assert sorted(numbers) == list(range(1, 2001))


def test_only_what_the_instructor_may_know_is_counted(world: World) -> None:
    activity = world.activity()
    who = world.person("1", activity, name="A")
    world.write(who, "moeite", "voor u")
    world.write(who, "nodig", "voor mij", Reader.SELF)
    world.write(who, "buikpijn", "voor ons", Reader.GROUP)
    world.write(who, "doel", "veld")
    assert [(row.answers, row.begun) for row in rows(world, activity)] == [(1, True)]


def test_blank_answers_do_not_count(world: World) -> None:
    activity = world.activity()
    world.write(world.person("1", activity), "moeite", "\r\n\t \u00a0")
    assert [row.answers for row in rows(world, activity)] == [0]


def test_opening_a_part_is_beginning(world: World) -> None:
    activity = world.activity()
    who = world.person("1", activity)
    with world.database.write() as session:
        progress.add(session, MODULE, who, Steps(opened=frozenset({"vragen"})))
    assert [row.begun for row in rows(world, activity)] == [True]


def test_the_gradebooks_answer_stands_in_the_row(world: World) -> None:
    activity = world.activity()
    who = world.person("1", activity)
    world.hand_in(who)
    assert [row.delivery for row in rows(world, activity)] == [Delivery.WAITING]
    with world.database.write() as session:
        kept = session.scalars(select(Outbox)).one()
        kept.state, kept.last_error = Delivery.REFUSED, "not found"
    assert [(r.delivery, r.refusal) for r in rows(world, activity)] == [
        (Delivery.REFUSED, "not found")
    ]


def test_a_mentor_sees_only_the_people_in_the_mentors_care(world: World) -> None:
    activity = world.activity()
    merge(world, Member("1", Role.LEARNER, "A"), Member("2", Role.LEARNER, "B"))
    assert [row.name for row in rows(world, activity, only=["2"])] == ["B"]
    assert rows(world, activity, only=[]) == []
    with world.database.read() as session:
        assert overview.learner(session, activity, 1, only=["2"]) is None
        assert overview.learner(session, activity, 2, only=["2"]) is not None


def test_another_course_has_other_people(world: World) -> None:
    merge(world, Member("1", Role.LEARNER, "A"))
    merge(world, Member("2", Role.LEARNER, "B"), course="cursus-2")
    other = world.activity("link-2", "cursus-2")
    assert names(world, other) == ["B"]
    with world.database.read() as session:
        assert overview.learner(session, other, 2) is None


def test_a_roster_is_fresh_for_minutes_and_a_broken_one_for_seconds() -> None:
    whole = Course(roster_at=NOON, roster_complete=True)
    broken = Course(roster_at=NOON, roster_complete=False)
    assert roster.is_fresh(whole, NOON + timedelta(minutes=4))
    assert not roster.is_fresh(whole, NOON + timedelta(minutes=6))
    assert not roster.is_fresh(broken, NOON + timedelta(minutes=1))
    assert not roster.is_fresh(Course(), NOON)
