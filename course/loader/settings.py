"""``module.md`` → the module with its settings and introduction, still without parts."""

import re
from collections.abc import Collection

from course.house.style import HouseStyle
from course.loader import house, typed
from course.loader.body import Body
from course.loader.files import Files
from course.loader.keys import Keys, Value, advise_quotes
from course.loader.report import Report, Tell
from course.loader.source import Source
from course.loader.wording import an_id, instead, listed, quote
from course.model import TITLE_LIMIT, Completion, Module, Reader, Readers

_KEYS = (
    *("id", "title", "language", "description", "keywords", "minutes", "completion", "readers"),
    *("theme", "example"),
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def settings(
    source: Source, files: Files, report: Report, themes: Collection[str] | None
) -> Module | None:
    """Read the module's own file; None when its settings cannot be read.

    ``themes`` names the house styles there are, None where any name will do.
    """
    body = Body(source, report)
    files.check_texts(body.tokens, source)
    body.tell_false_headings()
    typed.check(body.tokens, source)
    if source.front is None:
        return None
    keys = Keys(source.front, source.tell)
    keys.only(_KEYS)
    title = keys.required("title", "Werken vanuit de bedoeling")
    advise_quotes("title", title, source.advise)
    _advise_length(title, source.advise)
    module_id = keys.required("id", an_id(title.text))
    if module_id.text:
        report.claim(module_id.text, source.path, module_id.line)
    body.tell_stray_ids()
    return Module(
        id=module_id.text,
        title=title.text,
        language=_language(keys, source.tell),
        description=keys.text("description").text,
        keywords=tuple(value.text for value in keys.texts("keywords", "reflectie, gemeente")),
        minutes=keys.number("minutes"),
        introduction=body.text(body.blocks),
        completion=_completion(keys, source.tell),
        readers=_readers(keys, source.tell),
        theme=_theme(keys, files, report, source.tell, themes),
        example=keys.flag("example"),
    )


def _advise_length(title: Value, advise: Tell) -> None:
    if len(title.text) > TITLE_LIMIT:
        wrong = f"de titel heeft {len(title.text)} tekens"
        mend = f"in de lijst van het leerplatform komen de eerste {TITLE_LIMIT}"
        advise(title.line, wrong, f"{mend}, in het pakket zelf staat hij heel. Maak hem korter")


def _theme(
    keys: Keys, files: Files, report: Report, tell: Tell, themes: Collection[str] | None
) -> str | HouseStyle | None:
    theme = keys.text("theme")
    if house.is_house_style(theme.text):
        place = files.look_up(theme, tell)
        return house.read(place, report) if place else None
    if theme.text and themes is not None and theme.text not in themes:
        wrong = f"de huisstijl {quote(theme.text)} bestaat niet"
        tell(theme.line, wrong, f"kies uit: {listed(themes)}")
    return theme.text or None


def _language(keys: Keys, tell: Tell) -> str:
    language = keys.text("language")
    if language.text and not _LANGUAGE.fullmatch(language.text):
        wrong = f"“language” is {quote(language.text)}"
        tell(language.line, wrong, "schrijf een taalcode zoals nl, en of nl-BE")
    return language.text or "nl"


def _completion(keys: Keys, tell: Tell) -> Completion:
    if inner := keys.block_or_text("completion"):
        inner.only(("answered",))
        if not inner.text("answered").text:
            tell(inner.line, "“completion” is niet af", _COMPLETION)
        return Completion(inner.number("answered"))
    value = keys.text("completion")
    if value.text in {"", "opened"}:
        return Completion()
    found = re.fullmatch(r"answered: *([1-9][0-9]{0,5})", value.text)
    if found is None:
        tell(value.line, f"“completion” is {quote(value.text)}", _COMPLETION)
    return Completion(int(found[1]) if found else None)


def _readers(keys: Keys, tell: Tell) -> Readers:
    inner = keys.block("readers", "allowed: [self, instructor], default: instructor")
    if inner is None:
        return Readers()
    inner.only(("allowed", "default"))
    named = inner.texts("allowed", "self, instructor, group")
    if "allowed" in inner and not named:
        tell(inner.line_of("allowed"), "“allowed” is leeg", f"kies uit: {listed(Reader)}")
    allowed = tuple(dict.fromkeys(filter(None, (_reader(value, tell) for value in named))))
    allowed = allowed or tuple(Reader)
    default = inner.text("default")
    reader = _reader(default, tell) if default.text else None
    if reader and reader not in allowed:
        wrong = f"“default” is {quote(reader)}, maar die staat niet bij “allowed”"
        tell(default.line, wrong, f"zet die erbij, of kies uit: {listed(allowed)}")
    return Readers(allowed, reader or _first_choice(allowed))


def _first_choice(allowed: tuple[Reader, ...]) -> Reader:
    usual = Readers().default
    return usual if usual in allowed else allowed[0]


def _reader(value: Value, tell: Tell) -> Reader | None:
    if value.text in set(Reader):
        return Reader(value.text)
    tell(value.line, f"de lezer {quote(value.text)} is onbekend", instead(value.text, Reader))
    return None


_COMPLETION = "schrijf “completion: opened” of “completion: {answered: 5}”"
