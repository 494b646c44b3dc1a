"""The second step: the platform's signed answer, checked whole before anything is believed.

The order matters: whose login it is and whether this browser began it come before this module; the
signature comes before any claim. pylti1p3's own message validators run last, on claims whose types
are known by then: on others they fail with an AttributeError.
"""

from dataclasses import dataclass
from typing import Any

from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch

from lti_app.errors import Refused
from lti_app.lti import claims, jws
from lti_app.lti.claims import Unfit
from lti_app.lti.keysets import KeySetError, KeySets
from lti_app.models import Login, Registration, now
from lti_app.services.claims import Claims

_NONE: Any = object()
"""In place of a session for requests, which the library would make anew for each launch."""


@dataclass(frozen=True, slots=True)
class Valid:
    """A launch that holds."""

    deployment_id: str
    claims: Claims


def validate(
    id_token: str, login: Login, registration: Registration, key_sets: KeySets, base_url: str
) -> Valid:
    """Check an id_token for a login; raises Refused with the cause."""
    launch = _Launch(id_token, login, registration, key_sets, base_url)
    try:
        launch.validate()
        body = launch.get_launch_data()
        return Valid(claims.deployment_id(body), claims.read(body))
    except (LtiException, KeySetError, jws.Broken, Unfit) as error:
        raise refused(str(error)) from error


def refused(cause: str, status: int = 400) -> Refused:
    """Say that a launch is not to be trusted; the cause is for the log alone."""
    return Refused(
        "Het leerplatform gaf geen geldige toegang. Ga terug naar het leerplatform en open de "
        "activiteit opnieuw. Lukt het weer niet, geef je beheerder dan deze code.",
        cause=cause,
        status=status,
        heading="De activiteit kan niet worden geopend",
    )


class _Launch(MessageLaunch[Any, Any, Any, Any]):
    """The library's launch, with each step that it does too loosely or at too great a cost."""

    def __init__(
        self,
        id_token: str,
        login: Login,
        registration: Registration,
        key_sets: KeySets,
        base_url: str,
    ) -> None:
        super().__init__(None, None, (), (), requests_session=_NONE)  # ours is the row
        self._id_token = id_token
        self._login = login
        self._known = registration
        self._key_sets = key_sets
        self._base_url = base_url

    def validate(self) -> "_Launch":
        """Check everything; state and browser are checked before, the deployment after."""
        self._validated = True
        self.validate_jwt_format()
        self.validate_jwt_signature()
        claims.check_times(self._body, now())
        claims.check(self._body, self._login, self._known, self._base_url)
        self.validate_message()
        return self

    def validate_jwt_format(self) -> "_Launch":
        """Take the token apart; the claims are not looked at before the signature."""
        self._jws = jws.parse(self._id_token)
        return self

    def validate_jwt_signature(self) -> "_Launch":
        """Verify once, with a loaded key."""
        key = self._key_sets.key(self._known.jwks_url, self._jws.kid)
        body = jws.verified(self._jws, key)
        self._body = {name: value for name, value in body.items() if value is not None}
        self._jwt = {"body": self._body}  # type: ignore[typeddict-item]
        return self

    def validate_message(self) -> "_Launch":
        """Let the library look at the message; it fails on claims that are no objects."""
        try:
            super().validate_message()
        except (AttributeError, TypeError) as error:
            raise Unfit("a claim is no object") from error
        return self

    def _get_request_param(self, key: str) -> str:
        return {"id_token": self._id_token, "state": self._login.state}.get(key, "")
