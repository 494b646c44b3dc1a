"""LTI platform storage: the platform keeps a secret for us where cookies are blocked.

LTI Client Side postMessages 1.0 and LTI postMessage Storage 1.0
(https://www.imsglobal.org/spec/lti-cs-pm/v1p0, https://www.imsglobal.org/spec/lti-pm-s/v0p1). The
pages are bare: a script (lti_app/browser/storage.js) talks to the frame that the platform named,
at the origin of its authorisation endpoint, and goes on when it answers or after two seconds.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, request, url_for

from lti_app.addresses import origin
from lti_app.models import Launch, Login, Registration
from lti_app.security import allow_forms_elsewhere, csp_nonce, framed_by
from lti_app.views import pages
from lti_app.views.current import tool

_NOT_OPENED = "De activiteit is niet geopend"
_ELSEWHERE = (
    "De activiteit is niet in deze browser begonnen, of de browser heeft dat niet onthouden.\n"
    "Begon je in een andere browser of op een andere computer? Ga dan in deze browser naar je "
    "leerplatform en open de activiteit daar opnieuw."
)
_FRAME = (
    "Begon je hier? Dan bewaart deze browser geen cookies voor deze activiteit. In een nieuw "
    "venster lukt het meestal wel."
)
_WINDOW = (
    "Begon je hier? Dan staat deze browser geen cookies toe voor {host}. Sta cookies voor dat "
    "adres toe in de instellingen van je browser. Ga dan terug naar je leerplatform en open de "
    "activiteit opnieuw. Lukt het weer niet, geef je beheerder dan deze code."
)
_ANEW = (
    "Open de activiteit opnieuw",
    "Ga terug naar het leerplatform en open de activiteit opnieuw. Wat al was opgeslagen, is er "
    "nog.",
)
_OPEN = "open=1"
_OPENED = "werkpakket.opened"


def in_window() -> bool:
    """Tell whether this page has a window of its own, where another one would not help."""
    return request.headers.get("Sec-Fetch-Dest") == "document"


def way_on() -> tuple[str, str]:
    """Say in a heading and a line for each cause what helps who brings no secret of the login.

    A blocked cookie and another browser look the same to the tool, not to whoever reads it.
    """
    here = _WINDOW if in_window() else _FRAME
    host = urlsplit(tool().settings.base_url).netloc
    return _NOT_OPENED, f"{_ELSEWHERE}\n{here.format(host=host)}"


def put_login(registration: Registration, login: Login, secret: str, address: str) -> Response:
    """Have the login's secret kept, then go on to the platform."""
    return _page(
        registration,
        {"do": "put", "target": login.storage_target, "key": login.state, "value": secret},
        after=address,
    )


def get_login(registration: Registration, login: Login, id_token: str, status: int) -> Response:
    """Ask for the login's secret and post the launch again with it."""
    fields = {"id_token": id_token, "state": login.state}
    return _page(
        registration,
        {"do": "get", "target": login.storage_target, "key": login.state, "field": "secret"},
        action=url_for("lti.launch"),
        fields=fields,
        again=again(registration, login),
        status=status,
    )


def put_launch(registration: Registration, launch: Launch, secret: str, address: str) -> Response:
    """Have the launch's secret kept, then open its page."""
    return _page(
        registration,
        {"do": "put", "target": launch.storage_target, "key": launch.name, "value": secret},
        after=address,
    )


def open_page(launch: Launch) -> Response:
    """Ask for the launch's secret and open this very page with it."""
    return _page(
        launch.registration,
        {
            "do": "get",
            "target": launch.storage_target,
            "key": launch.name,
            "field": "launch_secret",
        },
        action=f"{request.script_root}{request.path}?{_OPEN}{_query()}",
    )


def install(app: Flask) -> None:
    """Make a page that was opened by a form an ordinary one, that a reload asks for by GET."""

    @app.after_request
    def tidy(response: Response) -> Response:
        if _OPENED in request.environ and response.mimetype == "text/html":
            script = f'<script nonce="{csp_nonce()}">{pages.script("opened.js")}</script></head>'
            response.set_data(response.get_data(as_text=True).replace("</head>", script, 1))
        return response


def as_get(environ: dict[str, Any]) -> None:
    """Make the form of :func:`open_page` the GET that it stands for; the secret stays in it."""
    mark, _, query = environ.get("QUERY_STRING", "").partition("&")
    if environ["REQUEST_METHOD"] == "POST" and mark == _OPEN:
        environ.update({"REQUEST_METHOD": "GET", "QUERY_STRING": query, _OPENED: True})


def _query() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"&{query}" if query else ""


def again(registration: Registration, login: Login) -> dict[str, str]:
    """Give the fields of a form that begins this login anew; never the id_token.

    None in a window of its own: a new window would be no other.
    """
    if in_window():
        return {}
    fields = {
        "iss": registration.issuer,
        "client_id": registration.client_id,
        "login_hint": login.login_hint,
        "lti_message_hint": login.message_hint or "",
        "target_link_uri": login.target_link_uri,
    }
    return {name: value for name, value in fields.items() if value}


def _page(
    registration: Registration,
    task: dict[str, Any],
    *,
    after: str | None = None,
    action: str | None = None,
    fields: dict[str, str] | None = None,
    again: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    framed_by(registration)
    allow_forms_elsewhere()
    html = pages.render(
        "storage.html.jinja",
        way_on=way_on() if fields else _ANEW,
        title="Werkpakket",
        task={**task, "origin": origin(registration.authorization_url), "after": after},
        after=after,
        action=action,
        fields=fields or {},
        again=again,
        reference=pages.reference(),
        script=pages.script("storage.js"),
    )
    return make_response(html, status)
