"""What a manifest must get right; each rule finds errors."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scorm_builder.document import (
    Document,
    base,
    is_absolute,
    line,
    literal_path,
    path_of,
    scorm_type,
)
from scorm_builder.editions import SCORM_1_2, SCORM_2004_3, Edition
from scorm_builder.finding import Finding, advice, error
from scorm_builder.manifest import NAME

CONTROL_DOCUMENTS = (".xsd", ".dtd")


@dataclass(frozen=True, slots=True)
class _Marks:
    """What tells a family of editions from another. ``needed``: else platforms take it for 1.2."""

    name: str
    edition: Edition
    versions: tuple[str, ...]
    needed: bool

    @property
    def scorm_type(self) -> str:
        prefix, _, local = self.edition.scorm_type.partition(":")
        return f"{{{self.edition.namespaces[prefix]}}}{local}"


_FAMILIES = (
    _Marks("SCORM 1.2", SCORM_1_2, ("1.2",), needed=False),
    _Marks(
        "SCORM 2004",
        SCORM_2004_3,
        ("2004 3rd Edition", "2004 4th Edition", "CAM 1.3"),
        needed=True,
    ),
)


def edition_marks(document: Document) -> Iterator[Finding]:
    """Find marks of another edition than that of the manifest's namespace."""
    namespace = document.namespace
    family = next((one for one in _FAMILIES if one.edition.namespaces["cp"] == namespace), None)
    if family is None:
        message = (
            f"De naamruimte van het manifest (“{namespace}”) is niet die van SCORM 1.2 of 2004."
        )
        yield error(NAME, line(document.root), message)
        return
    yield from _version(document, family)
    yield from _types(document, family)
    yield from _foreign(document, family)


def _version(document: Document, family: _Marks) -> Iterator[Finding]:
    found = document.root.find(f"{document.tag('metadata')}/{document.tag('schemaversion')}")
    choice = " of ".join(f"“{version}”" for version in family.versions)
    if found is None:
        make = error if family.needed else advice
        yield make(NAME, line(document.root), f"<schemaversion> ontbreekt. Zet er {choice} in.")
    elif (found.text or "").strip() not in family.versions:
        message = f"<schemaversion> is “{(found.text or '').strip()}”, maar dit manifest is"
        yield error(NAME, line(found), f"{message} van {family.name}. Zet er {choice} in.")


def _types(document: Document, family: _Marks) -> Iterator[Finding]:
    for resource in document.all("resource"):
        found = scorm_type(resource)
        if found is not None and found[0] != family.scorm_type:
            name = etree.QName(found[0]).localname
            message = (
                f"Het kenmerk “{name}” van deze resource hoort niet bij {family.name}. Schrijf"
            )
            yield error(NAME, line(resource), f"{message} {family.edition.scorm_type}.")


def _foreign(document: Document, family: _Marks) -> Iterator[Finding]:
    own = set(family.edition.namespaces.values())
    others = {uri for one in _FAMILIES for uri in one.edition.namespaces.values()} - own
    for element in document.root.iter(*(f"{{{uri}}}*" for uri in others)):
        name = etree.QName(element).localname
        message = f"Het element <{name}> is van een andere editie dan {family.name}. Haal het weg."
        yield error(NAME, line(element), message)
        return


def double_identifiers(document: Document) -> Iterator[Finding]:
    """Find identifiers that were used before; every identifier is an XML ID."""
    seen: dict[str, int] = {}
    for element in document.all("manifest", "organization", "item", "resource"):
        identifier = element.get("identifier")
        if identifier is None:
            continue
        if identifier in seen:
            message = f"De identifier “{identifier}” staat ook op regel {seen[identifier]}."
            yield error(NAME, line(element), f"{message} Geef elk element een eigen identifier.")
        seen.setdefault(identifier, line(element))


