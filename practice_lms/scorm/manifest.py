"""Reads ``imsmanifest.xml``: which edition, which SCOs, and what the LMS must tell them.

SCORM 1.2 Content Aggregation Model 2.3; SCORM 2004 4th Edition, CAM 3.4 and 3.5. The manifest is
read by local names, since the editions differ in their namespaces. Sequencing is not read: every
SCO of the default organisation can be opened, as platforms without sequencing do.
"""

import json
from dataclasses import asdict, dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

MANIFEST = "imsmanifest.xml"


class PackageError(Exception):
    """The package cannot be played; the text is for whoever uploaded it, in Dutch."""


@dataclass(frozen=True, slots=True)
class Sco:
    """One thing to launch. ``start`` holds elements that the LMS fills from the manifest."""

    item: str
    title: str
    href: str
    start: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself; ``edition`` is ``scorm12`` or ``scorm2004``."""

    id: str
    edition: str
    title: str
    scos: tuple[Sco, ...]

    def scos_as_json(self) -> str:
        """Write the SCOs for :func:`scos_from_json`."""
        return json.dumps([asdict(sco) for sco in self.scos])


def scos_from_json(text: str) -> tuple[Sco, ...]:
    """Read what :meth:`Manifest.scos_as_json` wrote."""
    return tuple(Sco(**sco) for sco in json.loads(text))


def read_manifest(document: bytes) -> Manifest:
    """Read a manifest; PackageError when it has nothing to launch."""
    root = _parse(document)
    edition = _edition(root)
    organisation = _organisation(root)
    resources = {
        _attribute(resource, "identifier"): resource for resource in _all(root, "resource")
    }
    scos = tuple(_scos(root, organisation, resources, edition))
    if not scos:
        raise PackageError(
            f"{MANIFEST} noemt geen onderdeel dat geopend kan worden: een item met een resource"
            " die een href heeft."
        )
    title = _text(organisation, "title") or scos[0].title
    return Manifest(_attribute(root, "identifier") or title, edition, title, scos)


def _parse(document: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(f"{MANIFEST} is geen geldige XML: {error.msg}.") from error
    if etree.QName(root).localname != "manifest":
        raise PackageError(f"{MANIFEST} begint niet met het element manifest.")
    return root


def _edition(root: etree._Element) -> str:
    version = _text(root, "schemaversion")
    if version == "1.2":
        return "scorm12"
    if version.startswith(("2004", "CAM 1.3")):
        return "scorm2004"
    raise PackageError(
        f"schemaversion in {MANIFEST} is {version!r}; dit leerplatform speelt SCORM 1.2 en 2004 af."
    )


def _organisation(root: etree._Element) -> etree._Element:
    organisations = _all(root, "organization")
    if not organisations:
        raise PackageError(f"{MANIFEST} heeft geen organization.")
    default = _attribute(_all(root, "organizations")[0], "default")
    named = [each for each in organisations if _attribute(each, "identifier") == default]
    return (named or organisations)[0]


def _scos(
    root: etree._Element,
    organisation: etree._Element,
    resources: dict[str, etree._Element],
    edition: str,
) -> list[Sco]:
    found = []
    for item in _all(organisation, "item"):
        resource = resources.get(_attribute(item, "identifierref"))
        if resource is not None and _attribute(resource, "href"):
            href = _href(root, resource, _attribute(item, "parameters"))
            title = _text(item, "title") or href
            found.append(Sco(_attribute(item, "identifier"), title, href, _start(item, edition)))
    return found


def _href(root: etree._Element, resource: etree._Element, parameters: str) -> str:
    """Put bases, address and parameters together (CAM 3.4.1.4 and 3.4.1.15)."""
    resources = resource.getparent()
    bases = [_attribute(each, "base") for each in (root, resources, resource) if each is not None]
    href = ""
    for part in (*bases, _attribute(resource, "href")):
        href = urljoin(href, part)
    if urlsplit(href).scheme or href.startswith(("/", "../")):
        raise PackageError(f"De href {href!r} in {MANIFEST} wijst buiten het pakket.")
    parameters = parameters.lstrip("?&")
    if not parameters or parameters.startswith("#"):
        return href + parameters
    return f"{href}{'&' if '?' in href else '?'}{parameters}"


START = {
    "scorm12": {
        "datafromlms": "cmi.launch_data",
        "masteryscore": "cmi.student_data.mastery_score",
        "maxtimeallowed": "cmi.student_data.max_time_allowed",
        "timelimitaction": "cmi.student_data.time_limit_action",
    },
    "scorm2004": {
        "dataFromLMS": "cmi.launch_data",
        "timeLimitAction": "cmi.time_limit_action",
        "completionThreshold": "cmi.completion_threshold",
        "minNormalizedMeasure": "cmi.scaled_passing_score",
    },
}


def _start(item: etree._Element, edition: str) -> dict[str, str]:
    values = {element: _text(item, tag) for tag, element in START[edition].items()}
    return {element: value for element, value in values.items() if value}


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in root.iter("{*}" + name) if isinstance(each.tag, str)]


def _text(root: etree._Element, name: str) -> str:
    found = _all(root, name)
    return (found[0].text or "").strip() if found else ""


def _attribute(element: etree._Element, name: str) -> str:
    """Read an attribute by its local name: ``xml:base`` is ``base``."""
    for key, value in element.attrib.items():
        if etree.QName(str(key)).localname == name:
            return str(value).strip()
    return ""
