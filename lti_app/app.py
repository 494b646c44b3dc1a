"""The Flask application, put together from its parts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, g
from werkzeug.middleware.proxy_fix import ProxyFix

from lti_app import security
from lti_app.settings import Settings
from lti_app.tool import Tool
from lti_app.views import (
    activity,
    content,
    errors,
    health,
    instructor,
    launched,
    lti,
    pages,
    registration,
    storage,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BLUEPRINTS = (
    lti.blueprint,
    registration.blueprint,
    health.blueprint,
    pages.blueprint,
    launched.blueprint,
    activity.blueprint,
    instructor.blueprint,
    content.blueprint,
)


def create_app(settings: Settings) -> Flask:
    """Make the application; it opens the database at the first request."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.request_bytes,
        MAX_FORM_PARTS=2_000,
    )
    app.extensions["werkpakket"] = Tool.make(settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.metrics:
        app.register_blueprint(health.metrics)
    app.url_defaults(_launch_name)
    errors.install(app)
    https = settings.base_url.startswith("https:")
    security.install(app, https=https)
    storage.install(app)
    inner = _under_base(app.wsgi_app, urlsplit(settings.base_url).path)
    if https:  # something before us ends TLS, and says who asked
        inner = ProxyFix(inner, x_for=1, x_proto=0)
    app.wsgi_app = inner  # type: ignore[assignment, method-assign]
    return app


def _launch_name(endpoint: str, values: dict[str, Any]) -> None:
    """Fill in the launch's name where an address of the same launch is made."""
    blueprint = endpoint.partition(".")[0]
    if "launch_name" not in values and "launch_name" in g and blueprint not in _WITHOUT_LAUNCH:
        values["launch_name"] = g.launch_name


_WITHOUT_LAUNCH = {"lti", "registration", "health", "pages", "content", "metrics"}


def _under_base(inner: "WSGIApplication", prefix: str) -> "WSGIApplication":
    """Serve under the path of the public address; the storage page's form stands for a GET."""

    def wrapped(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if prefix:
            environ["SCRIPT_NAME"] = prefix
            environ["PATH_INFO"] = environ.get("PATH_INFO", "").removeprefix(prefix)
        storage.as_get(environ)
        return inner(environ, start_response)

    return wrapped
