"""A scan → a PDF whose characters were recognised (ocrmypdf with tesseract, Debian packages)."""

from __future__ import annotations

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
from .tesseract import recogniser_environment

if TYPE_CHECKING:
    pass

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
                env=recogniser_environment()
                | {"TMPDIR": str(folder)},  # for it writes there as well
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
