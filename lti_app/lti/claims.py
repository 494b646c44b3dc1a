"""The claims of an id_token: checked, cleaned, and put into the tool's own words.

LTI 1.3 core, 5.3 and 5.4; security framework 1.0, 5.1.3. pylti1p3 checks the shape of a message
(its validators run after these checks); it lets pass what stands here: no ``exp`` or ``iat``, old
tokens, a wrong ``azp``, a foreign target, roles that are a text, ids of any length.
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lti_app.addresses import origins
from lti_app.lti.login import is_ours
from lti_app.models import Login, Registration
from lti_app.services import claims as messages
from lti_app.services.claims import Claims
from lti_app.services.names import clean, full_name
from lti_app.services.roles import is_test_user, role_of
from lti_app.text import storable

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
MESSAGES = (messages.LINK, messages.REVIEW)

LEEWAY = 60.0
OLDEST = 600.0
"""Seconds; a login lives for five minutes, so an id_token for it cannot be older than ten."""
LONGEST_ID = 255
LONGEST_ADDRESS = 4000


class Unfit(Exception):  # noqa: N818  caught in `lti.launch` alone, which refuses
    """The token does not hold; the message names the claim."""


def check(body: Mapping[str, Any], login: Login, registration: Registration, base_url: str) -> None:
    """Raise Unfit unless the claims hold for this login and registration."""
    if body.get("iss") != registration.issuer:
        raise Unfit("iss is not the issuer of the login")
    _check_audience(body, registration.client_id)
    if body.get("nonce") != login.nonce:
        raise Unfit("nonce is absent or not that of the login")
    if body.get(f"{LTI}version") != "1.3.0":
        raise Unfit("version is not 1.3.0")
    if body.get(f"{LTI}message_type") not in MESSAGES:
        raise Unfit(f"unknown message_type {str(body.get(f'{LTI}message_type'))[:80]!r}")
    if not isinstance(body.get(f"{LTI}roles"), list):
        raise Unfit("roles is absent or no list")
    target = body.get(f"{LTI}target_link_uri")
    if not isinstance(target, str) or not is_ours(target, base_url):
        raise Unfit("target_link_uri is absent or not ours")


def check_times(body: Mapping[str, Any], at: datetime) -> None:
    """Raise Unfit for a token that is not of now; clocks may differ by a minute."""
    seconds = at.timestamp()
    issued, expires = _number(body, "iat"), _number(body, "exp")
    if expires <= seconds - LEEWAY:
        raise Unfit("exp is over")
    if issued > seconds + LEEWAY:
        raise Unfit("iat is in the future")
    if issued < seconds - OLDEST - LEEWAY:
        raise Unfit("iat is long ago")
    if "nbf" in body and _number(body, "nbf") > seconds + LEEWAY:
        raise Unfit("nbf is in the future")


def _check_audience(body: Mapping[str, Any], client_id: str) -> None:
    """Check aud and azp (OpenID Connect core, 3.1.3.7, 3 to 5)."""
    aud = body.get("aud")
    audience = aud if isinstance(aud, list) else [aud]
    if client_id not in audience:
        raise Unfit("aud is absent or another client's")
    if len(audience) > 1 and "azp" not in body:
        raise Unfit("several aud and no azp")
    if body.get("azp", client_id) != client_id:
        raise Unfit("azp is another client's")


def _number(body: Mapping[str, Any], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit(f"{name} is absent or no number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise Unfit(f"{name} is no number")
    return number


def read(body: Mapping[str, Any]) -> Claims:
    """Give the claims in the tool's own words; raises Unfit for a bad or absent id."""
    message_type = str(body[f"{LTI}message_type"])
    context = _mapping(body, f"{LTI}context")
    link = _mapping(body, f"{LTI}resource_link")
    presentation = _mapping(body, f"{LTI}launch_presentation")
    scores = _mapping(body, AGS)
    roles = body[f"{LTI}roles"]
    return Claims(
        message_type=message_type,
        sub=identifier(body, "sub"),
        name=full_name(body.get("name"), body.get("given_name"), body.get("family_name")),
        email=clean(body.get("email")),
        role=role_of(roles),
        test_user=is_test_user(roles),
        mentee_subs=_texts(body.get(f"{LTI}role_scope_mentor")),
        context_id=identifier(context, "id", required=False),
        context_title=clean(context.get("title")),
        context_label=clean(context.get("label")),
        link_id=identifier(link, "id", required=message_type == messages.LINK),
        link_title=clean(link.get("title")),
        custom=_custom(_mapping(body, f"{LTI}custom")),
        locale=_locale(presentation.get("locale")),
        return_url=_address(presentation.get("return_url")),
        line_item_url=_address(scores.get("lineitem")),
        line_items_url=_address(scores.get("lineitems")),
        scopes=_texts(scores.get("scope")),
        memberships_url=_address(_mapping(body, NRPS).get("context_memberships_url")),
        subject=_subject(body, message_type),
        family=clean(_mapping(body, f"{LTI}tool_platform").get("product_family_code"))[:64],
    )


def deployment_id(body: Mapping[str, Any]) -> str:
    """Give the deployment's id; Unfit where it is absent."""
    return identifier(body, f"{LTI}deployment_id")


def identifier(body: Mapping[str, Any], name: str, *, required: bool = True) -> str:
    """Read an id: a text of at most 255 characters; some platforms send a number."""
    value = body.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        value = str(value)
    if not value and not required:
        return ""
    if not isinstance(value, str) or not value.strip():
        raise Unfit(f"{name.removeprefix(LTI)} is absent or empty")
    if len(value) > LONGEST_ID or value != storable(value):
        raise Unfit(f"{name.removeprefix(LTI)} is no id of at most {LONGEST_ID} characters")
    return value


def _subject(body: Mapping[str, Any], message_type: str) -> str | None:
    if message_type != messages.REVIEW:
        return None
    return identifier(_mapping(body, f"{LTI}for_user"), "user_id")


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else []
    return tuple(storable(entry) for entry in entries if isinstance(entry, str))


def _custom(claim: Mapping[str, Any]) -> Mapping[str, str]:
    """Keep what was filled in; platforms send variables they do not know literally."""
    texts = ((key, clean(value)) for key, value in claim.items())
    return {key: text for key, text in texts if text and not text.startswith("$")}


def _address(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS or value != storable(value):
        return None
    return value if origins([value]) else None


def _locale(value: object) -> str:
    """Reduce a locale in any spelling ("nl_NL.UTF-8") to language and region; Dutch by default."""
    found = re.match(
        r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?![A-Za-z])", str(value or "")
    )
    if not found:
        return "nl"
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")
