"""The check tells what keeps a platform from playing a package, by name and line."""

import dataclasses
import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from course.model import Module
from scorm_builder import package
from scorm_builder.check import Finding, check
from scorm_builder.editions import SCORM_1_2, SCORM_2004_4, Edition

Write = Callable[[Mapping[str, bytes]], Path]
Entries = dict[str, bytes]
ROOT = Path(__file__).parents[2]
MANIFEST = "imsmanifest.xml"


def _errors(path: Path) -> list[Finding]:
    return [finding for finding in check(path) if finding.severity == "error"]


def _changed(entries: Entries, change: Callable[[etree._Element], object]) -> Entries:
    root = etree.fromstring(entries[MANIFEST])
    change(root)
    return {**entries, MANIFEST: etree.tostring(root)}


def _one(root: etree._Element, name: str) -> etree._Element:
    return next(root.iter(f"{{*}}{name}"))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _retext(element: etree._Element, text: str) -> None:
    element.text = text


def _mark(root: etree._Element, name: str) -> None:
    resource = _one(root, "resource")
    for key in [key for key in resource.attrib if str(key).startswith("{")]:
        del resource.attrib[key]
    resource.set(name, "sco")


def _listed(root: etree._Element, href: str) -> etree._Element:
    return next(file for file in root.iter("{*}file") if file.get("href") == href)


