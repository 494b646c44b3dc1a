"""Packages with a house style as a municipality has them, and the command that adds them."""

import base64
import hashlib
import json
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from click.testing import CliRunner, Result

from werkpakket.cli import main

NAME, VERSION = "@gemeente-x/design-tokens", "1.2.3"
CSS = """
.x-theme {
  --utrecht-document-color: #1a1a1a;
  --utrecht-link-color: #00695c;
  --utrecht-button-primary-action-background-color: #00695c;
  --utrecht-button-primary-action-color: #ffffff;
}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(it) for it in arguments], catch_exceptions=False)


def beside_advice(result: Result) -> list[str]:
    """Give what a command told on standard error, less the advice about the module."""
    return [line for line in result.stderr.splitlines() if ": advies: " not in line]


def add(package: object, *more: object) -> Result:
    return run("theme", "add", package, "--class", "x-theme", "--file", "dist/index.css", *more)


def written(folder: Path, files: Mapping[str, str] | None = None, version: str = VERSION) -> Path:
    """Write the folder of a package, with scripts that must not run."""
    scripts = dict.fromkeys(("prepack", "prepare", "preinstall"), "touch script-has-run")
    about = {"name": NAME, "version": version, "scripts": scripts}
    for name, text in {
        "package.json": json.dumps(about),
        "dist/index.css": CSS,
        **(files or {}),
    }.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def archive(folder: Path, package: Path) -> Path:
    """Pack a package as npm does."""
    file = folder / "pakket.tgz"
    with tarfile.open(file, "w:gz") as packed:
        packed.add(package, "package")
    return file


@contextmanager
def registry(file: Path, integrity: str | None = None) -> Iterator[str]:
    """Be an npm registry with one version of one package."""
    data = file.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            address = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            body = {f"/{NAME}": json.dumps(_packument(address)).encode(), "/p.tgz": data}.get(path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def _packument(address: str) -> Mapping[str, object]:
        dist = {"tarball": f"{address}/p.tgz", "integrity": integrity or sha512(data)}
        version = {"name": NAME, "version": VERSION, "dist": dist}
        return {"name": NAME, "dist-tags": {"latest": VERSION}, "versions": {VERSION: version}}

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sha512(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
