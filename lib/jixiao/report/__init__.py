"""A folder ↔ a `Report`: descriptor, tables, corrections, names of departments."""

from .documents import DOCUMENTS, ReportDocument, document_files
from .on_file import (
    DATA_VARIABLE,
    Filed,
    check_department,
    department_names,
    each_of_year,
    find_data_folder,
    list_reports,
    load_breaks,
    load_filed,
    load_previous,
    load_report,
    load_reports,
    load_year,
    names_of,
    with_predecessors,
    years_on_file,
)
from .package import DESCRIPTOR
from .report import Report, report_files

__all__ = [
    "DATA_VARIABLE",
    "DESCRIPTOR",
    "DOCUMENTS",
    "Filed",
    "Report",
    "ReportDocument",
    "check_department",
    "department_names",
    "document_files",
    "each_of_year",
    "find_data_folder",
    "list_reports",
    "load_breaks",
    "load_filed",
    "load_previous",
    "load_report",
    "load_reports",
    "load_year",
    "names_of",
    "report_files",
    "with_predecessors",
    "years_on_file",
]
