"""Every problem of a folder is told at once, on one line, where it is and how to mend it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.course import beginnings
from tests.course.faults import CARDS, problems_of, text
from tests.course.folders import MODULE, QUESTIONS, Write, front


def test_all_problems_come_at_once_in_the_order_of_files_and_lines(write: Write) -> None:
    folder = write(
        {
            "module.md": MODULE.replace("title", "titel") + "![x](weg.png)\n",
            "1-vragen.md": QUESTIONS + "- Nog een?\n",
            "2-stuk.md": "---\ntitle: a: b\n---\n![y](ook-weg.png)\n- Vraag {#moeite}\n",
            "3-bytes.md": b"---\nid: \xff\n---\n",
            "10-dubbel.md": front(id="moeite", kind="text", title="X"),
        }
    )

    assert [(Path(problem.path).name, problem.line) for problem in problems_of(folder)] == [
        *(("module.md", 2), ("module.md", 3), ("module.md", 7)),
        *(("1-vragen.md", 9), ("2-stuk.md", 2), ("2-stuk.md", 4)),
        *(("3-bytes.md", 2), ("10-dubbel.md", 2)),
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Module.md", "Module.md"),
        ("module.md.txt", "module.md.txt"),
        ("leesmij.txt", "id en title"),
    ],
)
def test_a_folder_without_module_md_names_what_comes_near(
    write: Write, name: str, hint: str
) -> None:
    folder = write({"module.md": None, "1-vragen.md": None, name: MODULE})
    first, *_ = problems_of(folder)

    assert (first.path, first.line) == (str(folder), 1)
    assert "module.md" in first.message
    assert hint in first.message


def test_a_second_module_md_is_never_passed_over(write: Write) -> None:
    folder = write({"Module.md": front(id="ander", title="Ander")})

    assert [(Path(it.path).name, it.line) for it in problems_of(folder)] == [("Module.md", 2)]


def test_no_folder_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")

    for name, said in [("weg", "bestaat niet"), ("bestand", "geen map"), ("a\0b", "bestaat niet")]:
        (problem,) = problems_of(tmp_path / name)
        assert said in problem.message
        assert "\0" not in str(problem)


def test_what_is_no_ordinary_file_is_not_waited_for(write: Write) -> None:
    folder = write({"2-map.md/x": "x"})
    os.mkfifo(folder / "3-pijp.md")

    assert [Path(problem.path).name for problem in problems_of(folder)] == ["2-map.md", "3-pijp.md"]


def test_symbolic_links_out_of_the_folder_are_refused(write: Write, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.md"
    secret.write_text(CARDS)
    folder = write(text("![c](p.png) [d](map/plan.pdf)\n"))
    (folder / "2.md").symlink_to(secret)
    (folder / "p.png").symlink_to(secret)
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "plan.pdf").write_bytes(beginnings.PNG)
    (folder / "map").symlink_to(tmp_path / "elders", target_is_directory=True)
    (folder / "3.md").symlink_to(folder / "3.md")

    problems = problems_of(folder)

    assert [(Path(problem.path).name, problem.line) for problem in problems] == [
        *(("0.md", 6), ("0.md", 6), ("2.md", 1), ("3.md", 1))
    ]
    assert all("buiten deze map" in problem.message for problem in problems[:3])


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="POSIX alone has such rights")
def test_a_file_without_rights_is_told(write: Write) -> None:
    folder = write({**text("![c](p.png)\n"), "p.png": beginnings.PNG})
    (folder / "1-vragen.md").chmod(0)
    (folder / "p.png").chmod(0)
    for place in (folder, *folder.parents):
        if "pytest-" in str(place):  # those that pytest made, however deep it works
            place.chmod(0o755)
    script = (
        "import sys; from pathlib import Path; from course.loader import load, ModuleErrors\n"
        "import os; os.getuid() or os.setuid(65534)\n"
        "try: load(Path(sys.argv[1]))\n"
        "except ModuleErrors as errors: print(errors)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, folder], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert [line.split(":")[:2] for line in told] == [
        [str(folder / "0.md"), "6"],
        [str(folder / "1-vragen.md"), "1"],
    ]
    assert all("rechten" in line for line in told)


def test_file_names_that_no_screen_can_show_are_told_by_their_bytes(write: Write) -> None:
    folder = write({})
    (folder / os.fsdecode(b"2-\xff.md")).write_text(CARDS)
    (folder / "3-a\nb.md").write_text(CARDS)

    told = [str(problem) for problem in problems_of(folder)]

    assert [line.encode() for line in told] == [line.encode("utf-8") for line in told]
    assert [line.partition(":1: ")[0] for line in told] == [
        f"{folder}/2-\\udcff.md",
        f"{folder}/3-a\\nb.md",
    ]


def test_paths_are_as_the_user_gave_them(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write({"2.md": ""})
    monkeypatch.chdir(tmp_path)

    assert str(problems_of(Path("proef"))[0]).startswith("proef/2.md:1: ")
    monkeypatch.chdir(tmp_path / "proef")
    assert str(problems_of(Path())[0]).startswith("2.md:1: ")
