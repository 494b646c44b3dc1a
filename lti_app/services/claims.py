"""What a valid launch says, in the tool's own words (LTI 1.3 core, 5.3 and 5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lti_app.models import Role

LINK, DEEP_LINKING, REVIEW = (
    "LtiResourceLinkRequest",
    "LtiDeepLinkingRequest",
    "LtiSubmissionReviewRequest",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The claims, cleaned; empty where the launch says nothing.

    ``line_item_url``, ``line_items_url`` and ``scopes`` are the AGS claim, ``memberships_url`` the
    NRPS claim; ``subject`` is ``for_user.user_id`` of a submission review.
    """

    message_type: str
    sub: str
    name: str = ""
    email: str = ""
    role: Role = Role.LEARNER
    test_user: bool = False
    mentee_subs: tuple[str, ...] = ()
    context_id: str = ""
    context_title: str = ""
    context_label: str = ""
    link_id: str = ""
    link_title: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    locale: str = "nl"
    return_url: str | None = None
    line_item_url: str | None = None
    line_items_url: str | None = None
    scopes: tuple[str, ...] = ()
    memberships_url: str | None = None
    subject: str | None = None
    deep_linking: Mapping[str, Any] | None = None
    family: str = ""
