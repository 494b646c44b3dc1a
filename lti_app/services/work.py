"""All that one learner has in an activity, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, select
from sqlalchemy.orm import Session

from lti_app.models import Answer, Delivery, Feedback, Outbox, Progress, Submission
from lti_app.services import answers, feedback, progress, submissions
from lti_app.services.participation import Participation
from lti_app.services.progress import Steps
from lti_app.services.rows import Statement

_THERE = Statement(
    select(
        *(
            exists()
            .where(
                table.activity_id == bindparam("activity"),
                table.person_id == bindparam("person"),
                *more,
            )
            .label(table.__tablename__)
            for table, more in (
                (Answer, ()),
                (Progress, ()),
                (Feedback, ()),
                (Submission, ()),
                (Outbox, (Outbox.state == bindparam("state"),)),
            )
        )
    )
)
"""A learner who comes for the first time has nothing: one question in place of five."""


@dataclass(frozen=True, slots=True)
class Work:
    """Answers and feedback by content id; ``feedback`` on the whole has the id "".

    ``refused``: the platform refused a score of this learner's.
    """

    answers: Mapping[str, Answer]
    steps: Steps
    feedback: Mapping[str, Feedback]
    submission: Submission | None
    refused: bool


def of(connection: Connection, who: Participation) -> Work:
    """Read a learner's work."""
    own = {"activity": who.activity_id, "person": who.person_id, "state": Delivery.REFUSED}
    there = _THERE.first(connection, own) or ()
    if not any(there):
        return Work({}, Steps(), {}, None, False)
    answered, stepped, fed_back, submitted, refused = there
    with Session(connection) as session:
        return Work(
            answers.of(session, who) if answered else {},
            progress.of(session, who) if stepped else Steps(),
            feedback.of(session, who) if fed_back else {},
            submissions.of(session, who) if submitted else None,
            refused,
        )
