"""The preview as a program: folders and packages are played, until it is stopped."""

import socket
from pathlib import Path

import pytest
import requests

from tests.werkpakket.programs import ROOT, free_ports, of_folder, started
from werkpakket.cli import main

MODULE = ROOT / "content" / "werkpakket-1"


def test_a_module_folder_is_played_in_both_editions(tmp_path: Path) -> None:
    with started(tmp_path, "preview", str(MODULE)) as preview:
        page = requests.get(preview.wait_for_line(), timeout=5).text
        assert "SCORM-pakket (1.2)" in page
        assert "SCORM-pakket (2004)" in page
        assert preview.end() < 10
    assert (preview.process.returncode, preview.errors) == (0, "")
    assert of_folder(tmp_path) == []
    assert {each.name for each in tmp_path.iterdir()} == {"output", "errors"}


def test_a_package_is_played_on_the_port_that_was_asked(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["build", str(MODULE), "--to", str(tmp_path / "dist"), "--format", "scorm2004-3"])
    [package] = (tmp_path / "dist").iterdir()
    port = free_ports()
    with started(tmp_path, "preview", str(package), "--port", str(port)) as preview:
        assert preview.wait_for_line() == f"http://127.0.0.1:{port}/"
        page = requests.get(f"http://127.0.0.1:{port}/", timeout=5).text
        assert "SCORM-pakket (2004)" in page


@pytest.mark.parametrize(
    ("name", "content"), [("empty.zip", b""), ("text.zip", b"Dit is geen pakket.")]
)
def test_a_file_that_is_no_package_is_wrong_input(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with started(tmp_path, "preview", name) as preview:
        assert preview.process.wait(30) == 2
    assert preview.errors.startswith(f"{name}: ")
    assert len(preview.errors.splitlines()) == 1


def test_a_path_that_is_not_there_is_wrong_input(tmp_path: Path) -> None:
    with started(tmp_path, "preview", "nergens") as preview:
        assert preview.process.wait(30) == 2
    assert "nergens" in preview.errors
    assert "Traceback" not in preview.errors


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        with started(tmp_path, "preview", str(MODULE), "--port", str(port)) as preview:
            assert preview.process.wait(30) == 1
    assert f"Poort {port} is al in gebruik" in preview.errors
