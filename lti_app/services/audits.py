"""Writing down who looked at whose work (AVG), never with the text of an answer."""

from sqlalchemy.orm import Session

from lti_app.models import Audit, Launch

READ_ANSWERS = "read answers"


def note(session: Session, launch: Launch, action: str, subject_id: int) -> None:
    """Write down that the person of ``launch`` did ``action`` with the work of ``subject_id``."""
    session.add(
        Audit(
            action=action,
            registration_id=launch.registration_id,
            activity_id=launch.activity_id,
            actor_id=launch.person_id,
            subject_id=subject_id,
        )
    )
