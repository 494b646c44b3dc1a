"""Writes the page of a module: the same HTML for a package, the LTI tool and paper.

:func:`environment` gives the templates and macros to others (the tool's own pages, the practice
LMS); :func:`render` writes a module's page for a host.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache, partial
from gettext import NullTranslations
from typing import Any

from babel.dates import format_datetime
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    pass_environment,
)
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from course import markdown
from course.model import Module
from course.page import catalogues, describe, themes
from course.page.host import Answer, Host
from course.page.texts import player_texts


@cache
def environment(locale: str | None = None, package: str | None = None) -> Environment:
    """Give the templates in the language chosen for ``locale``.

    ``package`` adds the ``templates`` and catalogues of another package of the project, before
    the page's own: its templates extend ``base.html.jinja`` and import
    ``macros/nlds.html.jinja``. The filter ``when`` writes a date and time in the reader's form.
    """
    names = ["course.page"] if package is None else [package, "course.page"]
    loaders: list[BaseLoader] = [PackageLoader(name) for name in names]
    env = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    language = catalogues.language(locale)
    texts = catalogues.translations(language, *reversed(names))
    env.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"language": language, "direction": catalogues.direction(language)}
    env.filters |= {"when": _when, **_descriptions(texts)}
    return env


def render(module: Module, host: Host, locale: str | None = None) -> str:
    """Write the page of ``module`` for ``host``, in the language of ``locale`` or of the module."""
    language = catalogues.language(locale or module.language)
    texts = catalogues.translations(language, "course.page")
    template = environment(language).get_template("module.html.jinja")
    return template.render(
        module=module,
        host=host,
        title=module.title,
        theme=host.theme or themes.find(module.theme),
        page_url=host.page_url,
        data=htmlsafe_json_dumps(page_data(module, host, texts)),
        markdown=lambda text, heading=3: _boxed(
            markdown.render(text, host.file_url, heading), texts.gettext("Table")
        ),
        answer=lambda content_id: host.answers.get(content_id, Answer()),
        content_attributes=_content_attributes(module, language),
    )


def _boxed(html: Markup, label: str) -> Markup:
    """Let a wide table scroll in a box that the keyboard reaches."""
    begin = Markup('<div class="wide" role="group" tabindex="0" aria-label="{}"><table>')
    boxed = str(html).replace("<table>", str(begin.format(label)))
    return Markup(boxed.replace("</table>", "</table></div>"))  # noqa: S704 - clean as it was


def page_data(module: Module, host: Host, texts: NullTranslations) -> Mapping[str, Any]:
    """Give what the player reads from the page (docs/architecture.md, The page and its host)."""
    return {
        "module": {
            "id": module.id,
            "title": module.title,
            "language": module.language,
            "completion": {"answered": module.completion.answered},
            "parts": [
                {"id": part.id, "title": part.title, "counted": not part.follows}
                for part in module.parts
            ],
            "questions": [question.id for question in module.questions()],
            "fields": [field.id for field in module.fields()],
            "cards": [card.id for card in module.cards() if not card.follows],
        },
        "can": asdict(host.can),
        "texts": player_texts(texts),
        "store": dict(host.settings),
    }


def _content_attributes(module: Module, language: str) -> Mapping[str, str]:
    """Mark the module's own texts where their language is not the page's."""
    if module.language == language:
        return {}
    return {"lang": module.language, "dir": catalogues.direction(module.language)}


def _descriptions(texts: NullTranslations) -> Mapping[str, Callable[..., str]]:
    """Bind the descriptions of a module to the language of the templates."""
    return {
        "kind": describe.kind,
        "player_address": describe.player_address,
        "summary": partial(describe.summary, texts=texts),
        "reader_label": partial(describe.reader_label, texts=texts),
        "reader_meaning": partial(describe.reader_meaning, texts=texts),
        "readers_begin": partial(describe.readers_begin, texts=texts),
    }


@pass_environment
def _when(env: Environment, moment: datetime) -> str:
    """Write a date and time in the form of the templates' language."""
    return format_datetime(moment, "d MMMM y HH:mm", locale=str(env.globals["language"]))
