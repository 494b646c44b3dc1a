"""Checks a SCORM package, by reading alone: any maker's, SCORM 1.2 and 2004.

Errors keep a platform from importing or playing the package; everything else is advice. The rules
are those of the Content Aggregation Model (SCORM 1.2, section 2.3; SCORM 2004, chapters 3 and 5).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from scorm_builder import advices, rules
from scorm_builder.document import Document, line
from scorm_builder.finding import Finding, advice, error
from scorm_builder.manifest import NAME
from scorm_builder.reading import read

__all__ = ["Finding", "check"]

_RULES: tuple[Callable[[Document], Iterator[Finding]], ...] = (
    rules.edition_marks,
    rules.double_identifiers,
    rules.unknown_references,
    rules.files,
    rules.launchable,
    advices.titles,
    advices.control_documents,
    advices.file_names,
)


def check(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the package at ``path``, errors first.

    Nothing is unpacked, run or fetched, and no package makes this raise.
    """
    contents = read(path)
    findings = [*contents.findings]
    if contents.manifest is not None:
        findings += _manifest(contents.manifest, contents.names)
    return tuple(sorted(findings, key=lambda finding: finding.severity == "advice"))


def _manifest(data: bytes, names: tuple[str, ...]) -> Iterator[Finding]:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        reason = " ".join(str(problem.msg).split())
        yield error(NAME, problem.lineno or 1, f"Het manifest is geen geldige XML: {reason}.")
        return
    yield from _entities(root)
    if etree.QName(root).localname != "manifest":
        yield error(NAME, 1, "Het manifest begint niet met het element <manifest>.")
        return
    document = Document(root, names)
    for rule in _RULES:
        yield from rule(document)


def _entities(root: etree._Element) -> Iterator[Finding]:
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        message = "Het manifest gebruikt een eigen entiteit"
        yield error(NAME, line(entity), f"{message} ({entity.text}). Schrijf de tekst zelf op.")
    elif root.getroottree().docinfo.internalDTD is not None:
        yield advice(NAME, 1, "Het manifest heeft een DOCTYPE. Haal die weg: SCORM kent er geen.")
