"""What click says, in Dutch: how a command is used, and what is wrong with what was typed.

click takes each of its texts from gettext, which answers by the locale of the machine. All that
users see is Dutch on any machine, so here click is given these texts in gettext's place. What is
not among them stays English; tests hold that against every command, and against click's sources.
"""

from types import ModuleType

import click
from click import core, decorators, exceptions, formatting, parser, types

_MODULES: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)

TEXTS = {
    "Usage:": "Gebruik:",
    "Options": "Opties",
    "Commands": "Opdrachten",
    "Positional arguments": "Waarden",
    "default: {default}": "standaard: {default}",
    "required": "verplicht",
    "Show this message and exit.": "Toon deze uitleg.",
    "Show the version and exit.": "Toon de versie.",
    "%(prog)s, version %(version)s": "%(prog)s, versie %(version)s",
    "Try '{command} {option}' for help.": "Uitleg geeft: {command} {option}",
    "Error: {message}": "Fout: {message}",
    "Aborted!": "Afgebroken.",
    "Missing argument": "Dit ontbreekt:",
    "Missing option": "Deze optie ontbreekt:",
    "Missing parameter": "Dit ontbreekt:",
    "Missing command.": "Noem een opdracht.",
    "No such option {name!r}.": "De optie “{name}” bestaat niet.",
    "No such command {name!r}.": "De opdracht “{name}” bestaat niet.",
    "Did you mean {possibility}?": "Bedoel je {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Bedoel je een van deze: {possibilities}?",
    "Option {name!r} does not take a value.": "De optie “{name}” krijgt geen waarde. Haal die weg.",
    "Option {name!r} requires an argument.": "Zet een waarde achter de optie “{name}”.",
    "Got unexpected extra argument ({args})": "Dit is te veel: {args}. Haal het weg.",
    "Got unexpected extra arguments ({args})": "Dit is te veel: {args}. Haal het weg.",
    "Invalid value: {message}": "Deze waarde kan niet: {message}",
    "Invalid value for {param_hint}: {message}": "De waarde van {param_hint} kan niet: {message}",
    "{value!r} is not a valid {number_type}.": "“{value}” is geen heel getal.",
    "{value} is not in the range {range}.": "{value} ligt niet in {range}.",
}
_KINDS_OF_VALUES = {
    "text": "TEKST",
    "path": "PAD",
    "integer": "GETAL",
    "integer range": "GETAL",
}


def speak() -> None:
    """Let click say what it says in Dutch; before any command is made."""
    for module in _MODULES:
        for name, said in (("_", _text), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, said)


def in_dutch(command: click.Command) -> click.Command:
    """Give a command, and those under it, Dutch names for what click has none of gettext's for."""
    command.options_metavar = "[OPTIES]"
    for option in command.params:
        if isinstance(option, click.Option) and option.metavar is None and not option.is_flag:
            option.metavar = _KINDS_OF_VALUES.get(option.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "OPDRACHT [WAARDEN]..."
        for inner in command.commands.values():
            in_dutch(inner)
    return command


def _text(english: str) -> str:
    return TEXTS.get(english, english)


def _counted(one: str, many: str, count: int) -> str:
    return _text(one if count == 1 else many)
