"""A manifest as it was found, with what the rules ask of it."""

import posixpath
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from scorm_builder.editions import XML


@dataclass(frozen=True)
class Document:
    """The root element of a manifest and the names of all files in the package."""

    root: etree._Element
    names: tuple[str, ...]

    @cached_property
    def namespace(self) -> str:
        """The namespace of the manifest's own elements."""
        return etree.QName(self.root).namespace or ""

    @cached_property
    def files(self) -> frozenset[str]:
        """The names of the files, composed (macOS writes accents apart)."""
        return frozenset(map(composed, self.names))

    @cached_property
    def folded(self) -> dict[str, str]:
        """The name of each file by that name without capitals."""
        return {name.casefold(): name for name in self.files}

    def all(self, *names: str) -> Iterator[etree._Element]:
        """Yield every element of the manifest's own namespace with one of these names."""
        return self.root.iter(*(self.tag(name) for name in names))

    def tag(self, name: str) -> str:
        """Return the name of an element of the manifest's own namespace."""
        return f"{{{self.namespace}}}{name}" if self.namespace else name

    @cached_property
    def organization(self) -> etree._Element | None:
        """The organization that a platform opens: the default one, or the first."""
        organizations = list(self.all("organization"))
        default = next(self.all("organizations"), self.root).get("default")
        chosen = [one for one in organizations if one.get("identifier") == default]
        return next(iter(chosen or organizations), None)

    @cached_property
    def resources(self) -> dict[str, etree._Element]:
        """Every resource by its identifier."""
        return {one.get("identifier", ""): one for one in self.all("resource")}


def scorm_type(resource: etree._Element) -> tuple[str, str] | None:
    """Return name (as written) and value of the attribute that marks SCOs, whatever its case."""
    for name, value in resource.attrib.items():
        if etree.QName(name).localname.lower() == "scormtype":
            return str(name), str(value)
    return None


def line(element: etree._Element) -> int:
    """Return the line of an element, from 1."""
    return cast("int | None", element.sourceline) or 1


def composed(name: str) -> str:
    """Return a name with each accent in its letter."""
    return unicodedata.normalize("NFC", name)


def is_absolute(href: str) -> bool:
    """Whether an address does not depend on the package: a host, a root or a drive."""
    try:
        return href.startswith(("/", "\\")) or bool(urlsplit(href).scheme)
    except ValueError:
        return True


def base(element: etree._Element) -> str:
    """Return the folder that ``xml:base`` gives to an element (W3C XML Base), or nothing."""
    chain = [element, *element.iterancestors()]
    return posixpath.join("", *(one.get(f"{{{XML}}}base", "") for one in reversed(chain)))


def path_of(element: etree._Element, href: str) -> str:
    """Return the file in the package that ``href`` points to, without query and fragment."""
    plain = href.partition("#")[0].partition("?")[0]
    return composed(posixpath.normpath(posixpath.join(unquote(base(element)), unquote(plain))))


def literal_path(element: etree._Element, href: str) -> str:
    """Return the file that ``href`` points to when its characters mean no more than themselves."""
    return composed(posixpath.normpath(posixpath.join(base(element), href)))
