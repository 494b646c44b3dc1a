"""The gradebook as people see it: a learner the own row, the instructor everyone's."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from practice_lms import page, sessions
from practice_lms.lti.claims import is_instructor
from practice_lms.lti.gradebook import LineItem, Score
from practice_lms.lti.platform import current_platform
from practice_lms.people import LEARNERS, PEOPLE, Person
from practice_lms.who import chosen

grades = Blueprint("grades", __name__, url_prefix="/gradebook")
PROGRESS = {
    "Initialized": "Geopend (Initialized)",
    "Started": "Begonnen (Started)",
    "InProgress": "Bezig (InProgress)",
    "Submitted": "Ingeleverd (Submitted)",
    "Completed": "Voltooid (Completed)",
    "FullyGraded": "Klaar (FullyGraded)",
    "Pending": "Volgt (Pending)",
    "PendingManual": "Wacht op de begeleider (PendingManual)",
    "Failed": "Mislukt (Failed)",
    "NotReady": "Nog niet (NotReady)",
}
"""AGS 2.0, sections 3.4.7 and 3.4.8, in words; the name in brackets is what the tool sent."""
_NOT_CHOSEN = (
    "Kies eerst wie je bent",
    "Een deelnemer ziet alleen de eigen cijfers. Ga naar het overzicht en kies daar wie je bent.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's row in a column of the gradebook, as texts."""

    learner: Person
    score: str = ""
    comment: str = ""
    activity: str = ""
    grading: str = ""


@grades.get("")
def show() -> Response:
    """Show the scores of a course that someone may see; nobody's who was not chosen here."""
    platform, who = current_platform(), chosen()
    if not sessions.current_sessions().was(sessions.current(), who.person):
        return page.message(*_NOT_CHOSEN, 403)
    columns = [
        (item, _rows(item, platform.gradebook.scores(item.id), who.person))
        for item in platform.gradebook.line_items(who.course.id)
    ]
    return page.render(
        "gradebook.html.jinja",
        "Cijferlijst",
        who=who,
        everyone=is_instructor(who.person),
        people=[(person.id, person.name) for person in PEOPLE.values()],
        columns=columns,
    )


@grades.post("")
def look_as() -> BaseResponse:
    """Choose whose gradebook to see; the last choice on the first page stays what it was."""
    person = PEOPLE.get(request.form.get("person", ""))
    if person is None:
        raise NotFound
    sessions.current_sessions().choose(sessions.current(), person)
    query = chosen().query | {"person": person.id}
    return redirect(page.link("grades.show", query), 303)


def _rows(item: LineItem, scores: dict[str, Score], who: Person) -> list[Row]:
    seen = LEARNERS if is_instructor(who) else (who,)
    return [
        _row(item, learner, scores[learner.id]) if learner.id in scores else Row(learner)
        for learner in seen
    ]


def _row(item: LineItem, learner: Person, score: Score) -> Row:
    given = score.scaled(item.score_maximum)
    shown = "" if given is None else f"{_number(given)} van {_number(item.score_maximum)}"
    progress = (PROGRESS[name] for name in (score.activity_progress, score.grading_progress))
    return Row(learner, shown, score.comment or "", *progress)


def _number(points: float) -> str:
    return f"{points:g}".replace(".", ",")
