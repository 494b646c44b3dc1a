"""How learners are shown to instructors: names, times and what the gradebook said, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from course.page.catalogues import translations
from lti_app.models import Activity, Delivery
from lti_app.passback.policy import Refusal
from lti_app.services.overview import Row

SIZE = 100
"""So many learners stand on a page."""
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A learner, in words. ``apart`` tells people of one name apart; empty where none is needed."""

    number: int
    name: str
    apart: str
    active: bool
    begun: bool
    handed_in_at: datetime | None
    answers: int
    delivery: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Which part of the table is shown; ``first`` and ``last`` count from 1."""

    page: int
    count: int
    first: int
    last: int
    total: int


def say_in(locale: str) -> Say:
    """Give the translation of the tool's texts for a launch's locale."""
    return translations(locale, "lti_app", "course.page").gettext


def nameless(_: Say) -> Callable[[int], str]:
    """Give what someone without a name is called by number."""
    called = _("Participant %(number)d")
    return lambda number: called % {"number": number}


def shown(row: Row, activity: Activity, _: Say) -> Shown:
    """Put a row into words."""
    delivery = row.delivery if has_gradebook(activity) else None
    return Shown(
        number=row.number,
        name=row.name,
        apart=_apart(row, _) if row.alike else "",
        active=row.active,
        begun=row.begun,
        handed_in_at=local(row.handed_in_at),
        answers=row.answers,
        delivery=delivery.value if delivery else "",
        reason=_reason(row, delivery, _),
    )


def turn(rows: Sequence[Row], page: int) -> tuple[Sequence[Row], Pages]:
    """Give the rows of a page, and where it stands; a page that is not there is the nearest."""
    count = max(1, -(-len(rows) // SIZE))
    page = min(max(page, 1), count)
    start = (page - 1) * SIZE
    part = rows[start : start + SIZE]
    return part, Pages(page, count, start + 1, start + len(part), len(rows))


def local(moment: datetime | None) -> datetime | None:
    """Give a moment as clocks in the Netherlands show it; else as this machine's clock does."""
    if moment is None:
        return None
    try:
        return moment.astimezone(ZoneInfo("Europe/Amsterdam"))
    except ZoneInfoNotFoundError:
        return moment.astimezone()


def has_gradebook(activity: Activity) -> bool:
    """Tell whether the platform offers this activity a column."""
    return bool(activity.line_item_url or activity.line_items_url)


def _apart(row: Row, _: Say) -> str:
    number = _("number %(number)d") % {"number": row.number}
    return f"{number}, {row.email}" if row.email else number


def _reason(row: Row, delivery: Delivery | None, _: Say) -> str:
    if delivery is Delivery.WAITING:
        return _waits(row, _)
    if delivery is not Delivery.REFUSED:
        return ""
    reasons = {
        Refusal.NOT_FOUND: _(
            "The learning platform does not know this participant in this course, or its "
            "gradebook no longer has a column for this activity."
        ),
        Refusal.NOT_ALLOWED: _(
            "The learning platform does not allow a score for this participant. "
            "Is this someone who learns in this course?"
        ),
        Refusal.NO_COLUMN: _(
            "The gradebook has no column for this activity. "
            "Switch grading on for it in the learning platform."
        ),
        Refusal.MAXIMUM: _(
            "The maximum of this activity in the gradebook cannot be used. "
            "Set a maximum above 0 in the learning platform."
        ),
    }
    other = _(
        "The learning platform does not accept this score. "
        "Is this someone who learns in this course?"
    )
    return next((text for why, text in reasons.items() if why == row.refusal), other)


def _waits(row: Row, _: Say) -> str:
    if row.tries:
        return _("The learning platform does not answer as it should. We keep trying.")
    return _("Goes to the gradebook within a few minutes.")
