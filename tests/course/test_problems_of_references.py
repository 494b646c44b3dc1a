"""What texts and settings point to: pictures, files, links, videos and captions."""

from collections.abc import Mapping

import pytest

from tests.course import beginnings
from tests.course.faults import VIDEO, Fault, assert_one_problem, questions, text, video
from tests.course.folders import Write, front

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHoi\n"
FILM = {**VIDEO, "video": "f.mp4", "captions": "nl.vtt"}

FAULTS: Mapping[str, Fault] = {
    "a missing picture": (text("a\nb ![c](plaat.png)\n"), "0.md", 7, ("“plaat.png”",)),
    "a picture with other capitals": (
        {**text("![c](plaat.png)\n"), "Plaat.PNG": beginnings.PNG},
        *("0.md", 6, ("“plaat.png”", "“Plaat.PNG”")),
    ),
    "a picture with a typing error": (
        {**text("![c](plat.png)\n"), "plaat.png": beginnings.PNG},
        *("0.md", 6, ("“plat.png”", "“plaat.png”")),
    ),
    "a picture of another site": (
        text("![c](https://voorbeeld.nl/p.png)\n"),
        *("0.md", 6, ("voorbeeld.nl/p.png",)),
    ),
    "a picture that no browser shows": (
        {**text("![c](p.bmp)\n"), "p.bmp": beginnings.PNG},
        *("0.md", 6, ("“p.bmp”", "png")),
    ),
    "a picture with a script": (
        {**text("![c](p.svg)\n"), "p.svg": "<svg onload='alert(1)'/>"},
        *("0.md", 6, ("“p.svg”", "script")),
    ),
    "a missing file": (text("[c](<mijn plan.pdf>)\n"), "0.md", 6, ("“mijn plan.pdf”",)),
    "a link to a folder": (
        {**text("[c](map.pdf)\n"), "map.pdf/x.txt": "x"},
        *("0.md", 6, ("“map.pdf”",)),
    ),
    "a link to a page with script": (
        {**text("[c](kwaad.html)\n"), "kwaad.html": "<script>"},
        *("0.md", 6, ("“kwaad.html”",)),
    ),
    "a link to a part's file": (text("[c](1-vragen.md)\n"), "0.md", 6, ("“1-vragen.md”", "#")),
    "a link to no part": (text("[c](#vraag)\n"), "0.md", 6, ("“vraag”", "vragen")),
    "a link that runs a script": (
        text("a\n\n[y](javascript:alert(1))\n"),
        *("0.md", 8, ("“javascript:alert(1)”", "https://", "http://", "mailto:", "tel:", "#de-id")),
    ),
    "a script in an address as it is": (text("<javascript:x>\n"), "0.md", 6, ("“javascript:x”",)),
    "a script behind capitals": (text("[y](JaVaScRiPt:x)\n"), "0.md", 6, ("“JaVaScRiPt:x”",)),
    "a script in letters that are written as numbers": (
        text("[y](&#106;avascript:x)\n"),
        *("0.md", 6, ("“javascript:x”",)),
    ),
    "a link that holds its data": (text("[y](data:text/html,x)\n"), "0.md", 6, ("“data:text",)),
    "a script in a question": (
        questions("- Zie [y](vbscript:x)? {#een}\n"),
        *("1-vragen.md", 6, ("“vbscript:x”",)),
    ),
    "a text that is called a picture": (
        {**text("![c](p.png)\n"), "p.png": "een tekst"},
        *("0.md", 6, ("“p.png”", "geen PNG", "bewaar het als png")),
    ),
    "a picture that is called another": (
        {**text("![c](p.jpg)\n"), "p.jpg": beginnings.PNG},
        *("0.md", 6, ("“p.jpg”", "geen JPG")),
    ),
    "an SVG that is none": (
        {**text("![c](p.svg)\n"), "p.svg": "<html/>"},
        *("0.md", 6, ("“p.svg”", "geen SVG")),
    ),
    "a link to a text that is called a picture": (
        {**text("[c](p.png)\n"), "p.png": "een tekst"},
        *("0.md", 6, ("“p.png”", "geen PNG")),
    ),
    "a poster that is no picture": (
        {**video(poster="p.webp"), "p.webp": "een tekst"},
        *("0.md", 6, ("“p.webp”", "geen WEBP")),
    ),
    "a film that is none": (
        {**video(video="f.mp4"), "f.mp4": "een tekst"},
        *("0.md", 5, ("“f.mp4”", "geen MP4")),
    ),
    "a link of an unknown sort": (text("[c](ftp://x.nl/y)\n"), "0.md", 6, ("“ftp://x.nl/y”",)),
    "a link without its sort": (text("[c](//x.nl/y)\n"), "0.md", 6, ("“//x.nl/y”", "https://")),
    "a path upwards": (text("![c](../p.png)\n"), "0.md", 6, ("“../p.png”", "buiten")),
    "a path that hides upwards": (text("![c](%2e%2e/p.png)\n"), "0.md", 6, ("buiten",)),
    "a path from the root": (text("![c](/etc/p.png)\n"), "0.md", 6, ("“/etc/p.png”",)),
    "a path of Windows": (text("![c](<map\\p.png>)\n"), "0.md", 6, ("tussen map en bestand",)),
    "a drive of Windows": (text("[c](C:/plan.pdf)\n"), "0.md", 6, ("“C:/plan.pdf”",)),
    "no video": ({"0.md": front(id="x", kind="video", title="X")}, "0.md", 2, ("“video”",)),
    "a video elsewhere": (
        video(video="https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        *("0.md", 5, ("youtube", "vimeo.com/914403419")),
    ),
    "an address that is none": (video(video="het filmpje"), "0.md", 5, ("“het filmpje”",)),
    "an address that is none, with a password": (
        video(video="het filmpje", password="x"),
        *("0.md", 5, ("“het filmpje”",)),
    ),
    "a path upwards to no video": (video(video="../film.txt"), "0.md", 5, ("buiten",)),
    "a path upwards to no picture": (text("![c](../p.txt)\n"), "0.md", 6, ("buiten",)),
    "a film of a telephone": (video(video="film.MOV"), "0.md", 5, ("“film.MOV”", "als mp4")),
    "a missing video": (video(video="film.mp4"), "0.md", 5, ("“film.mp4”",)),
    "a missing poster": (video(poster="p.png"), "0.md", 6, ("“p.png”",)),
    "captions beside Vimeo": (video(captions="nl.vtt"), "0.md", 6, ("“captions”",)),
    "a password beside a file": (
        {**video(video="f.mp4", password="x"), "f.mp4": beginnings.MP4},
        *("0.md", 6, ("“password”",)),
    ),
    "missing captions": (
        {"0.md": front(**FILM), "f.mp4": beginnings.MP4},
        *("0.md", 6, ("“nl.vtt”",)),
    ),
    "captions of another format": (
        {"0.md": front(**FILM), "f.mp4": beginnings.MP4, "nl.vtt": VTT.replace("WEBVTT", "1")},
        *("nl.vtt", 1, ("WEBVTT",)),
    ),
    "captions with a comma": (
        {"0.md": front(**FILM), "f.mp4": beginnings.MP4, "nl.vtt": VTT.replace("01.000", "01,000")},
        *("nl.vtt", 3, ("punt in plaats van een komma",)),
    ),
    "captions that end before they begin": (
        {"0.md": front(**FILM), "f.mp4": beginnings.MP4, "nl.vtt": VTT.replace("02.000", "01.000")},
        *("nl.vtt", 3, ("einde",)),
    ),
    "captions without any": (
        {"0.md": front(**FILM), "f.mp4": beginnings.MP4, "nl.vtt": "WEBVTT\n"},
        *("nl.vtt", 1, ("-->",)),
    ),
    "captions that are no UTF-8": (
        {"0.md": front(**FILM), "f.mp4": beginnings.MP4, "nl.vtt": VTT.encode() + b"\xe9"},
        *("nl.vtt", 5, ("UTF-8",)),
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_leads_nowhere_gives_one_problem_at_its_place(write: Write, fault: Fault) -> None:
    assert_one_problem(write, fault)
