"""Every problem of a folder is told at once, on one line, where it is and how to mend it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from course.errors import ModuleErrors, Problem
from course.loader import load
from tests.course.folders import MODULE, QUESTIONS, Write, front

VIDEO = {"id": "film", "kind": "video", "title": "Film", "video": "https://vimeo.com/914403419"}
CARDS = front(id="k", kind="cards", title="Kaartjes")
SHEETS = front(id="w", kind="worksheets", title="Platen")
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHoi\n"
FILM = {**VIDEO, "video": "f.mp4", "captions": "nl.vtt"}


def _problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ModuleErrors) as caught:
        load(folder)
    return caught.value.problems


def _module(**keys: str) -> dict[str, str]:
    return {"module.md": front(**{"id": "proef", "title": "Proef", **keys})}


def _text(body: str) -> dict[str, str]:
    return {"0.md": front(id="lees", kind="text", title="Lees") + body}


def _video(**keys: str) -> dict[str, str]:
    return {"0.md": front(**{**VIDEO, **keys})}


def _questions(items: str) -> dict[str, str]:
    return {"1-vragen.md": front(id="v", kind="questions", title="Vragen") + items}


ONE_PROBLEM: Mapping[str, tuple[Mapping[str, str | bytes | None], str, int, tuple[str, ...]]] = {
    # ids
    "a double id": (
        _questions("- A? {#een}\n- B? {#een}\n"),
        *("1-vragen.md", 7, ("“een”", "1-vragen.md:6")),
    ),
    "an id of another file": (
        {"2.md": front(id="moeite", kind="text", title="Lees")},
        *("2.md", 2, ("“moeite”", "1-vragen.md:7")),
    ),
    "the id of the module for a part": (
        {"2.md": front(id="proef", kind="text", title="Lees")},
        *("2.md", 2, ("“proef”", "module.md:2")),
    ),
    "ids that differ in capitals": (
        _questions("- A? {#een}\n- B? {#Een}\n"),
        *("1-vragen.md", 7, ("“Een”", "hoofdletters", "“een”")),
    ),
    "a question without an id": (
        _questions("- A? {#een}\n- Waar heb je *moeite* mee?\n"),
        *("1-vragen.md", 7, ("“Waar heb je moeite mee?”", "{#waar-heb-je-moeite}")),
    ),
    "an id with a space": (
        _questions("- A? {#een twee}\n"),
        *("1-vragen.md", 6, ("“een twee”", "“een-twee”")),
    ),
    "an id with an accent": (
        _questions("- A? {#één}\n"),
        *("1-vragen.md", 6, ("“één”", "“een”")),
    ),
    "an id that begins with a number": (
        _questions("- A? {#1}\n"),
        *("1-vragen.md", 6, ("“1”", "“id-1”")),
    ),
    "an id that is too long": (
        _questions(f"- A? {{#{'a' * 65}}}\n"),
        *("1-vragen.md", 6, ("64",)),
    ),
    "an id of the page itself": (
        _questions("- A? {#status}\n"),
        *("1-vragen.md", 6, ("“status”",)),
    ),
    "an id in other brackets": (
        _questions("- Moeite? (#moeite)\n"),
        *("1-vragen.md", 6, ("{#moeite}",)),
    ),
    "an id that is not closed": (
        _questions("- Moeite? {#moeite\n"),
        *("1-vragen.md", 6, ("{#moeite}",)),
    ),
    "an id before the end of the line": (
        _questions("- Moeite {#moeite}?\n"),
        *("1-vragen.md", 6, ("helemaal achteraan",)),
    ),
    "an id in a text": (_text("Zomaar {#hier}\n"), "0.md", 6, ("{#hier}",)),
    "a card without an id": (
        {"2.md": CARDS + "## Een\nvoor\n---\nachter\n"},
        *("2.md", 6, ("“Een”", "## Een {#een}")),
    ),
    "a worksheet without an id": (
        {"2.md": SHEETS + "## Een\n"},
        *("2.md", 6, ("“Een”", "## Een {#een}")),
    ),
    "a field without an id": (
        {"2.md": SHEETS + "## Een {#een}\n- Wie? {#wie}\n- Wat?\n"},
        *("2.md", 8, ("“Wat?”", "{#wat}")),
    ),
    # questions
    "an empty question": (_questions("- {#een}\n"), "1-vragen.md", 6, ("“een”", "leeg")),
    "a dash alone": (_questions("- A? {#een}\n-\n"), "1-vragen.md", 7, ("leeg",)),
    "a question over two lines": (
        _questions("- A\n  en B? {#een}\n"),
        *("1-vragen.md", 6, ("één regel",)),
    ),
    "a question with a list": (
        _questions("- A? {#een}\n  - B? {#twee}\n"),
        *("1-vragen.md", 6, ("één regel",)),
    ),
    "a question that begins with a number": (
        _questions("- 1. A? {#een}\n"),
        *("1-vragen.md", 6, ("één regel",)),
    ),
    "a text below the questions": (
        _questions("- A? {#een}\n\nDank je.\n"),
        *("1-vragen.md", 8, ("tekst", "boven")),
    ),
    "questions part without questions": (_questions("Nog niets.\n"), "1-vragen.md", 3, ("vraag",)),
    "a picture in a question": (
        {**_questions("- A ![b](b.png)? {#een}\n"), "b.png": b"p"},
        *("1-vragen.md", 6, ("“b.png”",)),
    ),
    "questions pasted from Word": (
        _questions("•\tWaar heb je moeite mee?\n- A? {#een}\n"),
        *("1-vragen.md", 6, ("Waar heb je moeite mee?", "streepje")),
    ),
    "a dash without a space": (
        _questions("-Moeite? {#moeite}\n\n- A? {#een}\n"),
        *("1-vragen.md", 6, ("-Moeite?", "spatie")),
    ),
    "two ids behind one question": (
        _questions("- A? {#een} {#twee}\n"),
        *("1-vragen.md", 6, ("A?", "één id")),
    ),
    "more answers than questions that are there": (
        {
            **_module(completion="{answered: 3}"),
            "2.md": front(id="x", kind="questions", title="X", follows="true") + "- C? {#c}\n",
        },
        *("module.md", 4, ("“answered” is 3", "2 vragen")),
    ),
    # cards
    "cards part without cards": ({"2.md": CARDS}, "2.md", 3, ("kaartje",)),
    "a card with a back alone": (
        {"2.md": CARDS + "## Een {#een}\n---\nachter\n"},
        *("2.md", 7, ("“Een”", "voorkant")),
    ),
    # keys
    "an unknown key": (_module(titel="x"), "module.md", 4, ("“titel”", "“title”")),
    "a Dutch key": (_module(trefwoorden="[x]"), "module.md", 4, ("“keywords”",)),
    "a key of another kind": (
        {"0.md": front(id="x", kind="text", title="X", password="x")},
        *("0.md", 5, ("“password”",)),
    ),
    "a key twice": (
        {"module.md": "---\nid: proef\ntitle: A\ntitle: B\n---\n"},
        *("module.md", 4, ("“title”", "regel 3")),
    ),
    "no id": ({"module.md": "---\ntitle: Wat nu?\n---\n"}, "module.md", 2, ("“id”", "wat-nu")),
    "an empty title": (_module(title=""), "module.md", 3, ("“title”", "leeg")),
    "a title that is null": (_module(title="~"), "module.md", 3, ("“title”", "leeg")),
    "a title that is a list": (_module(title="[a]"), "module.md", 3, ("“title”",)),
    "a title that ends at a hash": (_module(title="Vraag #3"), "module.md", 3, ("#",)),
    "a title with half a character": (
        _module(title=r'"\ud800"'),
        *("module.md", 3, ("“title”", "U+D800")),
    ),
    "no kind": ({"0.md": front(id="x", title="X")}, "0.md", 2, ("“kind”",)),
    "an unknown kind": (
        {"0.md": front(id="x", title="X", kind="vragen")},
        *("0.md", 4, ("“vragen”", "“questions”")),
    ),
    "a flag that is neither yes nor no": (_module(example="soms"), "module.md", 4, ("“example”",)),
    "minutes that are no number": (_module(minutes="lang"), "module.md", 4, ("“minutes”",)),
    "minutes below one": (_module(minutes="0"), "module.md", 4, ("“minutes”",)),
    "keywords that are no list": (_module(keywords="a, b"), "module.md", 4, ("“keywords”",)),
    "a language with an underscore": (_module(language="nl_NL"), "module.md", 4, ("“nl_NL”",)),
    "an unknown completion": (_module(completion="klaar"), "module.md", 4, ("“klaar”", "opened")),
    "more answers than questions": (
        _module(completion="{answered: 3}"),
        *("module.md", 4, ("“answered” is 3", "2 vragen")),
    ),
    "answers that are no number": (
        _module(completion="{answered: alle}"),
        *("module.md", 4, ("“answered”", "“alle”")),
    ),
    "readers that are no block": (_module(readers="self"), "module.md", 4, ("“readers”",)),
    "an unknown reader": (
        _module(readers="{allowed: [self, groep]}"),
        *("module.md", 4, ("“groep”", "“group”")),
    ),
    "a default that is not allowed": (
        _module(readers="{allowed: [self], default: group}"),
        *("module.md", 4, ("“group”", "“allowed”")),
    ),
    "nobody allowed": (_module(readers="{allowed: []}"), "module.md", 4, ("“allowed”", "self")),
    # YAML
    "a colon in a title": (_module(title="Een: twee"), "module.md", 3, ("dubbele punt",)),
    "an open quote": (_module(title='"Een'), "module.md", 3, ("aanhalingsteken",)),
    "a tab": ({"module.md": "---\nid: proef\n\ttitle: x\n---\n"}, "module.md", 3, ("tab",)),
    "a Python tag": (
        _module(title="!!python/object/apply:os.system [id]"),
        *("module.md", 3, ("begint met !",)),
    ),
    "an anchor": (_module(title="&a x"), "module.md", 3, ("begint met &",)),
    "an alias": (_module(title="*a"), "module.md", 3, ("begint met *",)),
    "a merge": (_module(**{"<<": "{title: x}"}), "module.md", 4, ("“<<”",)),
    "values in values": (_module(keywords="[" * 40_000), "module.md", 4, ("diep",)),
    "a list of settings": ({"module.md": "---\n- id: x\n---\n"}, "module.md", 2, ("instellingen",)),
    "two blocks of settings": (
        {"module.md": "---\nid: x\n...\ntitle: x\n---\n"},
        *("module.md", 4, ("één",)),
    ),
    "a huge block of settings": (
        _module(description="x" * 60_000),
        *("module.md", 1, ("te groot",)),
    ),
    # files as a whole
    "an empty file": ({"2.md": ""}, "2.md", 1, ("leeg", "---")),
    "no front matter": ({"2.md": "- Vraag? {#x}\n"}, "2.md", 1, ("---",)),
    "front matter after a blank line": ({"2.md": f"\n{CARDS}"}, "2.md", 1, ("eerste regel",)),
    "front matter that is not closed": (
        {"2.md": "---\nid: x\n"},
        *("2.md", 1, ("niet gesloten", "---")),
    ),
    "bytes of Windows-1252": (
        {"2.md": "---\r\nid: x\r\ntitle: één\r\n".encode("cp1252")},
        *("2.md", 3, ("UTF-8", "0xe9")),
    ),
    "a file of UTF-16": ({"2.md": CARDS.encode("utf-16")}, "2.md", 1, ("UTF-16", "UTF-8")),
    "a control character": (_text("a\n\x0bb\n"), "0.md", 7, ("U+000B",)),
    "a huge file": (_text("a\n" * 500_001), "0.md", 1, ("kB",)),
    "no parts": ({"1-vragen.md": None}, "module.md", 1, ("onderdelen",)),
    # what texts point to
    "a missing picture": (_text("a\nb ![c](plaat.png)\n"), "0.md", 7, ("“plaat.png”",)),
    "a picture with other capitals": (
        {**_text("![c](plaat.png)\n"), "Plaat.PNG": b"p"},
        *("0.md", 6, ("“plaat.png”", "“Plaat.PNG”")),
    ),
    "a picture with a typing error": (
        {**_text("![c](plat.png)\n"), "plaat.png": b"p"},
        *("0.md", 6, ("“plat.png”", "“plaat.png”")),
    ),
    "a picture of another site": (
        _text("![c](https://voorbeeld.nl/p.png)\n"),
        *("0.md", 6, ("voorbeeld.nl/p.png",)),
    ),
    "a picture that no browser shows": (
        {**_text("![c](p.bmp)\n"), "p.bmp": b"p"},
        *("0.md", 6, ("“p.bmp”", "png")),
    ),
    "a picture with a script": (
        {**_text("![c](p.svg)\n"), "p.svg": "<svg onload='alert(1)'/>"},
        *("0.md", 6, ("“p.svg”", "script")),
    ),
    "a missing file": (_text("[c](<mijn plan.pdf>)\n"), "0.md", 6, ("“mijn plan.pdf”",)),
    "a link to a folder": (
        {**_text("[c](map.pdf)\n"), "map.pdf/x.txt": "x"},
        *("0.md", 6, ("“map.pdf”",)),
    ),
    "a link to a page with script": (
        {**_text("[c](kwaad.html)\n"), "kwaad.html": "<script>"},
        *("0.md", 6, ("“kwaad.html”",)),
    ),
    "a link to a part's file": (_text("[c](1-vragen.md)\n"), "0.md", 6, ("“1-vragen.md”", "#")),
    "a link to no part": (_text("[c](#vraag)\n"), "0.md", 6, ("“vraag”", "vragen")),
    "a link of an unknown sort": (_text("[c](ftp://x.nl/y)\n"), "0.md", 6, ("“ftp://x.nl/y”",)),
    "a link without its sort": (_text("[c](//x.nl/y)\n"), "0.md", 6, ("“//x.nl/y”", "https://")),
    "a path upwards": (_text("![c](../p.png)\n"), "0.md", 6, ("“../p.png”", "buiten")),
    "a path that hides upwards": (_text("![c](%2e%2e/p.png)\n"), "0.md", 6, ("buiten",)),
    "a path from the root": (_text("![c](/etc/p.png)\n"), "0.md", 6, ("“/etc/p.png”",)),
    "a path of Windows": (_text("![c](<map\\p.png>)\n"), "0.md", 6, ("tussen map en bestand",)),
    "a drive of Windows": (_text("[c](C:/plan.pdf)\n"), "0.md", 6, ("“C:/plan.pdf”",)),
    # video
    "no video": ({"0.md": front(id="x", kind="video", title="X")}, "0.md", 2, ("“video”",)),
    "a video elsewhere": (
        _video(video="https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        *("0.md", 5, ("youtube", "vimeo.com/914403419")),
    ),
    "an address that is none": (_video(video="het filmpje"), "0.md", 5, ("“het filmpje”",)),
    "an address that is none, with a password": (
        _video(video="het filmpje", password="x"),
        *("0.md", 5, ("“het filmpje”",)),
    ),
    "a path upwards to no video": (_video(video="../film.txt"), "0.md", 5, ("buiten",)),
    "a path upwards to no picture": (_text("![c](../p.txt)\n"), "0.md", 6, ("buiten",)),
    "a missing video": (_video(video="film.mp4"), "0.md", 5, ("“film.mp4”",)),
    "a missing poster": (_video(poster="p.png"), "0.md", 6, ("“p.png”",)),
    "captions beside Vimeo": (_video(captions="nl.vtt"), "0.md", 6, ("“captions”",)),
    "a password beside a file": (
        {**_video(video="f.mp4", password="x"), "f.mp4": b"m"},
        *("0.md", 6, ("“password”",)),
    ),
    "missing captions": (
        {"0.md": front(**FILM), "f.mp4": b"m"},
        *("0.md", 6, ("“nl.vtt”",)),
    ),
    "captions of another format": (
        {"0.md": front(**FILM), "f.mp4": b"m", "nl.vtt": VTT.replace("WEBVTT", "1")},
        *("nl.vtt", 1, ("WEBVTT",)),
    ),
    "captions with a comma": (
        {"0.md": front(**FILM), "f.mp4": b"m", "nl.vtt": VTT.replace("01.000", "01,000")},
        *("nl.vtt", 3, ("punt in plaats van een komma",)),
    ),
    "captions that end before they begin": (
        {"0.md": front(**FILM), "f.mp4": b"m", "nl.vtt": VTT.replace("02.000", "01.000")},
        *("nl.vtt", 3, ("einde",)),
    ),
    "captions without any": (
        {"0.md": front(**FILM), "f.mp4": b"m", "nl.vtt": "WEBVTT\n"},
        *("nl.vtt", 1, ("-->",)),
    ),
    "captions that are no UTF-8": (
        {"0.md": front(**FILM), "f.mp4": b"m", "nl.vtt": VTT.encode() + b"\xe9"},
        *("nl.vtt", 5, ("UTF-8",)),
    ),
}


@pytest.mark.parametrize(
    ("files", "name", "line", "said"), ONE_PROBLEM.values(), ids=ONE_PROBLEM.keys()
)
def test_one_fault_gives_one_problem_at_its_place(
    write: Write,
    files: Mapping[str, str | bytes | None],
    name: str,
    line: int,
    said: tuple[str, ...],
) -> None:
    folder = write(files)
    (problem,) = _problems(folder)

    assert (problem.path, problem.line) == (str(folder / name), line)
    assert [words for words in said if words not in problem.message] == []
    assert "\n" not in str(problem)
    assert str(problem) == f"{problem.path}:{problem.line}: {problem.message}"
    assert problem.message.count(". ") + problem.message.count("? ") >= 1, "what, and how to mend"


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

    assert [(Path(problem.path).name, problem.line) for problem in _problems(folder)] == [
        *(("module.md", 2), ("module.md", 3), ("module.md", 7)),
        *(("1-vragen.md", 9), ("2-stuk.md", 2), ("2-stuk.md", 4)),
        *(("3-bytes.md", 2), ("10-dubbel.md", 2)),
    ]


def test_a_file_that_cannot_be_read_brings_no_problems_to_others(write: Write) -> None:
    folder = write(
        {
            **_module(completion="{answered: 2}"),
            "0.md": front(id="lees", kind="text", title="X") + "Zie [de vragen](#vragen).\n",
            "1-vragen.md": b"\xff",
        }
    )

    assert [Path(problem.path).name for problem in _problems(folder)] == ["1-vragen.md"]


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
    first, *_ = _problems(folder)

    assert (first.path, first.line) == (str(folder), 1)
    assert "module.md" in first.message
    assert hint in first.message


def test_a_second_module_md_is_never_passed_over(write: Write) -> None:
    folder = write({"Module.md": front(id="ander", title="Ander")})

    assert [(Path(it.path).name, it.line) for it in _problems(folder)] == [("Module.md", 2)]


def test_no_folder_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")

    for name, said in [("weg", "bestaat niet"), ("bestand", "geen map"), ("a\0b", "bestaat niet")]:
        (problem,) = _problems(tmp_path / name)
        assert said in problem.message
        assert "\0" not in str(problem)


def test_what_is_no_ordinary_file_is_not_waited_for(write: Write) -> None:
    folder = write({"2-map.md/x": "x"})
    os.mkfifo(folder / "3-pijp.md")

    assert [Path(problem.path).name for problem in _problems(folder)] == ["2-map.md", "3-pijp.md"]


def test_symbolic_links_out_of_the_folder_are_refused(write: Write, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.md"
    secret.write_text(CARDS)
    folder = write(_text("![c](p.png) [d](map/plan.pdf)\n"))
    (folder / "2.md").symlink_to(secret)
    (folder / "p.png").symlink_to(secret)
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "plan.pdf").write_bytes(b"p")
    (folder / "map").symlink_to(tmp_path / "elders", target_is_directory=True)
    (folder / "3.md").symlink_to(folder / "3.md")

    problems = _problems(folder)

    assert [(Path(problem.path).name, problem.line) for problem in problems] == [
        *(("0.md", 6), ("0.md", 6), ("2.md", 1), ("3.md", 1))
    ]
    assert all("buiten deze map" in problem.message for problem in problems[:3])


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="POSIX alone has such rights")
def test_a_file_without_rights_is_told(write: Write) -> None:
    folder = write({**_text("![c](p.png)\n"), "p.png": b"p"})
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

    told = [str(problem) for problem in _problems(folder)]

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

    assert str(_problems(Path("proef"))[0]).startswith("proef/2.md:1: ")
    monkeypatch.chdir(tmp_path / "proef")
    assert str(_problems(Path())[0]).startswith("2.md:1: ")
