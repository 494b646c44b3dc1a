"""Makes packages to play: real manifests of both editions, small contents."""

import zipfile
from pathlib import Path

MANIFEST_12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{identifier}" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="other"><title>Niet deze</title></organization>
    <organization identifier="org"><title>{title}</title>{items}</organization>
  </organizations>
  <resources>{resources}</resources>
</manifest>"""

MANIFEST_2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{identifier}" version="1"
  xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="org"><title>{title}</title>{items}</organization>
  </organizations>
  <resources>{resources}</resources>
</manifest>"""

ITEM = (
    '<item identifier="item-1" identifierref="res-1"><title>Eerste</title>'
    "<adlcp:masteryscore>80</adlcp:masteryscore></item>"
)
RESOURCE = (
    '<resource identifier="res-1" type="webcontent" adlcp:scormtype="sco" href="index.html">'
    '<file href="index.html"/></resource>'
)
PAGE = "<!DOCTYPE html><title>SCO</title><p>Versie {version}</p>"


def manifest(
    *,
    edition: str = "1.2",
    identifier: str = "proef",
    title: str = "Proef",
    items: str = ITEM,
    resources: str = RESOURCE,
) -> str:
    document = MANIFEST_12 if edition == "1.2" else MANIFEST_2004
    return document.format(identifier=identifier, title=title, items=items, resources=resources)


def write(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def package(folder: Path, *, version: str = "1", edition: str = "1.2", **changes: str) -> Path:
    """Write a package with one page that tells its version."""
    path = folder / f"{changes.get('identifier', 'proef')}-{edition}-{version}.zip"
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": manifest(edition=edition, **changes),
        "index.html": PAGE.format(version=version),
    }
    return write(path, files)
