"""Dynamic registration: a platform and the tool tell each other their addresses.

LTI Dynamic Registration 1.0 (https://www.imsglobal.org/spec/lti-dr/v1p0), on OpenID Connect
discovery and client registration. pylti1p3 has nothing of it. The platform says where everything
is, so everything it says is checked: https, public addresses, and the configuration on the host of
the issuer that it claims to be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from lti_app.errors import RegistrationRefused
from lti_app.lti.http import PlatformSession, check_url
from lti_app.services.names import clean
from lti_app.services.registrations import Platform

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
SCOPES = (
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)
CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email")
"""Moodle sends name and e-mail only where they are listed."""
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class _Configuration:
    """The part of a platform's configuration that the tool needs."""

    issuer: str
    registration_url: str
    authorization_url: str
    token_url: str
    jwks_url: str
    token_audience: str | None
    family: str
    scopes: tuple[str, ...]


def register(
    http: PlatformSession,
    configuration_url: str,
    token: str | None,
    base_url: str,
    *,
    allow_loopback: bool,
) -> Platform:
    """Register the tool with the platform at ``configuration_url``.

    Raises RegistrationRefused with the platform's own reason; nothing is kept then.
    """
    found = _configuration(http, configuration_url, allow_loopback=allow_loopback)
    body = _offer(base_url, found.scopes)
    headers = {"Accept": "application/json"} | (
        {"Authorization": f"Bearer {token}"} if token else {}
    )
    try:
        response = http.post(found.registration_url, json=body, headers=headers)
    except requests.RequestException as error:
        raise _failed("Het leerplatform antwoordt niet op de aanmelding.", str(error)) from error
    return _platform(found, _answer(response))


def _configuration(http: PlatformSession, url: str, *, allow_loopback: bool) -> _Configuration:
    _check(url, "openid_configuration", allow_loopback=allow_loopback)
    try:
        response = http.get(url, headers={"Accept": "application/json"})
        body = response.json() if response.status_code == 200 else None
    except (requests.RequestException, ValueError) as error:
        raise _failed("De gegevens van het leerplatform zijn niet te lezen.", str(error)) from error
    if not isinstance(body, dict):
        raise _failed(
            "De gegevens van het leerplatform zijn niet te lezen.",
            f"configuration answered {response.status_code}",
        )
    found = _read(body)
    for name in ("registration_url", "authorization_url", "token_url", "jwks_url"):
        _check(getattr(found, name), name, allow_loopback=allow_loopback)
    _check_hosts(url, found)
    return found


def _read(body: Mapping[str, Any]) -> _Configuration:
    own = body.get(PLATFORM)
    scopes = body.get("scopes_supported")
    audience = body.get("authorization_server")
    return _Configuration(
        issuer=_text(body, "issuer", 255),
        registration_url=_text(body, "registration_endpoint"),
        authorization_url=_text(body, "authorization_endpoint"),
        token_url=_text(body, "token_endpoint"),
        jwks_url=_text(body, "jwks_uri"),
        token_audience=audience if isinstance(audience, str) and audience else None,
        family=clean(own.get("product_family_code"))[:64] if isinstance(own, dict) else "",
        scopes=tuple(scopes) if isinstance(scopes, list) else SCOPES,
    )


def _text(body: Mapping[str, Any], name: str, limit: int = LONGEST_ADDRESS) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value or len(value) > limit:
        raise _wrong(f"In de gegevens van het leerplatform ontbreekt {name}.", f"no {name}")
    return value


def _check(url: str, name: str, *, allow_loopback: bool) -> None:
    try:
        check_url(url, allow_loopback=allow_loopback)
    except requests.RequestException as error:
        raise _wrong(
            f"Het adres {name} van het leerplatform is niet toegestaan: alleen https.", str(error)
        ) from error


def _check_hosts(url: str, found: _Configuration) -> None:
    """The configuration and the registration, which gets a bearer, are the issuer's own."""
    host, issuer = urlsplit(url).hostname or "", urlsplit(found.issuer).hostname or ""
    if host != issuer and not _is_canvas(host, issuer):
        raise _wrong(
            "De gegevens staan niet op de server van het leerplatform zelf.",
            f"configuration of {issuer!r} at {host!r}",
        )
    if urlsplit(found.registration_url).hostname != host:
        raise _wrong(
            "Het leerplatform wil de aanmelding op een andere server.",
            f"registration_endpoint is not at {host!r}",
        )


def _is_canvas(host: str, issuer: str) -> bool:
    """Tell whether this is Canvas' cloud: one issuer for all schools, each with its own host."""
    return host.endswith(".instructure.com") and issuer.endswith(".instructure.com")


def _offer(base_url: str, supported: tuple[str, ...]) -> dict[str, Any]:
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "client_name": "Werkpakket",
        "initiate_login_uri": f"{base_url}/lti/login",
        "redirect_uris": [f"{base_url}/lti/launch"],
        "jwks_uri": f"{base_url}/lti/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scope for scope in SCOPES if scope in supported),
        TOOL: {
            "domain": urlsplit(base_url).netloc,
            "target_link_uri": f"{base_url}/lti/launch",
            "description": "Leermateriaal met reflectievragen",
            "claims": list(CLAIMS),
            "custom_parameters": {},
            "messages": [
                {"type": "LtiResourceLinkRequest", "target_link_uri": f"{base_url}/lti/launch"}
            ],
        },
    }


def _answer(response: requests.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if response.status_code not in (200, 201):
        raise _said_no(response.status_code, body)
    if not isinstance(body, dict):
        raise _failed("Het antwoord van het leerplatform is niet te lezen.", "no JSON object")
    return body


def _said_no(status: int, body: object) -> RegistrationRefused:
    reason = _reason(body) or f"code {status}"
    make = _wrong if 400 <= status < 500 else _failed
    return make(
        f"Het leerplatform weigert de aanmelding: {reason}", f"platform answered {status} {reason}"
    )


def _reason(body: object) -> str:
    """Find the platform's own words, in the standard's form (OIDC registration, 3.3) or others."""
    if isinstance(body, str):
        return clean(body)[:300]
    if isinstance(body, list):
        return "; ".join(filter(None, map(_reason, body)))[:300]
    if isinstance(body, dict):
        names = ("error_description", "message", "detail", "errors", "error")
        return next(filter(None, (_reason(body.get(name)) for name in names)), "")
    return ""


def _platform(found: _Configuration, answer: Mapping[str, Any]) -> Platform:
    client_id, own = answer.get("client_id"), answer.get(TOOL)
    if isinstance(client_id, int) and not isinstance(client_id, bool):
        client_id = str(client_id)
    if not isinstance(client_id, str) or not 0 < len(client_id) <= 255:
        raise _failed("Het leerplatform gaf geen client_id terug.", "no client_id")
    deployment = own.get("deployment_id") if isinstance(own, dict) else None
    return Platform(
        issuer=found.issuer,
        client_id=client_id,
        authorization_url=found.authorization_url,
        token_url=found.token_url,
        jwks_url=found.jwks_url,
        token_audience=found.token_audience,
        family=found.family,
        deployment_id=str(deployment)[:255] if deployment else None,
    )


def _wrong(sentence: str, cause: str) -> RegistrationRefused:
    return RegistrationRefused(sentence, cause=cause, heading="De aanmelding is niet gelukt")


def _failed(sentence: str, cause: str) -> RegistrationRefused:
    return RegistrationRefused(
        sentence, cause=cause, status=502, heading="De aanmelding is niet gelukt"
    )
