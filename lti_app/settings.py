"""The tool's settings: one typed record, read once from the environment at start."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from course.house.style import HouseStyle

INSTANCE = Path("instance")


class SettingsError(Exception):
    """A setting is missing or wrong; the message is for whoever starts the tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation decides. ``secret_key`` protects the private keys in the database."""

    database_url: str
    secret_key: str = field(repr=False)
    base_url: str
    content: Path = Path("content")
    theme: str | HouseStyle | None = None
    """The house style of every page, save where a platform has its own."""
    allow_loopback: bool = False
    """Platforms on loopback and plain http may register: demo and tests only."""
    retention: timedelta = timedelta(days=365)
    session_hours: int = 12
    """How long a launch stays open."""
    metrics: bool = False
    request_bytes: int = 2_000_000
    """The largest request that is read; a launch with all its claims stays far below it."""

    @property
    def launch_url(self) -> str:
        """The one address that platforms post id_tokens to."""
        return f"{self.base_url}/lti/launch"

    @property
    def launch_path(self) -> str:
        """The path of ``launch_url``."""
        return urlsplit(self.launch_url).path

    @property
    def sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.database_url.startswith("sqlite")


def from_environment(environment: Mapping[str, str], *, port: int = 8000) -> Settings:
    """Read the settings.

    ``port`` is where the tool listens, for the default of WERKPAKKET_BASE_URL. Raises
    SettingsError with what is wrong and how to mend it, in Dutch.
    """
    database_url = environment.get("WERKPAKKET_DATABASE_URL") or _default_database()
    return Settings(
        database_url=database_url,
        secret_key=environment.get("WERKPAKKET_SECRET_KEY") or _kept_secret(database_url),
        base_url=_base_url(environment.get("WERKPAKKET_BASE_URL") or f"http://127.0.0.1:{port}"),
        content=Path(environment.get("WERKPAKKET_CONTENT") or "content"),
        theme=_theme(environment.get("WERKPAKKET_THEME") or None),
        allow_loopback=environment.get("WERKPAKKET_ALLOW_LOOPBACK") == "1",
        retention=timedelta(days=_days(environment.get("WERKPAKKET_RETENTION_DAYS") or "365")),
    )


def _default_database() -> str:
    return f"sqlite:///{(INSTANCE / 'werkpakket.sqlite').absolute()}"


def _kept_secret(database_url: str) -> str:
    if not database_url.startswith("sqlite"):
        raise SettingsError(
            "Zet WERKPAKKET_SECRET_KEY: met PostgreSQL kies je de geheime sleutel zelf, zodat alle "
            "processen dezelfde gebruiken. Maak er een met: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    try:
        return _made_once(INSTANCE / "secret-key")
    except OSError as error:
        raise SettingsError(
            f"De geheime sleutel kan niet worden bewaard in {INSTANCE.absolute()}: "
            f"{error.strerror}. Geef schrijfrechten, of zet WERKPAKKET_SECRET_KEY."
        ) from None


def _made_once(kept: Path) -> str:
    INSTANCE.mkdir(mode=0o700, exist_ok=True)
    if not kept.exists():
        made = INSTANCE / f"secret-key.{secrets.token_hex(8)}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(32), encoding="ascii")
        with suppress(FileExistsError):  # another process was first, and its key is whole
            kept.hardlink_to(made)
        made.unlink()
    return kept.read_text(encoding="ascii").strip()


def _theme(given: str | None) -> str | HouseStyle | None:
    if given is None:
        return None
    from course.errors import ModuleErrors  # noqa: PLC0415 - `serve` stays small
    from course.loader import house  # noqa: PLC0415
    from course.page import themes  # noqa: PLC0415

    try:
        chosen = house.load(Path(given)) if house.is_house_style(given) else given
        themes.find(chosen)
    except ModuleErrors as errors:
        raise SettingsError(str(errors)) from None
    except themes.UnknownThemeError as unknown:
        raise SettingsError(f"WERKPAKKET_THEME: {unknown}") from None
    return chosen


def _base_url(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(
            f"WERKPAKKET_BASE_URL is geen webadres: {given!r}. "
            "Geef het openbare adres, bijvoorbeeld https://werkpakket.gemeente.nl"
        )
    return given.rstrip("/")


def _days(given: str) -> int:
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise SettingsError(
            f"WERKPAKKET_RETENTION_DAYS is geen aantal dagen vanaf 1: {given!r}. "
            "Geef bijvoorbeeld 365."
        )
    return int(given)
