"""Ways to spoil a package, and what the check finds then."""

from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from scorm_builder.check import Finding, check

Write = Callable[[Mapping[str, bytes]], Path]
Entries = dict[str, bytes]
MANIFEST = "imsmanifest.xml"


def errors(path: Path) -> list[Finding]:
    return [finding for finding in check(path) if finding.severity == "error"]


def changed(entries: Entries, change: Callable[[etree._Element], object]) -> Entries:
    root = etree.fromstring(entries[MANIFEST])
    change(root)
    return {**entries, MANIFEST: etree.tostring(root)}


def one(root: etree._Element, name: str) -> etree._Element:
    return next(root.iter(f"{{*}}{name}"))


def drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def retext(element: etree._Element, text: str) -> None:
    element.text = text


def mark(root: etree._Element, name: str) -> None:
    resource = one(root, "resource")
    for key in [key for key in resource.attrib if str(key).startswith("{")]:
        del resource.attrib[key]
    resource.set(name, "sco")


def listed(root: etree._Element, href: str) -> etree._Element:
    return next(file for file in root.iter("{*}file") if file.get("href") == href)


def add_file(root: etree._Element, href: str) -> None:
    resource = one(root, "resource")
    etree.SubElement(resource, one(root, "file").tag, href=href)
