"""Dynamic registration, as a platform's administrator meets it: one page, no script needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Blueprint, request

from lti_app.errors import RegistrationRefused
from lti_app.lti import registration as registration_step
from lti_app.models import Invitation, Registration, Status, now
from lti_app.security import allow_framing
from lti_app.services import limits, registrations
from lti_app.views import errors, pages
from lti_app.views.current import tool

blueprint = Blueprint("registration", __name__)


@blueprint.get("/lti/register/<invitation>")
def register(invitation: str) -> str:
    """Register the platform that asks, for the bearer of an invitation."""
    address = request.args.get("openid_configuration", "")
    allow_framing([address])
    _count()
    if not address:
        raise _not_a_platform(invitation)
    with _in_hand(invitation) as taken:
        platform = registration_step.register(
            tool().http,
            address,
            request.args.get("registration_token"),
            tool().settings.base_url,
            allow_loopback=tool().settings.allow_loopback,
        )
        with tool().database.write() as session:
            registered = registrations.register(session, taken, platform)
    return _done(registered)


def _not_a_platform(token: str) -> RegistrationRefused:
    """Say where the address belongs; raises Refused where even there it would not work."""
    with tool().database.read() as session:
        registrations.look(session, token, now())
    return RegistrationRefused(
        "Open dit adres vanuit het beheer van je leerplatform, bij het toevoegen van een "
        "LTI-hulpmiddel. Je uitnodiging is nog geldig.",
        cause="no openid_configuration",
        heading="Dit adres is voor het leerplatform",
    )


@contextmanager
def _in_hand(token: str) -> Iterator[Invitation]:
    """Hold the invitation, so that a double click registers once; a fault gives it back."""
    with tool().database.write() as session:
        taken = registrations.claim(session, token, now())
    try:
        yield taken
    except Exception:
        with tool().database.write() as session:
            registrations.release(session, taken)
        raise


def _count() -> None:
    if not tool().floods.seldom(limits.REGISTRATIONS, request.remote_addr or ""):
        raise errors.flooded(limits.REGISTRATIONS)


def _done(registered: Registration) -> str:
    addresses = (registered.authorization_url, registered.token_url, registered.jwks_url)
    return pages.render(
        "registered.html.jinja",
        title="De koppeling is gemaakt",
        registration=registered,
        script=pages.script("close.js"),
        pending=registered.status is Status.PENDING,
        hosts=sorted({urlsplit(address).netloc for address in addresses}),
    )
