"""The video of a part: an address at Vimeo, or an MP4 of the module with captions and poster."""

import re
from urllib.parse import parse_qs, urlsplit

from course.loader import captions
from course.loader.files import Files, check_kind
from course.loader.keys import Keys, Value
from course.loader.report import Tell
from course.loader.wording import quote
from course.model import LocalVideo, Vimeo

_PLACE = re.compile(
    r"/(?:(?:video|manage/videos|channels/[\w-]+|groups/[\w-]+/videos"
    r"|(?:album|showcase)/\w+/video)/)?(\d{1,15})(?:/([0-9A-Za-z]+))?/?"
)
_OTHER_FILMS = (".avi", ".m4v", ".mkv", ".mov", ".mpg", ".webm", ".wmv")
_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})


def video(keys: Keys, files: Files, tell: Tell, *, needed: bool) -> Vimeo | LocalVideo | None:
    """Read the keys of a video; None where there is none, or none that can be shown."""
    if needed:
        address = keys.required("video", "https://vimeo.com/914403419")
    else:
        address = keys.text("video")
    poster = keys.verbatim("poster")
    if poster.text:
        files.check_picture(poster, tell)
    if not address.text:
        return None
    if _is_address(address.text):
        return _vimeo(address, keys, tell)
    return _local(address, keys, files, tell)


def advise_alternatives(
    found: LocalVideo | Vimeo, transcript: str, line: int, advise: Tell
) -> None:
    """Advise what a video lacks for who does not hear or see it (WCAG 2.2, 1.2.1 to 1.2.3)."""
    if isinstance(found, LocalVideo) and found.captions is None:
        mend = "zet een bestand met ondertitels (.vtt) in de map en schrijf de naam achter captions"
        advise(line, "deze video heeft geen ondertitels", mend)
    if not transcript:
        wrong = "deze video is niet te volgen zonder beeld of geluid"
        advise(line, wrong, "zet de tekst ervan onder een kop “## Uitgeschreven tekst”")


def vimeo(address: str) -> tuple[str, str | None] | None:
    """Give number and hash of a video's address at Vimeo: its page, player or unlisted form."""
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        ours = parts.scheme in {"https", "http"} and parts.netloc.lower() in _HOSTS
    except ValueError:
        return None
    found = _PLACE.fullmatch(parts.path)
    if not ours or found is None:
        return None
    in_query = parse_qs(parts.query).get("h", [None])[0]
    unlisted = found[2] or in_query
    if unlisted and not re.fullmatch(r"[0-9A-Za-z]+", unlisted):
        return None
    return found[1], unlisted


def _is_address(text: str) -> bool:
    return "://" in text or text.lower().startswith(("vimeo.com/", "www.", "player.vimeo.com/"))


def _vimeo(address: Value, keys: Keys, tell: Tell) -> Vimeo | None:
    if keys.text("captions").text:
        wrong = "“captions” hoort bij een MP4"
        tell(keys.line_of("captions"), wrong, "zet ondertitels bij Vimeo zelf")
    found = vimeo(address.text)
    if found is None:
        tell(address.line, f"het adres {quote(address.text)} is geen video bij Vimeo", _FORMS)
        return None
    url = address.text if "://" in address.text else f"https://{address.text}"
    number, unlisted = found
    poster = keys.verbatim("poster").text or None
    return Vimeo(url, number, unlisted, keys.verbatim("password").text or None, poster)


def _local(file: Value, keys: Keys, files: Files, tell: Tell) -> LocalVideo | None:
    if files.is_outside(file, tell):
        return None
    if file.text.lower().endswith(_OTHER_FILMS):
        tell(file.line, f"{quote(file.text)} speelt niet in elke browser", "bewaar de film als mp4")
        return None
    if not file.text.lower().endswith(".mp4"):
        tell(file.line, f"{quote(file.text)} is geen video", _FORMS)
        return None
    if keys.text("password").text:
        wrong = "“password” hoort bij Vimeo"
        tell(keys.line_of("password"), wrong, "haal deze regel weg bij een MP4")
    if place := files.check_file(file, tell):
        check_kind(place, file, tell)
    texts = keys.verbatim("captions")
    if texts.text and (place := files.check_file(texts, tell)):
        captions.check(place, files.about(texts.text))
    return LocalVideo(file.text, texts.text or None, keys.verbatim("poster").text or None)


_FORMS = "schrijf een adres zoals https://vimeo.com/914403419, of de naam van een MP4 in deze map"
