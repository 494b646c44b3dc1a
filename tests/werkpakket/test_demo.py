"""The demo as a program: what it starts, what stays, what it leaves behind."""

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from lxml import html

from tests.practice_lms.tool import Form
from tests.werkpakket.programs import ROOT, Program, free_ports, is_free, of_folder, started


@pytest.fixture(scope="module")
def port() -> int:
    return free_ports()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("demo")
    with started(folder, "demo", environment={"DEMO_PORT": str(port)}) as program:
        program.wait_for_line()
        yield program


def links(address: str) -> dict[str, str]:
    tree = html.fromstring(requests.get(address, timeout=5).text)
    return {
        "".join(map(str, link.itertext())).strip(): address + link.get("href", "").lstrip("/")
        for link in tree.iter("a")
    }


def test_one_line_says_where_to_go(demo: Program, port: int) -> None:
    assert demo.output == f"Open http://127.0.0.1:{port}/\n"


def test_the_first_page_has_every_way_in(demo: Program) -> None:
    found = links(demo.wait_for_line())
    for name in (
        "SCORM-pakket (1.2)",
        "SCORM-pakket (2004)",
        "Reflectievragen als deelnemer",
        "Reflectievragen als begeleider",
        "Cijferlijst",
    ):
        assert requests.get(found[name], timeout=5).status_code == 200, name


@pytest.mark.parametrize("name", ["SCORM-pakket (1.2)", "SCORM-pakket (2004)"])
def test_the_packages_are_there_to_play(demo: Program, name: str) -> None:
    player = links(demo.wait_for_line())[name]
    page = requests.get(player.partition("?")[0] + "files/index.html", timeout=5)
    assert html.fromstring(page.content).find(".//textarea") is not None


def test_the_tool_answers_one_port_higher(demo: Program, port: int) -> None:
    assert requests.get(f"http://localhost:{port + 1}/health/ready", timeout=5).ok


def test_the_tool_opens_the_launch_of_the_platform_that_it_registered_with(
    demo: Program, port: int
) -> None:
    with requests.Session() as browser:
        address = demo.wait_for_line()
        shown = browser.get(links(address)["Reflectievragen als deelnemer"], timeout=5).text
        frame = html.fromstring(shown).find(".//iframe[@name='tool']")
        assert frame is not None
        form = Form.of(browser.get(address + frame.get("src", "").lstrip("/"), timeout=5).text)
        # A browser keeps Secure cookies of http://localhost, which is trusted; requests does not.
        for cookie in browser.cookies:
            cookie.secure = False
        answer = browser.post(form.action, form.fields, timeout=5)
        assert [each.status_code for each in answer.history][:1] == [303]
        assert answer.url.startswith(f"http://localhost:{port + 1}/launch/")


def test_everything_listens_on_loopback_alone(demo: Program, port: int) -> None:
    tables = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    listening = [row.split()[1] for row in tables.splitlines() if " 0A " in row]
    ours = [each for each in listening if each.endswith((f":{port:04X}", f":{port + 1:04X}"))]
    assert {each.split(":")[0] for each in ours} == {"0100007F"}
    assert len(ours) == 2


def test_a_second_start_is_refused_clearly(demo: Program, tmp_path: Path, port: int) -> None:
    (tmp_path / ".demo").symlink_to(demo.folder / ".demo")
    other = free_ports()
    with started(tmp_path, "demo", environment={"DEMO_PORT": str(other)}) as second:
        assert second.process.wait(30) == 1
    assert f"De demo draait al op http://127.0.0.1:{port}/" in second.errors
    assert demo.process.poll() is None
    assert is_free(other)


@pytest.mark.parametrize("taken", [0, 1])
def test_a_taken_port_is_told_and_nothing_stays(tmp_path: Path, taken: int) -> None:
    port = free_ports()
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", port + taken))
        stranger.listen()
        with started(tmp_path, "demo", environment={"DEMO_PORT": str(port)}) as demo:
            assert demo.process.wait(30) == 1
    assert demo.output == ""
    assert f"Poort {port + taken} is al in gebruik" in demo.errors
    assert "Traceback" not in demo.errors
    assert of_folder(tmp_path) == []


def test_ctrl_c_ends_all_that_it_started(tmp_path: Path) -> None:
    port = free_ports()
    with started(tmp_path, "demo", environment={"DEMO_PORT": str(port)}) as demo:
        demo.wait_for_line()
        assert len(of_folder(tmp_path)) > 2
        assert demo.end(signal.SIGINT) < 10
    assert demo.process.returncode == 0
    assert demo.errors == ""
    assert of_folder(tmp_path) == []
    assert is_free(port)
    assert is_free(port + 1)


