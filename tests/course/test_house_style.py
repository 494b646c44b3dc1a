"""A file with house colours: read, and every problem of it told at once, where it is."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from course.errors import ModuleErrors, Problem
from course.house.style import Asset, Font, HouseStyle, Logo
from course.loader import house, load
from tests.course.folders import MODULE, Write

HOUSE = Path(__file__).parents[1] / "data" / "huisstijl"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
LEAST = 'colours:\n  button: "#00568b"\n'


def _written(folder: Path, text: str, files: Mapping[str, bytes] | None = None) -> Path:
    for name, data in (files or {}).items():
        (folder / name).write_bytes(data)
    file = folder / "huisstijl.yaml"
    file.write_text(text)
    return file


def _problems(file: Path) -> tuple[Problem, ...]:
    with pytest.raises(ModuleErrors) as caught:
        house.load(file)
    return caught.value.problems


def test_a_whole_house_style_is_read() -> None:
    style = house.load(HOUSE / "huisstijl.yaml")

    assert style.title == "Gemeente Lindedijk"
    assert (style.light.button, style.light.button_text) == ("#7a1f5c", "#ffffff")
    logo = Asset("svg", (HOUSE / "logo.svg").read_bytes())
    assert style.logo == Logo(logo, "Gemeente Lindedijk")
    assert style.font == Font(("Verdana",))
    assert style.heading_font == Font(
        ("Blok",), Asset("woff2", (HOUSE / "blok.woff2").read_bytes())
    )


def test_one_colour_is_enough_and_the_file_gives_the_name(tmp_path: Path) -> None:
    style = house.load(_written(tmp_path, LEAST))

    assert (style.title, style.logo, style.font) == ("huisstijl", None, None)
    assert style.light.background == "#ffffff"
    assert style.dark.background == "#171717"


def test_colours_may_stand_without_quotes_although_yaml_reads_a_comment(tmp_path: Path) -> None:
    text = "colours:\n  button: #00568B\n  text: #123  # bijna zwart\n  link: 1b5e7b\n"
    light = house.load(_written(tmp_path, text)).light

    assert (light.button, light.text, light.link) == ("#00568b", "#112233", "#1b5e7b")


def test_a_colour_for_the_dark_can_be_chosen(tmp_path: Path) -> None:
    style = house.load(_written(tmp_path, LEAST + 'dark:\n  background: "#001020"\n'))

    assert style.dark.background == "#001020"
    assert style.light.background == "#ffffff"


def test_every_problem_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = (
        "titel: Lindedijk\n"
        "colours:\n"
        '  button: "#ffcc00"\n'
        '  text: "#999999"\n'
        "  vlak: '#eee'\n"
        "  border: grijs\n"
        "dark:\n"
        '  link: "#333333"\n'
        "logo:\n"
        "  file: logo.svg\n"
    )
    file = _written(tmp_path, text)

    told = [(it.path, it.line, it.message) for it in _problems(file)]

    assert [(path, line) for path, line, _ in told] == [
        (str(file), line) for line in (1, 3, 4, 5, 6, 8, 10, 10)
    ]
    for (_, _, message), said in zip(told, SAID, strict=True):
        assert said in message


SAID = (
    "“titel”",
    "“button” (#ffcc00) op “background” (#ffffff, vanzelf) heeft een contrast van 1,51:1, voor "
    "knoppen en randen is 3:1 nodig. Neem voor “button” bijvoorbeeld",
    "“text” (#999999) op “background” (#ffffff, vanzelf) heeft een contrast van 2,84:1, voor "
    'tekst is 4,5:1 nodig. Neem voor “text” bijvoorbeeld "#767676".',
    "Bedoel je “surface”?",
    "“grijs”, dat is geen kleurcode",
    "“link” (#333333) op “background” (#171717, vanzelf)",
    "“alt” ontbreekt",
    "“logo.svg” bestaat niet",
)

FAULTS: Mapping[str, tuple[str, Mapping[str, bytes], int, str]] = {
    "no colours at all": ("title: X\n", {}, 1, "“colours” ontbreekt"),
    "no colour of buttons": ('colours:\n  text: "#000"\n', {}, 2, "“button” ontbreekt"),
    "a PDF as a logo": (
        LEAST + "logo: {file: logo.pdf, alt: X}\n",
        *({"logo.pdf": b"%PDF"}, 3, "Bewaar het als svg of png"),
    ),
    "a logo that is no PNG": (
        LEAST + "logo: {file: logo.png, alt: X}\n",
        *({"logo.png": b"GIF89a"}, 3, "is geen PNG, al heet het zo"),
    ),
    "a logo that runs a script": (
        LEAST + "logo: {file: logo.svg, alt: X}\n",
        *({"logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"}, 3, "een script"),
    ),
    "a logo that is too heavy": (
        LEAST + "logo: {file: logo.png, alt: X}\n",
        *({"logo.png": PNG + b"\0" * 300_000}, 3, "kleiner dan 200 kB"),
    ),
    "a logo elsewhere": (
        LEAST + "logo: {file: ../logo.png, alt: X}\n",
        *({}, 3, "leidt buiten deze map"),
    ),
    "a font of another kind": (
        LEAST + "font: {name: X, file: x.ttf}\n",
        *({"x.ttf": b"\0\1\0\0"}, 3, "is geen WOFF2"),
    ),
    "a font without its file": (LEAST + "font: {name: X}\n", {}, 3, "“file” ontbreekt"),
    "a name that is no name": (LEAST + "font: X}</style>\n", {}, 3, "geen naam van een lettertype"),
    "no YAML": ("colours: [\n", {}, 2, "geen geldige YAML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_on_its_line(fault: str, tmp_path: Path) -> None:
    text, files, line, said = FAULTS[fault]
    problems = _problems(_written(tmp_path, text, files))

    assert [(it.line, said in it.message) for it in problems] == [(line, True)], problems


def test_where_no_tint_will_do_the_other_colour_is_named_too(tmp_path: Path) -> None:
    text = LEAST + '  link: "#888888"\n  background: "#ffffff"\n  surface: "#222222"\n'
    told = {it.line: it.message for it in _problems(_written(tmp_path, text))}

    assert "geen enkele tint van “link”" in told[3].lower()
    assert "verander ook “surface”" in told[3]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path / "weg.yaml")
    assert "bestaat niet" in problem.message


def test_a_module_wears_the_house_style_of_its_folder_which_is_no_file_of_it(write: Write) -> None:
    folder = write({"module.md": MODULE.replace("title:", "theme: huisstijl.yaml\ntitle:")})
    for file in HOUSE.iterdir():
        shutil.copy(file, folder)
    module = load(folder)

    assert isinstance(module.theme, HouseStyle)
    assert module.theme.title == "Gemeente Lindedijk"
    assert dict(module.files) == {}


def test_problems_of_the_house_style_are_told_with_those_of_the_module(write: Write) -> None:
    folder = write(
        {
            "module.md": "---\nid: proef\ntheme: huisstijl.yaml\n---\n",
            "huisstijl.yaml": "colours:\n  button: rood\n",
        }
    )
    with pytest.raises(ModuleErrors) as caught:
        load(folder)

    told = [(Path(it.path).name, it.line) for it in caught.value.problems]
    assert told == [("module.md", 2), ("huisstijl.yaml", 2)]


def test_a_house_style_that_is_not_there_is_told_where_it_is_named(write: Write) -> None:
    folder = write({"module.md": MODULE.replace("title:", "theme: huis.yaml\ntitle:")})
    with pytest.raises(ModuleErrors) as caught:
        load(folder)

    (problem,) = caught.value.problems
    assert (Path(problem.path).name, problem.line) == ("module.md", 3)
    assert "“huis.yaml” bestaat niet in deze map" in problem.message


def test_the_example_of_the_documentation_is_sound(tmp_path: Path) -> None:
    text = (HOUSE.parents[2] / "docs" / "huisstijl.md").read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    files = {"lindedijk.woff2": b"wOF2", "lindedijk-vet.woff2": b"wOF2"}
    logos = dict.fromkeys(("logo.svg", "logo-wit.svg"), (HOUSE / "logo.svg").read_bytes())

    style = house.load(_written(tmp_path, example, {**files, **logos}))
    assert style.logo is not None
    assert style.logo.dark is not None
    assert style.dark.link == "#8fc7e0"
