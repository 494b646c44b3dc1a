"""Module folders on disk."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.course.folders import SOUND, Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the sound module with other or more files in it; None leaves a file out."""

    def written(files: Mapping[str, str | bytes | None]) -> Path:
        folder = tmp_path / "proef"
        for name, content in {**SOUND, **files}.items():
            if content is None:
                continue
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return written
