"""The manifest of a package: an IMS Content Packaging document with one SCO.

Identifiers come from the module's content id alone, never from time or chance: Moodle tells SCOs
apart by the item's identifier, so learners keep their progress when a new version is uploaded.
Source: SCORM 1.2 CAM, section 2.3; SCORM 2004 CAM, chapters 3 and 4.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from lxml import etree

from course.model import TITLE_LIMIT, Module
from scorm_builder.editions import Edition, Node

NAME = "imsmanifest.xml"
_LOM_TITLE_LIMIT = 1000
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def manifest(
    module: Module, edition: Edition, *, launch: str, files: Iterable[str], schemas: bool
) -> bytes:
    """Return imsmanifest.xml.

    ``launch`` is the page of the SCO and ``files`` everything in the zip; ``schemas`` says
    whether the control documents are among them. Without them the manifest points to none: a
    platform that validates would look for them in vain.
    """
    tree = _Tree(edition)
    root = tree.root(f"{module.id}.manifest")
    if schemas:
        root.set(_SCHEMA_LOCATION, _schema_locations(edition))
    _metadata(tree, root, module)
    _organizations(tree, root, module)
    _resources(tree, root, module, launch, files)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def shorten(text: str, limit: int) -> str:
    """Return ``text`` on one line, cut at a word and ending in an ellipsis where it is too long."""
    line = " ".join(_NOT_XML.sub("", text).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


class _Tree:
    """Makes elements of one edition; names are ``prefix:name``."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def name(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return f"{{{self.edition.namespaces[prefix]}}}{local}" if colon else name

    def root(self, identifier: str) -> etree._Element:
        prefixes = {p if p != "cp" else None: uri for p, uri in self.edition.namespaces.items()}
        root = etree.Element(self.name("cp:manifest"), nsmap=prefixes)  # type: ignore[arg-type]
        root.set("identifier", identifier)
        root.set("version", "1.0")
        return root

    def add(
        self, parent: etree._Element, name: str, text: str | None = None, **attributes: str
    ) -> etree._Element:
        element = etree.SubElement(parent, self.name(name), attributes)
        element.text = text
        return element

    def grow(self, parent: etree._Element, node: Node) -> None:
        element = self.add(parent, node.tag, node.text)
        for name, value in node.attributes.items():
            element.set(self.name(name), value)
        for child in node.children:
            self.grow(element, child)


def _schema_locations(edition: Edition) -> str:
    return " ".join(
        f"{edition.namespaces[prefix]} {schema}" for prefix, schema in edition.schemas.items()
    )


def _metadata(tree: _Tree, root: etree._Element, module: Module) -> None:
    metadata = tree.add(root, "cp:metadata")
    tree.add(metadata, "cp:schema", "ADL SCORM")
    tree.add(metadata, "cp:schemaversion", tree.edition.schema_version)
    lom = tree.add(metadata, "lom:lom")
    _general(tree, lom, module)
    about = tree.add(lom, f"lom:{tree.edition.lom.about}")
    for scheme in tree.edition.lom.schemes:
        tree.add(about, f"lom:{tree.edition.lom.scheme}", scheme)
    tree.add(tree.add(lom, "lom:technical"), "lom:format", "text/html")
    _educational(tree, lom, module)


def _general(tree: _Tree, lom: etree._Element, module: Module) -> None:
    general = tree.add(lom, "lom:general")
    limit = tree.edition.lom.description_limit
    _text(tree, general, "title", shorten(module.title, _LOM_TITLE_LIMIT), module.language)
    tree.add(general, "lom:language", module.language)
    if module.description:
        description = shorten(module.description, limit)
        _text(tree, general, "description", description, module.language)
    for keyword in module.keywords:
        _text(tree, general, "keyword", shorten(keyword, limit), module.language)


def _text(tree: _Tree, parent: etree._Element, name: str, text: str, language: str) -> None:
    string = tree.add(tree.add(parent, f"lom:{name}"), f"lom:{tree.edition.lom.string}", text)
    string.set(tree.edition.lom.language, language)


def _educational(tree: _Tree, lom: etree._Element, module: Module) -> None:
    if module.minutes is None:
        return
    educational = tree.add(lom, "lom:educational")
    time = tree.add(educational, f"lom:{tree.edition.lom.learning_time}")
    tree.add(time, f"lom:{tree.edition.lom.duration}", _duration(module.minutes))


def _duration(minutes: int) -> str:
    """Return an ISO 8601 duration."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _organizations(tree: _Tree, root: etree._Element, module: Module) -> None:
    identifier, title = f"{module.id}.organization", shorten(module.title, TITLE_LIMIT)
    organizations = tree.add(root, "cp:organizations", default=identifier)
    organization = tree.add(organizations, "cp:organization", identifier=identifier)
    for name, value in tree.edition.organization_attributes.items():
        organization.set(tree.name(name), value)
    tree.add(organization, "cp:title", title)
    item = tree.add(
        organization, "cp:item", identifier=module.id, identifierref=f"{module.id}.resource"
    )
    tree.add(item, "cp:title", title)
    for node in tree.edition.item:
        tree.grow(item, node)
    for node in tree.edition.organization:
        tree.grow(organization, node)


def _resources(
    tree: _Tree, root: etree._Element, module: Module, launch: str, files: Iterable[str]
) -> None:
    resources = tree.add(root, "cp:resources")
    resource = tree.add(
        resources,
        "cp:resource",
        identifier=f"{module.id}.resource",
        type="webcontent",
        href=quote(launch),
    )
    resource.set(tree.name(tree.edition.scorm_type), "sco")
    for name in files:
        tree.add(resource, "cp:file", href=quote(name))
