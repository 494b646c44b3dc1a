"""``werkpakket platforms``: which learning platforms may launch the tool."""

from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from course.loader.house import is_house_style
from course.page import themes
from lti_app.models import Activity, Answer, Course, Deployment, Registration, Status
from lti_app.services import registrations
from lti_app.settings import Settings
from werkpakket import installation

_WORDS = {Status.PENDING: "wacht op bevestiging", Status.CONFIRMED: "bevestigd"}


@click.group("platforms", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Beheer de leerplatformen die mogen koppelen."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@command.command("list")
def list_() -> None:
    """Toon de leerplatformen en hun plaatsingen (deployments)."""
    with installation.open_database(installation.settings()).read() as session:
        found = session.scalars(
            select(Registration)
            .order_by(Registration.id)
            .options(selectinload(Registration.deployments))
        ).all()
    if not found:
        click.echo("Er is nog geen leerplatform. Nodig er een uit met: werkpakket invite")
    for registration in found:
        _print(registration)


@command.command("confirm")
@click.argument("platform")
@click.option("--theme", metavar="NAAM", help="De huisstijl van de pagina's voor dit leerplatform.")
def confirm(platform: str, theme: str | None) -> None:
    """Bevestig een leerplatform en zijn wachtende plaatsingen (nummer of adres)."""
    _check(theme)
    with installation.open_database(installation.settings()).write() as session:
        registration = _find(session, platform)
        registrations.confirm(registration)
        registration.theme = theme or registration.theme
        for deployment in registration.deployments:
            deployment.status = Status.CONFIRMED
        _print(registration)


@command.command("theme")
@click.argument("platform")
@click.argument("name", required=False)
@click.option("--none", "without", is_flag=True, help="Weer de huisstijl van de module.")
def theme(platform: str, name: str | None, without: bool) -> None:
    """Kies de huisstijl van de pagina's voor een leerplatform, of toon haar (zonder NAME)."""
    _check(name)
    with installation.open_database(installation.settings()).write() as session:
        registration = _find(session, platform)
        if name or without:
            registration.theme = name
        _print(registration)


@command.command("remove")
@click.argument("platform")
@click.option("--with-answers", is_flag=True, help="Ook als er antwoorden van deelnemers zijn.")
def remove(platform: str, with_answers: bool) -> None:
    """Verwijder een leerplatform, met alles wat erbij hoort."""
    with installation.open_database(installation.settings()).write() as session:
        registration = _find(session, platform)
        answers = _answers(session, registration)
        if answers and not with_answers:
            raise installation.fault(
                f"Bij dit leerplatform horen {answers} antwoorden van deelnemers. Die gaan mee "
                "weg. Weet je dat zeker, voeg dan toe: --with-answers",
                installation.WRONG_INPUT,
            )
        session.delete(registration)
    click.echo(f"Verwijderd: {registration.issuer} {registration.client_id}")


@command.command("show")
@click.argument("platform", required=False)
def show(platform: str | None) -> None:
    """Toon de gegevens om met de hand over te nemen."""
    settings = installation.settings()
    click.echo("Vul in het leerplatform in:")
    for label, value in _tool_values(settings):
        click.echo(f"  {label}: {value}")
    if platform is not None:
        with installation.open_database(settings).read() as session:
            registration = _find(session, platform)
        _print(registration)
        for label, value in _platform_values(registration):
            click.echo(f"  {label}: {value}")


@command.command("add")
@click.option("--name", default="")
@click.option("--issuer", required=True, help="Platform ID of issuer.")
@click.option("--client-id", required=True)
@click.option("--deployment-id", required=True)
@click.option("--authorization-url", required=True, help="Authentication request URL.")
@click.option("--token-url", required=True, help="Access token URL.")
@click.option("--jwks-url", required=True, help="Public keyset URL.")
@click.option("--token-audience", help="Alleen als het leerplatform die noemt (Brightspace).")
def add(name: str, **values: Any) -> None:
    """Voeg een leerplatform toe dat zich niet zelf kan aanmelden; het is meteen bevestigd."""
    platform = registrations.Platform(**values)
    with installation.open_database(installation.settings()).write() as session:
        registration = registrations.add(session, platform, name)
        session.refresh(registration, ["deployments"])
        _print(registration)


def _check(theme: str | None) -> None:
    """Leave where a house style is not known by name on this computer."""
    if theme and is_house_style(theme):
        raise installation.fault(
            f"Voeg {theme} eerst toe, dan heeft zij een naam: werkpakket theme add {theme}",
            installation.WRONG_INPUT,
        )
    try:
        themes.find(theme)
    except themes.UnknownThemeError as unknown:
        raise installation.fault(str(unknown), installation.WRONG_INPUT) from None


def _find(session: Session, platform: str) -> Registration:
    """Find a registration by its number or, where that is enough, its issuer."""
    query = select(Registration).options(selectinload(Registration.deployments))
    if platform.isascii() and platform.isdigit():
        found = session.scalars(query.where(Registration.id == int(platform))).all()
    else:
        found = session.scalars(query.where(Registration.issuer == platform)).all()
    if len(found) != 1:
        why = "Er is geen leerplatform" if not found else "Er is meer dan één leerplatform"
        raise installation.fault(
            f"{why} {platform!r}. De nummers staan in: werkpakket platforms list",
            installation.WRONG_INPUT,
        )
    return found[0]


def _answers(session: Session, registration: Registration) -> int:
    query = select(func.count()).select_from(Answer).join(Activity).join(Course)
    return session.scalars(query.where(Course.registration_id == registration.id)).one()


def _print(registration: Registration) -> None:
    name = f" ({registration.name})" if registration.name else ""
    click.echo(f"{registration.id}. {registration.issuer}{name}: {_WORDS[registration.status]}")
    click.echo(f"   client_id: {registration.client_id}")
    if registration.theme:
        click.echo(f"   huisstijl: {registration.theme}")
    for deployment in registration.deployments:
        _print_deployment(deployment)


def _print_deployment(deployment: Deployment) -> None:
    click.echo(f"   deployment {deployment.deployment_id}: {_WORDS[deployment.status]}")


def _tool_values(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("Tool URL / Target Link URI", settings.launch_url),
        ("Login URL / Initiate login URL", f"{settings.base_url}/lti/login"),
        ("Redirect URI", settings.launch_url),
        ("Public keyset / JWKS URL", f"{settings.base_url}/lti/jwks"),
        ("LTI-versie", "1.3"),
    )


def _platform_values(registration: Registration) -> tuple[tuple[str, str], ...]:
    return (
        ("Authentication request URL", registration.authorization_url),
        ("Access token URL", registration.token_url),
        ("Token audience", registration.token_audience or registration.token_url),
        ("Public keyset URL", registration.jwks_url),
        ("Andere servers", ", ".join(registration.service_hosts) or "geen"),
    )
