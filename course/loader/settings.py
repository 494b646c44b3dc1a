"""``module.md`` → the module with its settings and introduction, still without parts."""

import re

from course.loader.body import Body
from course.loader.files import Files
from course.loader.keys import Keys, Value
from course.loader.report import Report, Tell
from course.loader.source import Source
from course.loader.wording import an_id, instead, quote
from course.model import Completion, Module, Reader, Readers

_KEYS = (
    *("id", "title", "language", "description", "keywords", "minutes", "completion", "readers"),
    *("theme", "example"),
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def settings(source: Source, files: Files, report: Report) -> tuple[Module, int]:
    """Read the module's own file; also give the line of ``completion`` for later checks."""
    keys, body = Keys(source.front, source.tell), Body(source, report)
    keys.only(_KEYS)
    title = keys.required("title", "Werken vanuit de bedoeling")
    module_id = keys.required("id", an_id(title.text))
    if module_id.text:
        report.claim(module_id.text, source.path, module_id.line)
    files.check_texts(body.tokens, source.tell)
    body.tell_stray_ids()
    module = Module(
        id=module_id.text,
        title=title.text,
        language=_language(keys, source.tell),
        description=keys.text("description").text,
        keywords=tuple(value.text for value in keys.texts("keywords", "reflectie, gemeente")),
        minutes=keys.number("minutes"),
        introduction=body.text(body.blocks),
        completion=_completion(keys, source.tell),
        readers=_readers(keys, source.tell),
        theme=keys.text("theme").text or None,
        example=keys.flag("example"),
    )
    return module, keys.line_of("completion")


def _language(keys: Keys, tell: Tell) -> str:
    language = keys.text("language")
    if language.text and not _LANGUAGE.fullmatch(language.text):
        message = (
            f'"language" is {quote(language.text)}; schrijf een taalcode zoals nl, en of nl-BE'
        )
        tell(language.line, message)
    return language.text or "nl"


def _completion(keys: Keys, tell: Tell) -> Completion:
    if keys.is_block("completion"):
        inner = keys.block("completion", "answered: 5")
        assert inner is not None  # noqa: S101 - it is a block
        inner.only(("answered",))
        if not inner.text("answered").text:
            tell(inner.line, f'"completion" kan zo niet; {_COMPLETION}')
        return Completion(inner.number("answered"))
    value = keys.text("completion")
    if value.text in {"", "opened"}:
        return Completion()
    found = re.fullmatch(r"answered: *([1-9][0-9]{0,5})", value.text)
    if found is None:
        tell(value.line, f'"completion" is {quote(value.text)}; {_COMPLETION}')
        return Completion()
    return Completion(int(found[1]))


def _readers(keys: Keys, tell: Tell) -> Readers:
    inner = keys.block("readers", "allowed: [self, instructor], default: instructor")
    if inner is None:
        return Readers()
    inner.only(("allowed", "default"))
    named = inner.texts("allowed", "self, instructor, group")
    allowed = tuple(dict.fromkeys(filter(None, (_reader(value, tell) for value in named))))
    allowed = allowed or tuple(Reader)
    default = inner.text("default")
    reader = _reader(default, tell) if default.text else None
    if reader and reader not in allowed:
        message = f'"default" is {quote(reader)}, maar die staat niet bij "allowed"; zet die erbij'
        tell(default.line, f"{message} of kies uit: {', '.join(allowed)}")
    return Readers(allowed, reader or _first_choice(allowed))


def _first_choice(allowed: tuple[Reader, ...]) -> Reader:
    usual = Readers().default
    return usual if usual in allowed else allowed[0]


def _reader(value: Value, tell: Tell) -> Reader | None:
    if value.text in set(Reader):
        return Reader(value.text)
    tell(value.line, f"de lezer {quote(value.text)} is onbekend; {instead(value.text, Reader)}")
    return None


_COMPLETION = "schrijf completion: opened, of completion: {answered: 5}"