@pytest.mark.parametrize("seconds", [0, 0.4, 0.8, 1.6])
def test_it_ends_all_when_it_is_stopped_while_it_starts(tmp_path: Path, seconds: float) -> None:
    with started(tmp_path, "demo", environment={"DEMO_PORT": str(free_ports())}) as demo:
        while not (tmp_path / ".demo" / "lock").exists():
            time.sleep(0.01)
        time.sleep(seconds)
        assert demo.end() < 10
    assert demo.process.returncode == 0
    assert demo.errors == ""
    assert of_folder(tmp_path) == []


def test_a_tool_that_dies_ends_the_demo_with_a_reason(tmp_path: Path) -> None:
    with started(tmp_path, "demo", environment={"DEMO_PORT": str(free_ports())}) as demo:
        demo.wait_for_line()
        for process in of_folder(tmp_path):
            if b"serve" in (Path("/proc") / str(process) / "cmdline").read_bytes().split(b"\0"):
                os.kill(process, signal.SIGKILL)
        assert demo.process.wait(30) == 1
    assert "De LTI-tool is gestopt" in demo.errors
    assert of_folder(tmp_path) == []


def test_state_and_registration_survive_a_restart(tmp_path: Path) -> None:
    environment = {"DEMO_PORT": str(free_ports())}
    with started(tmp_path, "demo", environment=environment) as demo:
        package = links(demo.wait_for_line())["SCORM-pakket (1.2)"].replace("/?", "/sittings?")
        sitting = requests.post(package, timeout=5).json()
        commit = demo.wait_for_line().rstrip("/") + sitting["commit"]
        body = json.dumps({"cmi.suspend_data": "bewaard", "cmi.core.exit": "suspend"})
        requests.post(commit, body, headers={"Content-Type": "text/plain"}, timeout=5)
        activities = [name for name in links(demo.wait_for_line()) if "Reflectievragen" in name]
        assert demo.end(signal.SIGTERM) < 10
    assert demo.process.returncode == 0
    with started(tmp_path, "demo", environment=environment) as demo:
        demo.wait_for_line()
        again = requests.post(package, timeout=5).json()
        assert again["cmi"]["cmi.suspend_data"] == "bewaard"
        found = [name for name in links(demo.wait_for_line()) if "Reflectievragen" in name]
        assert found == activities


def test_on_another_port_no_activity_of_the_earlier_one_is_left_over(tmp_path: Path) -> None:
    for _ in range(2):
        environment = {"DEMO_PORT": str(free_ports())}
        with started(tmp_path, "demo", environment=environment) as demo:
            address = demo.wait_for_line()
            found = [name for name in links(address) if "Reflectievragen" in name]
            assert found == ["Reflectievragen als deelnemer", "Reflectievragen als begeleider"]


def test_a_tool_that_forgot_the_platform_is_registered_anew(tmp_path: Path) -> None:
    environment = {"DEMO_PORT": str(free_ports())}
    with started(tmp_path, "demo", environment=environment) as demo:
        demo.wait_for_line()
    for file in (tmp_path / ".demo").glob("tool.sqlite3*"):
        file.unlink()
    with started(tmp_path, "demo", environment=environment) as demo:
        address = demo.wait_for_line()
        found = [name for name in links(address) if "Reflectievragen" in name]
        assert found == ["Reflectievragen als deelnemer", "Reflectievragen als begeleider"]


@pytest.mark.parametrize("port", ["0", "65535", "achtduizend", "-1"])
def test_a_port_that_is_none_is_wrong_input(tmp_path: Path, port: str) -> None:
    with started(tmp_path, "demo", environment={"DEMO_PORT": port}) as demo:
        assert demo.process.wait(30) == 2
    assert f"DEMO_PORT={port}" in demo.errors


def test_a_broken_module_is_told_with_its_place(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    broken = tmp_path / "content" / "werkpakket-1" / "module.md"
    broken.write_text(broken.read_text().replace("title:", "titel:"))
    environment = {"DEMO_PORT": str(free_ports()), "WERKPAKKET_CONTENT": "content"}
    with started(tmp_path, "demo", environment=environment) as demo:
        assert demo.process.wait(30) == 2
    assert "module.md:" in demo.errors
    assert "Traceback" not in demo.errors
    assert of_folder(tmp_path) == []
