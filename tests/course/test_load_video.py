"""Which videos a part may hold: one of the module itself, or one at Vimeo."""

import pytest

from course.loader import load
from course.loader.video import vimeo
from course.model import LocalVideo, VideoPart, Vimeo
from tests.course import beginnings
from tests.course.folders import Write, front


def test_a_video_of_the_module_has_captions_a_poster_and_a_transcript(write: Write) -> None:
    written = front(
        id="film", kind="video", title="Film", video="film.mp4", captions="nl.vtt", poster="p.png"
    )
    body = "Kijk mee.\n\n## Uitgeschreven tekst\n\nHij zegt:\n\n## Dag\n"
    files: dict[str, str | bytes] = {
        "film.mp4": beginnings.MP4,
        "nl.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHoi\n",
        "p.png": beginnings.PNG,
    }

    folder = write({"2.md": written + body, **files})
    module = load(folder)

    assert module.parts[1] == VideoPart(
        id="film",
        title="Film",
        introduction="Kijk mee.",
        transcript="Hij zegt:\n\n## Dag",
        video=LocalVideo("film.mp4", "nl.vtt", "p.png"),
    )
    assert dict(module.files) == {name: folder / name for name in files}


def test_a_video_at_vimeo_keeps_its_password_and_the_hash_of_an_unlisted_one(write: Write) -> None:
    written = front(
        id="film",
        kind="video",
        title="Film",
        password="0123",
        video="https://vimeo.com/76979871/a1b2",
    )
    (part,) = load(write({"1-vragen.md": written})).parts

    assert isinstance(part, VideoPart)
    assert part.video == Vimeo("https://vimeo.com/76979871/a1b2", "76979871", "a1b2", "0123")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://vimeo.com/914403419", ("914403419", None)),
        ("http://www.vimeo.com/914403419/", ("914403419", None)),
        ("vimeo.com/914403419?share=copy#t=3", ("914403419", None)),
        ("https://vimeo.com/914403419/8272103f6e", ("914403419", "8272103f6e")),
        ("https://vimeo.com/914403419?h=8272103f6e", ("914403419", "8272103f6e")),
        ("https://player.vimeo.com/video/914403419?h=82f6&dnt=1", ("914403419", "82f6")),
        ("https://vimeo.com/manage/videos/914403419/82f6", ("914403419", "82f6")),
        ("https://vimeo.com/channels/staffpicks/914403419", ("914403419", None)),
        ("https://vimeo.com/groups/zorg/videos/914403419", ("914403419", None)),
        ("https://vimeo.com/showcase/7/video/914403419", ("914403419", None)),
        ("https://vimeo.com/ondemand/zorg", None),
        ("https://vimeo.com/", None),
        ("https://vimeo.com.voorbeeld.nl/914403419", None),
        ("https://vimeo.com@voorbeeld.nl/914403419", None),
        ("https://[vimeo.com/914403419", None),
        ("javascript://vimeo.com/914403419", None),
        ("https://vimeo.com/914403419?h=%22%3E", None),
    ],
)
def test_every_form_of_an_address_at_vimeo_is_known(
    address: str, found: tuple[str, str | None] | None
) -> None:
    assert vimeo(address) == found
