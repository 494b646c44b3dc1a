"""What each learner did in each SCO: the data model as last committed, and the time spent.

An attempt is kept as the flat form of the run-time data, ``{"cmi.suspend_data": "…"}``, strings
only. A *sitting* is one time that the player is opened; the total time is the sum of what sittings
reported, so that a commit that comes twice or late is never counted twice (SCORM 1.2 RTE 3.4.4,
SCORM 2004 RTE 4.2.24).
"""

import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practice_lms.people import Person
from practice_lms.scorm.library import Package
from practice_lms.scorm.manifest import Sco
from practice_lms.storage import Storage

Cmi = dict[str, str]
MODES = ("normal", "review", "browse")
NAMES = {
    "scorm12": {
        "id": "cmi.core.student_id",
        "name": "cmi.core.student_name",
        "status": "cmi.core.lesson_status",
        "exit": "cmi.core.exit",
        "entry": "cmi.core.entry",
        "credit": "cmi.core.credit",
        "mode": "cmi.core.lesson_mode",
        "session_time": "cmi.core.session_time",
        "total_time": "cmi.core.total_time",
        "response": "student_response",
        "time": "time",
    },
    "scorm2004": {
        "id": "cmi.learner_id",
        "name": "cmi.learner_name",
        "status": "cmi.completion_status",
        "exit": "cmi.exit",
        "entry": "cmi.entry",
        "credit": "cmi.credit",
        "mode": "cmi.mode",
        "session_time": "cmi.session_time",
        "total_time": "cmi.total_time",
        "response": "learner_response",
        "time": "timestamp",
    },
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a platform keeps attempts; see ``profiles``."""

    only_suspended: bool = False
    """Leaving without ``suspend`` ends the attempt: the next one begins empty (2004 RTE 4.2.8)."""
    review_after_completed: bool = False
    """Whoever completed it comes back in mode review, without credit, as in Moodle."""
    time_at_finish: bool = False
    """Time counts only when the package finishes, as in Moodle."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A learner opens a SCO; ``mode`` is one of MODES."""

    package: Package
    sco: Sco
    person: Person
    mode: str = "normal"
    keeping: Keeping = Keeping()

    @property
    def key(self) -> tuple[str, str, str]:
        """Name the attempt."""
        return self.package.id, self.sco.item, self.person.id


class Attempts:
    """All attempts of a practice LMS."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def kept(self, package: Package, sco: Sco, person: Person) -> Cmi:
        """Return what was last committed; empty when nothing ever was."""
        row = self._storage.row(
            "SELECT cmi FROM attempt WHERE package = ? AND item = ? AND learner = ?",
            *(package.id, sco.item, person.id),
        )
        return {} if row is None else dict(json.loads(row["cmi"]))

    def seconds(self, package: Package, sco: Sco, person: Person) -> float:
        """Return the time of all sittings, in seconds."""
        row = self._storage.row(
            "SELECT total(seconds) AS seconds FROM sitting"
            " WHERE package = ? AND item = ? AND learner = ?",
            *(package.id, sco.item, person.id),
        )
        return 0.0 if row is None else float(row["seconds"])

    def sit(self, opening: Opening) -> tuple[str, Cmi]:
        """Begin a sitting; return its id and the data to start the run-time with."""
        cmi = self._resumed(opening)
        sitting = secrets.token_urlsafe(12)
        with self._storage.write() as database:
            database.execute(
                "INSERT INTO sitting (id, package, item, learner) VALUES (?, ?, ?, ?)",
                (sitting, *opening.key),
            )
        return sitting, cmi | opening.sco.start | self._given(opening, cmi)

    def commit(
        self, sitting: str, cmi: Mapping[str, Any], edition: str, *, timed: bool = True
    ) -> bool:
        """Keep what a sitting committed; False when there is no such sitting.

        ``timed``: the time that it reports counts.
        """
        kept = {key: value for key, value in cmi.items() if isinstance(value, str) and value}
        seconds = seconds_of(kept.get(NAMES[edition]["session_time"], ""))
        with self._storage.write() as database:
            find = "SELECT package, item, learner FROM sitting WHERE id = ?"
            row = database.execute(find, (sitting,)).fetchone()
            if row is None:
                return False
            database.execute(
                "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, ?)",
                (*row, json.dumps(kept), time.time()),
            )
            if timed:
                database.execute("UPDATE sitting SET seconds = ? WHERE id = ?", (seconds, sitting))
        return True

    def _resumed(self, opening: Opening) -> Cmi:
        kept = self.kept(opening.package, opening.sco, opening.person)
        suspended = kept.get(NAMES[opening.package.edition]["exit"]) == "suspend"
        return kept if suspended or not opening.keeping.only_suspended else {}

    def _given(self, opening: Opening, cmi: Cmi) -> Cmi:
        """Fill what the LMS tells a SCO at its start."""
        edition = opening.package.edition
        names = NAMES[edition]
        mode = _mode(opening, cmi)
        suspended = cmi.get(names["exit"]) == "suspend"
        seconds = self.seconds(opening.package, opening.sco, opening.person)
        return {
            names["id"]: opening.person.id,
            names["name"]: opening.person.name,
            names["entry"]: "resume" if suspended else "" if cmi else "ab-initio",
            names["mode"]: mode,
            names["credit"]: "credit" if mode == "normal" else "no-credit",
            names["total_time"]: duration(seconds, edition),
            names["exit"]: "",
            names["session_time"]: "",
        }


def _mode(opening: Opening, cmi: Cmi) -> str:
    done = cmi.get(NAMES[opening.package.edition]["status"]) in ("completed", "passed", "failed")
    if opening.mode == "normal" and done and opening.keeping.review_after_completed:
        return "review"
    return opening.mode


def seconds_of(text: str) -> float:
    """Read a time span: ``HHHH:MM:SS.SS`` (1.2) or ``P1DT2H3M4.5S`` (2004); 0 when it is none."""
    if match := re.fullmatch(r"(\d{2,4}):(\d{2}):(\d{2}(?:\.\d+)?)", text):
        hours, minutes, rest = match.groups()
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)
    iso = r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
    if match := re.fullmatch(iso, text):
        days, hours, minutes, rest = (float(part or 0) for part in match.groups())
        return days * 86400 + hours * 3600 + minutes * 60 + rest
    return 0.0


def duration(seconds: float, edition: str) -> str:
    """Write a time span in the edition's own form, to the hundredth of a second."""
    hundredths = round(seconds * 100)
    hours, rest = divmod(hundredths, 360_000)
    minutes, rest = divmod(rest, 6_000)
    if edition == "scorm12":
        return f"{hours:04d}:{minutes:02d}:{rest / 100:05.2f}"
    return f"PT{hours}H{minutes}M{rest / 100:g}S"
