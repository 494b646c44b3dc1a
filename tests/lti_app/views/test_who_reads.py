"""Who sees the instructor's pages, and of whom."""

import pytest

from lti_app.models import Course, Role
from tests.lti_app.platform_double import Platform, Reply
from tests.lti_app.views.conftest import Doors, Visitor
from tests.lti_app.views.instructors import learner_path, links
from tests.lti_app.world import World

PATHS: list[tuple[str, str]] = [
    ("GET", "participants"),
    ("GET", "participants/1"),
    ("POST", "participants/1/feedback"),
    ("POST", "participants/1/again"),
    ("GET", "anonymous"),
    ("GET", "preview"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_learner_gets_none_of_the_instructors_pages(
    learner: Visitor, world: World, method: str, path: str
) -> None:
    world.write(world.person("2", world.activity(), name="Bram"), "moeite", "VAN BRAM")
    refused = learner.send(method, path)
    assert refused.status_code == 403
    assert "Bram" not in refused.text


def test_an_instructor_of_another_course_or_platform_sees_nobody_of_here(
    world: World, doors: Doors
) -> None:
    who = world.person("1", world.activity(), name="Aisha")
    world.write(who, "moeite", "VAN AISHA")
    for course, client in (("cursus-2", "client-a"), ("cursus-1", "client-b")):
        there = world.activity("link-1", course, client)
        visitor = doors.enter(world.person("docent", there), Role.INSTRUCTOR)
        assert "Aisha" not in visitor.get("participants").text
        for number in range(1, 4):
            assert "AISHA" not in visitor.get(f"participants/{number}").text


def test_a_mentor_reads_the_people_in_care_and_changes_nothing(world: World, doors: Doors) -> None:
    activity = world.activity()
    for sub, name in (("1", "Aisha"), ("2", "Bram")):
        world.write(world.person(sub, activity, name=name), "moeite", f"VAN {name}")
    mentor = doors.enter(
        world.person("mentor", activity, role=Role.MENTOR), Role.MENTOR, mentee_subs=["2"]
    )
    assert links(mentor.page("participants")) == ["Bram"]
    page = mentor.page(learner_path(mentor.page("participants"), "Bram"))
    assert "VAN Bram" in page.text_content()
    assert page.xpath("//form") == []
    assert mentor.get("participants/1").status_code == 404
    assert mentor.post("participants/2/feedback", {"feedback": "x"}).status_code == 403
    assert mentor.get("anonymous").status_code == 403


def test_a_review_launch_leads_to_that_learners_page(world: World, doors: Doors) -> None:
    who = world.person("1", world.activity(), name="Aisha")
    docent = world.person("docent", world.activity(), role=Role.INSTRUCTOR)
    visitor = doors.enter(docent, Role.INSTRUCTOR, subject_id=who.person_id)
    page = visitor.page(visitor.get().location)
    assert page.xpath("//h1")[0].text_content() == "Aisha"


def test_a_learner_who_clicks_the_own_grade_sees_the_own_work(world: World, doors: Doors) -> None:
    other = world.person("2", world.activity(), name="Bram")
    world.write(other, "moeite", "VAN BRAM")
    visitor = doors.enter(world.person("1", world.activity()), subject_id=other.person_id)
    text = visitor.get().text
    assert "VAN BRAM" not in text
    assert 'name="moeite"' in text


def with_roster(world: World, platform: Platform, doors: Doors) -> Visitor:
    world.platform_url = platform.url
    activity = world.activity()
    with world.database.write() as session:
        course = session.get_one(Course, activity.course_id)
        course.memberships_url = f"{platform.url}/members?cid=1"
    return doors.enter(world.person("docent", activity, role=Role.INSTRUCTOR), Role.INSTRUCTOR)


def members(*names: str) -> dict[str, object]:
    return {
        "id": "x",
        "members": [
            {"user_id": n, "name": f"Naam {n}", "status": "Active", "roles": ["Learner"]}
            for n in names
        ],
    }


def test_the_roster_is_asked_once_and_kept(world: World, platform: Platform, doors: Doors) -> None:
    visitor = with_roster(world, platform, doors)
    platform.answer["GET", "/members"].append(Reply(200, members("a", "b")))
    for _ in range(3):
        assert links(visitor.page("participants")) == ["Naam a", "Naam b"]
    assert len([a for a in platform.asked if a.path == "/members"]) == 1


def test_a_broken_roster_shows_what_is_there_and_says_so(
    world: World, platform: Platform, doors: Doors
) -> None:
    visitor = with_roster(world, platform, doors)
    world.person("z", world.activity(), name="Zoë")
    following = {"Link": f'<{platform.url}/members?page=2>; rel="next"'}
    platform.answer["GET", "/members"].extend(
        [Reply(200, members("a", "b"), following), Reply(500)]
    )
    page = visitor.page("participants")
    assert links(page) == ["Naam a", "Naam b", "Zoë"]
    assert "lijst is niet compleet" in page.text_content()


def test_without_a_roster_those_who_launched_are_there(instructor: Visitor, world: World) -> None:
    world.person("1", world.activity(), name="Aisha")
    page = instructor.page("participants")
    assert links(page) == ["Aisha"]
    assert "geen lijst van deelnemers" in page.text_content()
