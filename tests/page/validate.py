"""html-validate on pages as they are sent."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
VALIDATE = "node_modules/html-validate/bin/html-validate.mjs"
CONFIG = "tests/page/htmlvalidate.json"


def errors(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Give what html-validate finds in ``pages`` (by name), one line an error.

    They are written to ``folder``. Each run starts Node once, so give all pages together.
    """
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    report = folder / "report.json"
    with report.open("w") as out:
        node = [sys.executable, "-m", "course.page.frontend", "node", VALIDATE]
        options = ["--config", CONFIG, "--formatter", "json", str(folder / "*.html")]
        subprocess.run([*node, *options], cwd=ROOT, stdout=out, check=False)
    return [
        f"{Path(result['filePath']).stem}:{message['line']}: {message['message']}"
        for result in json.loads(report.read_text())
        for message in result["messages"]
    ]
