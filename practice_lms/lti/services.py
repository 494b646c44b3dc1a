"""What tools call with a token: line items, scores, results, members.

Assignment and Grade Services 2.0; Names and Role Provisioning Services 2.0. A tool sees the
columns that are its own, in any course that it has an activity in.
"""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request, url_for

from practice_lms.lti import names
from practice_lms.lti.claims import line_item_url, roles
from practice_lms.lti.errors import ServiceError
from practice_lms.lti.gradebook import LineItem, Score, score_from
from practice_lms.lti.platform import Platform, current_platform
from practice_lms.people import COURSES, PEOPLE, Person

services = Blueprint("services", __name__, url_prefix="/courses/<course>")
PAGE_SIZE = 50


def _allowed(course: str, *scopes: str) -> tuple[Platform, str]:
    """Check the token of a request; one of the scopes is enough. Return the tool's client id."""
    platform = current_platform()
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    access = platform.access(token.strip()) if kind.lower() == "bearer" else None
    if access is None:
        raise ServiceError(401, "a valid bearer token is needed", "invalid_token")
    if not set(scopes) & set(access.scopes):
        raise ServiceError(403, f"one of these scopes is needed: {scopes}", "insufficient_scope")
    activities = platform.gradebook.activities(course) if course in COURSES else []
    if all(activity.client_id != access.client_id for activity in activities):
        raise ServiceError(404, "the tool is not in this course")
    return platform, access.client_id


def _own(course: str, line_item: int, *scopes: str) -> tuple[Platform, LineItem]:
    platform, client_id = _allowed(course, *scopes)
    found = platform.gradebook.line_item(line_item)
    if found is None or found.course != course or found.client_id != client_id:
        raise ServiceError(404, "there is no such line item")
    return platform, found


def _sent(media_type: str) -> dict[str, Any]:
    """Read a body, which must carry its media type."""
    if request.mimetype != media_type:
        raise ServiceError(415, f"the content type is {media_type}")
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise ServiceError(400, "the body is a JSON object")
    return body


def _typed(body: object, media_type: str, status: int = 200) -> Response:
    response = make_response(jsonify(body), status)
    response.headers["Content-Type"] = media_type
    return response


@services.get("/lineitems")
def line_items(course: str) -> Response:
    """List columns, by resource_link_id, resource_id and tag (AGS 3.2.4)."""
    platform, client_id = _allowed(course, names.LINE_ITEM, names.LINE_ITEM_READ)
    asked = request.args
    found = [
        _shown(platform, item)
        for item in platform.gradebook.line_items(course)
        if item.client_id == client_id
        and asked.get("resource_link_id", str(item.activity)) == str(item.activity)
        and asked.get("resource_id", item.resource_id) == item.resource_id
        and asked.get("tag", item.tag) == item.tag
    ]
    return _paged(found, names.LINE_ITEMS_TYPE, PAGE_SIZE, lambda page: page)


@services.post("/lineitems")
def add_line_item(course: str) -> Response:
    """Add a column (AGS 3.2.5)."""
    platform, client_id = _allowed(course, names.LINE_ITEM)
    sent = _sent(names.LINE_ITEM_TYPE)
    activity = _activity_of(platform, course, client_id, sent.get("resourceLinkId"))
    added = platform.gradebook.add_line_item(course, client_id, activity, sent)
    return _typed(_shown(platform, added), names.LINE_ITEM_TYPE, 201)


def _activity_of(platform: Platform, course: str, client_id: str, link: object) -> int | None:
    if link is None:
        return None
    for activity in platform.gradebook.activities(course):
        if str(activity.id) == link and activity.client_id == client_id:
            return activity.id
    raise ServiceError(404, "there is no such resource link")


@services.get("/lineitems/<int:line_item>/lineitem")
def line_item(course: str, line_item: int) -> Response:
    """Show a column."""
    platform, found = _own(course, line_item, names.LINE_ITEM, names.LINE_ITEM_READ)
    return _typed(_shown(platform, found), names.LINE_ITEM_TYPE)


