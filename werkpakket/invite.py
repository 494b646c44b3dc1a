"""``werkpakket invite``: a one-time address with which a platform registers itself."""

import click

from lti_app.services import registrations
from werkpakket import installation


@click.command("invite")
@click.option("--name", default="", help="Naam van het leerplatform, voor je eigen overzicht.")
@click.option("--confirmed", is_flag=True, help="De koppeling werkt meteen, zonder bevestiging.")
def command(name: str, confirmed: bool) -> None:
    """Maak een adres waarmee een leerplatform zich één keer kan aanmelden."""
    settings = installation.settings()
    with installation.open_database(settings).write() as session:
        token = registrations.invite(session, name=name, confirmed=confirmed)
    click.echo(
        "Plak dit adres in je leerplatform, bij dynamische registratie van een LTI-hulpmiddel. "
        f"Het werkt één keer, en {registrations.INVITATION_LIFE.days} dagen lang:",
        err=True,
    )
    click.echo(f"{settings.base_url}/lti/register/{token}")
