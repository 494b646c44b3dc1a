"""How learning platforms differ, as data: a JSON file a platform, a table of faults.

``scorm/<name>.json`` says how a platform keeps and judges SCORM's run-time data;
``scorm/faults.json`` what can go wrong besides, to be laid over any of them; ``lti/<name>.json``
how a platform launches an LTI tool. Each has a Dutch ``title`` for the page where it is chosen.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


class UnknownProfileError(LookupError):
    """No such profile or fault; the text names those there are, in Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScormProfile:
    """How a platform plays SCORM.

    ``runtime`` is ``scorm-again`` or ``fake``; ``limits`` maps an edition to the lengths of its
    data types and to what it accepts (static/lms/types.js); ``keeping`` is
    :class:`practice_lms.scorm.attempts.Keeping`; ``headers`` go with the player's page; ``faults``
    is what static/lms/faults.js makes go wrong, and ``page`` where the package's window is.
    """

    name: str
    title: str
    runtime: str = "fake"
    limits: dict[str, dict[str, Any]] = field(default_factory=dict)
    keeping: dict[str, bool] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    page: dict[str, int | bool] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LtiProfile:
    """How a platform launches tools (LTI 1.3, Names and Roles 2.0).

    ``login`` is ``get`` or ``post``; ``lifetime`` of an id_token in seconds; ``storage`` the frame
    of LTI platform storage (``_parent`` or a name; empty: none); ``named`` whether people's names
    and addresses are told; ``page_size`` of the roster; ``short_roles`` there,
    ``whole_seconds`` (scores within one second are not newer) and ``only_fully_graded`` (any other
    progress clears the score) as in Moodle.
    """

    name: str
    title: str
    login: str = "get"
    lifetime: int = 300
    storage: str = ""
    named: bool = True
    page_size: int = 5
    short_roles: bool = False
    whole_seconds: bool = False
    only_fully_graded: bool = False


@cache
def _names(kind: str) -> tuple[str, ...]:
    found = sorted(path.name for path in (files(__name__) / kind).iterdir())
    return tuple(name.removesuffix(".json") for name in found if name.endswith(".json"))


def _read(kind: str, name: str) -> dict[str, Any]:
    if name not in _names(kind):
        there = ", ".join(each for each in _names(kind) if each != "faults")
        raise UnknownProfileError(f"Er is geen profiel {name!r}. Wel: {there}.")
    text = (files(__name__) / kind / f"{name}.json").read_text("utf-8")
    return dict(json.loads(text))


def scorm_profiles() -> list[ScormProfile]:
    """Every profile for SCORM, without faults."""
    return [scorm_profile(name) for name in _names("scorm") if name != "faults"]


@cache
def scorm_faults() -> dict[str, dict[str, Any]]:
    """Every fault by its name: ``title`` and the fields of a profile that it lays over."""
    return _read("scorm", "faults")


def scorm_profile(name: str, faults: Iterable[str] = ()) -> ScormProfile:
    """Give a profile with faults laid over it, later ones over earlier ones."""
    profile = _read("scorm", name)
    for fault in faults:
        if fault not in scorm_faults():
            there = ", ".join(scorm_faults())
            raise UnknownProfileError(f"Er is geen fout {fault!r}. Wel: {there}.")
        for key, value in scorm_faults()[fault].items():
            if key != "title":
                profile[key] = profile.get(key, {}) | value
    return ScormProfile(name=name, **profile)


def lti_profile(name: str) -> LtiProfile:
    """Give a profile of an LTI platform."""
    return LtiProfile(name=name, **_read("lti", name))
