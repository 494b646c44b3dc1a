"""The command line. A command is a module of this package, loaded only when it is asked for."""

import importlib

import click

from werkpakket import dutch

dutch.speak()

COMMANDS: tuple[str, ...] = (
    "build",
    "check",
    "demo",
    "invite",
    "migrate",
    "platforms",
    "preview",
    "serve",
    "theme",
    "worker",
)


class LazyGroup(click.Group):
    """Finds ``werkpakket/<name>.py`` and its ``command`` at the moment it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands there are."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"werkpakket.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101
        return dutch.in_dutch(command)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="werkpakket")
def main() -> None:
    """Maak van een werkpakket een pakket of activiteit voor een leerplatform."""


dutch.in_dutch(main)
