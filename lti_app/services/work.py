"""All that one learner has in an activity, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lti_app.models import Answer, Feedback, Submission
from lti_app.services import answers, feedback, progress, submissions
from lti_app.services.participation import Participation
from lti_app.services.progress import Steps


@dataclass(frozen=True, slots=True)
class Work:
    """Answers and feedback by content id; ``feedback`` on the whole has the id ""."""

    answers: Mapping[str, Answer]
    steps: Steps
    feedback: Mapping[str, Feedback]
    submission: Submission | None


def of(session: Session, who: Participation) -> Work:
    """Read a learner's work."""
    return Work(
        answers.of(session, who),
        progress.of(session, who),
        feedback.of(session, who),
        submissions.of(session, who),
    )
