"""A folder ↔ a `Report`: descriptor, tables, corrections, names of departments."""

from .package import DESCRIPTOR
from .report import (
    DATA_VARIABLE,
    Filed,
    Report,
    check_department,
    department_names,
    find_data_folder,
    list_reports,
    load_breaks,
    load_filed,
    load_report,
    load_reports,
    load_year,
    report_files,
    with_predecessors,
    years_on_file,
)

__all__ = [
    "DATA_VARIABLE",
    "DESCRIPTOR",
    "Filed",
    "Report",
    "check_department",
    "department_names",
    "find_data_folder",
    "list_reports",
    "load_breaks",
    "load_filed",
    "load_report",
    "load_reports",
    "load_year",
    "report_files",
    "with_predecessors",
    "years_on_file",
]
