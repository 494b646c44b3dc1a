"""``werkpakket migrate``: bring the tool's database up to date."""

import click

from lti_app import migrate
from lti_app.db import Database
from werkpakket import installation


@click.command("migrate")
def command() -> None:
    """Werk de database van de LTI-tool bij."""
    migrate.migrate(Database(installation.settings().database_url))
    click.echo("De database is bijgewerkt.")
