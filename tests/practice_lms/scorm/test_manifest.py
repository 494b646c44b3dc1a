"""Which SCOs a manifest has, and what is wrong with one that has none."""

import pytest

from practice_lms.scorm.manifest import PackageError, read_manifest, scos_from_json
from tests.practice_lms.packages import RESOURCE, manifest


def test_the_default_organisation_and_its_sco_are_read() -> None:
    found = read_manifest(manifest(title="A &amp; &lt;b&gt;").encode())
    assert (found.id, found.edition, found.title) == ("proef", "scorm12", "A & <b>")
    [sco] = found.scos
    assert (sco.item, sco.title, sco.href) == ("item-1", "Eerste", "index.html")
    assert sco.start == {"cmi.student_data.mastery_score": "80"}


def test_scos_survive_being_kept() -> None:
    found = read_manifest(manifest().encode())
    assert scos_from_json(found.scos_as_json()) == found.scos


@pytest.mark.parametrize("version", ["2004 3rd Edition", "2004 4th Edition", "CAM 1.3"])
def test_every_edition_of_2004_is_known(version: str) -> None:
    document = manifest(edition="2004").replace("2004 4th Edition", version)
    assert read_manifest(document.encode()).edition == "scorm2004"


def test_bases_and_parameters_are_put_together() -> None:
    items = '<item identifier="i" identifierref="res-1" parameters="?a=1"><title>T</title></item>'
    based = RESOURCE.replace("<resource ", '<resource xml:base="sco/" ').replace(
        "index.html", "index.html?b=2"
    )
    [sco] = read_manifest(manifest(items=items, resources=based).encode()).scos
    assert sco.href == "sco/index.html?b=2&a=1"


@pytest.mark.parametrize("href", ["https://elders.example/", "/index.html", "../index.html"])
def test_an_address_outside_the_package_is_refused(href: str) -> None:
    document = manifest(resources=RESOURCE.replace("index.html", href))
    with pytest.raises(PackageError, match="buiten het pakket"):
        read_manifest(document.encode())


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (b"<manifest", "geen geldige XML"),
        (b"<something/>", "begint niet met het element manifest"),
        (manifest().replace(">1.2<", ">1.3<").encode(), "schemaversion"),
        (manifest(items="").encode(), "geen onderdeel dat geopend kan worden"),
    ],
)
def test_what_is_wrong_is_said(document: bytes, says: str) -> None:
    with pytest.raises(PackageError, match=says):
        read_manifest(document)


def test_entities_of_a_manifest_are_never_followed() -> None:
    evil = '<!DOCTYPE manifest [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    document = manifest(title="&x;").replace("?>", f"?>{evil}", 1)
    assert "root" not in read_manifest(document.encode()).title
