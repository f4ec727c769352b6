"""A folder ↔ a `Report`: descriptor, tables, corrections, names of departments."""

from .documents import DOCUMENTS, ReportDocument, document_files
from .of_year import UnreadReport, each_of_year, load_year, unread_of_year
from .on_file import (
    DATA_VARIABLE,
    Filed,
    check_department,
    department_names,
    find_data_folder,
    list_reports,
    load_breaks,
    load_filed,
    load_previous,
    load_report,
    load_reports,
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
    "UnreadReport",
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
    "unread_of_year",
    "with_predecessors",
    "years_on_file",
]
