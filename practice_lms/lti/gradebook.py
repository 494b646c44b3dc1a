"""Activities, their columns in the gradebook, and the scores that tools send.

Assignment and Grade Services 2.0, section 3. A score replaces the whole of the one before.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from practice_lms.lti.errors import ServiceError
from practice_lms.lti.tools import Tool
from practice_lms.people import LEARNERS
from practice_lms.profiles import LtiProfile
from practice_lms.storage import Storage

ACTIVITY_PROGRESS = ("Initialized", "Started", "InProgress", "Submitted", "Completed")
GRADING_PROGRESS = ("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady")


@dataclass(frozen=True, slots=True)
class Activity:
    """Something in a course that opens a tool: an LTI resource link."""

    id: int
    course: str
    client_id: str
    title: str
    url: str
    custom: dict[str, str]
    line_item: int | None


@dataclass(frozen=True, slots=True)
class LineItem:
    """A column of the gradebook."""

    id: int
    course: str
    client_id: str
    activity: int | None
    label: str
    score_maximum: float
    resource_id: str | None
    tag: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """What a tool last sent about a learner; ``given`` None: no score."""

    person: str
    timestamp: datetime
    given: float | None
    maximum: float | None
    comment: str | None
    activity_progress: str
    grading_progress: str

    def scaled(self, maximum: float) -> float | None:
        """Give the score on the scale of a column."""
        if self.given is None or not self.maximum:
            return None
        return self.given * maximum / self.maximum


_OF_COURSE = (
    "SELECT * FROM {} WHERE course = ?"
    " AND client_id IN (SELECT client_id FROM tool WHERE issuer = ?) ORDER BY id"
)


class Gradebook:
    """All activities, columns and scores of one platform; ``issuer`` is its own address."""

    def __init__(self, storage: Storage, issuer: str) -> None:
        self._storage = storage
        self._issuer = issuer

    def activities(self, course: str) -> list[Activity]:
        """Give the activities of a course, oldest first."""
        rows = self._storage.rows(_OF_COURSE.format("activity"), course, self._issuer)
        return [_activity(dict(row)) for row in rows]

    def activity(self, activity_id: int) -> Activity | None:
        """Find one activity."""
        row = self._storage.row("SELECT * FROM activity WHERE id = ?", activity_id)
        return None if row is None else _activity(dict(row))

    def add_activity(
        self, course: str, tool: Tool, title: str, url: str, custom: dict[str, str]
    ) -> Activity:
        """Put a tool into a course."""
        with self._storage.write() as database:
            added = database.execute(
                "INSERT INTO activity (course, client_id, title, url, custom)"
                " VALUES (?, ?, ?, ?, ?)",
                (course, tool.client_id, title, url, json.dumps(custom)),
            ).lastrowid
        return Activity(added or 0, course, tool.client_id, title, url, custom, None)

    def forget(self, client_id: str) -> None:
        """Remove all that is a tool's."""
        with self._storage.write() as database:
            database.execute(
                "DELETE FROM score WHERE line_item IN"
                " (SELECT id FROM line_item WHERE client_id = ?)",
                (client_id,),
            )
            database.execute("DELETE FROM line_item WHERE client_id = ?", (client_id,))
            database.execute("DELETE FROM activity WHERE client_id = ?", (client_id,))

    def line_items(self, course: str) -> list[LineItem]:
        """Give the columns of a course, oldest first."""
        rows = self._storage.rows(_OF_COURSE.format("line_item"), course, self._issuer)
        return [LineItem(**dict(row)) for row in rows]

    def line_item(self, line_item_id: int) -> LineItem | None:
        """Find one column."""
        row = self._storage.row("SELECT * FROM line_item WHERE id = ?", line_item_id)
        return None if row is None else LineItem(**dict(row))

    def add_line_item(
        self, course: str, client_id: str, activity: int | None, sent: dict[str, Any]
    ) -> LineItem:
        """Add a column; the first one of an activity becomes the one in its launches."""
        label, maximum, resource_id, tag = _checked(sent)
        with self._storage.write() as database:
            added = database.execute(
                "INSERT INTO line_item (course, client_id, activity, label, score_maximum,"
                " resource_id, tag) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (course, client_id, activity, label, maximum, resource_id, tag),
            ).lastrowid
            database.execute(
                "UPDATE activity SET line_item = ? WHERE id = ? AND line_item IS NULL",
                (added, activity),
            )
        return LineItem(added or 0, course, client_id, activity, label, maximum, resource_id, tag)

    def change_line_item(self, line_item_id: int, sent: dict[str, Any]) -> None:
        """Change a column (PUT)."""
        label, maximum, resource_id, tag = _checked(sent)
        with self._storage.write() as database:
            database.execute(
                "UPDATE line_item SET label = ?, score_maximum = ?, resource_id = ?, tag = ?"
                " WHERE id = ?",
                (label, maximum, resource_id, tag, line_item_id),
            )

    def remove_line_item(self, line_item_id: int) -> None:
        """Remove a column and its scores."""
        with self._storage.write() as database:
            database.execute("DELETE FROM score WHERE line_item = ?", (line_item_id,))
            database.execute("DELETE FROM line_item WHERE id = ?", (line_item_id,))
            database.execute(
                "UPDATE activity SET line_item = NULL WHERE line_item = ?", (line_item_id,)
            )

    def scores(self, line_item_id: int) -> dict[str, Score]:
        """Give the scores of a column by person."""
        rows = self._storage.rows("SELECT * FROM score WHERE line_item = ?", line_item_id)
        return {row["person"]: _score(dict(row)) for row in rows}

    def record(self, line_item_id: int, score: Score, profile: LtiProfile) -> None:
        """Keep a score, unless what is there is as new: 409 (AGS 3.4.1)."""
        if score.person not in {learner.id for learner in LEARNERS}:
            raise ServiceError(400, "the user is no learner of this course")
        if profile.only_fully_graded and score.grading_progress != "FullyGraded":
            score = replace(score, given=None, maximum=None)
        with self._storage.write() as database:
            row = database.execute(
                "SELECT timestamp FROM score WHERE line_item = ? AND person = ?",
                (line_item_id, score.person),
            ).fetchone()
            if row and not _newer(score.timestamp, datetime.fromisoformat(row[0]), profile):
                raise ServiceError(409, "the timestamp is not newer than that of the kept score")
            database.execute(
                "INSERT OR REPLACE INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (line_item_id, *_row(score)),
            )


