"""What a learner opened and marked; both only ever the learner's own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from course.model import Module
from lti_app.models import Progress, Step
from lti_app.services.answers import UnknownContentError
from lti_app.services.changes import ensure
from lti_app.services.participation import Participation


@dataclass(frozen=True, slots=True)
class Steps:
    """Ids of parts opened, of what is marked, and of what has its mark taken away."""

    opened: frozenset[str] = field(default_factory=frozenset)
    marked: frozenset[str] = field(default_factory=frozenset)
    unmarked: frozenset[str] = field(default_factory=frozenset)


def markable(module: Module) -> set[str]:
    """Give the ids of what can be marked: cards, and parts ("I have watched the video")."""
    return {card.id for card in module.cards()} | {part.id for part in module.parts}


def add(session: Session, module: Module, who: Participation, steps: Steps) -> None:
    """Add to what is there; raises UnknownContentError for an id that the module has not."""
    _check(steps.opened, {part.id for part in module.parts})
    _check(steps.marked | steps.unmarked, markable(module))
    _put(session, who, Step.OPENED, steps.opened)
    _put(session, who, Step.MARKED, steps.marked - steps.unmarked)
    session.execute(
        delete(Progress).where(
            Progress.activity_id == who.activity_id,
            Progress.person_id == who.person_id,
            Progress.step == Step.MARKED,
            Progress.content_id.in_(steps.unmarked),
        )
    )


def of(session: Session, who: Participation) -> Steps:
    """Give what someone opened and marked in an activity."""
    query = select(Progress.step, Progress.content_id).where(
        Progress.activity_id == who.activity_id, Progress.person_id == who.person_id
    )
    rows = session.execute(query).all()
    return Steps(
        opened=frozenset(key for step, key in rows if step is Step.OPENED),
        marked=frozenset(key for step, key in rows if step is Step.MARKED),
    )


def _check(given: Iterable[str], known: set[str]) -> None:
    for content_id in given:
        if content_id not in known:
            raise UnknownContentError(content_id)


def _put(session: Session, who: Participation, step: Step, content_ids: Iterable[str]) -> None:
    for content_id in sorted(content_ids):
        ensure(
            session,
            Progress,
            activity_id=who.activity_id,
            person_id=who.person_id,
            step=step,
            content_id=content_id,
        )
