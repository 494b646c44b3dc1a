"""Who looked at or changed what of whom (AVG): never with the text of an answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lti_app.models.base import Base, Key, now
from lti_app.models.courses import Activity, Person
from lti_app.models.platforms import Registration


class Audit(Base):
    """One deed: ``action`` is a short word ("read answers", "export", "erase")."""

    __tablename__ = "audit"

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    action: Mapped[str] = mapped_column(String(64))
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey(Registration.id, ondelete="CASCADE")
    )
    activity_id: Mapped[int | None] = mapped_column(ForeignKey(Activity.id, ondelete="SET NULL"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    detail: Mapped[dict[str, Any] | None]
