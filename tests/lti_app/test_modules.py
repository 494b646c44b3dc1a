"""Modules are read from their folder, again when they change, and a fault loses nothing."""

import shutil
from pathlib import Path

import pytest

from lti_app import modules
from lti_app.modules import Modules
from tests.lti_app.world import CONTENT, MODULE


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "LOOK_AGAIN", -1.0)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT / "reflectie", tmp_path / "reflectie")
    return tmp_path


def change(content: Path, old: str, new: str) -> None:
    file = content / "reflectie" / "module.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def copy_as(content: Path, name: str) -> None:
    shutil.copytree(content / "reflectie", content / name)
    file = content / name / "module.md"
    file.write_text(file.read_text("utf-8").replace(f"id: {MODULE.id}", f"id: {name}"), "utf-8")


def test_a_folder_of_modules_or_a_module_itself(content: Path) -> None:
    for folder in (content, content / "reflectie"):
        assert [module.id for module in Modules(folder).all()] == [MODULE.id]
    assert Modules(content / "bestaat-niet").all() == ()


def test_an_unchanged_module_is_not_read_again(content: Path) -> None:
    found = Modules(content)
    assert found.find(MODULE.id) is found.find(MODULE.id)


def test_a_change_is_seen(content: Path) -> None:
    found = Modules(content)
    assert found.all()
    change(content, MODULE.title, "Een nieuwe titel")
    assert found.all()[0].title == "Een nieuwe titel"


def test_a_fault_keeps_the_last_good_reading(
    content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = Modules(content)
    assert found.all()
    change(content, "title:", "titel:")
    assert [module.title for module in found.all()] == [MODULE.title]
    assert "cannot be read" in caplog.text


def test_a_removed_module_is_gone(content: Path) -> None:
    found = Modules(content)
    assert found.all()
    shutil.rmtree(content / "reflectie")
    assert found.all() == ()


def test_the_only_module_need_not_be_named(content: Path) -> None:
    found = Modules(content)
    assert found.chosen(None) is found.find(MODULE.id)
    assert found.chosen("onbekend") is None


def test_where_several_remain_someone_must_choose(content: Path) -> None:
    copy_as(content, "tweede")
    found = Modules(content)
    assert found.chosen(None) is None
    chosen = found.chosen("tweede")
    assert chosen
    assert chosen.id == "tweede"
