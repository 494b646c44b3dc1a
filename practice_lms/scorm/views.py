"""Pages and requests of the SCORM half."""

import json
import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from practice_lms import page
from practice_lms.profiles import ScormProfile, scorm_faults, scorm_profile, scorm_profiles
from practice_lms.scorm import kept
from practice_lms.scorm.attempts import MODES, Attempts, Keeping, Opening
from practice_lms.scorm.library import Library, Package
from practice_lms.scorm.manifest import Sco
from practice_lms.who import chosen

scorm = Blueprint("scorm", __name__, url_prefix="/scorm")


def _library() -> Library:
    library = current_app.extensions["library"]
    assert isinstance(library, Library)  # noqa: S101
    return library


def _attempts() -> Attempts:
    attempts = current_app.extensions["attempts"]
    assert isinstance(attempts, Attempts)  # noqa: S101
    return attempts


def _found(package_id: str) -> tuple[Package, Sco]:
    package = _library().get(package_id)
    sco = package.sco(request.args.get("item")) if package else None
    if package is None or sco is None:
        raise NotFound
    return package, sco


def _profile() -> ScormProfile:
    return scorm_profile(request.args.get("profile", "scorm-again"), request.args.getlist("fault"))


def _mode() -> str:
    mode = request.args.get("mode", "normal")
    if mode not in MODES:
        raise NotFound
    return mode


def _query(sco: Sco) -> dict[str, Any]:
    """Give what addresses of this playing carry: who, which SCO, and how the platform behaves."""
    asked = request.args
    names = {name: asked[name] for name in ("profile", "mode") if name in asked}
    return {**chosen().query, "item": sco.item, "fault": asked.getlist("fault"), **names}


@scorm.get("/<package_id>/")
def play(package_id: str) -> BaseResponse:
    """Show the player; the package opens in its frame."""
    package, sco = _found(package_id)
    profile, who = _profile(), chosen()
    response = page.render(
        "player.html.jinja",
        sco.title,
        package=package,
        sco=sco,
        who=who,
        query=_query(sco),
        runtimes=_runtimes(package, profile),
        settings=_settings(package, sco, profile),
    )
    response.headers.extend(profile.headers)
    return response


def _runtimes(package: Package, profile: ScormProfile) -> list[str]:
    """Name the files of scorm-again that the page loads."""
    if profile.runtime != "scorm-again":
        return []
    both = profile.faults.get("api") == "both"
    return [
        f"{each}.min.js" for each in ("scorm12", "scorm2004") if both or each == package.edition
    ]


def _settings(package: Package, sco: Sco, profile: ScormProfile) -> dict[str, Any]:
    """Give what static/player.js reads; its ``Settings``."""
    files = url_for("scorm.file", package_id=package.id, name="")
    return {
        "edition": package.edition,
        "runtime": profile.runtime,
        "limits": profile.limits,
        "faults": profile.faults,
        "page": profile.page,
        "sit": page.link("scorm.sit", {"package_id": package.id, **_query(sco)}),
        "launch": files + sco.href,
        "nest": url_for("scorm.nest"),
    }


@scorm.post("/<package_id>/sittings")
def sit(package_id: str) -> dict[str, Any]:
    """Begin a sitting: what the run-time starts with, and where it commits."""
    package, sco = _found(package_id)
    keeping = Keeping(**_profile().keeping)
    opening = Opening(package, sco, chosen().person, _mode(), keeping)
    sitting, cmi = _attempts().sit(opening)
    late = {"time": "finish"} if keeping.time_at_finish else {}
    values = {"package_id": package.id, "sitting": sitting, **late}
    commit = page.link("scorm.commit", values)
    return {"cmi": cmi, "commit": commit}


@scorm.post("/<package_id>/commit")
def commit(package_id: str) -> tuple[dict[str, Any], int]:
    """Keep a commit: JSON as ``application/json``, or as ``text/plain`` when it is a beacon."""
    package = _library().get(package_id)
    cmi = json.loads(request.get_data()) if package else None
    if package is None or not isinstance(cmi, dict):
        return {"result": False, "errorCode": 101}, 400
    timed = "finished" in request.args or request.args.get("time") != "finish"
    sitting = request.args.get("sitting", "")
    done = _attempts().commit(sitting, cmi, package.edition, timed=timed)
    return {"result": done, "errorCode": 0 if done else 101}, 200 if done else 404


@scorm.get("/<package_id>/files/<path:name>")
def file(package_id: str, name: str) -> Response:
    """Serve a file of the package; a newer version is seen at the next load."""
    package = _library().get(package_id)
    if package is None:
        raise NotFound
    response = send_from_directory(package.folder, name)
    response.headers["Cache-Control"] = "no-cache"
    return response


@scorm.get("/nest")
def nest() -> Response:
    """Show a frame in a frame, as often as asked."""
    return page.render("nest.html.jinja", "Venster")


@scorm.get("/<package_id>/kept")
def show_kept(package_id: str) -> Response:
    """Show what the LMS kept of a learner."""
    package, sco = _found(package_id)
    who = chosen()
    cmi = _attempts().kept(package, sco, who.person)
    seconds = _attempts().seconds(package, sco, who.person)
    report = kept.report(cmi, package.edition, seconds)
    title = f"Bewaard van {who.person.name}"
    return page.render("kept.html.jinja", title, package=package, sco=sco, who=who, report=report)


@scorm.get("/<package_id>/choose")
def choose(package_id: str) -> Response:
    """Offer the ways to play a package: mode, kind of platform, what goes wrong."""
    package, sco = _found(package_id)
    return page.render(
        "choose.html.jinja",
        f"{package.title} afspelen",
        package=package,
        sco=sco,
        who=chosen(),
        profiles=[(profile.name, profile.title) for profile in scorm_profiles()],
        faults=[(name, fault["title"]) for name, fault in scorm_faults().items()],
    )


@scorm.post("/")
def upload() -> BaseResponse:
    """Add a package, or a new version of one."""
    sent = request.files.get("package")
    if sent is None or not sent.filename:
        return page.message("Geen bestand", "Kies eerst een zip-bestand.", 422)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        sent.save(path)
        _library().add(path)
    return redirect(url_for("home.first"), 303)
