"""The addresses under ``/lti/``, for tools and for the browser on its way to one."""

from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from practice_lms import page, sessions
from practice_lms.lti import configuration, names
from practice_lms.lti.authorize import authorize
from practice_lms.lti.claims import is_instructor
from practice_lms.lti.deep_linking import take
from practice_lms.lti.errors import ServiceError
from practice_lms.lti.platform import Message, Platform, current_platform
from practice_lms.lti.services import services
from practice_lms.lti.tools import Tool
from practice_lms.who import chosen, chosen_for

lti = Blueprint("lti", __name__)
lti.register_blueprint(services, url_prefix="/lti/courses/<course>")
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@lti.errorhandler(ServiceError)
def refuse(error: ServiceError) -> tuple[dict[str, str], int]:
    """Tell a tool what is wrong."""
    return {"error": error.code, "error_description": str(error)}, error.status


@lti.get("/.well-known/openid-configuration")
def openid_configuration() -> dict[str, Any]:
    """Describe the platform."""
    return configuration.openid_configuration(current_platform())


@lti.get("/lti/jwks")
def jwks() -> dict[str, Any]:
    """Give the public keys."""
    return current_platform().keys.jwks()


@lti.post("/lti/register")
def register() -> tuple[dict[str, Any], int]:
    """Register a tool that holds a registration token (Dynamic Registration, 3.5)."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    body = request.get_json(silent=True)
    if kind.lower() != "bearer" or not isinstance(body, dict):
        raise ServiceError(400, "a bearer token and a JSON object are needed")
    tool = current_platform().tools.register(token.strip(), body)
    return configuration.registered(tool), 201


@lti.get("/lti/start/<int:activity_id>")
def start(activity_id: int) -> BaseResponse:
    """Begin a launch of an activity, or with ``review`` of somebody's work in it."""
    platform = current_platform()
    activity = platform.gradebook.activity(activity_id)
    tool = platform.tools.get(activity.client_id) if activity else None
    if activity is None or tool is None:
        raise NotFound
    who = chosen_for(activity)
    review = request.args.get("review")
    kind = names.SUBMISSION_REVIEW_REQUEST if review else names.RESOURCE_LINK_REQUEST
    message = Message(
        kind,
        tool.client_id,
        who.person.id,
        activity.course,
        activity.id,
        for_user=review,
        target=_target(),
        session=sessions.current(),
    )
    return _log_in(platform, tool, message, activity.url)


@lti.get("/lti/choose/<client_id>")
def choose(client_id: str) -> BaseResponse:
    """Begin deep linking: an instructor chooses what comes into the course."""
    platform, who = current_platform(), chosen()
    tool = platform.tools.get(client_id)
    if tool is None or not is_instructor(who.person):
        raise NotFound
    message = Message(
        names.DEEP_LINKING_REQUEST,
        client_id,
        who.person.id,
        who.course.id,
        target=_target(),
        session=sessions.current(),
    )
    return _log_in(platform, tool, message, tool.target(message.type))


def _target() -> str:
    return "window" if request.args.get("target") == "window" else "iframe"


def _log_in(platform: Platform, tool: Tool, message: Message, target: str) -> BaseResponse:
    """Send the browser to the tool's login (Security Framework, 5.1.1.1)."""
    hint = platform.begin(message)
    fields = {
        "iss": platform.address,
        "login_hint": message.person,
        "lti_message_hint": hint,
        "target_link_uri": target,
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
    }
    if platform.profile.storage:
        fields["lti_storage_target"] = platform.profile.storage
    if platform.profile.login == "post":
        return page.render(
            "post.html.jinja", "De tool wordt geopend", to=tool.login_url, fields=fields
        )
    separator = "&" if urlsplit(tool.login_url).query else "?"
    return redirect(f"{tool.login_url}{separator}{urlencode(fields)}")


@lti.route("/lti/authorize", methods=["GET", "POST"])
def authorization() -> Response:
    """Sign what was begun, for the tool that asks."""
    return authorize(current_platform(), request.values)


@lti.post("/lti/token")
def token() -> dict[str, Any]:
    """Give a token to a tool that proves who it is (RFC 7523; Security Framework, section 4)."""
    platform, form = current_platform(), request.form
    if form.get("grant_type") != "client_credentials":
        raise ServiceError(400, "client_credentials is needed", "unsupported_grant_type")
    if form.get("client_assertion_type") != ASSERTION:
        raise ServiceError(400, "the client_assertion_type is unknown", "invalid_client")
    tool = _asserting(platform, form.get("client_assertion", ""))
    scopes = [scope for scope in form.get("scope", "").split() if scope in tool.scopes]
    if not scopes:
        raise ServiceError(400, "none of these scopes is the tool's", "invalid_scope")
    return {
        "access_token": platform.grant(tool.client_id, scopes),
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": " ".join(scopes),
    }


def _asserting(platform: Platform, assertion: str) -> Tool:
    """Find the tool by its assertion's subject, then hold it to its signature."""
    tool = platform.tools.get(_subject(assertion))
    if tool is None:
        raise ServiceError(401, "the client is unknown", "invalid_client")
    audience = [platform.token_url, platform.address]
    claims = platform.tools.verified(tool, assertion, audience, ["sub", "jti"])
    platform.use_once(tool.client_id, str(claims["jti"]))
    return tool


def _subject(assertion: str) -> object:
    try:
        return jwt.decode(assertion, options={"verify_signature": False}).get("sub")
    except jwt.PyJWTError:
        return None


@lti.post("/lti/deep-linking")
def deep_linking() -> Response:
    """Take what a tool offers, and show it."""
    try:
        taken = take(current_platform(), request.form.get("JWT", ""))
    except ServiceError as error:
        return page.message("De keuze van de tool klopt niet", str(error), error.status)
    return page.render("taken.html.jinja", "Toegevoegd aan de cursus", taken=taken)


@lti.get("/lti/storage")
def storage() -> Response:
    """Show the hidden frame of platform storage, where a profile has one of its own."""
    return page.render("storage.html.jinja", "Opslag", origins=_origins())


def _origins() -> list[str]:
    return sorted({origin for tool in current_platform().tools.all() for origin in tool.origins})
