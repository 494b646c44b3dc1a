"""The instructor's pages: the table of learners, and one learner's answers."""

import re

import pytest
from sqlalchemy import select

from course.model import Reader
from lti_app.models import Audit, Delivery, Outbox, Role
from lti_app.services.roster import Member
from tests.lti_app.views.conftest import Doors, Visitor
from tests.lti_app.views.instructors import enrolled, learner_path, links, table
from tests.lti_app.world import TEXTS, World


def test_every_learner_stands_in_the_first_table_begun_or_not(
    instructor: Visitor, world: World
) -> None:
    enrolled(world, *(Member(str(n), Role.LEARNER, f"Naam {n:02}") for n in range(12)))
    world.write(world.person("3", world.activity()), "moeite", "tekst")
    page = instructor.page("participants")
    assert page.xpath("//h1")[0].text == "Reflecties"
    assert links(page) == [f"Naam {n:02}" for n in range(12)]
    states = {row[0]: row[1:] for row in table(page)}
    assert states["Naam 03"] == ["Begonnen", "1", "–"]
    assert states["Naam 04"] == ["Nog niet begonnen", "0", "–"]


def test_a_large_course_has_a_hundred_on_a_page(instructor: Visitor, world: World) -> None:
    enrolled(world, *(Member(str(n), Role.LEARNER, f"Naam {n:03}") for n in range(230)))
    first, last = instructor.page("participants"), instructor.page("participants?page=3")
    assert len(table(first)) == 100
    assert links(last) == [f"Naam {n:03}" for n in range(200, 230)]
    assert "Deelnemers 201 tot en met 230 van 230" in last.text_content()
    assert links(instructor.page("participants?page=999")) == links(last)
    assert links(instructor.page("participants?page=x")) == links(first)


ODD = "Ó'Brien-van 't Hof, 🙂 <i>x</i>"


def test_names_are_shown_as_they_are_and_escaped_once(instructor: Visitor, world: World) -> None:
    enrolled(
        world,
        Member("1", Role.LEARNER, ODD),
        Member("2", Role.LEARNER),
        Member("3", Role.LEARNER, "$Person.name.full"),
    )
    page = instructor.page("participants")
    numbers = {row[0] for row in table(page)}
    assert links(page)[0] == ODD
    assert all(re.fullmatch(r"Deelnemer \d+", name) for name in numbers - {ODD})
    text = page.text_content()
    assert not any(odd in text for odd in ("None", "null", "$Person", "&lt;", "&amp;"))
    assert page.xpath("//table//i") == []


def test_equal_names_can_be_told_apart_and_their_links_are_the_name(
    instructor: Visitor, world: World
) -> None:
    enrolled(
        world,
        Member("1", Role.LEARNER, "Jan Jansen", "jan1@voorbeeld.nl"),
        Member("2", Role.LEARNER, "Jan Jansen"),
    )
    page = instructor.page("participants")
    assert links(page) == ["Jan Jansen", "Jan Jansen"]
    first, second = (row[0] for row in table(page))
    assert first != second
    assert "jan1@voorbeeld.nl" in first
    for link in page.xpath("//table//a"):
        assert page.get_element_by_id(link.get("aria-describedby")).text_content()


@pytest.mark.parametrize(
    ("state", "why", "said"),
    [
        (Delivery.WAITING, None, "Wacht"),
        (Delivery.SENT, None, "Verzonden"),
        (Delivery.REFUSED, "not found", "Geweigerd Het leerplatform kent deze deelnemer niet"),
        (Delivery.REFUSED, "maximum", "Geweigerd Het maximum van deze activiteit"),
        (Delivery.REFUSED, "not accepted", "Geweigerd Het leerplatform neemt dit cijfer niet aan"),
    ],
)
def test_what_the_gradebook_said_stands_in_words(
    instructor: Visitor, world: World, state: Delivery, why: str | None, said: str
) -> None:
    world.hand_in(world.person("1", world.activity(), name="Aisha"))
    with world.database.write() as session:
        row = session.scalars(select(Outbox)).one()
        row.state, row.last_error = state, why
    page = instructor.page("participants")
    (cells,) = table(page)
    assert cells[1].startswith("Ingeleverd")
    assert cells[3].replace("Geweigerd", "Geweigerd ").replace("  ", " ").startswith(said)
    buttons = [b.get("aria-label") for b in page.xpath("//table//button")]
    assert buttons == (["Probeer opnieuw: Aisha"] if state is Delivery.REFUSED else [])


def test_a_refused_score_is_sent_again_by_the_button(instructor: Visitor, world: World) -> None:
    who = world.person("1", world.activity(), name="Aisha")
    world.hand_in(who)
    with world.database.write() as session:
        session.scalars(select(Outbox)).one().state = Delivery.REFUSED
    (form,) = instructor.page("participants").xpath("//table//form")
    path = form.get("action").removeprefix(instructor.base)
    assert instructor.post(path, {}).status_code == 303
    row = world.outbox(who)
    assert row
    assert row.state is Delivery.WAITING


