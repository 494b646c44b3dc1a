"""Build hook: the wheel holds the finished style sheets, player bundles and catalogues."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[Any]):
    """Runs course/page/frontend.py before files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the front end; an editable install is served by ``make`` instead."""
        if version == "editable":
            return
        tools = runpy.run_path(str(Path(self.root) / "course" / "page" / "frontend.py"))
        tools["install"]()
        tools["build"]()
