"""What the tests of the instructor's pages read on them, and do there."""

from lxml import html

from lti_app.models import now
from lti_app.services import roster
from lti_app.services.participation import Participation
from lti_app.services.roster import Member
from tests.lti_app.views.conftest import Visitor
from tests.lti_app.world import World


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


def open_form(instructor: Visitor, world: World) -> tuple[str, dict[str, str], Participation]:
    who = world.person("1", world.activity(), name="Aisha")
    world.hand_in(who)
    path = learner_path(instructor.page("participants"), "Aisha")
    return path.removeprefix(instructor.base), form_of(instructor.page(path)), who
