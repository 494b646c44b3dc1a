"""The practice LMS as a Flask application; see the package's docstring for its addresses."""

from collections.abc import Callable
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request, send_file, send_from_directory
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as BaseResponse

from course.page import themes
from course.page.theme import Theme
from practice_lms import grades, home, page, sessions
from practice_lms.lti.platform import Platform
from practice_lms.lti.views import lti
from practice_lms.profiles import UnknownProfileError, lti_profile
from practice_lms.scorm.attempts import Attempts
from practice_lms.scorm.library import Library
from practice_lms.scorm.manifest import PackageError
from practice_lms.scorm.views import scorm
from practice_lms.storage import Storage
from practice_lms.who import OtherCourse

HERE = Path(__file__).parent
CSP = "default-src 'self'; img-src 'self' data:; frame-src *; frame-ancestors 'self'"


def create_app(
    state_folder: Path,
    address: str,
    *,
    testing: bool = False,
    platform: str = "default",
    theme: Theme | None = None,
) -> Flask:
    """Make the LMS that keeps its state in ``state_folder``.

    ``address`` is where browsers and tools reach it, ``http://127.0.0.1:8000``: the issuer of its
    LTI launches. ``platform`` is a profile of ``profiles/lti``. ``testing`` adds ``/testing/…``.
    ``theme`` is the house style of its pages.
    """
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 500 * 1024 * 1024
    app.extensions["theme"] = theme or themes.find(None)
    storage = Storage(state_folder)
    app.extensions["storage"] = storage
    app.extensions["library"] = Library(storage)
    app.extensions["attempts"] = Attempts(storage)
    app.extensions["sessions"] = sessions.Sessions(storage)
    app.extensions["platform"] = Platform(storage, address, lti_profile(platform))
    _add_files(app)
    _guard(app, address)
    sessions.install(app)
    app.register_blueprint(home.home)
    app.register_blueprint(grades.grades)
    app.register_blueprint(scorm)
    app.register_blueprint(lti)
    if testing:
        from practice_lms.testing import testing as admin  # noqa: PLC0415 - never loaded otherwise

        app.register_blueprint(admin)
    _explain_errors(app)
    return app


def _add_files(app: Flask) -> None:
    """Serve style sheets, scripts and scorm-again, which browsers may keep."""

    def serve(folder: Path) -> Callable[[str], Response]:
        return lambda name: send_from_directory(folder, name, max_age=0)

    def serve_page(name: str) -> Response:
        content = themes.content(name, app.extensions["theme"])
        if content is None:
            raise NotFound
        source = BytesIO(content) if isinstance(content, bytes) else content
        return send_file(source, mimetype=guess_type(name)[0], max_age=0)

    app.add_url_rule("/page/<name>", "page_file", serve_page)
    app.add_url_rule("/static/<path:name>", "static_file", serve(HERE / "static"))
    app.add_url_rule("/built/<path:name>", "built_file", serve(HERE / "built"))


def _guard(app: Flask, address: str) -> None:
    """Answer on the one address only, to its own pages only, and let nothing be kept."""
    host = urlsplit(address).netloc

    @app.before_request
    def check_host() -> BaseResponse | None:
        if request.host == host:
            return None
        if request.method == "GET" and request.host == host.replace("127.0.0.1", "localhost"):
            return redirect(address + request.full_path)
        return page.message("Onbekend adres", f"Dit leerplatform staat op {address}.", 421)

    @app.before_request
    def check_origin() -> BaseResponse | None:
        foreign = request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
        if request.method == "GET" or request.path.startswith("/lti/") or not foreign:
            return None
        return page.message("Niet toegestaan", "Dit verzoek komt van een andere website.", 403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if request.endpoint != "scorm.file":
            response.headers.setdefault("Content-Security-Policy", CSP)
        return response


def _explain_errors(app: Flask) -> None:
    """Say in plain Dutch what is wrong."""

    @app.errorhandler(PackageError)
    def refuse_package(error: PackageError) -> Response:
        return page.message("Dit pakket kan niet worden afgespeeld", str(error), 422)

    @app.errorhandler(UnknownProfileError)
    def refuse_profile(error: UnknownProfileError) -> Response:
        return page.message("Dit profiel is er niet", str(error), 404)

    @app.errorhandler(OtherCourse)
    def refuse_course(error: OtherCourse) -> Response:
        text = f"{error.description} Kies op de eerste pagina de cursus en open haar daar."
        return page.message("De activiteit staat in een andere cursus", text, 404)

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response | HTTPException:
        if error.response is not None:
            return error
        text = {404: "Deze pagina is er niet.", 413: "Dit bestand is groter dan 500 MB."}
        code = error.code or 500
        return page.message(f"Fout {code}", text.get(code, "Dit verzoek klopt niet."), code)
