"""``werkpakket build`` as a person or a script types it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree, html

from tests.werkpakket.packages import beside_advice
from werkpakket.cli import main

ROOT = Path(__file__).parents[2]
WERKPAKKET = ROOT / "content" / "werkpakket-1"
COMMAND = Path(sys.executable).with_name("werkpakket")
EDITIONS = ("scorm12", "scorm2004-3", "scorm2004-4")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)], catch_exceptions=False)


def _module(folder: Path, **front: str) -> Path:
    folder.mkdir()
    keys = {"id": "proef", "title": "Proef", **front}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    (folder / "module.md").write_text("\n".join(["---", *lines, "---", "", "Welkom."]))
    part = "---\nid: vragen\ntitle: Vragen\nkind: questions\n---\n\n- Wat leer je? {#leer}\n"
    (folder / "1-vragen.md").write_text(part)
    return folder


def _page(package: Path) -> html.HtmlElement:
    with zipfile.ZipFile(package) as archive:
        page = html.fromstring(archive.read("index.html").decode())
    assert isinstance(page, html.HtmlElement)
    return page


def test_without_a_format_it_builds_scorm_1_2_and_prints_its_path_alone(tmp_path: Path) -> None:
    result = _run(WERKPAKKET, "--to", tmp_path)

    assert (result.exit_code, beside_advice(result)) == (0, [])
    assert result.stdout == f"{tmp_path}/werkpakket-1-scorm12.zip\n"


def test_every_edition_is_built_in_one_go_in_the_order_asked(tmp_path: Path) -> None:
    asked = [word for name in reversed(EDITIONS) for word in ("--format", name)]

    result = _run(WERKPAKKET, "--to", tmp_path / "nieuwe" / "map", *asked)

    assert result.exit_code == 0
    assert [Path(line).name for line in result.stdout.splitlines()] == [
        f"werkpakket-1-{name}.zip" for name in reversed(EDITIONS)
    ]
    assert all(zipfile.is_zipfile(line) for line in result.stdout.splitlines())


def test_json_tells_path_format_bytes_files_and_findings(tmp_path: Path) -> None:
    result = _run(WERKPAKKET, "--to", tmp_path, "--json", "--no-schemas")

    (told,) = json.loads(result.stdout)["packages"]
    path = tmp_path / "werkpakket-1-scorm12.zip"
    (finding,) = told.pop("findings")
    assert told == {
        "path": str(path),
        "format": "scorm12",
        "bytes": path.stat().st_size,
        "files": len(zipfile.ZipFile(path).namelist()),
    }
    assert (finding["severity"], finding["file"]) == ("advice", "imsmanifest.xml")


@pytest.mark.parametrize("name", ["cmi5", "imscc", "web", "pdf"])
def test_a_format_still_to_come_is_exit_1_and_the_others_are_built(
    tmp_path: Path, name: str
) -> None:
    result = _run(WERKPAKKET, "--to", tmp_path, "--format", name, "--format", "scorm12")

    assert result.exit_code == 1
    assert result.stdout == f"{tmp_path}/werkpakket-1-scorm12.zip\n"
    (told,) = beside_advice(result)
    assert told.startswith(f"{name}: niet gemaakt.")


def test_unknown_format_theme_and_place_of_questions_are_exit_2_and_name_those_there_are(
    tmp_path: Path,
) -> None:
    result = _run(
        WERKPAKKET,
        "--to",
        tmp_path / "d",
        "--format",
        "scorm13",
        "--theme",
        "x",
        "--questions",
        "y",
    )

    assert (result.exit_code, result.stdout) == (2, "")
    told = result.stderr.splitlines()
    assert len(told) == 3
    assert all(name in told[0] for name in ("scorm13", *EDITIONS, "cmi5", "imscc", "web", "pdf"))
    assert "package, tool" in told[1]
    assert all(name in told[2] for name in ("voorbeeld", "purmerend", "denhaag"))
    assert not (tmp_path / "d").exists()


def test_an_unknown_theme_of_the_module_is_exit_2_too(tmp_path: Path) -> None:
    result = _run(_module(tmp_path / "m", theme="roze"), "--to", tmp_path / "d")

    assert result.exit_code == 2
    assert "roze" in result.stderr
    assert not (tmp_path / "d").exists()


def test_the_asked_theme_goes_before_the_modules_own(tmp_path: Path) -> None:
    _run(_module(tmp_path / "m", theme="voorbeeld"), "--to", tmp_path, "--theme", "purmerend")

    with zipfile.ZipFile(tmp_path / "proef-scorm12.zip") as archive:
        names = archive.namelist()
    assert "purmerend.css" in names
    assert "voorbeeld.css" not in names


def test_a_broken_module_is_exit_2_with_each_problem_on_a_line_and_nothing_written(
    tmp_path: Path,
) -> None:
    folder = shutil.copytree(WERKPAKKET, tmp_path / "m")
    (folder / "module.md").write_text("---\nid: 1 2\nkleur: rood\n---\n")

    result = _run(folder, "--to", tmp_path / "d")

    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) >= 2
    assert all(line.startswith(f"{folder}/module.md:") for line in result.stderr.splitlines())
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("bestand/d", "een deel van dit pad is een bestand"),
        ("bestand", "er is al een bestand met deze naam"),
        ("nergens", "er is al een bestand met deze naam"),
        ("n" * 300, "deze naam is te lang"),
        ("kring/d", "wijst naar zichzelf"),
        ("/proc/d", ""),  # the reason differs for root and others
        ("/proc", ""),
    ],
)
def test_a_folder_that_cannot_be_made_is_exit_1_and_says_where_why_and_what_to_do(
    tmp_path: Path, to: str, why: str
) -> None:
    (tmp_path / "bestand").touch()
    (tmp_path / "nergens").symlink_to(tmp_path / "weg")
    (tmp_path / "kring").symlink_to(tmp_path / "kring")

    result = _run(WERKPAKKET, "--to", tmp_path / to)

    assert (result.exit_code, result.stdout) == (1, "")
    assert len(beside_advice(result)) == 1
    assert f"In de map {tmp_path / to} kan niets geschreven worden: " in result.stderr
    assert why in result.stderr
    assert "Kies met --to een andere map" in result.stderr


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="POSIX alone has such rights")
@pytest.mark.parametrize("to", ["dicht", "dicht/d"])
def test_a_folder_without_rights_is_exit_1_and_says_so(tmp_path: Path, to: str) -> None:
    (tmp_path / "dicht").mkdir(mode=0o555)
    for place in (tmp_path, *tmp_path.parents):
        if "pytest-" in str(place):
            place.chmod(0o755)
    script = (
        "import os, sys; from werkpakket.cli import main\n"
        "import werkpakket.build, scorm_builder.package, course.page.render, nh3\n"
        "os.getuid() or os.setuid(65534)\n"
        "main(['build', sys.argv[1], '--to', sys.argv[2]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, WERKPAKKET, tmp_path / to],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert f"In de map {tmp_path / to} kan niets geschreven worden: je mag" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_schemas_of_set_up_it_says_so_and_names_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment in which set-up fetched no schemas."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "omgeving"))
    asked = [word for name in EDITIONS for word in ("--format", name)]

    result = _run(WERKPAKKET, "--to", tmp_path, *asked)

    assert result.exit_code == 0
    assert [line.split(": ")[0] for line in beside_advice(result)] == list(EDITIONS)
    assert result.stderr.count("SCORM-schema's staan niet in deze installatie") == len(EDITIONS)
    for path in result.stdout.splitlines():
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        assert not [name for name in names if name.endswith((".xsd", ".dtd"))]
        assert not [key for it in manifest.iter() for key in it.attrib if "schemaLocation" in key]


def test_a_disk_without_room_is_exit_1_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: writing fails halfway."""
    limited = f"ulimit -f 8; exec {COMMAND} build {WERKPAKKET} --to {tmp_path}/d"

    done = subprocess.run(["/bin/sh", "-c", limited], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "niet gemaakt" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "d").iterdir()) == []


