"""The instructor's pages: every learner of the course, one learner's work, anonymous answers.

Every look at a learner's answers is written down (AVG). A mentor sees the same of the people in the
mentor's care, and changes nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from course.model import Module
from lti_app.errors import Refused
from lti_app.models import Activity, Answer, Enrolment, Feedback, Launch, Role, now
from lti_app.services import answers, audits, feedback, gradebook, names, overview, readers
from lti_app.services.feedback import Words
from lti_app.services.participation import Participation
from lti_app.views import activity as learners
from lti_app.views import feedback_form, pages, people, rosters
from lti_app.views.content import must_have_module
from lti_app.views.current import HEADER, current_launch, launch_pages, launch_secret, tool
from lti_app.views.feedback_form import Form
from lti_app.views.people import Say, say_in

blueprint = launch_pages("instructor", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what the instructor may read under it."""

    id: str
    text: str
    answer: str
    feedback: str


@blueprint.get("/participants", endpoint="overview")
def show_overview() -> ResponseReturnValue:
    """Show the table of all learners."""
    launch = _reading()
    module, activity, _ = must_have_module(launch), _activity(launch), say_in(launch.locale)
    roster = rosters.refresh(launch)
    with tool().database.read() as session:
        rows = overview.rows(session, activity, module, people.nameless(_), only=_only(launch))
    part, place = people.turn(rows, request.args.get("page", 1, type=int))
    return _render(
        "overview",
        launch,
        title=_("Reflections"),
        rows=[people.shown(row, activity, _) for row in part],
        pages=place,
        roster=roster,
        gradebook=people.has_gradebook(activity),
        back="",
    )


@blueprint.get("/participants/<int(max=9999999):number>", endpoint="learner")
def show_learner(number: int) -> ResponseReturnValue:
    """Show one learner's work; who looked is written down."""
    launch = _reading()
    module, enrolment = must_have_module(launch), _enrolment(launch, number)
    who = _participation(launch, enrolment)
    with tool().database.write() as session:
        audits.note(session, launch, audits.READ_ANSWERS, enrolment.person_id)
        _given, words = _readable(session, launch, who)
        most = feedback.maximum(session, who)
    wanted = request.args.get("question", feedback.WHOLE)
    form = feedback_form.opened(module, words, wanted, most, launch.locale)
    return _learner_page(launch, module, enrolment, form)


@blueprint.post("/participants/<int(max=9999999):number>/feedback")
def give_feedback(number: int) -> ResponseReturnValue:
    """Keep feedback; where that cannot be, show the form again with what was typed.

    As a form that was not accepted, which is no failure: browsers write a status of 4xx on their
    console.
    """
    launch = current_launch(Role.INSTRUCTOR)
    module, enrolment = must_have_module(launch), _enrolment(launch, number)
    who, typed = _participation(launch, enrolment), _words()
    try:
        with tool().database.write() as session:
            given = feedback.give(session, module, who, launch.person_id, typed)
    except feedback_form.PROBLEMS as problem:
        return _not_kept(launch, module, enrolment, typed, problem)
    after = url_for("instructor.learner", number=number, sent=given.value)
    if HEADER in request.headers:  # the page's script; it goes there itself
        return jsonify(after=after)
    return redirect(f"{after}#_sent", 303)


@blueprint.post("/participants/<int(max=9999999):number>/again")
def try_again(number: int) -> ResponseReturnValue:
    """Send a refused score again."""
    launch = current_launch(Role.INSTRUCTOR)
    who = _participation(launch, _enrolment(launch, number))
    with tool().database.write() as session:
        gradebook.try_again(session, who)
    if request.form.get("back") == "learner":
        return redirect(url_for("instructor.learner", number=number), 303)
    return redirect(url_for("instructor.overview"), 303)


@blueprint.get("/anonymous")
def anonymous() -> ResponseReturnValue:
    """Show the anonymous answers that may be seen."""
    launch = current_launch(Role.INSTRUCTOR)
    module = must_have_module(launch)
    with tool().database.write() as session:
        given = readers.group_answers(session, module, _activity(launch), now())
    return _render(
        "anonymous",
        launch,
        title=say_in(launch.locale)("Anonymous answers"),
        questions=[(question, given[question.id]) for question in module.questions()],
    )


@blueprint.get("/preview")
def preview() -> ResponseReturnValue:
    """Show the module as a participant sees it; what is filled in is the instructor's own."""
    launch = _reading()
    return learners.page(launch, must_have_module(launch))


