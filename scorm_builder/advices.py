"""What makes a package travel better; each rule gives advice."""

import re
from collections.abc import Iterator

from course.model import TITLE_LIMIT
from scorm_builder.document import Document, line
from scorm_builder.finding import Finding, advice
from scorm_builder.manifest import NAME

PATH_LIMIT = 120
"""Characters in a path; some platforms refuse longer ones."""

_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_RISKY = re.compile(r"""[^\x20-\x7e]|[~&'"|:#%\\<>*?]""")


def titles(document: Document) -> Iterator[Finding]:
    """Find organizations and items without a title, or with one that platforms cut."""
    for element in document.all("organization", "item"):
        title = (element.findtext(document.tag("title")) or "").strip()
        if not title:
            yield advice(NAME, line(element), "Hier ontbreekt een titel. Zet er een <title> in.")
        elif len(title) > TITLE_LIMIT:
            message = f"De titel heeft {len(title)} tekens. Veel leerplatforms kappen hem af na"
            yield advice(NAME, line(element), f"{message} {TITLE_LIMIT}.")


def control_documents(document: Document) -> Iterator[Finding]:
    """Find schemas that are named and missing, or missing altogether."""
    words = document.root.get(_SCHEMA_LOCATION, "").split()
    for place in words[1::2]:
        if "://" not in place and place not in document.files:
            message = f"Het schema “{place}” wordt genoemd, maar zit niet in het pakket."
            yield advice(NAME, line(document.root), f"{message} Voeg het toe.")
    if not words:
        message = "Het pakket heeft geen schema's (xsd). De zelftest van ADL keurt het dan af;"
        yield advice(NAME, line(document.root), f"{message} leerplatforms spelen het wel.")


def file_names(document: Document) -> Iterator[Finding]:
    """Find names that platforms change, skip or refuse when they unpack."""
    folded: dict[str, str] = {}
    for name in document.names:
        if reason := _trouble(name):
            yield advice(name, 1, f"“{name}” {reason}. Geef het een eenvoudige naam.")
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            message = f"“{name}” en “{other}” verschillen alleen in hoofdletters."
            yield advice(name, 1, f"{message} Geef er één een andere naam.")


def _trouble(name: str) -> str | None:
    if _RISKY.search(name):
        return "heeft tekens die leerplatforms soms veranderen"
    if any(part.startswith(("_", ".")) for part in name.split("/")):
        return "begint met een teken waarom leerplatforms het soms overslaan"
    if len(name) > PATH_LIMIT:
        return f"is langer dan {PATH_LIMIT} tekens"
    return None
