"""What is shown of the answers that are "Anoniem in de groep".

An instructor who sees a list of five grow to six knows whose answer the sixth is, when it is known
who was at work. So:

- an answer appears only together with at least four others that appear at the same moment;
- nothing is shown while fewer than five would stand there;
- the place of an answer is drawn by lot when it appears, anew for each question, so that places
  tell neither the time nor which answers are one person's;
- a text that is changed later shows the change from the next day on, with all others of that day;
- what a learner takes back (another reader, no text) is gone at once;
- given again it is a change of what stood there: it shows from the next day on, in its old place.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from course.model import Module, Reader
from lti_app.models import Activity, Answer, Enrolment, Person, Role

CROWD = 5
"""So many learners hide each other."""


def group_answers(
    session: Session, module: Module, activity: Activity, at: datetime
) -> Mapping[str, tuple[str, ...]]:
    """Give the anonymous answers that may be seen at ``at``, by question, in their drawn order.

    Marks those that appear now, so call it in a transaction that writes.
    """
    session.scalars(select(Activity.id).where(Activity.id == activity.id).with_for_update()).one()
    given = defaultdict(list)
    for answer in session.scalars(_given(activity)):
        given[answer.content_id].append(answer)
    today = datetime.combine(at.astimezone(UTC), time(), UTC)
    return {q.id: _shown(given[q.id], today) for q in module.questions()}


def _given(activity: Activity) -> Select[Answer]:
    return (
        select(Answer)
        .join(Person, Person.id == Answer.person_id)
        .join(
            Enrolment,
            (Enrolment.person_id == Person.id) & (Enrolment.course_id == activity.course_id),
        )
        .where(
            Answer.activity_id == activity.id,
            Answer.reader == Reader.GROUP,
            Enrolment.role == Role.LEARNER,
            ~Person.test_user,
        )
        .with_for_update(of=Answer)
    )


def _shown(given: Iterable[Answer], today: datetime) -> tuple[str, ...]:
    written = [answer for answer in given if answer.text.strip()]
    waiting = [answer for answer in written if answer.shown_order is None]
    if len(waiting) >= CROWD:
        for answer in waiting:
            answer.shown_text, answer.shown_order = answer.text, secrets.token_hex(16)
    for answer in written:
        if answer.shown_order is not None and answer.updated_at < today:
            answer.shown_text = answer.text
    standing = [answer for answer in written if answer.shown_text is not None]
    standing.sort(key=lambda answer: answer.shown_order or "")
    texts = tuple(answer.shown_text or "" for answer in standing)
    return texts if len(texts) >= CROWD else ()
