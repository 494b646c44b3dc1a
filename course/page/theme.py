"""A house style as the pages wear it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

BUILT = Path(__file__).parent / "built"
"""What set-up makes (build.mjs): finished style sheets, players, catalogues."""
Content = Path | bytes


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo in the header: names of page files, and what the picture says."""

    file: str
    alt: str
    dark: str | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A house style: ``classes`` for the root element, ``file`` its finished style sheet.

    ``files`` holds all of its page files by name, the style sheet among them. A name stands for
    one content for good, unless it is in ``course/page/built``. ``advice`` says what whoever
    builds or serves with it should know, in Dutch.
    """

    name: str
    title: str
    classes: str
    file: str
    files: Mapping[str, Content] = field(default_factory=lambda: MappingProxyType({}))
    logo: Logo | None = None
    advice: str = ""

    @property
    def css(self) -> str:
        """Its finished style sheet."""
        return read(self.files[self.file]).decode()


def read(content: Content) -> bytes:
    """Give what is in a page file."""
    return content if isinstance(content, bytes) else content.read_bytes()