def unknown_references(document: Document) -> Iterator[Finding]:
    """Find references to what is not there."""
    manifests = {one.get("identifier", "") for one in document.all("manifest")}
    resources = {*document.resources, *manifests}
    organizations = {one.get("identifier", "") for one in document.all("organization")}
    collections = {one.get("ID") for one in document.root.iter("{*}sequencing")}
    yield from _unknown(document.all("item", "dependency"), "identifierref", resources)
    yield from _unknown(document.all("organizations"), "default", organizations)
    yield from _unknown(document.root.iter("{*}sequencing"), "IDRef", collections)


def _unknown(
    elements: Iterator[etree._Element], attribute: str, known: set[str] | set[str | None]
) -> Iterator[Finding]:
    for element in elements:
        reference = element.get(attribute)
        if reference and reference not in known:
            message = f"{attribute} verwijst naar “{reference}”, maar die identifier bestaat niet."
            yield error(NAME, line(element), message)


def files(document: Document) -> Iterator[Finding]:
    """Find files that are missing, unlisted or outside the package, and absolute addresses."""
    listed: set[str] = set()
    wrong: set[str] = set()
    for element in document.all("resource", "file"):
        href = element.get("href")
        if not href:
            continue
        path = _found(document, element, href)
        if element.tag == document.tag("file"):
            listed.add(path)
        if path not in document.files and href not in wrong:
            wrong.add(href)
            yield error(NAME, line(element), _missing(document, element, href, path))
    yield from _unlisted(document, listed | _metadata_files(document))


def _found(document: Document, element: etree._Element, href: str) -> str:
    """Return the file meant; some makers write ``#`` and ``%`` in names as they are."""
    literal = literal_path(element, href)
    return literal if literal in document.files else path_of(element, href)


def _missing(document: Document, element: etree._Element, href: str, path: str) -> str:
    if is_absolute(href) or is_absolute(base(element)):
        return f"“{href}” is een absoluut adres. Zet het bestand in het pakket en verwijs daarnaar."
    if path.startswith("../") or path == "..":
        return f"“{href}” wijst buiten het pakket. Zet het bestand in het pakket."
    if "\\" in href:
        return f"“{href}” heeft een \\. Schrijf / tussen mappen."
    other = document.folded.get(path.casefold())
    if other is not None:
        return f"“{path}” ontbreekt, wel is er “{other}”. Schrijf hoofdletters en kleine gelijk."
    return f"“{path}” ontbreekt in het pakket. Voeg het bestand toe of haal de verwijzing weg."


def _unlisted(document: Document, listed: set[str]) -> Iterator[Finding]:
    place = line(next(document.all("resources"), document.root))
    for name in sorted(document.files - listed - {NAME}):
        if not name.lower().endswith(CONTROL_DOCUMENTS):
            message = f"“{name}” zit in het pakket, maar staat niet in het manifest."
            yield error(NAME, place, f"{message} Voeg een <file> toe of haal het bestand weg.")


def _metadata_files(document: Document) -> set[str]:
    """Return the files of metadata kept apart (``adlcp:location``)."""
    namespaces = [family.edition.namespaces["adlcp"] for family in _FAMILIES]
    locations = document.root.iter(*(f"{{{uri}}}location" for uri in namespaces))
    return {path_of(one, one.text.strip()) for one in locations if one.text}


def launchable(document: Document) -> Iterator[Finding]:
    """Find that there is nothing to launch: no item that leads to a SCO with a page."""
    if document.organization is not None:
        for item in document.organization.iter(document.tag("item")):
            resource = document.resources.get(item.get("identifierref", ""))
            if resource is not None and _is_sco(resource):
                return
    place = document.root if document.organization is None else document.organization
    yield error(
        NAME,
        line(place),
        "Er is niets om te starten. Laat een <item> verwijzen naar een resource met "
        "scormtype “sco” en een href.",
    )


def _is_sco(resource: etree._Element) -> bool:
    kind = scorm_type(resource)
    return kind is not None and kind[1] == "sco" and bool(resource.get("href"))
