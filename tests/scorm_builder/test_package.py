"""A package as a platform unpacks it and a browser reads it."""

import dataclasses
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

import pytest
from lxml import etree, html

from course.loader import load
from course.model import Module
from scorm_builder import package
from scorm_builder.editions import EDITIONS, SCORM_1_2, Edition

ROOT = Path(__file__).parents[2]
WERKPAKKET = ROOT / "content" / "werkpakket-1"
SCHEMAS = (".xsd", ".dtd")
COMMAND = Path(sys.executable).with_name("werkpakket")


def _page(built: Path) -> html.HtmlElement:
    with zipfile.ZipFile(built) as archive:
        return html.fromstring(archive.read("index.html").decode())


def _local(page: html.HtmlElement) -> list[str]:
    """Every address in the page that stays in the package."""
    found = [link for _, _, link, _ in page.iterlinks()]
    return [link for link in found if not re.match(r"#|[a-z]+:", link)]


def _unpacked_by_a_careless_platform(built: Path) -> set[str]:
    """Drop what platforms drop from names and skip what they skip."""
    with zipfile.ZipFile(built) as archive:
        names = [re.sub(r"[~&'\"|:#%]|[^\x20-\x7e]", "", name) for name in archive.namelist()]
    kept = [
        name.lower()
        for name in names
        if len(name) <= 120 and not any(part[0] in "_." for part in name.split("/"))
    ]
    assert len(set(kept)) == len(kept), "two files share a place"
    return set(kept)


def test_every_link_works_after_a_careless_platform_unpacked_it(built: Path) -> None:
    links = [unquote(link) for link in _local(_page(built))]

    assert len([link for link in links if link.startswith("files/")]) >= 7
    assert set(links) <= _unpacked_by_a_careless_platform(built)


def test_a_learner_saves_a_file_under_its_readable_name(built: Path, module: Module) -> None:
    links = _page(built).xpath("//a[starts-with(@href, 'files/')]")

    assert [link.get("download") for link in links] == [PurePosixPath(n).name for n in module.files]
    assert [link.text for link in links] == list(module.files)


def test_each_file_holds_what_its_author_put_in_it(built: Path, module: Module) -> None:
    links = _page(built).xpath("//a[starts-with(@href, 'files/')]")
    with zipfile.ZipFile(built) as archive:
        held = {link.text: archive.read(unquote(link.get("href"))) for link in links}

    assert held == {name: place.read_bytes() for name, place in module.files.items()}


def test_the_title_reads_the_same_in_page_and_manifest(
    module: Module, built: Path, entries: dict[str, bytes]
) -> None:
    page = _page(built)
    manifest = etree.fromstring(entries["imsmanifest.xml"])

    assert page.findtext(".//title") == module.title
    assert page.xpath("normalize-space(//h1)") == module.title
    assert {"".join(map(str, e.itertext())).strip() for e in manifest.iter("{*}title")} == {
        module.title
    }


def test_the_player_knows_the_edition_it_may_speak(built: Path, edition: Edition) -> None:
    (script,) = _page(built).xpath("//script[@id='werkpakket']")

    data = json.loads(script.text)
    assert data["module"]["id"] == "werkpakket-9"
    assert (data["store"]["kind"], data["store"]["edition"]) == ("scorm", edition.format)
    assert data["can"]["report_to_platform"] is True


def test_the_page_asks_nothing_of_another_host(built: Path) -> None:
    addresses = [
        link
        for element, _, link, _ in _page(built).iterlinks()
        if element.tag != "a" and re.match(r"(https?:)?//", link)
    ]

    assert addresses == []


def test_the_manifest_lists_everything_in_the_zip(entries: dict[str, bytes]) -> None:
    manifest = etree.fromstring(entries["imsmanifest.xml"])

    listed = [unquote(file.get("href", "")) for file in manifest.iter("{*}file")]
    assert listed == sorted(entries.keys() - {"imsmanifest.xml"})


def test_the_schemas_come_along_with_all_they_include(entries: dict[str, bytes]) -> None:
    for name, data in entries.items():
        if name.endswith(".xsd"):
            text = re.sub(r"<!--.*?-->", "", data.decode(), flags=re.DOTALL)
            for place in re.findall(r'<[^<>]*\sschemaLocation\s*=\s*"([^"]+)"', text):
                assert (PurePosixPath(name).parent / place).as_posix() in entries


def test_without_schemas_none_is_in_the_zip(
    module: Module, edition: Edition, tmp_path: Path
) -> None:
    path = package.build(module, edition, tmp_path / "p.zip", None).path

    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if name.endswith(SCHEMAS)]


@pytest.mark.parametrize("name", EDITIONS)
def test_two_builds_on_different_machines_are_byte_identical(name: str, tmp_path: Path) -> None:
    """Another process, hash seed, time zone, language, umask and folder."""
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "nl_NL.UTF-8"},
    )
    built = []
    for number, environment in enumerate(environments):
        target = tmp_path / str(number)
        subprocess.run(
            [COMMAND, "build", WERKPAKKET, "--format", name, "--to", target],
            env={**os.environ, **environment},
            cwd=tmp_path,
            umask=(0o077, 0)[number],
            check=True,
            capture_output=True,
        )
        built.append((target / f"werkpakket-1-{name}.zip").read_bytes())

    assert built[0] == built[1]


def test_werkpakket_1_is_light(tmp_path: Path, edition: Edition) -> None:
    path = package.build(load(WERKPAKKET), edition, tmp_path / "p.zip", None).path
    with zipfile.ZipFile(path) as archive:
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    start = ["index.html", *(unquote(link) for link in _local(_page(path)))]

    assert path.stat().st_size <= 60_000
    assert len(sizes) <= 12
    assert len(start) <= 6
    assert sum(sizes[name] for name in start) <= 160_000
    assert sizes["package.js"] <= 25_000
    assert sizes["coder.js"] <= 30_000


def test_what_fails_halfway_leaves_the_older_package_and_nothing_else(
    module: Module, tmp_path: Path
) -> None:
    target = tmp_path / "p.zip"
    package.build(module, SCORM_1_2, target, None)
    before = target.read_bytes()
    broken = dataclasses.replace(module, files=MappingProxyType({"weg.pdf": tmp_path / "weg.pdf"}))

    with pytest.raises(FileNotFoundError):
        package.build(broken, SCORM_1_2, target, None)

    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_package_is_readable_by_whoever_the_folder_is_for(module: Module, tmp_path: Path) -> None:
    plain = tmp_path / "gewoon"
    plain.touch()

    path = package.build(module, SCORM_1_2, tmp_path / "p.zip", None).path

    assert path.stat().st_mode == plain.stat().st_mode
