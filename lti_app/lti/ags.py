"""Assignment and Grade Services 2.0: the column in the gradebook, and the scores in it.

https://www.imsglobal.org/spec/lti-ags/v2p0
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lti_app.addresses import origins
from lti_app.errors import ServiceError
from lti_app.lti.paging import pages
from lti_app.lti.service import Service, json_of

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCORE = f"{SCOPE}score"
RESULTS = f"{SCOPE}result.readonly"
LINE_ITEM = f"{SCOPE}lineitem"
LINE_ITEM_READ = f"{SCOPE}lineitem.readonly"
_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
_SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
_CANVAS = "https://canvas.instructure.com/lti/submission"
_LABEL_CHARACTERS = 255


class BadMaximumError(Exception):
    """The line item's maximum is nothing that a score can be given against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What the AGS claim of a launch offers for one resource link (AGS 2.0, 3.6)."""

    resource_link_id: str
    line_item: str | None
    line_items: str | None
    scopes: frozenset[str]

    @property
    def read_scope(self) -> str | None:
        """The least scope that reads line items, None where there is none."""
        return next((s for s in (LINE_ITEM_READ, LINE_ITEM) if s in self.scopes), None)

    @property
    def tag(self) -> str:
        """The tag of a line item that the tool makes: the same for the same link."""
        return f"werkpakket-{hashlib.sha256(self.resource_link_id.encode()).hexdigest()[:24]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMessage:
    """One score (AGS 2.0, 3.4.1). ``given`` None clears it, as no ``comment`` clears the comment.

    ``new_submission``: the learner handed in anew; Canvas counts attempts by it.
    """

    sub: str
    given: float | None
    maximum: float
    comment: str
    submitted_at: datetime | None
    timestamp: datetime
    new_submission: bool


def line_item(service: Service, at: Endpoint, label: str, resource_id: str) -> str | None:
    """Find the address of the link's line item; where there is none yet, make one.

    The one of the launch comes first: in Moodle a second for the same link makes the claim vanish.
    None where the platform offers no way; raises ServiceError.
    """
    if at.line_item or not at.line_items:
        return at.line_item
    return _find(service, at) or _make(service, at, label, resource_id)


def maximum(service: Service, at: Endpoint, url: str) -> float | None:
    """Read the line item's maximum; None where it cannot be read or does not say.

    Raises BadMaximumError for 0, less, or no number.
    """
    if at.read_scope is None:
        return None
    try:
        item = json_of(service.get(url, at.read_scope, _ITEM_TYPE))
    except ServiceError:
        return None  # some platforms take scores but do not show the item
    return _maximum(item.get("scoreMaximum")) if isinstance(item, dict) else None


def send(service: Service, url: str, score: ScoreMessage) -> None:
    """Post a score to the line item at ``url``; raises ServiceError for all but a 2xx."""
    body = score_body(score, canvas=service.registration.family == "canvas")
    service.post(below(url, "scores"), SCORE, _SCORE_TYPE, json.dumps(body))


def holds(service: Service, at: Endpoint, url: str, score: ScoreMessage) -> bool:
    """Tell whether the platform's result for the learner says the same as ``score``."""
    if RESULTS not in at.scopes:
        return False
    address = with_query(below(url, "results"), user_id=score.sub)
    found = _objects(pages(service, address, RESULTS, _RESULTS_TYPE))
    return any(_same(result, score) for result in found if str(result.get("userId")) == score.sub)


def score_body(score: ScoreMessage, *, canvas: bool) -> dict[str, Any]:
    """Write the score as the platform reads it."""
    handed_in = score.submitted_at is not None
    body: dict[str, Any] = {
        "userId": score.sub,
        "timestamp": score.timestamp.isoformat(timespec="milliseconds"),
        "activityProgress": "Completed" if handed_in else "InProgress",
        "gradingProgress": "NotReady" if score.given is None else "FullyGraded",
    }
    if score.given is not None:
        body |= {"scoreGiven": _number(score.given), "scoreMaximum": _number(score.maximum)}
    if score.comment:
        body["comment"] = score.comment
    if score.submitted_at is not None:
        submitted = score.submitted_at.isoformat(timespec="milliseconds")
        body["submission"] = {"submittedAt": submitted}
        if canvas:
            body[_CANVAS] = {"new_submission": score.new_submission, "submitted_at": submitted}
    elif canvas:
        body[_CANVAS] = {"new_submission": False}
    return body


def below(url: str, name: str) -> str:
    """Give the address of ``name`` under a line item: its query stays, its fragment goes."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", fragment=""))


def with_query(url: str, **values: str) -> str:
    """Add to the query of ``url``, whatever it holds already."""
    parts = urlsplit(url)
    added = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *values.items()])
    return urlunsplit(parts._replace(query=added))


def _find(service: Service, at: Endpoint) -> str | None:
    assert at.line_items is not None  # noqa: S101
    if at.read_scope is None:
        return None
    for wanted in ({"resource_link_id": at.resource_link_id}, {"tag": at.tag}):
        address = with_query(at.line_items, **wanted)
        items = _objects(pages(service, address, at.read_scope, _ITEMS_TYPE))
        found = [item for item in items if item.get("id") and _is_ours(item, at)]
        found.sort(key=lambda item: item.get("tag") != at.tag)
        if found:
            return _address(at.line_items, found[0]["id"])
    return None


def _make(service: Service, at: Endpoint, label: str, resource_id: str) -> str | None:
    assert at.line_items is not None  # noqa: S101
    if LINE_ITEM not in at.scopes:
        return None
    item = {
        "label": label[:_LABEL_CHARACTERS],
        "scoreMaximum": 100,
        "resourceLinkId": at.resource_link_id,
        "resourceId": resource_id,
        "tag": at.tag,
    }
    response = service.post(at.line_items, LINE_ITEM, _ITEM_TYPE, json.dumps(item))
    try:
        made = json_of(response)
    except ServiceError:
        made = None
    if isinstance(made, dict) and made.get("id"):
        return _address(at.line_items, made["id"])
    found = _find(service, at)  # made, but not told where
    if found is None:
        raise ServiceError("the platform made a line item but does not say where")
    return found


def _address(line_items: str, told: object) -> str:
    """Make an item's id absolute; it must lie where its list lies, which a signed launch named."""
    url = urljoin(line_items, str(told))
    if origins([url]) != origins([line_items]):
        raise ServiceError("the platform names a line item at another host")
    return url


def _is_ours(item: Mapping[str, Any], at: Endpoint) -> bool:
    return str(item.get("resourceLinkId")) == at.resource_link_id or item.get("tag") == at.tag


def _objects(read: Iterable[object]) -> list[dict[str, Any]]:
    return [entry for page in read if isinstance(page, list) for entry in page if _is_object(entry)]


def _is_object(entry: object) -> bool:
    return isinstance(entry, dict)


def _maximum(told: object) -> float | None:
    if told is None:
        return None
    number = _told(told)
    if number is None or number <= 0:
        raise BadMaximumError(repr(told)[:80])
    return number


def _same(result: Mapping[str, Any], score: ScoreMessage) -> bool:
    given = _told(result.get("resultScore"))
    most = _told(result.get("resultMaximum")) or score.maximum
    if given is None or score.given is None:
        same = given is None and score.given is None
    else:
        same = math.isclose(given / most, score.given / score.maximum, abs_tol=1e-4)
    return same and str(result.get("comment") or "").split() == score.comment.split()


def _told(value: object) -> float | None:
    """Read a number, which some platforms write as text; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
