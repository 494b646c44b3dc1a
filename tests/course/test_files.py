"""Names as people write them lead to files, and pages find those again."""

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html

from course import markdown
from course.loader import load, media
from tests.course import beginnings
from tests.course.folders import Write, front

HUMAN = "Werkplaat 1 & 2 ~ 'versie' (définitief) #3%.pdf"


def _text(body: str) -> dict[str, str | bytes]:
    return {"0.md": front(id="lees", kind="text", title="Lees") + body}


def _content(name: str) -> bytes:
    return (beginnings.PNG if name.endswith(".png") else b"") + name.encode()


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
    contents: dict[str, str | bytes] = {name: _content(name) for name in names}
    folder = write({**_text(body), **contents})

    assert {name: place.read_bytes() for name, place in load(folder).files.items()} == contents


def test_a_link_may_name_a_place_in_a_file(write: Write) -> None:
    module = load(write({**_text("[x](plan.pdf#page=3)\n"), "plan.pdf": b"p"}))

    assert list(module.files) == ["plan.pdf"]
    page = html.fromstring(markdown.render(module.parts[0].introduction, _urls(module.files)))
    assert page.xpath("//a/@href") == ["files/plan.pdf#page=3"]


def test_a_symbolic_link_within_the_folder_is_a_file_like_any_other(write: Write) -> None:
    folder = write({**_text("![x](link.png)\n"), "map/echt.png": beginnings.PNG})
    (folder / "link.png").symlink_to(Path("map") / "echt.png")

    assert load(folder).files["link.png"].read_bytes() == beginnings.PNG


def test_files_of_every_text_and_of_the_front_matter_are_named(write: Write) -> None:
    cards = front(id="k", kind="cards", title="K") + "## A {#a}\n![x](voor.png)\n---\n[y](na.pdf)\n"
    video = front(
        id="f", kind="video", title="F", video="https://vimeo.com/914403419", poster="p.webp"
    )
    module_md = front(id="proef", title="Proef") + "![z](begin.svg)\n"
    files: dict[str, str | bytes] = {
        "module.md": module_md,
        "2.md": cards,
        "3.md": video,
        "voor.png": beginnings.PNG,
        "na.pdf": "x",
        "p.webp": beginnings.WEBP,
        "begin.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    assert sorted(load(write(files)).files) == ["begin.svg", "na.pdf", "p.webp", "voor.png"]


SCRIPT = "bevat een script"
NO_SVG = "is geen SVG, al heet het zo"
ENTITY = '<!DOCTYPE svg [<!ENTITY ns "http://ns.adobe.com/x/">]><svg xmlns:x="&ns;"/>'


@pytest.mark.parametrize(
    ("svg", "fault"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style><path d="M0 0"/></svg>', None),
        (ENTITY, None),
        ("<svg><script/></svg>", SCRIPT),
        ("<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></s:svg>", SCRIPT),
        ("<svg onload='alert(1)'/>", SCRIPT),
        ("<svg><a href=' java\nscript:alert(1)'/></svg>", SCRIPT),
        ("<svg><set attributeName='href' to='javascript:alert(1)'/></svg>", SCRIPT),
        ('<!DOCTYPE svg [<!ENTITY e "<script/>">]><svg>&e;</svg>', SCRIPT),
        ('<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>', NO_SVG),
        ("<html><body>svg</body></html>", NO_SVG),
        ("<svg><path></svg>", NO_SVG),
        ("geen svg", NO_SVG),
        ("", NO_SVG),
    ],
)
def test_an_svg_is_one_and_holds_no_script(tmp_path: Path, svg: str, fault: str | None) -> None:
    place = tmp_path / "p.svg"
    place.write_text(svg)

    assert media.fault(place, "svg") == fault


def test_an_unreadable_svg_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "p.svg").mkdir()

    assert media.fault(tmp_path / "p.svg", "svg") == NO_SVG


SOUND = {
    "avif": [beginnings.AVIF, beginnings.AVIF_AS_COMPATIBLE],
    "gif": [beginnings.GIF],
    "jpeg": [beginnings.JPG],
    "jpg": [beginnings.JPG],
    "mp4": [beginnings.MP4],
    "png": [beginnings.PNG],
    "webp": [beginnings.WEBP],
}


@pytest.mark.parametrize("kind", SOUND)
def test_a_picture_or_film_is_known_by_how_it_begins_and_not_by_its_name(
    tmp_path: Path, kind: str
) -> None:
    for sound in SOUND.values():
        for data in (*sound, b"een tekst", b""):
            (tmp_path / "x").write_bytes(data)
            also_mp4 = kind == "mp4" and data in SOUND["avif"]  # the same container
            right = data in SOUND[kind] or also_mp4

            assert (media.fault(tmp_path / "x", kind) is None) is right


def test_every_picture_and_film_of_the_project_is_what_its_name_says() -> None:
    content = Path(__file__).parents[2] / "content"
    found = [it for it in content.rglob("*") if it.suffix in {".svg", ".webp", ".mp4"}]

    assert len(found) >= 8
    assert [it for it in found if media.fault(it, it.suffix[1:])] == []
