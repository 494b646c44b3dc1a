import re

import pytest
from lxml import html
from sqlalchemy import select

from course.model import Reader
from lti_app.models import Audit, Course, Delivery, Outbox, Role, now
from lti_app.services import feedback, roster
from lti_app.services.answers import MOST_CHARACTERS
from lti_app.services.participation import Participation
from lti_app.services.roster import Member
from tests.lti_app.platform_double import Platform, Reply
from tests.lti_app.views.conftest import SECRET, Doors, Visitor, document
from tests.lti_app.world import TEXTS, World


def table(page: html.HtmlElement) -> list[list[str]]:
    """Give the first table's rows as texts."""
    body = page.xpath("(//table)[1]/tbody/tr")
    return [[" ".join(c.text_content().split()) for c in row.xpath("th|td")] for row in body]


def links(page: html.HtmlElement) -> list[str]:
    return [" ".join(a.text_content().split()) for a in page.xpath("(//table)[1]//a")]


def enrolled(world: World, *members: Member) -> None:
    course_id = world.course()
    with world.database.write() as session:
        roster.merge(session, course_id, members, complete=True, at=now())


def learner_path(page: html.HtmlElement, name: str) -> str:
    (href,) = [a.get("href") for a in page.xpath("//table//a") if a.text_content() == name]
    return str(href)


def form_of(page: html.HtmlElement) -> dict[str, str]:
    (form,) = page.xpath("//form[@data-keep]")
    fields = {field.get("name"): field.get("value", "") for field in form.xpath(".//input")}
    (area,) = form.xpath(".//textarea")
    return {**fields, "feedback": str(area.text or "").removeprefix("\n")}


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


def open_form(instructor: Visitor, world: World) -> tuple[str, dict[str, str], Participation]:
    who = world.person("1", world.activity(), name="Aisha")
    world.hand_in(who)
    path = learner_path(instructor.page("participants"), "Aisha")
    return path.removeprefix(instructor.base), form_of(instructor.page(path)), who


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
