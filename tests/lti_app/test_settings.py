"""Settings come from the environment, and what is wrong with them is said."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from lti_app.settings import SettingsError, from_environment


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_need_be_set(here: Path) -> None:
    found = from_environment({}, port=8123)
    assert found.base_url == "http://127.0.0.1:8123"
    assert found.database_url == f"sqlite:///{here}/instance/werkpakket.sqlite"
    assert found.retention == timedelta(days=365)
    assert not found.allow_loopback


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(here: Path) -> None:
    first, second = (from_environment({}).secret_key for _ in range(2))
    file = here / "instance" / "secret-key"
    assert first == second == file.read_text()
    assert len(first) >= 43
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret-key"]


def test_processes_that_start_together_get_one_secret_key() -> None:
    found: list[str] = []
    threads = [
        Thread(target=lambda: found.append(from_environment({}).secret_key)) for _ in "x" * 16
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 16


def test_the_secret_key_is_not_in_the_settings_text() -> None:
    found = from_environment({"WERKPAKKET_SECRET_KEY": "geheim-geheim"})
    assert "geheim-geheim" not in repr(found)


def test_postgresql_is_refused_without_a_secret_key() -> None:
    with pytest.raises(SettingsError, match="WERKPAKKET_SECRET_KEY"):
        from_environment({"WERKPAKKET_DATABASE_URL": "postgresql+psycopg://localhost/w"})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://werkpakket.voorbeeld.nl/", "https://werkpakket.voorbeeld.nl"),
        ("https://voorbeeld.nl/werkpakket/", "https://voorbeeld.nl/werkpakket"),
    ],
)
def test_the_public_address_loses_its_last_slash(given: str, address: str) -> None:
    assert from_environment({"WERKPAKKET_BASE_URL": given}).base_url == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WERKPAKKET_BASE_URL", "werkpakket.voorbeeld.nl"),
        ("WERKPAKKET_BASE_URL", "ftp://voorbeeld.nl"),
        ("WERKPAKKET_BASE_URL", "https://voorbeeld.nl/?a=b"),
        ("WERKPAKKET_RETENTION_DAYS", "-1"),
        ("WERKPAKKET_RETENTION_DAYS", "0"),
        ("WERKPAKKET_RETENTION_DAYS", "een jaar"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({name: value})
