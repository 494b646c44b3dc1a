"""SVG pictures that are none, or that hold a script.

In an ``img`` no script of a picture runs, but opened by its own address it runs in the site of
the learning platform (SVG 2, section 2.2, referencing modes).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ACTIVE = frozenset({"script", "iframe", "embed", "object", "handler", "listener"})
_ADDRESSES = ("javascript:", "data:text/html")
_NO_SVG = "is geen SVG, al heet het zo"


def fault(file: Path) -> str | None:
    """Say that a file is no SVG, or holds what can run, in Dutch; None when it is sound."""
    from lxml import etree  # noqa: PLC0415 - most modules have no SVG

    # Illustrator writes entities into each SVG. lxml fills in those of the file itself, no others.
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    try:
        root = etree.parse(file, parser).getroot()
    except (etree.XMLSyntaxError, OSError):
        return _NO_SVG
    if _local(str(root.tag)) != "svg":
        return _NO_SVG
    elements = root.iter(etree.Element)
    active = any(_is_active(_local(str(it.tag)), dict(it.attrib)) for it in elements)
    return "bevat een script" if active else None


def _is_active(name: str, attributes: Mapping[Any, Any]) -> bool:
    values = ("".join(str(value).split()).lower() for value in attributes.values())
    return (
        name in _ACTIVE
        or any(_local(str(attribute)).startswith("on") for attribute in attributes)
        or any(address in value for value in values for address in _ADDRESSES)
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
