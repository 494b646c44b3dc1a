"""What commands about the tool share: its settings and its database, ready for use."""

import os

import click
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from lti_app.db import Database
from lti_app.lti.keys import ToolKeys
from lti_app.migrate import prepare
from lti_app.settings import Settings, SettingsError, from_environment
from lti_app.vault import Vault

FAILED = 1
WRONG_INPUT = 2


def settings(port: int = 8000) -> Settings:
    """Read the settings from the environment; leave with exit code 2 when they are wrong."""
    try:
        return from_environment(os.environ, port=port)
    except SettingsError as error:
        raise fault(str(error), WRONG_INPUT) from None


def open_database(found: Settings) -> Database:
    """Open the database, up to date where that is ours to do."""
    try:
        database = Database(found.database_url)
        current = prepare(database)
    except ModuleNotFoundError as error:  # SQLAlchemy looks for the driver that the address names
        raise fault(
            f"Voor deze database ontbreekt {error.name}. Installeer haar met: "
            "pip install 'werkpakket[postgresql]'",
            FAILED,
        ) from None
    except (ArgumentError, NoSuchModuleError):
        raise fault(
            "WERKPAKKET_DATABASE_URL is geen adres van een database.", WRONG_INPUT
        ) from None
    except DatabaseError as error:
        raise fault(f"De database is niet te openen: {error.orig}", FAILED) from None
    except OSError as error:
        raise fault(f"De database is niet te openen: {error}", FAILED) from None
    if not current:
        raise fault("De database is van een oudere versie. Draai eerst: werkpakket migrate", FAILED)
    return database


def check_keys(found: Settings) -> None:
    """Open the database and its keys; leave where the secret key is another one."""
    database = open_database(found)
    try:
        ToolKeys(database, Vault(found.secret_key)).signing()
    except SettingsError as error:
        raise fault(str(error), WRONG_INPUT) from None
    database.close()


def fault(message: str, code: int) -> click.exceptions.Exit:
    """Print what is wrong and give the exception that leaves with this exit code."""
    click.echo(message, err=True)
    return click.exceptions.Exit(code)
