"""Where added house styles lie while a test runs."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep added house styles in a folder of the test, and do without any network."""
    place = tmp_path / "huisstijlen"
    monkeypatch.setenv("WERKPAKKET_THEME_FOLDER", str(place))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    return place
