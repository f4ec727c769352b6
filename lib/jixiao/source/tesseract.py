"""tesseract, as a program that is asked about one picture (Apache-2.0, Debian package)."""

from __future__ import annotations

import io
import os
import subprocess
from typing import TYPE_CHECKING

from .limits import SECONDS_A_PAGE

if TYPE_CHECKING:
    from PIL.Image import Image


def ask_tesseract(
    picture: Image, resolution: int, *options: str
) -> subprocess.CompletedProcess[bytes]:
    """What tesseract says of a picture of so many dots an inch.

    Raises subprocess.TimeoutExpired where it takes longer than a page may.
    """
    out = io.BytesIO()
    picture.save(out, "PNG")
    return subprocess.run(
        ["tesseract", "stdin", "stdout", "--dpi", str(resolution), *options],
        input=out.getvalue(),
        capture_output=True,
        timeout=SECONDS_A_PAGE,
        check=False,
        env=recogniser_environment(),
    )


def recogniser_environment() -> dict[str, str]:
    """For the recognising programs: a thread each. Several wait for each other by spinning, and take
    ten times as long where other work is going on; pages are recognised side by side anyway.
    """
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}
