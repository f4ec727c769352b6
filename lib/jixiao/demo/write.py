"""The folder of the demonstration: documents, data folder and notebooks, on its own."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from ..base.errors import RequestError
from ..report.departments import HEADER
from ..report.notice import FILE as NOTICE
from ..rounds.jobs import COMPARISON, REPORT_NOTEBOOKS
from ..rounds.jobs import DEPARTMENTS as DEPARTMENTS_PAGE
from ..storage.files import write_file
from .district import DEPARTMENTS, DISTRICT, DISTRICT_EN, OF_DISTRICT_EN, YEARS, documents

DOCUMENTS, DATA, NOTEBOOKS, OUTPUTS = "documents", "data", "notebooks", "outputs"
_NOTICE = {
    "en": "Made up. This district, its departments and every figure do not exist; they show the workbook.",
    "zh": "虚构示例：本区、各部门及全部数字均不存在，仅用于演示。",
}


def write_demo(folder: Path, notebooks: Path) -> int:
    """Write the documents, the list of departments, the notice, and a copy of the `notebooks`.

    Returns how many documents there are. Raises RequestError, and writes nothing, where the folder
    holds anything that is none of a demonstration, or a notebook is missing.
    """
    check_demo_folder(folder)
    wanted = (*REPORT_NOTEBOOKS, COMPARISON, DEPARTMENTS_PAGE)
    missing = [name for name in wanted if not (notebooks / f"{name}.ipynb").is_file()]
    if missing:
        raise RequestError("demo.no_notebooks", where=notebooks, names=missing)
    write_file(folder / DATA / NOTICE, _notice())
    write_file(folder / DATA / "departments.csv", _departments())
    count = 0
    for name, content in documents():
        write_file(folder / DOCUMENTS / name, content)
        count += 1
    for path in sorted(notebooks.glob("*.ipynb")):
        (folder / NOTEBOOKS).mkdir(exist_ok=True)
        shutil.copyfile(path, folder / NOTEBOOKS / path.name)
    return count


def check_demo_folder(folder: Path) -> None:
    """Raises RequestError where the folder holds anything that is none of a demonstration."""
    known = {DOCUMENTS, DATA, NOTEBOOKS, OUTPUTS}
    strange = sorted(p.name for p in folder.glob("*") if p.name not in known)
    # The notice is written first; one that was killed as it wrote it has left the beginning.
    files = (p.name for p in folder.rglob("*") if not p.is_dir())
    if strange or (
        not is_demo(folder) and any(not name.startswith(f".{NOTICE}.") for name in files)
    ):
        raise RequestError("demo.other_folder", where=folder, names=strange[:3] or [DATA])


def is_demo(folder: Path) -> bool:
    """Whether a demonstration was written to `folder` before."""
    path = folder / DATA / NOTICE
    return path.is_file() and path.read_text("utf-8") == _notice()


def _notice() -> str:
    return "".join(f'{language} = "{words}"\n' for language, words in _NOTICE.items())


def _departments() -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    for each in DEPARTMENTS:
        writer.writerow(
            {
                "department": each.folder,
                "from_year": YEARS[0],
                "name_zh": each.whole_name,
                "name_en": f"{each.english} {OF_DISTRICT_EN}",
                "district_zh": DISTRICT,
                "district_en": DISTRICT_EN,
            }
        )
    return out.getvalue()
