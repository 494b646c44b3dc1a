"""content/voorbeeld has another subject and shape than Werkpakket 1, and is whole in itself."""

import re
from pathlib import Path
from struct import unpack_from

import pytest
from lxml import etree
from playwright.sync_api import Page

from course import markdown
from course.loader import load
from course.model import (
    CardsPart,
    Completion,
    LocalVideo,
    Module,
    Part,
    QuestionsPart,
    Reader,
    Readers,
    TextPart,
    VideoPart,
    WorksheetsPart,
)
from course.page import themes

CONTENT = Path(__file__).parents[2] / "content"
FOLDER = CONTENT / "voorbeeld"


@pytest.fixture(scope="module")
def module() -> Module:
    return load(FOLDER)


@pytest.fixture(scope="module")
def film(module: Module) -> VideoPart:
    part = module.parts[1]
    assert isinstance(part, VideoPart)
    return part


@pytest.fixture(scope="module")
def video(film: VideoPart) -> LocalVideo:
    assert isinstance(film.video, LocalVideo)
    return film.video


def _kinds(module: Module) -> list[type[Part]]:
    return [type(part) for part in module.parts]


def _length(mp4: bytes) -> float:
    """Read the length in seconds: the movie header, ISO/IEC 14496-12, 8.2.2, version 0."""
    at = mp4.index(b"mvhd") + 4
    assert mp4[at] == 0
    scale, length = unpack_from(">II", mp4, at + 12)
    return float(length / scale)


def _cues(file: Path) -> list[tuple[float, float, str]]:
    """Read the captions: begin and end in seconds, and what they say."""
    cue = re.compile(r"^(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})\n((?:.+\n?)+)", re.MULTILINE)
    found = (match.groups() for match in cue.finditer(file.read_text(encoding="utf-8")))
    return [
        (int(a) * 60 + float(b), int(c) * 60 + float(d), " ".join(text.split()))
        for a, b, c, d, text in found
    ]


def _alternatives(text: str) -> list[str]:
    """Give the alternative text of each picture."""
    tokens = (child for token in markdown.parse(text) for child in token.children or ())
    return [token.content for token in tokens if token.type == "image"]


def test_it_is_an_example_so_that_no_activity_takes_it_by_itself() -> None:
    assert [load(CONTENT / name).example for name in ("voorbeeld", "werkpakket-1")] == [True, False]


def test_every_kind_of_part_is_there_and_none_is_still_to_come(module: Module) -> None:
    assert _kinds(module) == [TextPart, VideoPart, CardsPart, WorksheetsPart, QuestionsPart]
    assert module.counted_parts == module.parts
    assert [len(list(found())) for found in (module.cards, module.fields, module.questions)] == [
        6,
        6,
        5,
    ]


def test_its_settings_and_order_are_others_than_those_of_werkpakket_1(module: Module) -> None:
    other = load(CONTENT / "werkpakket-1")

    assert module.readers == Readers((Reader.SELF, Reader.INSTRUCTOR), Reader.SELF) != other.readers
    assert module.completion == Completion(answered=3) != other.completion
    assert module.theme in {theme.name for theme in themes.shipped()} - {
        other.theme or themes.DEFAULT
    }
    assert module.id != FOLDER.name
    assert _kinds(module) != _kinds(other)
    assert not {part.id for part in module.parts} & {part.id for part in other.parts}


def test_every_file_of_the_folder_is_in_use_and_every_file_in_use_is_in_the_folder(
    module: Module,
) -> None:
    own = {*FOLDER.glob("*.md"), FOLDER / "README.txt"}
    there = {file for file in FOLDER.iterdir() if file.is_file()} - own

    assert set(module.files.values()) == there
    assert all(file.stat().st_size for file in there)


def test_the_film_is_small_and_begins_before_it_is_all_there(video: LocalVideo) -> None:
    film = (FOLDER / video.file).read_bytes()

    assert len(film) < 400_000
    assert film.index(b"moov") < film.index(b"mdat")
    assert b"avc1" in film
    assert b"mp4a" in film


def test_chromium_plays_the_film_with_its_sound(page: Page, video: LocalVideo) -> None:
    page.goto((FOLDER / video.file).as_uri())
    page.wait_for_function("document.querySelector('video').currentTime > 0.5")
    width, error, sound = page.evaluate(
        "(video => [video.videoWidth, video.error, video.webkitAudioDecodedByteCount > 0])"
        "(document.querySelector('video'))"
    )

    assert (width, error, sound) == (960, None, True)


def test_captions_follow_each_other_within_the_film_slowly_enough_to_read(
    video: LocalVideo,
) -> None:
    cues = _cues(FOLDER / str(video.captions))
    times = [moment for begin, end, _ in cues for moment in (begin, end)]

    assert len(cues) == 5
    assert times == sorted(times)
    assert times[-1] <= _length((FOLDER / video.file).read_bytes()) == 16
    assert [text for begin, end, text in cues if len(text) / (end - begin) > 22] == []


def test_what_the_captions_name_as_steps_stands_in_the_written_text_too(
    film: VideoPart, video: LocalVideo
) -> None:
    told = " ".join(text for _, _, text in _cues(FOLDER / str(video.captions)))
    steps = re.findall(r"\*\*([^*.]+)\.\*\*", film.transcript)

    assert steps == ["Luister", "Vat samen", "Spreek af"]
    assert [step for step in steps if step not in told] == []


def test_each_card_has_both_sides_and_a_picture_told_in_words(module: Module) -> None:
    told = [_alternatives(card.front) for card in module.cards()]

    assert [len(alternatives) for alternatives in told] == [1] * 6
    assert len({alternative for (alternative,) in told}) == 6
    assert all(len(alternative) > 40 for (alternative,) in told)
    assert all(card.front and card.back for card in module.cards())


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.svg")), ids=lambda file: file.stem)
def test_a_picture_is_small_knows_its_size_and_is_drawing_alone(file: Path) -> None:
    drawing = etree.parse(file).getroot()
    shapes = {etree.QName(shape).localname for shape in drawing.iter("{*}*")}

    assert file.stat().st_size < 4000
    assert (drawing.get("width"), drawing.get("height")) == ("480", "270")
    assert shapes <= {"svg", "g", "rect", "circle", "path"}


def test_the_licence_is_told_to_learners_and_beside_every_drawing(module: Module) -> None:
    drawings = [*FOLDER.glob("*.svg"), FOLDER / "bron" / "film.svg"]
    told = [FOLDER / "README.txt", FOLDER / "balie.vtt", *drawings]

    assert "EUPL-1.2" in module.introduction
    assert [file for file in told if "EUPL-1.2" not in file.read_text(encoding="utf-8")] == []
