"""The addresses that platforms know: login, launch, key set."""

from datetime import timedelta

from flask import Blueprint, Response, g, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_app.errors import Refused
from lti_app.lti import launch as launch_step
from lti_app.lti import login as login_step
from lti_app.lti.launch import Valid, refused
from lti_app.lti.login import fresh_secret, hashed
from lti_app.models import Launch, Login, Registration, Status, now
from lti_app.security import allow_forms_elsewhere, framed_by
from lti_app.services import launches, limits, registrations
from lti_app.text import storable
from lti_app.views import errors, storage
from lti_app.views.current import cookie_name, tool

blueprint = Blueprint("lti", __name__, url_prefix="/lti")


@blueprint.get("/jwks")
def jwks() -> Response:
    """Publish the tool's public keys."""
    response = jsonify(tool().keys.public_set())
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response:
    """Begin a login and send the browser to the platform's authorisation endpoint."""
    begun = login_step.begin(request.values.to_dict(), _registration, tool().settings.base_url)
    if not tool().floods.often(limits.LOGINS, request.remote_addr or ""):
        raise errors.flooded(limits.LOGINS)
    tool().upkeep.now_and_then()
    with tool().database.note() as connection:
        launches.keep_login(connection, begun.login)
    tool().registry.begun(begun.login)
    if begun.login.storage_target:
        response = storage.put_login(g.registration, begun.login, begun.secret, begun.address)
    else:
        response = make_response(redirect(begun.address, 302))
    name = _login_cookie(begun.login.state)
    lifetime = int(login_step.LIFETIME.total_seconds())
    path = tool().settings.launch_path
    return _with_cookie(response, name, begun.secret, lifetime, path)


@blueprint.post("/launch")
def launch() -> ResponseReturnValue:
    """Check a launch, open its session, and send the browser to a page of its own."""
    state = request.form.get("state", "")
    begun, registration = _login(state)
    framed_by(registration)
    stored = request.form.get("secret")
    cookie = _login_cookie(begun.state)
    if not login_step.matches(stored or request.cookies.get(cookie), begun.secret_hash):
        return _not_this_browser(*_login(state), stored)  # used up by another process, perhaps
    valid = _validated(begun, registration)
    secret = fresh_secret()
    target = begun.storage_target if stored else None
    opened = _opened(begun, registration, valid, hashed(secret), target)
    response = _to_its_page(registration, opened, secret)
    path = tool().settings.launch_path
    response.delete_cookie(cookie, path, secure=True, samesite="None", partitioned=True)
    return response


@blueprint.after_request
def _count_refusals(response: Response) -> Response:
    """Answer 429 to an address that keeps being refused; good launches from there still pass."""
    if not 400 <= response.status_code < 500:
        return response
    within = tool().floods.seldom(limits.REFUSALS, request.remote_addr or "")
    return response if within else errors.too_many(limits.REFUSALS)


def _registration(issuer: str, client_id: str | None) -> Registration:
    found = tool().registry.for_login(issuer, client_id)
    g.registration = found
    framed_by(found)
    return found


def _login(state: str) -> tuple[Login, Registration]:
    """Find the login that a launch answers; refused where there is none that is still open."""
    found = tool().registry.login(storable(state)[:64])
    if found is None:
        raise refused("unknown state")
    if found.used_at is not None:
        raise refused("state was used before: a replay")
    if found.expires_at <= now():
        raise refused("state is older than five minutes")
    registration = tool().registry.registration(found.registration_id)
    if registration is None:
        raise refused("the registration is gone")
    if registration.status is not Status.CONFIRMED:
        raise registrations.waiting(f"registration {registration.id} is pending")
    return found, registration


def _not_this_browser(begun: Login, registration: Registration, stored: str | None) -> Response:
    """Answer a launch without the secret: a blocked cookie and another browser look the same."""
    if begun.storage_target and stored is None:
        return storage.get_login(registration, begun, request.form.get("id_token", ""), 403)
    allow_forms_elsewhere()
    response, code = errors.page(
        403,
        *storage.way_on(),
        again=storage.again(registration, begun),
    )
    errors.tell(code, 403, "no secret of the login: blocked cookie or another browser")
    return response


def _validated(begun: Login, registration: Registration) -> Valid:
    """Check the id_token; a refused one uses the login up as well."""
    try:
        if error := request.form.get("error"):
            raise refused(f"the platform says {error[:100]!r}")
        return launch_step.validate(
            request.form.get("id_token", ""),
            begun,
            registration,
            tool().key_sets,
            tool().settings.base_url,
        )
    except Refused:
        with tool().database.note() as connection:
            launches.consume(connection, begun.state, now())
        raise


def _opened(
    begun: Login,
    registration: Registration,
    valid: Valid,
    secret_hash: bytes,
    storage_target: str | None,
) -> Launch:
    """Use the login up and open a session, in one transaction."""
    with tool().database.note() as connection:
        if not launches.consume(connection, begun.state, now()):
            raise refused("state was used before: a replay")
        opened = launches.open_launch(
            connection,
            registration,
            valid.deployment_id,
            valid.claims,
            secret_hash=secret_hash,
            storage_target=storage_target,
            expires_at=now() + timedelta(hours=tool().settings.session_hours),
        )
        if opened is not None:
            registrations.learn(connection, registration, valid.claims)
    if opened is None:
        raise registrations.waiting(f"deployment {valid.deployment_id!r} is pending")
    tool().registry.opened(opened)
    return opened


def _to_its_page(registration: Registration, opened: Launch, secret: str) -> Response:
    address = url_for("launched.start", launch_name=opened.name)
    if opened.storage_target:
        response = storage.put_launch(registration, opened, secret, address)
    else:
        response = make_response(redirect(address, 303))
    lifetime = tool().settings.session_hours * 3600
    return _with_cookie(response, cookie_name(opened.name), secret, lifetime, address)


def _login_cookie(state: str) -> str:
    return f"werkpakket-login-{state[-12:]}"


def _with_cookie(response: Response, name: str, value: str, seconds: int, path: str) -> Response:
    """Set a cookie that lives in a cross-site frame: partitioned, or browsers drop it."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
    return response
