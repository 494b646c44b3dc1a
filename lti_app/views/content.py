"""The module of a launch, and the files that its texts refer to.

A picture's request carries no secret where cookies are blocked, so a file's address is a secret of
its own: signed, and other as soon as the file is, so that browsers may keep it.
"""

import hashlib
import hmac
from pathlib import Path

from flask import Blueprint, Response, send_file, url_for
from werkzeug.exceptions import NotFound

from course.model import Module
from lti_app.errors import Refused
from lti_app.models import Launch
from lti_app.views.current import tool

blueprint = Blueprint("content", __name__)
_YEAR = 31_536_000


def module_of(launch: Launch) -> Module | None:
    """Give the module of a launch's activity, None where it is not chosen or not there."""
    return tool().modules.chosen(launch.activity.module_id if launch.activity else None)


def must_have_module(launch: Launch) -> Module:
    """Give the module of a launch's activity, or raise Refused."""
    module = module_of(launch)
    if module is None or launch.activity is None:
        raise Refused(
            "De module van deze activiteit is er niet. Vraag de beheerder van werkpakket ernaar.",
            cause="the activity has no module",
            status=404,
        )
    return module


def file_url(module: Module, name: str) -> str:
    """Address a file of the module by the name written in its texts."""
    return url_for(
        "content.file", module_id=module.id, name=name, key=_key(module, name, module.files[name])
    )


@blueprint.get("/modules/<module_id>/<key>/<path:name>")
def file(module_id: str, key: str, name: str) -> Response:
    """Give a file of a module to who was told its address."""
    module = tool().modules.find(module_id)
    place = module.files.get(name) if module else None
    if module is None or place is None or not place.is_file():
        raise NotFound
    if not hmac.compare_digest(_key(module, name, place).encode(), key.encode()):
        raise NotFound
    response = send_file(place.absolute(), max_age=_YEAR)
    response.cache_control.immutable = True
    return response


def _key(module: Module, name: str, place: Path) -> str:
    facts = place.stat()
    told = f"{module.id}\n{name}\n{facts.st_mtime_ns}\n{facts.st_size}"
    secret = tool().settings.secret_key.encode()
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()[:24]
