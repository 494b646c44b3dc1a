"""Names as people write them lead to files, and pages find those again."""

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html

from course import markdown
from course.loader import load
from course.loader.svg import runs_script
from tests.course.folders import Write, front

HUMAN = "Werkplaat 1 & 2 ~ 'versie' (définitief) #3%.pdf"


def _text(body: str) -> dict[str, str | bytes]:
    return {"0.md": front(id="lees", kind="text", title="Lees") + body}


def _urls(files: Mapping[str, Path]) -> Callable[[str], str]:
    return lambda name: f"files/{files[name].name}"


@pytest.mark.parametrize(
    "written",
    [
        f"<{HUMAN}>",
        "Werkplaat%201%20&%202%20~%20'versie'%20(définitief)%20#3%.pdf",
        "Werkplaat%201%20%26%202%20~%20'versie'%20(d%C3%A9finitief)%20%233%25.pdf",
        f"<./{HUMAN}>",
        f"<{HUMAN.replace('&', '&amp;')}>",
        f"<{unicodedata.normalize('NFD', HUMAN)}>",
    ],
)
@pytest.mark.parametrize("on_disk", [HUMAN, unicodedata.normalize("NFD", HUMAN)])
def test_a_human_file_name_is_found_however_it_is_written(
    write: Write, written: str, on_disk: str
) -> None:
    folder = write({**_text(f"[plaat]({written})\n"), on_disk: b"pdf"})
    module = load(folder)
    (place,) = module.files.values()

    assert place.read_bytes() == b"pdf"
    page = html.fromstring(markdown.render(module.parts[0].introduction, _urls(module.files)))
    assert page.xpath("//a/@href") == [f"files/{place.name}"]
    (link,) = page.iter("a")
    assert unicodedata.normalize("NFC", link.get("download", "")) == HUMAN


def test_each_odd_name_is_a_file_of_its_own(write: Write) -> None:
    names = ["_klad.pdf", ".verborgen.png", "Plaat.PDF", "plaat.pdf", "map/plaat.pdf", "a%20b.pdf"]
    body = "".join(f"[x](<{name}>)\n" for name in names)
    folder = write({**_text(body), **{name: name.encode() for name in names}})

    files = load(folder).files

    assert {name: place.read_bytes().decode() for name, place in files.items()} == {
        name: name for name in names
    }


def test_a_link_may_name_a_place_in_a_file(write: Write) -> None:
    module = load(write({**_text("[x](plan.pdf#page=3)\n"), "plan.pdf": b"p"}))

    assert list(module.files) == ["plan.pdf"]
    page = html.fromstring(markdown.render(module.parts[0].introduction, _urls(module.files)))
    assert page.xpath("//a/@href") == ["files/plan.pdf#page=3"]


def test_a_symbolic_link_within_the_folder_is_a_file_like_any_other(write: Write) -> None:
    folder = write({**_text("![x](link.png)\n"), "map/echt.png": b"p"})
    (folder / "link.png").symlink_to(Path("map") / "echt.png")

    assert load(folder).files["link.png"].read_bytes() == b"p"


def test_files_of_every_text_and_of_the_front_matter_are_named(write: Write) -> None:
    cards = front(id="k", kind="cards", title="K") + "## A {#a}\n![x](voor.png)\n---\n[y](na.pdf)\n"
    video = front(
        id="f", kind="video", title="F", video="https://vimeo.com/914403419", poster="p.webp"
    )
    module_md = front(id="proef", title="Proef") + "![z](begin.svg)\n"
    files = {
        "module.md": module_md,
        "2.md": cards,
        "3.md": video,
        **dict.fromkeys(("voor.png", "na.pdf", "p.webp"), "x"),
        "begin.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    assert sorted(load(write(files)).files) == ["begin.svg", "na.pdf", "p.webp", "voor.png"]


@pytest.mark.parametrize(
    ("svg", "runs"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style><path d="M0 0"/></svg>', False),
        ('<!DOCTYPE svg [<!ENTITY ns "http://ns.adobe.com/x/">]><svg xmlns:x="&ns;"/>', False),
        ("<svg><script/></svg>", True),
        ("<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></s:svg>", True),
        ("<svg onload='alert(1)'/>", True),
        ("<svg><a href=' java\nscript:alert(1)'/></svg>", True),
        ("<svg><set attributeName='href' to='javascript:alert(1)'/></svg>", True),
        ('<!DOCTYPE svg [<!ENTITY e "<script/>">]><svg>&e;</svg>', True),
        ('<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>', True),
        ("geen svg", True),
        ("", True),
    ],
)
def test_a_script_in_an_svg_is_seen(tmp_path: Path, svg: str, runs: bool) -> None:
    place = tmp_path / "p.svg"
    place.write_text(svg)

    assert runs_script(place) is runs


def test_an_unreadable_svg_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "p.svg").mkdir()

    assert runs_script(tmp_path / "p.svg")
