"""Makes balie.mp4 and balie.webp of film.svg.

The drawing moves by CSS; Chromium shows it frame by frame and ffmpeg puts the frames together, with
a soft tone at each new step. From the root of the project, with ffmpeg and Chromium installed:

    .venv/bin/python content/voorbeeld/bron/film.py
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
RATE = 20
SECONDS = 16
POSTER_AT = 9.0
CHIMES = ((0.4, 262), (2.6, 330), (6.2, 392), (10.0, 440), (12.9, 523))
"""When a tone begins, in seconds, and how high it is, in hertz."""


def frames(page: Page) -> Iterator[bytes]:
    """Give the drawing at each moment of the film, as PNG."""
    for number in range(RATE * SECONDS):
        yield frame(page, number / RATE)


def frame(page: Page, seconds: float) -> bytes:
    """Give the drawing at one moment, as PNG."""
    page.evaluate(
        "time => document.getAnimations().forEach(it => { it.pause(); it.currentTime = time })",
        seconds * 1000,
    )
    return page.screenshot(animations="allow")


def chimes() -> str:
    """Describe the sound to ffmpeg: tones, each with its octave, that swell and die away."""
    one = "between(t,{0},{0}+5)*min(1,(t-{0})*12)*exp(-1.1*(t-{0}))*(sin({1}*t)+0.3*sin(2*{1}*t))"
    return "+".join("0.12*" + one.format(at, f"2*PI*{hertz}") for at, hertz in CHIMES)


def encode(pictures: Iterator[bytes], target: Path, *options: str) -> None:
    """Hand pictures to ffmpeg."""
    pipe = ("-f", "image2pipe", "-framerate", str(RATE), "-i", "-")
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *pipe, *options, str(target)]
    subprocess.run(command, input=b"".join(pictures), check=True)  # noqa: S603 - nothing of others


def main() -> None:
    """Make the film and the picture that stands in its place before it plays."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 960, "height": 540})
        page.goto((HERE / "film.svg").as_uri())
        sound = ("-f", "lavfi", "-i", f"aevalsrc='{chimes()}':s=44100:d={SECONDS}")
        picture = ("-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow", "-crf", "26")
        voice = ("-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart")
        encode(frames(page), HERE.parent / "balie.mp4", *sound, *picture, *voice)
        encode(iter([frame(page, POSTER_AT)]), HERE.parent / "balie.webp", "-quality", "80")
        browser.close()


if __name__ == "__main__":
    main()
