"""The tool in a platform's cross-site frame, third-party cookies blocked: from answer to gradebook.

The real programs of ``werkpakket demo`` run beside each other; everything goes through a browser.
"""

from playwright.sync_api import (
    BrowserContext,
    Route,
    expect,
)

from tests.e2e.lti.desk import (
    INSTRUCTOR,
    LEARNER,
    QUESTION,
    Desk,
    hand_in,
    read,
    reloaded_until,
    row_of,
    text_of,
    to_anonymous,
    to_questions,
    write,
)


def test_cookies_of_another_site_are_blocked_and_the_tool_works_all_the_same(
    desk: Desk, context: BrowserContext
) -> None:
    frame = desk.open(LEARNER, "212")
    plain = "document.cookie = 'plain=1; SameSite=None; Secure'; document.cookie"
    assert "plain" not in frame.evaluate(plain)
    kept = [c for c in context.cookies() if c.get("name", "").startswith("werkpakket-")]
    assert kept
    assert all(c.get("partitionKey") for c in kept)
    desk.close()


def test_an_answer_is_written_read_answered_and_graded(desk: Desk) -> None:
    frame = desk.questions()
    write(frame, "Loslaten.\n\nEn <b>doorzetten</b> & 🙂")
    desk.page.reload()
    frame = desk.tool()
    to_questions(frame)
    assert text_of(frame) == "Loslaten.\n\nEn <b>doorzetten</b> & 🙂"
    hand_in(frame)

    frame = desk.open(INSTRUCTOR)
    expect(frame.get_by_role("heading", name="Reflecties", exact=True)).to_be_visible()
    rows = frame.get_by_role("table").first.locator("tbody tr")
    assert rows.count() == 12
    names = frame.get_by_role("table").first.get_by_role("link").all_inner_texts()
    assert names == [f"Deelnemer {number}" for number in range(1, 13)]
    expect(rows.nth(0)).to_contain_text("Ingeleverd")
    expect(rows.nth(1)).to_contain_text("Nog niet begonnen")
    read(frame, "Deelnemer 1")
    answer = frame.get_by_role("main").get_by_text("Loslaten.")
    assert answer.inner_text() == "Loslaten.\n\nEn <b>doorzetten</b> & 🙂"
    frame.get_by_role("textbox", name="Feedback", exact=True).fill("Herkenbaar.\n\nGa zo door!")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")

    desk.grades()
    reloaded_until(desk, "Herkenbaar.")
    row = row_of(desk.page, "Deelnemer 1")
    expect(row).to_contain_text("100 van 100")
    expect(row).to_contain_text("En <b>doorzetten</b> & 🙂")
    assert "Herkenbaar." in desk.grades("201")

    frame = desk.questions()
    expect(frame.get_by_role("heading", name="Feedback", exact=True)).to_be_visible()
    expect(frame.get_by_text("Ga zo door!")).to_be_visible()
    desk.close()


def test_another_learner_and_another_course_see_nothing_of_it(desk: Desk) -> None:
    frame = desk.questions("203")
    write(frame, "ALLEEN VAN DRIE")
    hand_in(frame)
    desk.open(INSTRUCTOR)
    for person, course in (("204", "groep-a"), ("203", "groep-b"), ("204", "groep-b")):
        frame = desk.questions(person, course)
        assert text_of(frame) == ""
        assert "ALLEEN VAN DRIE" not in frame.content()
    frame = desk.open(INSTRUCTOR, course="groep-b")
    assert frame.get_by_text("Ingeleverd").count() == 0
    assert "ALLEEN VAN DRIE" not in desk.grades(course="groep-b")
    desk.grades()
    reloaded_until(desk, "ALLEEN VAN DRIE")
    for person in ("204", "201"):
        assert "ALLEEN VAN DRIE" not in desk.grades(person)
        assert "Deelnemer 3" not in desk.page.get_by_role("table").first.inner_text()
    desk.close()


def test_what_is_the_learners_alone_reaches_neither_instructor_nor_gradebook(desk: Desk) -> None:
    frame = desk.questions("205")
    write(frame, "NIEMAND MAG DIT LEZEN", "Alleen ik")
    hand_in(frame)
    frame = desk.open(INSTRUCTOR)
    expect(row_of(frame, "Deelnemer 5")).to_contain_text("Ingeleverd")
    read(frame, "Deelnemer 5")
    assert "NIEMAND MAG DIT LEZEN" not in frame.content()
    desk.grades()
    reloaded_until(desk, "100 van 100")
    assert "NIEMAND MAG DIT LEZEN" not in desk.page.content()
    desk.close()


