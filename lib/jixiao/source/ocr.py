"""A scan → a PDF whose characters were recognised (ocrmypdf with tesseract, Debian packages)."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..base.errors import RequestError, SourceError
from ..storage.temporary import OwnedFolder
from .forked import end_with
from .limits import SECONDS_A_PAGE, Limits, too_much
from .rapid import EXTRA, rapid_installed

if TYPE_CHECKING:
    from PIL.Image import Image

PACKAGES = "ocrmypdf tesseract-ocr tesseract-ocr-chi-sim"
LANGUAGE = "chi_sim"
RESOLUTION = 300  # dots an inch to which a coarser picture is enlarged: far fewer slips in digits
_WIDE = {
    ",": "，",
    ":": "：",
    ";": "；",
    "(": "（",
    ")": "）",
    "〈": "（",
    "〉": "）",
    "[": "（",
    "]": "）",
}
_MARKS = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()〈〉\[\]]")


def recognise(
    content: bytes, name: str, pages: Sequence[int], limits: Limits, *, with_text: bool = False
) -> bytes:
    """A PDF with a layer of the characters that were recognised in the pictures on `pages`.

    `with_text`: some of these pages have text that is not to be read; they become pictures first.

    Raises RequestError, naming the packages, where they are not installed, SourceError if the file
    cannot be recognised or takes too long.
    """
    if not layer_installed():
        raise RequestError("source.no_ocr", command=f"apt-get install {PACKAGES}")
    seconds = max(limits.seconds, SECONDS_A_PAGE * len(pages))
    with OwnedFolder("ocr-") as folder:
        source, target = folder / "scan.pdf", folder / "recognised.pdf"
        source.write_bytes(content)
        command = ["ocrmypdf", "--language", LANGUAGE, "--output-type", "pdf"]
        command += (
            ["--force-ocr", "--pages", ",".join(map(str, pages))] if with_text else ["--skip-text"]
        )
        command += ["--oversample", str(RESOLUTION), "--optimize", "0", "--quiet"]
        command += [str(source), str(target)]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=seconds,
                check=False,
                env=_environment() | {"TMPDIR": str(folder)},  # for it writes there as well
                preexec_fn=partial(end_with, os.getpid()),
            )
        except subprocess.TimeoutExpired as error:
            raise too_much("source.recognising_took", "seconds", name, most=seconds) from error
        if done.returncode or not target.is_file():
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise SourceError(
                "source.not_recognised",
                where=name,
                reason=lines[-1][:120] if lines else done.returncode,
            )
        return target.read_bytes()


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
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """For the recognising programs: a thread each. Several wait for each other by spinning, and take
    ten times as long where other work is going on; pages are recognised side by side anyway.
    """
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def plain_marks(text: str) -> str:
    """Recognised `text` with the stops and brackets that Chinese is set with.

    They are often taken for their Latin kin; within a number they stay. The rule of a table is often
    taken for |, which no report is set with.
    """
    text = text.replace("|", "")
    return _MARKS.sub(lambda match: _WIDE[match[0]], text)


def check_installed() -> None:
    """Raises RequestError naming the packages if characters cannot be recognised here."""
    if rapid_installed() or layer_installed():
        return
    command = f"pip install --editable '{EXTRA}', or apt-get install {PACKAGES}"
    raise RequestError("source.no_ocr", command=command)


def layer_installed() -> bool:
    """Whether the programs of `recognise` are installed."""
    return shutil.which("ocrmypdf") is not None and second_look_installed()


def second_look_installed() -> bool:
    """Whether a page can be looked at by tesseract, with the language of reports."""
    return shutil.which("tesseract") is not None and LANGUAGE in _languages()


def _languages() -> str:
    done = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return done.stdout