def score_from(sent: dict[str, Any]) -> Score:
    """Read a score as a tool sends it (AGS 3.4)."""
    given, maximum = (_number(sent, name) for name in ("scoreGiven", "scoreMaximum"))
    if given is not None and (given < 0 or not maximum or maximum < 0):
        raise ServiceError(400, "scoreGiven needs a scoreMaximum above 0 and is 0 or more")
    activity, grading = sent.get("activityProgress"), sent.get("gradingProgress")
    if activity not in ACTIVITY_PROGRESS or grading not in GRADING_PROGRESS:
        raise ServiceError(400, "activityProgress or gradingProgress is unknown")
    comment, person = sent.get("comment"), sent.get("userId")
    if not isinstance(person, str) or not isinstance(comment, str | None):
        raise ServiceError(400, "userId and comment are texts")
    stamp = _timestamp(sent.get("timestamp"))
    return Score(person, stamp, given, maximum, comment, activity, grading)


def _timestamp(text: object) -> datetime:
    """Read ISO 8601 with sub-seconds and a zone, as section 3.4.4 asks."""
    try:
        stamp = datetime.fromisoformat(str(text))
    except ValueError:
        stamp = None
    if stamp is None or stamp.tzinfo is None:
        raise ServiceError(400, "timestamp is ISO 8601 with a time zone")
    return stamp


def _number(sent: dict[str, Any], name: str) -> float | None:
    value = sent.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ServiceError(400, f"{name} is a number")
    return float(value)


def _checked(sent: dict[str, Any]) -> tuple[str, float, str | None, str | None]:
    label, maximum = sent.get("label"), _number(sent, "scoreMaximum")
    if not isinstance(label, str) or not label.strip() or not maximum or maximum < 0:
        raise ServiceError(400, "a line item has a label and a scoreMaximum above 0")
    return label, maximum, sent.get("resourceId"), sent.get("tag")


def _newer(stamp: datetime, before: datetime, profile: LtiProfile) -> bool:
    if profile.whole_seconds:
        return int(stamp.timestamp()) > int(before.timestamp())
    return stamp > before


def _row(score: Score) -> tuple[object, ...]:
    return (
        score.person,
        score.timestamp.isoformat(),
        score.given,
        score.maximum,
        score.comment,
        score.activity_progress,
        score.grading_progress,
    )


def _score(row: dict[str, Any]) -> Score:
    del row["line_item"]
    return Score(**row | {"timestamp": datetime.fromisoformat(row["timestamp"])})


def _activity(row: dict[str, Any]) -> Activity:
    return Activity(**row | {"custom": json.loads(row["custom"])})