def test_a_title_of_360_characters_builds_with_a_warning(tmp_path: Path) -> None:
    title = ("Werken & leren <vanuit> 'de' \"bedoeling\" / 🌱 " * 9)[:360].strip()
    title = title.ljust(360, "x")

    result = _run(_module(tmp_path / "m", title=title), "--to", tmp_path)

    assert (result.exit_code, result.stdout) == (0, f"{tmp_path}/proef-scorm12.zip\n")
    assert "360 tekens" in result.stderr
    with zipfile.ZipFile(tmp_path / "proef-scorm12.zip") as archive:
        page = html.fromstring(archive.read("index.html").decode())
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
    assert page.findtext(".//title") == title
    item_title = manifest.findtext(".//{*}item/{*}title") or ""
    assert len(item_title) <= 200
    assert title.startswith(item_title.removesuffix("…"))


def test_questions_in_the_tool_leave_no_question_and_say_where_they_are(tmp_path: Path) -> None:
    _run(WERKPAKKET, "--to", tmp_path, "--questions", "tool")

    page = _page(tmp_path / "werkpakket-1-scorm12.zip")
    data = json.loads(page.get_element_by_id("werkpakket").text or "")
    assert list(page.iter("textarea")) == []
    assert data["module"]["questions"] == []
    assert "Reflectievragen" in [part["title"] for part in data["module"]["parts"]]
    assert "in een aparte activiteit op het leerplatform" in page.text_content()


def test_a_build_loads_nothing_of_the_tool_and_stays_within_60_mb(tmp_path: Path) -> None:
    script = """
import re, sys
from pathlib import Path
from werkpakket.cli import main
try:
    main(["build", *sys.argv[1:]])
except SystemExit as done:
    assert not done.code
tool = {"flask", "sqlalchemy", "pylti1p3", "lti_app", "practice_lms", "cryptography"}
# Not getrusage: that counts what the process weighed as a copy of its parent.
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(sorted(tool & set(sys.modules)), peak[1])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(WERKPAKKET), "--to", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded, _, memory = done.stdout.splitlines()[-1].rpartition(" ")
    assert loaded == "[]"
    assert int(memory) < 60 * 1024
