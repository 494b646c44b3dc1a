"""What a sound module can still lack for people who do not see or hear it, in Dutch.

Sources: WCAG 2.2, success criteria 1.1.1 (pictures), 1.2.1 to 1.2.3 (video).
"""

from collections.abc import Iterator

from course import markdown
from course.model import CardsPart, LocalVideo, Module, Part, VideoPart, WorksheetsPart


def advice(module: Module) -> Iterator[str]:
    """Give one sentence or two for each thing that is missing, in the order of the module."""
    yield from _pictures(module.title, [module.introduction])
    for part in module.parts:
        if isinstance(part, VideoPart):
            yield from _video(part)
        yield from _pictures(part.title, _texts(part))


def _video(part: VideoPart) -> Iterator[str]:
    if part.video is None:
        return
    if isinstance(part.video, LocalVideo) and part.video.captions is None:
        yield (
            f"De video van “{part.title}” heeft geen ondertitels. Zet een bestand met ondertitels "
            "(.vtt) in de map en schrijf de naam achter captions."
        )
    if not part.transcript:
        yield (
            f"De video van “{part.title}” is niet te volgen zonder beeld of geluid. Zet de tekst "
            "ervan onder een kop “## Uitgeschreven tekst”."
        )


def _pictures(title: str, texts: list[str]) -> Iterator[str]:
    for text in texts:
        for reference in markdown.references(markdown.parse(text)):
            if reference.alt is not None and not reference.alt.strip():
                yield (
                    f"Het plaatje “{reference.target}” in “{title}” heeft geen beschrijving. "
                    "Schrijf tussen de rechte haken wat erop staat. Is het alleen versiering? "
                    "Dan is het goed zo."
                )


def _texts(part: Part) -> list[str]:
    texts = [part.introduction]
    if isinstance(part, VideoPart):
        texts.append(part.transcript)
    if isinstance(part, CardsPart):
        texts += [side for card in part.cards for side in (card.front, card.back)]
    if isinstance(part, WorksheetsPart):
        texts += [worksheet.introduction for worksheet in part.worksheets]
    return texts
