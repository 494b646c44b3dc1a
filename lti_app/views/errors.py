"""What a user sees when something does not work: never a trace, always a code that the log has."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, g, jsonify, make_response, request
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, TooManyRequests

from lti_app.errors import Refused, SessionOver
from lti_app.models import now
from lti_app.services.limits import Limit, seconds_left
from lti_app.views import storage
from lti_app.views.current import HEADER, NeedsStorage
from lti_app.views.pages import reference, render

log = logging.getLogger("lti_app")

_SENTENCES = {
    404: ("Deze pagina bestaat niet", "Controleer het adres, of ga terug en probeer het opnieuw."),
    405: ("Dit kan hier niet", "Ga terug naar het leerplatform en open de activiteit opnieuw."),
    413: ("Dit is te groot", "Er is meer verstuurd dan werkpakket aanneemt. Maak het korter."),
    429: ("Even geduld", "Er komen te veel aanvragen binnen. Probeer het over een minuut opnieuw."),
}
_OTHER = ("Dit lukt niet", "Ga terug naar het leerplatform en open de activiteit opnieuw.")
_BUSY = (
    "Even geduld",
    "Werkpakket kan nu niet bij zijn gegevens. Probeer het over een minuut opnieuw.",
)
_BROKEN = (
    "Er ging iets mis",
    "Dat ligt aan werkpakket, niet aan jou. Probeer het over een paar minuten opnieuw. "
    "Lukt het weer niet, geef je beheerder dan deze code.",
)


def install(app: Flask) -> None:
    """Answer what goes wrong in this application."""
    app.register_error_handler(NeedsStorage, _ask_storage)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _gone)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _broken)


def page(
    status: int, heading: str, sentence: str, again: Mapping[str, str] | None = None
) -> tuple[Response, str]:
    """Write an error page; returns it with its reference.

    ``again``: the fields of a login to begin anew in a window of its own.
    """
    code = reference()
    if _wants_json():
        error = "session" if status == 401 else "refused"
        body = jsonify(error=error, message=sentence, reference=code)
        return make_response(body, status), code
    html = render("error.html.jinja", title=heading, sentence=sentence, reference=code, again=again)
    return make_response(html, status), code


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return HEADER in request.headers or best == "application/json"


def tell(code: str, status: int, cause: str) -> None:
    """Write the one line of a refusal: quoted, so that nothing from outside breaks the line."""
    launch = g.get("launch_name", "-")
    log.warning(
        "refused ref=%s status=%d path=%r launch=%r cause=%r",
        code, status, _place(), launch, cause[:500],
    )  # fmt: skip


def _place() -> str:
    """Name the address by its rule: in an address itself an invitation may stand."""
    return request.url_rule.rule if request.url_rule else request.path[:200]


def _refused(error: Refused) -> Response:
    response, code = page(error.status, error.heading, error.sentence)
    tell(code, error.status, error.cause)
    return response


def _ask_storage(error: NeedsStorage) -> Response:
    if HEADER in request.headers or _wants_json():
        return _refused(SessionOver(error.cause))
    return storage.open_page(error.launch)


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    heading, sentence = _SENTENCES.get(error.code, _OTHER if error.code < 500 else _BROKEN)
    response, code = page(error.code, heading, sentence)
    tell(code, error.code, str(error.description))
    for name in ("Allow", "Retry-After"):
        if name in (headers := error.get_response().headers):
            response.headers[name] = headers[name]
    return response


def too_many(limit: Limit) -> Response:
    """Answer one of too many requests."""
    response, _code = page(429, *_SENTENCES[429])
    response.headers["Retry-After"] = str(seconds_left(limit, now()))
    return response


def flooded(limit: Limit) -> TooManyRequests:
    """Make what a view raises for one of too many requests."""
    return TooManyRequests(retry_after=seconds_left(limit, now()))


def _gone(error: IntegrityError) -> Response:
    """Answer for a learner or platform that was removed while its launch was kept in memory."""
    return _refused(SessionOver(f"what the launch hangs on is gone: {error.orig}"))


def _busy(error: OperationalError) -> Response:
    """Answer while the database is away or locked for long; the page tries again by itself."""
    response, code = page(503, *_BUSY)
    response.headers["Retry-After"] = "5"
    log.error("database ref=%s path=%r cause=%r", code, _place(), str(error.orig))
    return response


def _broken(_error: Exception) -> Response:
    response, code = page(500, *_BROKEN)
    log.exception("broken ref=%s path=%r", code, _place())
    return response
