"""Captions in WebVTT, checked by the parts of its syntax that players refuse.

Source: WebVTT, sections 4.1 (file structure) and 4.2 (cue timings), https://www.w3.org/TR/webvtt1/
"""

import re
from pathlib import Path

from course.loader.report import Tell, UnreadableError
from course.loader.source import decode, read_bytes
from course.loader.wording import quote

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_EXAMPLE = "“00:01.000 --> 00:04.000”"
_TIMINGS = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")


def check(file: Path, tell: Tell) -> None:
    """Tell of all that is wrong with a file of captions."""
    try:
        lines = decode(read_bytes(file)).split("\n")
    except UnreadableError as error:
        tell(error.line, error.wrong, error.mend)
        return
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        tell(1, "dit zijn geen ondertitels in WebVTT", "zet op de eerste regel alleen WEBVTT")
    cues = [(number, line) for number, line in enumerate(lines, start=1) if "-->" in line]
    if not cues:
        tell(1, "er staat geen enkele ondertitel in", f"begin elke met een regel zoals {_EXAMPLE}")
    for number, line in cues:
        _check_timings(number, line.strip(), tell)


def _check_timings(number: int, line: str, tell: Tell) -> None:
    found = _TIMINGS.fullmatch(line)
    wrong = f"de tijden {quote(line)} kloppen niet"
    if found is None:
        comma = ", met een punt in plaats van een komma" if re.search(r"\d,\d", line) else ""
        tell(number, wrong, f"schrijf ze zoals {_EXAMPLE}{comma}")
    elif _seconds(found, 1) >= _seconds(found, 5):
        tell(number, wrong, "laat het einde na het begin komen")


def _seconds(found: re.Match[str], first: int) -> float:
    hours, minutes, seconds, thousandths = (int(found[first + at] or 0) for at in range(4))
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