def test_feedback_on_an_answer_leaves_the_gradebook_when_the_answer_is_taken_back(
    desk: Desk,
) -> None:
    frame = desk.questions("211")
    write(frame, "EERST GEDEELD")
    hand_in(frame)
    frame = desk.open(INSTRUCTOR)
    read(frame, "Deelnemer 11")
    frame.get_by_role("link", name="Reageer op dit antwoord").click()
    expect(frame.get_by_role("heading", name=QUESTION)).to_have_count(2)
    frame.get_by_role("textbox", name="Feedback", exact=True).fill("OVER WAT JE DEELDE")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    desk.grades("211")
    reloaded_until(desk, "OVER WAT JE DEELDE")

    frame = desk.questions("211")
    write(frame, "EERST GEDEELD", "Alleen ik")
    desk.grades("211")
    reloaded_until(desk, "DEELDE", there=False)
    expect(desk.page.get_by_role("table")).to_contain_text("100 van 100")
    expect(desk.page.get_by_role("table")).not_to_contain_text("EERST GEDEELD")
    frame = desk.questions("211")
    expect(frame.get_by_text("OVER WAT JE DEELDE")).to_be_visible()
    desk.close()


def test_an_answer_changed_in_two_tabs_is_named_and_chosen(
    desk: Desk, context: BrowserContext
) -> None:
    first, second = desk.questions("208"), Desk(context.new_page(), desk.address)
    there = second.questions("208")
    write(first, "Uit de ene tab.")
    there.get_by_label(QUESTION, exact=True).fill("Uit de andere.")
    alert = there.get_by_role("alert").filter(has_text="ook ergens anders veranderd")
    expect(alert).to_contain_text(QUESTION)
    alert.get_by_role("button", name="Kies welke tekst blijft").click()
    mine = there.get_by_role("button", name="Houd deze")
    expect(mine).to_be_focused()
    expect(mine).to_be_in_viewport()
    mine.press("Enter")
    expect(there.get_by_role("status")).to_have_text("Opgeslagen")
    expect(alert).to_have_count(0)
    desk.page.reload()
    again = desk.tool()
    to_questions(again)
    assert text_of(again) == "Uit de andere."
    assert ["409" in each for each in second.errors] == [True]
    desk.close()


def test_two_people_and_two_courses_in_one_browser_keep_to_themselves(
    context: BrowserContext, address: str
) -> None:
    places = [("206", "groep-a"), ("206", "groep-b"), ("207", "groep-a")]
    desks = [Desk(context.new_page(), address) for _ in places]
    frames = [desk.questions(*place) for desk, place in zip(desks, places, strict=True)]
    for turn in (0, 2, 1, 0):
        write(frames[turn], f"tekst van {turn}")
    for turn, desk in enumerate(desks):
        desk.page.reload()
        frame = desk.tool()
        to_questions(frame)
        assert text_of(frame) == f"tekst van {turn}"
    hand_in(desks[1].tool())
    reloads = desks[0].open(INSTRUCTOR, course="groep-b")
    expect(row_of(reloads, "Deelnemer 6")).to_contain_text("Ingeleverd")
    for desk in desks:
        desk.close()


def test_the_gradebooks_own_link_leads_to_that_learners_work(desk: Desk) -> None:
    frame = desk.questions("209")
    write(frame, "Van negen")
    hand_in(frame)
    desk.grades()
    reloaded_until(desk, "Van negen")
    desk.page.get_by_role("link", name="Bekijk het werk van Deelnemer 9").click()
    frame = desk.tool()
    expect(frame.get_by_role("heading", name="Deelnemer 9", exact=True)).to_be_visible()
    expect(frame.get_by_text("Van negen")).to_be_visible()
    desk.close()


def test_feedback_stays_on_the_screen_until_the_tool_has_it(desk: Desk) -> None:
    frame = desk.open(INSTRUCTOR)
    read(frame, "Deelnemer 8")

    def cut(route: Route) -> None:
        route.abort()

    desk.page.route("**/feedback", cut)
    box = frame.get_by_role("textbox", name="Feedback", exact=True)
    box.fill("Een heel verhaal dat niet weg mag.")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("alert")).to_contain_text("kon niet worden opgeslagen")
    assert box.input_value() == "Een heel verhaal dat niet weg mag."
    desk.page.unroute("**/feedback")
    frame.get_by_role("button", name="Feedback versturen").click()
    expect(frame.get_by_role("status")).to_contain_text("opgeslagen")
    assert box.input_value() == "Een heel verhaal dat niet weg mag."
    assert [error for error in desk.errors if "ERR_FAILED" not in error] == []


def test_five_anonymous_answers_stand_together_without_a_name(desk: Desk) -> None:
    for person in ("201", "202", "203", "204", "205"):
        frame = desk.questions(person, "groep-b")
        write(frame, f"anoniem van {person}", "Anoniem in de groep")
    frame = desk.open(INSTRUCTOR, course="groep-b")
    to_anonymous(frame)
    voices = frame.get_by_role("listitem").filter(has_text="anoniem van").all_inner_texts()
    assert sorted(voices) == [f"anoniem van {person}" for person in range(201, 206)]
    assert "Deelnemer" not in frame.get_by_role("main").inner_text()
    desk.close()
