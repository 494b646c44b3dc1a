"""Where a launch arrives: the right page for who came, once it is clear which module is meant."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update

from lti_app.errors import Refused
from lti_app.models import Activity, Enrolment, Launch, Role
from lti_app.views import activity, pages
from lti_app.views.content import module_of
from lti_app.views.current import current_launch, launch_pages, launch_secret, tool

blueprint = launch_pages("launched", __name__)


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """Show the learner's module, or send instructors to their overview."""
    launch = current_launch()
    module = module_of(launch)
    if module is None:
        return _choose(launch)
    if launch.role is Role.LEARNER:
        return activity.page(launch, module)
    if launch.subject_id is not None and (number := _number(launch)) is not None:
        return redirect(url_for("instructor.learner", number=number), 303)
    return redirect(url_for("instructor.overview"), 303)


@blueprint.post("/module")
def choose() -> ResponseReturnValue:
    """Keep which module an instructor chose for this activity."""
    launch = current_launch(Role.INSTRUCTOR)
    chosen = tool().modules.find(request.form.get("module"))
    if chosen is None:
        raise Refused("Kies eerst een module.", cause="no module chosen")
    with tool().database.write() as session:
        session.execute(
            update(Activity).where(Activity.id == launch.activity_id).values(module_id=chosen.id)
        )
    return redirect(url_for("launched.start"), 303)


def _choose(launch: Launch) -> str:
    if launch.role is not Role.INSTRUCTOR:
        raise Refused(
            "De activiteit is nog niet ingericht. Je begeleider moet haar eerst één keer openen.",
            cause="no module is chosen for the activity",
            status=404,
            heading="Nog even geduld",
        )
    return pages.render(
        "choose.html.jinja",
        title="Kies een module",
        modules=[module for module in tool().modules.all() if not module.example]
        or tool().modules.all(),
        unknown=launch.activity.module_id if launch.activity else None,
        secret=launch_secret(),
    )


def _number(launch: Launch) -> int | None:
    """Find whose work a submission review shows, within the course."""
    with tool().database.read() as session:
        return session.scalar(
            select(Enrolment.number).where(
                Enrolment.course_id == launch.course_id, Enrolment.person_id == launch.subject_id
            )
        )
