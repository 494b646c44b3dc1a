"""What the platform says of itself to tools that want to register (Dynamic Registration, 3.4)."""

from typing import Any

from practice_lms.lti import names
from practice_lms.lti.platform import Platform
from practice_lms.lti.tools import Tool


def openid_configuration(platform: Platform) -> dict[str, Any]:
    """Give the OpenID configuration with LTI's addition."""
    address = platform.address
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/lti/authorize",
        "token_endpoint": platform.token_url,
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "jwks_uri": f"{address}/lti/jwks",
        "registration_endpoint": f"{address}/lti/register",
        "scopes_supported": ["openid", *names.SCOPES],
        "response_types_supported": ["id_token"],
        "response_modes_supported": ["form_post"],
        "grant_types_supported": ["implicit", "client_credentials"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
        names.PLATFORM_CONFIGURATION: {
            "product_family_code": "werkpakket-practice-lms",
            "version": "1",
            "messages_supported": [
                {"type": names.RESOURCE_LINK_REQUEST},
                {"type": names.DEEP_LINKING_REQUEST},
                {"type": names.SUBMISSION_REVIEW_REQUEST},
            ],
            "variables": ["User.id", "Person.name.full", "Context.id", "ResourceLink.id"],
        },
    }


def registered(tool: Tool) -> dict[str, Any]:
    """Answer a registration; the deployment is told at once, as Moodle does (section 3.6)."""
    lti = tool.lti | {"deployment_id": tool.deployment_id}
    scope = " ".join(tool.scopes)
    return tool.configuration | {
        "client_id": tool.client_id,
        "scope": scope,
        names.TOOL_CONFIGURATION: lti,
    }
