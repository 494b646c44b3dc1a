"""The check tells what keeps a platform from playing a package, by name and line."""

import dataclasses
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from course.model import Module
from scorm_builder import package
from scorm_builder.check import check
from scorm_builder.editions import SCORM_1_2, SCORM_2004_4, Edition
from tests.scorm_builder.changes import (
    MANIFEST,
    Entries,
    Write,
    add_file,
    changed,
    drop,
    errors,
    listed,
    mark,
    one,
    retext,
)

ROOT = Path(__file__).parents[2]


def test_our_own_package_is_faultless(built: Path) -> None:
    assert check(built) == ()


def test_our_own_package_without_schemas_gets_no_more_than_advice(
    module: Module, edition: Edition, tmp_path: Path
) -> None:
    path = package.build(module, edition, tmp_path / "zonder.zip", None).path

    (finding,) = check(path)
    assert finding.severity == "advice"
    assert "zelftest" in finding.message


BROKEN: dict[str, tuple[Callable[[etree._Element], object], str]] = {
    "a listed file is missing": (lambda root: add_file(root, "weg/plaat.png"), "weg/plaat.png"),
    "a file is not listed": (lambda root: drop(listed(root, "index.html")), "index.html"),
    "a file lies outside": (lambda root: add_file(root, "../geheim.txt"), "../geheim.txt"),
    "a file lies outside in disguise": (
        lambda root: add_file(root, "a/%2e%2e/%2E./geheim.txt"),
        "a/%2e%2e/%2E./geheim.txt",
    ),
    "an address is absolute": (
        lambda root: one(root, "resource").set("href", "https://voorbeeld.nl/index.html"),
        "https://voorbeeld.nl/index.html",
    ),
    "an address starts at the root": (lambda root: add_file(root, "/index.html"), "/index.html"),
    "an address names a drive": (lambda root: add_file(root, "C:\\x.html"), "C:\\x.html"),
    "an address is no address": (lambda root: add_file(root, "http://[x"), "http://[x"),
    "the case differs": (lambda root: add_file(root, "Index.HTML"), "index.html"),
    "an identifier stands twice": (
        lambda root: one(root, "resource").set("identifier", "werkpakket-9"),
        "werkpakket-9",
    ),
    "an item refers to nothing": (
        lambda root: one(root, "item").set("identifierref", "weg"),
        "weg",
    ),
    "the default organization is unknown": (
        lambda root: one(root, "organizations").set("default", "weg"),
        "weg",
    ),
    "the version is another edition's": (
        lambda root: retext(one(root, "schemaversion"), "1.3"),
        "1.3",
    ),
    "the SCO carries no mark": (
        lambda root: mark(root, "naam"),
        "niets om te starten",
    ),
    "the SCO has no page": (
        lambda root: one(root, "resource").attrib.pop("href"),
        "niets om te starten",
    ),
    "there is no organization": (
        lambda root: drop(one(root, "organization")),
        "niets om te starten",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_error_names_what_is_wrong(entries: Entries, write: Write, case: str) -> None:
    change, named = BROKEN[case]

    findings = errors(write(changed(entries, change)))

    assert any(named in finding.message for finding in findings), findings
    assert all(finding.file == MANIFEST and finding.line > 0 for finding in findings)


@pytest.mark.parametrize("edition", [SCORM_1_2, SCORM_2004_4], ids=str, indirect=False)
def test_the_mark_of_the_other_edition_is_an_error(
    module: Module, edition: Edition, tmp_path: Path, write: Write
) -> None:
    path = package.build(module, edition, tmp_path / "goed.zip", None).path
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    other = SCORM_2004_4 if edition is SCORM_1_2 else SCORM_1_2
    prefix, local = other.scorm_type.split(":")

    (finding,) = errors(
        write(changed(entries, lambda root: mark(root, f"{{{other.namespaces[prefix]}}}{local}")))
    )

    assert edition.scorm_type in finding.message


def test_the_namespace_of_no_edition_is_an_error(entries: Entries, write: Write) -> None:
    text = entries[MANIFEST].decode()
    root = etree.fromstring(text.encode())
    namespace = str(etree.QName(root).namespace)

    findings = errors(write({**entries, MANIFEST: text.replace(namespace, "urn:iets").encode()}))

    assert any("urn:iets" in finding.message for finding in findings)


def test_a_missing_manifest_is_an_error(entries: Entries, write: Write) -> None:
    del entries[MANIFEST]

    (finding,) = errors(write(entries))

    assert (finding.file, finding.line) == (MANIFEST, 1)
    assert "ontbreekt" in finding.message


def test_a_manifest_in_a_wrapper_folder_is_an_error_that_names_the_place(
    entries: Entries, write: Write
) -> None:
    (finding,) = errors(write({f"mijn map/{name}": data for name, data in entries.items()}))

    assert "mijn map/imsmanifest.xml" in finding.message


def test_a_manifest_in_capitals_is_an_error(entries: Entries, write: Write) -> None:
    entries["IMSManifest.xml"] = entries.pop(MANIFEST)

    (finding,) = errors(write(entries))

    assert "IMSManifest.xml" in finding.message


def test_broken_xml_is_an_error_with_its_line(entries: Entries, write: Write) -> None:
    entries[MANIFEST] = b"<manifest>\n<metadata>\n</manifest>"

    (finding,) = errors(write(entries))

    assert finding.line == 3


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
    ],
)
def test_entities_are_neither_followed_nor_filled_in(
    entries: Entries, write: Write, entity: str
) -> None:
    entries[MANIFEST] = (
        f"<!DOCTYPE manifest [{entity}]><manifest><metadata>&x;</metadata></manifest>"
    ).encode()

    findings = errors(write(entries))

    assert any("entiteit (&x;)" in finding.message for finding in findings)
    assert not any("root:" in finding.message for finding in findings)


