"""A notebook whose table is not on file: it says so in a sentence, and goes on with an empty one."""

from __future__ import annotations

from ..base.errors import RequestError
from ..base.injected import is_injected
from ..labels import LANGUAGES, Language
from ..report import Report, load_report
from ..report.tables_on_file import NoTable
from ..schema import frame


def report_with(table: str, department: str, year: int, language: Language) -> Report:
    """The report of `department` and `year`, which has `table`.

    Where that is not on file a sentence is displayed that says what is, and the report has nothing
    but the table without rows. Raises RequestError where papermill was given a department or year
    that is not on file, and what `load_report` raises otherwise.
    """
    try:
        report = load_report(department, year)
        report.tables[table]
        return report
    except (NoTable, RequestError) as error:
        if is_injected() and not isinstance(error, NoTable):
            raise
        from IPython.display import Markdown, display

        display(Markdown(error.words(language)))
    names = {f"department_{each}": department for each in LANGUAGES}
    return Report(department, year, {"jixiao": names, "sources": []}, {table: frame([], table)})