def _add_file(root: etree._Element, href: str) -> None:
    resource = _one(root, "resource")
    etree.SubElement(resource, _one(root, "file").tag, href=href)


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
    "a listed file is missing": (lambda root: _add_file(root, "weg/plaat.png"), "weg/plaat.png"),
    "a file is not listed": (lambda root: _drop(_listed(root, "index.html")), "index.html"),
    "a file lies outside": (lambda root: _add_file(root, "../geheim.txt"), "../geheim.txt"),
    "a file lies outside in disguise": (
        lambda root: _add_file(root, "a/%2e%2e/%2E./geheim.txt"),
        "a/%2e%2e/%2E./geheim.txt",
    ),
    "an address is absolute": (
        lambda root: _one(root, "resource").set("href", "https://voorbeeld.nl/index.html"),
        "https://voorbeeld.nl/index.html",
    ),
    "an address starts at the root": (lambda root: _add_file(root, "/index.html"), "/index.html"),
    "an address names a drive": (lambda root: _add_file(root, "C:\\x.html"), "C:\\x.html"),
    "an address is no address": (lambda root: _add_file(root, "http://[x"), "http://[x"),
    "the case differs": (lambda root: _add_file(root, "Index.HTML"), "index.html"),
    "an identifier stands twice": (
        lambda root: _one(root, "resource").set("identifier", "werkpakket-9"),
        "werkpakket-9",
    ),
    "an item refers to nothing": (
        lambda root: _one(root, "item").set("identifierref", "weg"),
        "weg",
    ),
    "the default organization is unknown": (
        lambda root: _one(root, "organizations").set("default", "weg"),
        "weg",
    ),
    "the version is another edition's": (
        lambda root: _retext(_one(root, "schemaversion"), "1.3"),
        "1.3",
    ),
    "the SCO carries no mark": (
        lambda root: _mark(root, "naam"),
        "niets om te starten",
    ),
    "the SCO has no page": (
        lambda root: _one(root, "resource").attrib.pop("href"),
        "niets om te starten",
    ),
    "there is no organization": (
        lambda root: _drop(_one(root, "organization")),
        "niets om te starten",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_error_names_what_is_wrong(entries: Entries, write: Write, case: str) -> None:
    change, named = BROKEN[case]

    findings = _errors(write(_changed(entries, change)))

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

    (finding,) = _errors(
        write(_changed(entries, lambda root: _mark(root, f"{{{other.namespaces[prefix]}}}{local}")))
    )

    assert edition.scorm_type in finding.message


def test_the_namespace_of_no_edition_is_an_error(entries: Entries, write: Write) -> None:
    text = entries[MANIFEST].decode()
    root = etree.fromstring(text.encode())
    namespace = str(etree.QName(root).namespace)

    findings = _errors(write({**entries, MANIFEST: text.replace(namespace, "urn:iets").encode()}))

    assert any("urn:iets" in finding.message for finding in findings)


def test_a_missing_manifest_is_an_error(entries: Entries, write: Write) -> None:
    del entries[MANIFEST]

    (finding,) = _errors(write(entries))

    assert (finding.file, finding.line) == (MANIFEST, 1)
    assert "ontbreekt" in finding.message


def test_a_manifest_in_a_wrapper_folder_is_an_error_that_names_the_place(
    entries: Entries, write: Write
) -> None:
    (finding,) = _errors(write({f"mijn map/{name}": data for name, data in entries.items()}))

    assert "mijn map/imsmanifest.xml" in finding.message


def test_a_manifest_in_capitals_is_an_error(entries: Entries, write: Write) -> None:
    entries["IMSManifest.xml"] = entries.pop(MANIFEST)

    (finding,) = _errors(write(entries))

    assert "IMSManifest.xml" in finding.message


def test_broken_xml_is_an_error_with_its_line(entries: Entries, write: Write) -> None:
    entries[MANIFEST] = b"<manifest>\n<metadata>\n</manifest>"

    (finding,) = _errors(write(entries))

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

    findings = _errors(write(entries))

    assert any("entiteit (&x;)" in finding.message for finding in findings)
    assert not any("root:" in finding.message for finding in findings)


def test_a_billion_laughs_in_an_attribute_ends_soon(entries: Entries, write: Write) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    entries[MANIFEST] = (
        f'<!DOCTYPE manifest [<!ENTITY e0 "ha">{levels}]><manifest identifier="&e11;"/>'
    ).encode()

    assert _errors(write(entries))


def test_a_zip_bomb_is_named_and_not_unpacked(entries: Entries, write: Write) -> None:
    (finding,) = _errors(write({**entries, "bom.txt": b"\0" * (64 * 1024 * 1024)}))

    assert "bom.txt" in finding.message


def test_entries_that_overlap_are_an_error(tmp_path: Path) -> None:
    """One piece of data named a hundred times: a bomb of another kind."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"x" * 1000)
    whole = data.getvalue()
    start = whole.index(b"PK\x01\x02")
    directory = whole[start : whole.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(directory) * 100, start, 0)
    path = tmp_path / "overlap.zip"
    path.write_bytes(whole[:start] + directory * 100 + end)

    assert any("overlappen" in finding.message for finding in _errors(path))


def test_a_finding_stays_on_one_line_whatever_a_file_is_called(
    entries: Entries, write: Write
) -> None:
    findings = _errors(write({**entries, "a\nb\u2028c.txt": b"x"}))

    assert findings
    assert all(finding.message.splitlines() == [finding.message] for finding in findings)


@pytest.mark.parametrize(
    "name", ["../buiten.txt", "/etc/buiten.txt", "a/../../buiten.txt", "c:\\buiten.txt"]
)
def test_a_file_that_would_land_outside_is_an_error_by_name(
    entries: Entries, write: Write, name: str
) -> None:
    findings = _errors(write({**entries, name: b"x"}))

    assert any(
        finding.file == name and "buiten het pakket" in finding.message for finding in findings
    )


def test_a_damaged_file_is_an_error_by_name(built: Path, tmp_path: Path) -> None:
    data = bytearray(built.read_bytes())
    with zipfile.ZipFile(built) as archive:
        entry = archive.getinfo("index.html")
    data[entry.header_offset + 30 + len(entry.filename) + 20] ^= 0xFF
    path = tmp_path / "stuk.zip"
    path.write_bytes(data)

    assert [finding.file for finding in _errors(path)] == ["index.html"]


@pytest.mark.parametrize("data", [b"", b"PK", b"geen zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pakket.zip"
    path.write_bytes(data)

    assert len(_errors(path)) == 1


def test_a_folder_or_a_path_to_nothing_is_an_error(tmp_path: Path) -> None:
    assert "map" in _errors(tmp_path)[0].message
    assert "bestaat niet" in _errors(tmp_path / "weg.zip")[0].message


def test_a_file_behind_a_password_is_an_error(built: Path, tmp_path: Path) -> None:
    data = bytearray(built.read_bytes())
    directory = data.index(b"index.html", data.index(b"PK\x01\x02")) - 46
    data[directory + 8] |= 1
    path = tmp_path / "dicht.zip"
    path.write_bytes(data)

    assert any("wachtwoord" in finding.message for finding in _errors(path))


def test_names_that_platforms_change_are_advice(entries: Entries, write: Write) -> None:
    names = ["Plaat.PDF", "plaat.pdf", "_klad.pdf", "a&b.pdf", "één.pdf", f"{'m/' * 60}lang.pdf"]
    changed = _changed(
        {**entries, **dict.fromkeys(names, b"x")},
        lambda root: list(map(partial(_add_file, root), names)),
    )

    findings = check(write(changed))

    assert {finding.file for finding in findings} == set(names) - {"Plaat.PDF"}
    assert {finding.severity for finding in findings} == {"advice"}


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

    assert _errors(path) == []


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
@given(st.data())
def test_no_damage_makes_the_check_fall_over(
    edition: Edition, built: Path, tmp_path: Path, data: st.DataObject
) -> None:
    changed = bytearray(built.read_bytes())
    spots = st.integers(0, len(changed) - 1) | st.integers(len(changed) - 2500, len(changed) - 1)
    for place in data.draw(st.lists(spots, min_size=1, max_size=8)):
        changed[place] = data.draw(st.integers(0, 255))
    del changed[data.draw(st.just(len(changed)) | st.integers(0, len(changed))) :]
    path = tmp_path / "stuk.zip"
    path.write_bytes(changed)

    assert all(finding.line >= 1 and "\n" not in finding.message for finding in check(path))


def test_the_manifest_of_a_renamed_module_differs_only_in_its_title(
    module: Module, edition: Edition, tmp_path: Path
) -> None:
    first = package.build(module, edition, tmp_path / "1.zip", None).path
    renamed = dataclasses.replace(module, title="Nieuw")
    second = package.build(renamed, edition, tmp_path / "2.zip", None).path

    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as two:
        assert one.namelist() == two.namelist()
        assert two.read(MANIFEST).decode().count("Nieuw") == 3
