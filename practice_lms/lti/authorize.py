"""Signs a message for the tool that asks for it (Security Framework 1.0, 5.1.1.2 and 5.1.1.3)."""

from collections.abc import Mapping

from flask import Response, url_for

from practice_lms import page, sessions
from practice_lms.lti.claims import claims
from practice_lms.lti.platform import Message, Platform
from practice_lms.lti.tools import Tool

FIXED = {
    "scope": "openid",
    "response_type": "id_token",
    "response_mode": "form_post",
    "prompt": "none",
}
_TITLE = "De tool wordt geopend"
_ELSEWHERE = (
    "Kies eerst in het oefenleerplatform wie je bent",
    "Deze activiteit is in een andere browser geopend. Ga naar het overzicht, kies wie je bent en "
    "open de activiteit daar.",
)


def authorize(platform: Platform, asked: Mapping[str, str]) -> Response:
    """Answer an authentication request with a form that posts the id_token, or an error.

    A tool or an address that is not registered gets a page: nothing is ever sent there. So does a
    browser in which the launch was not begun: whoever looks at it can mend that, the tool cannot.
    """
    tool = platform.tools.get(asked.get("client_id"))
    redirect_uri = asked.get("redirect_uri", "")
    if tool is None:
        return page.message("Onbekende tool", "Deze tool is hier niet aangemeld.", 400)
    if redirect_uri not in tool.redirect_uris:
        return page.message("Onbekend adres", "Dit adres hoort niet bij de tool.", 400)
    hint = asked.get("lti_message_hint", "")
    message = platform.message(hint)
    if message and not sessions.is_current(message.session):
        return _once_more(asked) if sessions.kept_back() else page.message(*_ELSEWHERE, 403)
    answer = _error(asked, tool, message)
    if not answer and message:
        token = claims(platform, tool, message, hint, asked["nonce"])
        answer = {"id_token": platform.sign(token)}
    answer["state"] = asked.get("state", "")
    return page.render("post.html.jinja", _TITLE, to=redirect_uri, fields=answer)


def _once_more(asked: Mapping[str, str]) -> Response:
    """Have a page of our own ask the same, to which browsers send the session's cookie."""
    return page.render(
        "post.html.jinja", _TITLE, to=url_for("lti.authorization"), fields=dict(asked)
    )


def _error(asked: Mapping[str, str], tool: Tool, message: Message | None) -> dict[str, str]:
    """Name what is wrong (OpenID Connect Core 1.0, section 3.1.2.6); empty: nothing."""
    for name, value in FIXED.items():
        if asked.get(name) != value:
            return {"error": "invalid_request", "error_description": f"{name} must be {value}"}
    if not asked.get("nonce") or not asked.get("state"):
        return {"error": "invalid_request", "error_description": "nonce and state are needed"}
    if message is None or message.client_id != tool.client_id:
        return {"error": "login_required", "error_description": "lti_message_hint is unknown"}
    if asked.get("login_hint") != message.person:
        return {"error": "login_required", "error_description": "login_hint is of another person"}
    return {}