def _learner_page(launch: Launch, module: Module, enrolment: Enrolment, form: Form) -> str:
    who, _ = _participation(launch, enrolment), say_in(launch.locale)
    with tool().database.read() as session:
        rows = overview.rows(
            session, _activity(launch), module, people.nameless(_), only=_only(launch)
        )
        questions = list(_asked(module, *_readable(session, launch, who), _))
    row = next(row for row in rows if row.number == enrolment.number)
    return _render(
        "learner",
        launch,
        title=row.name,
        row=people.shown(row, _activity(launch), _),
        questions=questions,
        form=form,
        sent=feedback_form.done(request.args.get("sent"), _),
        back="learner",
        script=pages.script("form.js"),
    )


def _readable(
    session: Session, launch: Launch, who: Participation
) -> tuple[Mapping[str, Answer], Mapping[str, Feedback]]:
    """Give the learner's answers that may be read, and the feedback."""
    given = answers.for_instructor(session, who)
    return given, feedback.shown_to(launch.person_id, feedback.of(session, who), given)


def _asked(
    module: Module, given: Mapping[str, Answer], words: Mapping[str, Feedback], _: Say
) -> Iterator[Asked]:
    """Give each question; then answers and feedback to questions that are asked no more."""
    for question in module.questions():
        yield _with_answer(question.id, question.text, given, words)
    known = {question.id for question in module.questions()}
    for content_id in sorted({*given, *words} - known - {feedback.WHOLE}):
        text = _("A question that is no longer in the module (%(id)s)") % {"id": content_id}
        yield _with_answer(content_id, text, given, words)


def _with_answer(
    content_id: str, text: str, given: Mapping[str, Answer], words: Mapping[str, Feedback]
) -> Asked:
    answer, said = given.get(content_id), words.get(content_id)
    return Asked(content_id, text, answer.text if answer else "", said.text if said else "")


def _not_kept(
    launch: Launch,
    module: Module,
    enrolment: Enrolment,
    typed: Words,
    problem: feedback_form.Problem,
) -> ResponseReturnValue:
    _ = say_in(launch.locale)
    with tool().database.read() as session:
        who = _participation(launch, enrolment)
        _given, words = _readable(session, launch, who)
        most = feedback.maximum(session, who)
    form = feedback_form.opened(module, words, typed.content_id, most, launch.locale)
    form = feedback_form.refilled(form, typed, problem, _)
    if HEADER in request.headers:
        return jsonify(feedback_form.told(form))
    return _learner_page(launch, module, enrolment, form)


def _words() -> Words:
    form = request.form
    return Words(
        text=form.get("feedback", ""),
        points=form.get("points", ""),
        content_id=form.get("content_id", feedback.WHOLE),
        seen=form.get("seen"),
    )


def _reading() -> Launch:
    """Give the launch of someone who may read others' answers."""
    launch = current_launch()
    return launch if launch.role is Role.MENTOR else current_launch(Role.INSTRUCTOR)


def _only(launch: Launch) -> Collection[str] | None:
    """Give the people that a mentor may see (LTI 1.3, 5.4.4); None for no limit."""
    return launch.mentee_subs if launch.role is Role.MENTOR else None


def _activity(launch: Launch) -> Activity:
    assert launch.activity is not None  # noqa: S101  must_have_module looked
    return launch.activity


def _enrolment(launch: Launch, number: int) -> Enrolment:
    with tool().database.read() as session:
        found = overview.learner(session, _activity(launch), number, only=_only(launch))
    if found is None:
        raise Refused(
            "Deze deelnemer is er niet in deze cursus. Ga terug naar de lijst.",
            cause=f"no learner {number}",
            status=404,
        )
    return found


def _participation(launch: Launch, enrolment: Enrolment) -> Participation:
    return Participation(launch.registration_id, _activity(launch).id, enrolment.person_id)


def _place(launch: Launch) -> str:
    """Say which activity of which course this is; what the platform left out is left out."""
    module = must_have_module(launch)
    told = (_activity(launch).title or module.title, launch.course.title or launch.course.label)
    return " · ".join(part for part in map(names.clean, told) if part)


def _render(template: str, launch: Launch, **context: object) -> str:
    return pages.render(
        f"reflections/{template}.html.jinja",
        locale=launch.locale,
        place=_place(launch),
        may_write=launch.role is Role.INSTRUCTOR,
        secret=launch_secret(),
        url_for=url_for,
        **context,
    )
