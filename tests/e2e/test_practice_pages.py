"""The practice LMS's own pages: whoever tries the demo meets them first."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from course.page import themes
from course.page.theme import Theme
from practice_lms.app import create_app
from practice_lms.server import address_of, claim, running
from tests.page.axe import violations


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", themes.shipped(), ids=lambda theme: theme.name)
def test_axe_finds_nothing_and_nothing_sticks_out_at_320_pixels(
    page: Page, packages: Mapping[str, Path], tmp_path: Path, theme: Theme, scheme: Any
) -> None:
    listening = claim(0)
    app = create_app(tmp_path, address_of(listening), theme=theme)
    package = app.extensions["library"].add(packages["scorm12"])
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 640})
    player = f"scorm/{package.id}/"
    with running(app, listening):
        for path in ("", player, f"{player}kept", f"{player}choose", "gradebook", "nowhere"):
            page.goto(f"{address_of(listening)}/{path}")
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
