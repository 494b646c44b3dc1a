"""Interface texts: gettext catalogues per package, and the locale to use.

A package keeps ``locale/<language>.po``; set-up compiles it to ``built/<language>.mo``, which is
not committed. Source texts are English; Dutch is what is used when nothing else is known.

Run ``python -m course.page.catalogues update`` after changing a text in a template.
"""

import gettext
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("nl", "en")
PACKAGES = ("course.page", "lti_app", "practice_lms")
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext.babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def language(tag: str | None) -> str:
    """Choose the interface's language for a locale in any spelling ("nl_NL.UTF-8", "en-GB")."""
    first = re.split(r"[^a-z]", (tag or "").strip().lower(), maxsplit=1)[0]
    return first if first in LANGUAGES else LANGUAGES[0]


def direction(tag: str) -> str:
    """Give ``ltr`` or ``rtl`` for a BCP 47 tag."""
    try:
        return Locale.parse(tag, sep="-").text_direction
    except (ValueError, UnknownLocaleError):
        return "ltr"


@cache
def translations(tag: str | None, *packages: str) -> gettext.NullTranslations:
    """Give the packages' texts in the language chosen for ``tag``, the first package first."""
    chosen = language(tag)
    found: gettext.NullTranslations | None = None
    for package in packages:
        file = folder(package) / "built" / f"{chosen}.mo"
        if file.is_file():
            with file.open("rb") as stream:
                catalogue = gettext.GNUTranslations(stream)
            if found is None:
                found = catalogue
            else:
                found.add_fallback(catalogue)
    if found is None:
        raise FileNotFoundError(f"no catalogues of {packages}: run `make demo` or `make test` once")
    return found


def folder(package: str) -> Path:
    """Give the folder of a package of this project."""
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None  # noqa: S101, PT018
    return Path(spec.origin).parent


def compile_all(root: Path) -> None:
    """Compile every catalogue under ``root``, the folder that holds the packages."""
    for source in catalogue_files(root):
        target = source.parents[1] / "built" / f"{source.stem}.mo"
        target.parent.mkdir(exist_ok=True)
        with source.open("rb") as stream, target.open("wb") as out:
            write_mo(out, read_po(stream, locale=source.stem))


def catalogue_files(root: Path) -> Iterator[Path]:
    """Give the committed catalogues under ``root``."""
    for package in PACKAGES:
        yield from sorted((root / package.replace(".", "/") / "locale").glob("*.po"))


def template(package: Path) -> Catalog:
    """Collect the texts that the code and templates of a package's folder use."""
    catalogue = Catalog(project="werkpakket", charset="utf-8", fuzzy=False)
    for file, _line, message, comments, context in extract_from_dir(
        package, METHODS, {"**.jinja": {"newstyle_gettext": "true"}}, KEYWORDS
    ):
        catalogue.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return catalogue


def update(root: Path) -> None:
    """Bring the committed catalogues up to date with the texts that are used."""
    for source in catalogue_files(root):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.stem)
        catalogue.update(template(source.parents[1]), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with source.open("wb") as out:
            write_po(
                out, catalogue, width=100, no_location=True, omit_header=True, sort_output=True
            )


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]](Path(__file__).parents[2])
