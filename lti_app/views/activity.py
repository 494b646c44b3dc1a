"""The learner's page, and what its player saves (docs/architecture.md, The tool's addresses)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from course.model import Module, Reader, VideoPart, Vimeo
from course.page.catalogues import translations
from course.page.host import Answer, Can, Host
from lti_app import models
from lti_app.errors import Refused
from lti_app.models import Launch, Role
from lti_app.security import allow_frames, csp_nonce
from lti_app.services import answers, feedback, gradebook, progress, submissions, work
from lti_app.services.answers import (
    MOST_CHARACTERS,
    ConflictError,
    Draft,
    ReaderError,
    TooLongError,
    UnknownContentError,
)
from lti_app.services.participation import own
from lti_app.services.progress import Steps
from lti_app.services.work import Work
from lti_app.views import page_cache
from lti_app.views.content import file_url, must_have_module
from lti_app.views.current import current_launch, launch_pages, launch_secret, tool
from lti_app.views.pages import page_url

blueprint = launch_pages("activity", __name__)
VIMEO = "https://player.vimeo.com"
RETRY = timedelta(minutes=10)
"""A score that the platform refused because it did not know the learner is tried again when the
learner is back: then the platform does."""


def page(launch: Launch, module: Module) -> bytes:
    """Write the page of a launch (UTF-8), with all that the person has here; texts of no other."""
    who = own(launch)
    with tool().database.look() as connection:
        kept = work.of(connection, who)
    if kept.refused:
        with tool().database.write() as session:
            if gradebook.is_refused(session, who, RETRY):
                gradebook.try_again(session, who)
    if any(isinstance(p, VideoPart) and isinstance(p.video, Vimeo) for p in module.parts):
        allow_frames(VIMEO)
    return page_cache.write(module, _host(launch, module, kept), launch.locale)


@blueprint.put("/answers/<content_id>")
def save_answer(content_id: str) -> ResponseReturnValue:
    """Keep an answer; 2xx is told when it is on disk."""
    launch = current_launch()
    module = must_have_module(launch)
    draft = _draft(_body())
    try:
        with tool().database.write() as session:
            revision = answers.save(session, module, own(launch), content_id, draft)
    except ConflictError as error:
        return _conflict(error), 409
    except UnknownContentError:
        raise _refused("unknown content id", 404) from None
    except ReaderError:
        raise _refused("reader not allowed") from None
    except TooLongError:
        raise _too_long() from None
    return jsonify(revision=revision)


@blueprint.put("/progress")
def save_progress() -> ResponseReturnValue:
    """Add to what was opened and marked."""
    launch = current_launch()
    module = must_have_module(launch)
    body = _body()
    steps = Steps(*(_ids(body, name) for name in ("opened", "marked", "unmarked")))
    try:
        with tool().database.write() as session:
            progress.add(session, module, own(launch), steps)
    except UnknownContentError:
        raise _refused("unknown content id", 404) from None
    return jsonify({})


@blueprint.post("/hand-in")
def hand_in() -> ResponseReturnValue:
    """Hand in; the gradebook hears of it."""
    launch = current_launch(Role.LEARNER)
    must_have_module(launch)
    with tool().database.write() as session:
        moment = submissions.hand_in(session, own(launch))
    return jsonify(handed_in_at=moment.isoformat())


def _host(launch: Launch, module: Module, kept: Work) -> Host:
    learns = launch.role is Role.LEARNER
    whole = kept.feedback.get(feedback.WHOLE)
    return Host(
        file_url=lambda name: file_url(module, name),
        page_url=page_url,
        script="tool.js",
        can=Can(choose_reader=True, hand_in=learns, feedback=learns, print=True, download=True),
        settings=_settings(launch, module, kept),
        answers=_answers(kept),
        handed_in=kept.submission is not None,
        feedback=whole.text if whole else "",
        notice="" if learns else _only_looking(launch.locale),
        nonce=csp_nonce(),
        theme=tool().looks.of(launch.registration, module),
    )


def _settings(launch: Launch, module: Module, kept: Work) -> Mapping[str, Any]:
    """Give the player's store what is kept (docs/architecture.md, What a learner has)."""
    parts = {part.id for part in module.parts}
    return {
        "kind": "http",
        "base": url_for("launched.start"),
        "secret": launch_secret(),
        "most": MOST_CHARACTERS,
        "owner": f"{launch.activity_id}.{launch.person_id}",
        "state": {
            "answers": {content_id: _state(answer) for content_id, answer in kept.answers.items()},
            "opened": sorted(kept.steps.opened & parts),
            "marked": sorted(kept.steps.marked & progress.markable(module)),
        },
        "revisions": {content_id: answer.revision for content_id, answer in kept.answers.items()},
    }


def _state(answer: models.Answer) -> Mapping[str, Any]:
    at = round(answer.updated_at.timestamp() * 1000)
    return {"text": answer.text, "reader": answer.reader.value, "at": at}


def _answers(kept: Work) -> Mapping[str, Answer]:
    """Give what the page writes into its boxes, and the words under them."""
    words = {content_id: row.text for content_id, row in kept.feedback.items()}
    made = {content_id: Answer(feedback=text) for content_id, text in words.items()}
    for content_id, row in kept.answers.items():
        made[content_id] = Answer(
            text=row.text,
            reader=row.reader.value,
            revision=row.revision,
            feedback=words.get(content_id, ""),
        )
    return made


def _only_looking(locale: str) -> str:
    _ = translations(locale, "lti_app").gettext
    return _(
        "You see the module as a participant does. You are no participant here: what you fill in "
        "is kept for you alone and does not count."
    )


def _draft(body: Mapping[str, Any]) -> Draft:
    text, reader, revision = body.get("text"), body.get("reader"), body.get("revision", 0)
    if not isinstance(text, str) or isinstance(revision, bool) or not isinstance(revision, int):
        raise _refused("text or revision is absent or of the wrong kind")
    if not 0 <= revision < 2**31:
        raise _refused("revision is out of range")
    if reader is not None and reader not in tuple(Reader):
        raise _refused("unknown reader")
    return Draft(text, Reader(reader) if reader else None, revision)


def _body() -> Mapping[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise _refused("the body is no JSON object")
    return body


def _ids(body: Mapping[str, Any], name: str) -> frozenset[str]:
    given = body.get(name, [])
    if not isinstance(given, list) or not all(isinstance(entry, str) for entry in given):
        raise _refused(f"{name} is no list of ids")
    return frozenset(given)


def _conflict(kept: ConflictError) -> Response:
    return jsonify(text=kept.text, reader=kept.reader.value, revision=kept.revision)


def _too_long() -> Refused:
    return Refused(
        f"Dit antwoord is te lang: er passen {MOST_CHARACTERS:,} tekens in. "
        "Maak het korter, of zet een deel in een bestand.".replace(",", ".", 1),
        cause="text too long",
        status=413,
    )


def _refused(cause: str, status: int = 400) -> Refused:
    return Refused(
        "Dit kan niet worden opgeslagen. Laad de pagina opnieuw en probeer het nog eens.",
        cause=cause,
        status=status,
    )