def test_a_billion_laughs_in_an_attribute_ends_soon(entries: Entries, write: Write) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    entries[MANIFEST] = (
        f'<!DOCTYPE manifest [<!ENTITY e0 "ha">{levels}]><manifest identifier="&e11;"/>'
    ).encode()

    assert errors(write(entries))


def test_errors_come_before_advice(entries: Entries, write: Write) -> None:
    findings = check(write({**entries, "a&b.pdf": b"x"}))

    assert [finding.severity for finding in findings] == ["error", "advice"]


def test_packages_of_another_maker_are_faultless(tmp_path: Path) -> None:
    """simple-scorm-packager, as it is: external metadata, control documents, a mastery score."""
    source = tmp_path / "bron"
    source.mkdir()
    (source / "index.html").write_text("<!doctype html><title>Les</title>")
    (source / "plaat een.png").write_bytes(b"x")
    script = """
      const make = require(process.argv[1])
      const [, , source, outputFolder, ...versions] = process.argv
      const next = () => versions.length && make({
        version: versions.shift(), title: 'Les', language: 'nl', identifier: '00', source,
        package: { zip: true, appendTimeToOutput: true, outputFolder }
      }, next)
      next()
    """
    node = [sys.executable, "-m", "course.page.frontend", "node", "-e", script]
    maker = ROOT / "node_modules" / "simple-scorm-packager"
    versions = ["1.2", "2004 3rd Edition", "2004 4th Edition"]
    subprocess.run(
        [*node, maker, source, tmp_path / "uit", *versions],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    packages = list((tmp_path / "uit").glob("*.zip"))
    assert len(packages) == len(versions)
    assert [check(path) for path in packages] == [()] * len(versions)


def test_another_makers_package_is_judged_by_the_same_rules(write: Write) -> None:
    """Folders by xml:base, encoded and literal names, metadata apart, a list of dependencies."""
    manifest = """<?xml version="1.0" encoding="utf-16"?>
    <manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
        xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xml:base="inhoud/">
      <metadata><schema>ADL SCORM</schema><schemaversion>CAM 1.3</schemaversion>
        <adlcp:location>../meta.xml</adlcp:location></metadata>
      <organizations default="O"><organization identifier="O"><title>Cursus</title>
        <item identifier="I" identifierref="R1" parameters="?les=1"><title>Les</title></item>
      </organization></organizations>
      <resources xml:base="les/">
        <resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="start.html?a=1#b">
          <file href="start.html"/><file href="met%20spatie.png"/><file href="C#.pdf"/>
          <dependency identifierref="R2"/></resource>
        <resource identifier="R2" type="webcontent" adlcp:scormType="asset" xml:base="../">
          <file href="é.css"/></resource>
      </resources>
    </manifest>""".encode("utf-16")
    path = write(
        {
            MANIFEST: manifest,
            "meta.xml": b"<lom/>",
            "schema/eigen.xsd": b"<x/>",
            "inhoud/les/start.html": b"",
            "inhoud/les/met spatie.png": b"",
            "inhoud/les/C#.pdf": b"",
            "inhoud/e\u0301.css": b"",
        }
    )

    assert errors(path) == []


def test_the_manifest_of_a_renamed_module_differs_only_in_its_title(
    module: Module, edition: Edition, tmp_path: Path
) -> None:
    first = package.build(module, edition, tmp_path / "1.zip", None).path
    renamed = dataclasses.replace(module, title="Nieuw")
    second = package.build(renamed, edition, tmp_path / "2.zip", None).path

    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as two:
        assert one.namelist() == two.namelist()
        assert two.read(MANIFEST).decode().count("Nieuw") == 3
