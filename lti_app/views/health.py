"""Whether the tool lives and can serve, for whoever runs it."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from lti_app.models import Delivery, Outbox
from lti_app.passback import outbox
from lti_app.views.current import tool

blueprint = Blueprint("health", __name__)


@blueprint.get("/health/live")
def live() -> Response:
    """Tell that the process answers."""
    return jsonify(status="ok")


@blueprint.get("/health/ready")
def ready() -> ResponseReturnValue:
    """Tell that the database answers and the keys can be read; waiting passback is no fault."""
    try:
        waiting = _waiting()
        tool().keys.signing()
    except Exception:  # noqa: BLE001  whatever it is: this process cannot serve
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok", passback_waiting=waiting)


def _waiting() -> int:
    with tool().database.read() as session:
        return outbox.waiting(session)


metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
def figures() -> Response:
    """Give the figures in Prometheus' text form."""
    with tool().database.read() as session:
        query = select(Outbox.state, func.count()).group_by(Outbox.state)
        found = dict(session.execute(query).tuples().all())
    lines = ["# HELP werkpakket_passback Scores by state.", "# TYPE werkpakket_passback gauge"]
    lines += [f'werkpakket_passback{{state="{state}"}} {found.get(state, 0)}' for state in Delivery]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")
