"""The pages that people see: the first page, an activity in its frame, tools."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import NotFound

from practice_lms import page, sessions
from practice_lms.lti import names
from practice_lms.lti.gradebook import Activity
from practice_lms.lti.platform import current_platform
from practice_lms.people import COURSES, INSTRUCTOR, LEARNERS, PEOPLE, Role
from practice_lms.scorm.library import Package
from practice_lms.who import COOKIE, Who, chosen, chosen_for

home = Blueprint("home", __name__)
LABELS = {"scorm12": "1.2", "scorm2004": "2004"}


@dataclass(frozen=True, slots=True)
class Named:
    """Something on the first page with the name of its link; no name is part of another."""

    label: str
    edition: str
    package: Package


@home.get("/")
def first() -> Response:
    """Show what there is to do, as whom, in which course."""
    platform, who = current_platform(), chosen()
    learner = who.person if who.person.role is Role.LEARNER else LEARNERS[0]
    sessions.current_sessions().choose(sessions.current(), who.person)
    response = page.render(
        "home.html.jinja",
        "Oefenleerplatform",
        who=who,
        people=[(person.id, person.name) for person in PEOPLE.values()],
        courses=[(course.id, course.title) for course in COURSES.values()],
        learner_query=who.query | {"person": learner.id},
        instructor_query=who.query | {"person": INSTRUCTOR.id},
        packages=_named(current_app.extensions["library"].all()),
        activities=_titled(platform.gradebook.activities(who.course.id)),
        tools=platform.tools.all(),
        deep_linking=names.DEEP_LINKING_REQUEST,
    )
    choice = f"{who.person.id}.{who.course.id}"
    response.set_cookie(COOKIE, choice, httponly=True, samesite="Lax", max_age=31_536_000)
    return response


def _named(packages: list[Package]) -> list[Named]:
    """Name the first package of an edition by the edition alone, others by their title."""
    seen: set[str] = set()
    found = []
    for package in packages:
        label = LABELS[package.edition]
        name = f"{package.title} (SCORM {label})" if label in seen else f"SCORM-pakket ({label})"
        seen.add(label)
        found.append(Named(name, label, package))
    return found


def _titled(activities: list[Activity]) -> list[tuple[str, Activity]]:
    """Give a number to an activity whose title was there before."""
    seen: set[str] = set()
    found = []
    for activity in activities:
        again = activity.title in seen
        seen.add(activity.title)
        found.append((f"{activity.title} ({activity.id})" if again else activity.title, activity))
    return found


@home.get("/launch/<int:activity_id>")
def launch(activity_id: int) -> Response:
    """Show an activity: the tool in a frame."""
    activity = current_platform().gradebook.activity(activity_id)
    review = request.args.get("review")
    if activity is None or review not in (None, *PEOPLE):
        raise NotFound
    who = chosen_for(activity)
    extra = {"review": review} if review else {}
    start = page.link("lti.start", {"activity_id": activity_id, **who.query, **extra})
    return _framed(f"{activity.title} – {who.person.name}", start, activity.client_id, who)


@home.get("/choose/<client_id>")
def choose(client_id: str) -> Response:
    """Show a tool in a frame, so that the instructor chooses an activity."""
    who = Who(INSTRUCTOR, chosen().course)
    start = page.link("lti.choose", {"client_id": client_id, **who.query})
    return _framed("Activiteit kiezen", start, client_id, who)


def _framed(title: str, start: str, client_id: str, who: Who) -> Response:
    platform = current_platform()
    tool = platform.tools.get(client_id)
    return page.render(
        "launch.html.jinja",
        title,
        who=who,
        start=start,
        storage=platform.profile.storage,
        origins=tool.origins if tool else [],
    )


@home.post("/tools")
def add_tool() -> Response:
    """Open a tool's registration page, with an invitation of ours."""
    platform = current_platform()
    address = request.form.get("address", "").strip()
    if not address.startswith(("http://", "https://")):
        return page.message("Geen adres", "Plak het aanmeldadres dat de tool je gaf.", 422)
    query = {
        "openid_configuration": f"{platform.address}/.well-known/openid-configuration",
        "registration_token": platform.tools.invite(),
    }
    start = f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
    return page.render("register.html.jinja", "Tool aanmelden", start=start)


@home.post("/tools/<client_id>/activity")
def add_activity(client_id: str) -> Response:
    """Put a tool into the course as it is, without deep linking."""
    platform, who = current_platform(), chosen()
    tool = platform.tools.get(client_id)
    if tool is None:
        raise NotFound
    url = tool.target(names.RESOURCE_LINK_REQUEST)
    activity = platform.gradebook.add_activity(who.course.id, tool, tool.name, url, {})
    column = {"label": tool.name, "scoreMaximum": 100.0}
    platform.gradebook.add_line_item(who.course.id, client_id, activity.id, column)
    return page.message("Toegevoegd", f"{tool.name} staat nu in {who.course.title}.", 201)
