"""The Content Security Policy of pages that show what comes from elsewhere."""

from flask import Flask

from lti_app import security

ELSEWHERE = "https://player.vimeo.com"


def policy_of(*addresses: str) -> dict[str, str]:
    app = Flask(__name__)
    security.install(app, https=False)

    @app.get("/")
    def page() -> str:
        security.allow_frames(*addresses)
        return ""

    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    names_and_sources = (each.strip().partition(" ") for each in policy.split(";"))
    return {name: sources for name, _, sources in names_and_sources}


def test_what_may_be_framed_may_first_be_asked_for() -> None:
    policy = policy_of(ELSEWHERE)
    assert policy["frame-src"] == ELSEWHERE
    assert policy["connect-src"] == f"'self' {ELSEWHERE}"


def test_without_frames_only_the_tool_itself_is_asked() -> None:
    policy = policy_of()
    assert "frame-src" not in policy
    assert policy["connect-src"] == "'self'"