def test_an_activity_without_a_column_says_so(doors: Doors, world: World) -> None:
    bare = world.activity("kaal", line_item_url=None, line_items_url=None)
    world.hand_in(world.person("1", bare, name="Aisha"))
    visitor = doors.enter(world.person("docent", bare), Role.INSTRUCTOR)
    page = visitor.page("participants")
    assert [row[3] for row in table(page)] == ["–"]
    assert "geen kolom in de cijferlijst" in page.text_content()


@pytest.mark.parametrize(
    "name", ["html", "witregels", "arabisch", "emoji", "lang-33000", "sjabloon"]
)
def test_an_answer_reads_as_it_was_written(instructor: Visitor, world: World, name: str) -> None:
    world.write(world.person("1", world.activity(), name="Aisha"), "moeite", TEXTS[name])
    page = instructor.page(learner_path(instructor.page("participants"), "Aisha"))
    (text,) = page.xpath("//section//div[@class='learner-text']")
    plain = TEXTS[name].replace("\r\n", "\n").replace("\r", "\n")
    assert text.text_content().replace("\r\n", "\n").replace("\r", "\n") == plain
    assert text.get("dir") == "auto"
    assert text.xpath("./*") == []


def test_what_is_not_for_the_instructor_is_nowhere(instructor: Visitor, world: World) -> None:
    who = world.person("1", world.activity(), name="Aisha")
    world.write(who, "moeite", "VOOR U")
    world.write(who, "nodig", "VOOR MIJ", Reader.SELF)
    world.write(who, "buikpijn", "VOOR ONS", Reader.GROUP)
    world.write(who, "doel", "VELD")
    world.hand_in(who)
    path = learner_path(instructor.page("participants"), "Aisha")
    pages = [instructor.page(p).text_content() for p in (path, "participants", "anonymous")]
    assert "VOOR U" in pages[0]
    assert not any(word in page for page in pages for word in ("VOOR MIJ", "VOOR ONS", "VELD"))


def test_the_page_is_the_same_whether_an_answer_is_private_or_absent(
    instructor: Visitor, world: World
) -> None:
    activity = world.activity()
    silent, private = world.person("1", activity, name="A"), world.person("2", activity, name="B")
    world.write(private, "nodig", "VOOR MIJ", Reader.SELF)
    world.write(private, "buikpijn", "VOOR ONS", Reader.GROUP)
    for who in (silent, private):
        world.write(who, "moeite", "hetzelfde")
    overview = instructor.page("participants")
    first, second = (instructor.page(learner_path(overview, name)) for name in "AB")
    assert [row[1:] for row in table(overview)] == [["Begonnen", "1", "–"]] * 2
    sections = [
        [s.text_content() for s in page.xpath("//div[@class='review-answers']/section")]
        for page in (first, second)
    ]
    assert sections[0] == sections[1]


def test_anonymous_answers_stand_together_without_names(instructor: Visitor, world: World) -> None:
    activity = world.activity()
    for n in range(5):
        who = world.person(str(n), activity, name=f"Naam {n}")
        world.write(who, "moeite", f"anoniem {n}", Reader.GROUP)
    page = instructor.page("anonymous")
    (section,) = page.xpath("//section[h2='Waar heb je moeite mee?']")
    items = [item.text_content() for item in section.xpath(".//li")]
    assert sorted(items) == [f"anoniem {n}" for n in range(5)]
    assert "Naam" not in page.text_content()


def test_a_look_at_someones_answers_is_written_down_without_text(
    instructor: Visitor, world: World
) -> None:
    who = world.person("1", world.activity(), name="Aisha")
    world.write(who, "moeite", "VERTROUWELIJK")
    instructor.page(learner_path(instructor.page("participants"), "Aisha"))
    with world.database.read() as session:
        (row,) = session.scalars(select(Audit)).all()
    assert (row.actor_id, row.subject_id) == (instructor.launch.person_id, who.person_id)
    assert row.action == "read answers"
    assert row.detail is None


def test_the_activitys_odd_titles_are_tidied(doors: Doors, world: World) -> None:
    activity = world.activity(
        "vreemd", title='"Reflectie"/vragen\r\n: één?\\ 🙂', course="<b>&amp;"
    )
    visitor = doors.enter(world.person("docent", activity), Role.INSTRUCTOR)
    page = visitor.page("participants")
    assert '"Reflectie"/vragen : één?\\ 🙂 · <b>&amp;' in " ".join(page.text_content().split())


def test_an_english_launch_gets_english_pages(doors: Doors, world: World) -> None:
    activity = world.activity()
    world.person("1", activity)
    docent = world.person("docent", activity)
    page = doors.enter(docent, Role.INSTRUCTOR, locale="en-GB").page("participants")
    assert page.xpath("//h1")[0].text == "Reflections"
    assert links(page) == ["Participant 1"]