@services.put("/lineitems/<int:line_item>/lineitem")
def change_line_item(course: str, line_item: int) -> Response:
    """Change a column (AGS 3.2.7)."""
    platform, found = _own(course, line_item, names.LINE_ITEM)
    platform.gradebook.change_line_item(found.id, _sent(names.LINE_ITEM_TYPE))
    changed = platform.gradebook.line_item(found.id)
    assert changed is not None  # noqa: S101
    return _typed(_shown(platform, changed), names.LINE_ITEM_TYPE)


@services.delete("/lineitems/<int:line_item>/lineitem")
def remove_line_item(course: str, line_item: int) -> tuple[str, int]:
    """Remove a column (AGS 3.2.8)."""
    platform, found = _own(course, line_item, names.LINE_ITEM)
    platform.gradebook.remove_line_item(found.id)
    return "", 204


@services.post("/lineitems/<int:line_item>/lineitem/scores")
def add_score(course: str, line_item: int) -> tuple[str, int]:
    """Take a score (AGS 3.4)."""
    platform, found = _own(course, line_item, names.SCORE)
    score = score_from(_sent(names.SCORE_TYPE))
    platform.gradebook.record(found.id, score, platform.profile)
    return "", 204


@services.get("/lineitems/<int:line_item>/lineitem/results")
def results(course: str, line_item: int) -> Response:
    """List results, of one learner where ``user_id`` is given (AGS 3.3)."""
    platform, found = _own(course, line_item, names.RESULT_READ)
    scores = platform.gradebook.scores(found.id)
    wanted = request.args.get("user_id")
    shown = [
        _result(platform, found, score)
        for person, score in sorted(scores.items())
        if wanted in (None, person)
    ]
    return _paged(shown, names.RESULTS_TYPE, PAGE_SIZE, lambda page: page)


@services.get("/members")
def members(course: str) -> Response:
    """List the people of a course, page by page (NRPS 2.0, section 2)."""
    platform, _ = _allowed(course, names.MEMBERS_READ)
    role = request.args.get("role", "").removeprefix(names.MEMBERSHIP)
    found = [
        _member(platform, person) for person in PEOPLE.values() if role in ("", person.role.value)
    ]
    context = {"id": course, "label": course, "title": COURSES[course].title}
    return _paged(
        found,
        names.MEMBERS_TYPE,
        platform.profile.page_size,
        lambda page: {"id": request.url, "context": context, "members": page},
    )


def _member(platform: Platform, person: Person) -> dict[str, Any]:
    told = {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
    }
    return {
        "status": "Active",
        "user_id": person.id,
        "roles": roles(person, short=platform.profile.short_roles),
        **(told if platform.profile.named else {}),
    }


def _shown(platform: Platform, item: LineItem) -> dict[str, Any]:
    shown = {
        "id": line_item_url(platform, item.course, item.id),
        "label": item.label,
        "scoreMaximum": item.score_maximum,
        "resourceLinkId": None if item.activity is None else str(item.activity),
        "resourceId": item.resource_id,
        "tag": item.tag,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _result(platform: Platform, item: LineItem, score: Score) -> dict[str, Any]:
    url = line_item_url(platform, item.course, item.id)
    shown = {
        "id": url.replace("?", f"/results/{score.person}?"),
        "scoreOf": url,
        "userId": score.person,
        "resultScore": score.scaled(item.score_maximum),
        "resultMaximum": item.score_maximum,
        "comment": score.comment,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _paged(
    found: list[Any], media_type: str, size: int, body: Callable[[list[Any]], object]
) -> Response:
    """Answer with one page; the next one is named by a cursor in which case matters."""
    begin = _begin(request.args.get("cursor"))
    asked = request.args.get("limit", type=int)
    size = min(size, asked) if asked and asked > 0 else size
    response = _typed(body(found[begin : begin + size]), media_type)
    if begin + size < len(found):
        query = request.args.to_dict() | {"cursor": _cursor(begin + size)}
        url = url_for(request.endpoint or "", **(request.view_args or {}), **query, _external=True)
        response.headers["Link"] = f'<{url}>; rel="next"'
    return response


def _cursor(begin: int) -> str:
    return base64.urlsafe_b64encode(f"from {begin}".encode()).decode()


def _begin(cursor: str | None) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).removeprefix(b"from ")) if cursor else 0
    except (ValueError, binascii.Error) as error:
        raise ServiceError(400, "the cursor is unknown") from error
