"""A `Report`: what one department published of one year, all its documents together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..base.errors import RequestError
from ..base.language import Language
from ..source import Document
from .card import card
from .corrections import Correction
from .documents import (
    DOCUMENTS,
    PUBLISHED,
    ReportDocument,
    document_files,
    document_name,
    joined,
)
from .doubtful import DoubtfulFigure, doubtful_figures, without_doubtful
from .frames import as_numbers, summary, with_amounts
from .judgements import Judgement
from .tables_on_file import TablesOnFile

if TYPE_CHECKING:
    import pandas as pd


# One by identity: results are cached by it.
@dataclass(frozen=True, repr=False, init=False, eq=False)
class Report:
    """What is on file of one department and year.

    `tables`: name → DataFrame with the columns of its schema and the column `document`, only those
    on file, its numbers exact; also by attribute (`report.tables.budget`). `table(name)` is the same
    for an analyst.

    One document stands for the year: the self-evaluation if it is on file, else the final accounts,
    the budget … `descriptor` is its Data Package descriptor and `document` its text, if on file;
    `documents` has each with its own (name → `ReportDocument`). `corrections`: the cells of the
    tables that a person changed (already changed in `tables`). `digest`: of the files that it was
    loaded from; None where it was made otherwise.
    """

    department: str
    year: int
    descriptor: Mapping[str, Any]
    tables: TablesOnFile
    document: Document | None
    corrections: tuple[Correction, ...]
    digest: str | None = field(compare=False)

    def __init__(
        self,
        department: str,
        year: int,
        descriptor: Mapping[str, Any],
        tables: Mapping[str, pd.DataFrame],
        document: Document | None = None,
        corrections: tuple[Correction, ...] = (),
        digest: str | None = None,
    ) -> None:
        """A report of one document, which the descriptor names."""
        name = document_name(descriptor)
        own = ReportDocument(name, descriptor, tables, document, corrections)
        self._set(department, year, {name: own}, digest, None)

    @classmethod
    def of_documents(
        cls,
        department: str,
        year: int,
        documents: Mapping[str, ReportDocument],
        digest: str | None = None,
        whole: Report | None = None,
    ) -> Report:
        """A report of several documents. `whole`: the one that it is a part of."""
        report = cls.__new__(cls)
        report._set(department, year, documents, digest, whole)
        return report

    def _set(
        self,
        department: str,
        year: int,
        documents: Mapping[str, ReportDocument],
        digest: str | None,
        whole: Report | None,
    ) -> None:
        in_order = {name: documents[name] for name in DOCUMENTS if name in documents}
        first = next(iter(in_order.values()))
        values = {
            "department": department,
            "year": year,
            "descriptor": first.descriptor,
            "tables": TablesOnFile(joined(in_order), f"{department}/{year}"),
            "document": first.text,
            "corrections": tuple(c for each in in_order.values() for c in each.corrections),
            "digest": digest,
            "documents": in_order,
            "whole": whole,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    if TYPE_CHECKING:  # set with the rest; not told apart by them
        documents: Mapping[str, ReportDocument]
        whole: Report | None

    @property
    def primary(self) -> str:
        """The name of the document that stands for the year."""
        return next(iter(self.documents))

    def of(self, name: str) -> Report:
        """The same report with that document alone, and what was published elsewhere.

        Raises RequestError for one that is not on file.
        """
        if name not in self.documents:
            raise RequestError(
                "report.no_document",
                where=f"{self.department}/{self.year}",
                name=name,
                names=tuple(self.documents),
            )
        kept = {n: each for n, each in self.documents.items() if n in (name, PUBLISHED)}
        if len(kept) == len(self.documents):
            return self
        digest = None if self.digest is None else f"{self.digest}-{name}"
        whole = self.whole or self
        return Report.of_documents(self.department, self.year, kept, digest, whole)

    def with_table(self, *names: str) -> Report:
        """The same report with one document alone: the first that has one of the tables `names`;
        the report itself where none has.
        """
        for document in self.documents.values():
            if document.name != PUBLISHED and not set(names).isdisjoint(document.tables):
                return self.of(document.name)
        return self

    @cached_property
    def doubtful(self) -> tuple[DoubtfulFigure, ...]:
        """The figures that may not be what is printed or meant, of every document in turn."""
        return tuple(
            figure for each in self.documents.values() for figure in doubtful_figures(each)
        )

    @cached_property
    def sure(self) -> Report:
        """The same report without its doubtful figures: what charts are drawn of and conclusions
        are made from. The report itself where it has none.
        """
        if not self.doubtful:
            return self
        kept = {name: without_doubtful(each) for name, each in self.documents.items()}
        digest = None if self.digest is None else f"{self.digest}-sure"
        whole = self.whole or self
        return Report.of_documents(self.department, self.year, kept, digest, whole)

    @property
    def sources(self) -> list[Mapping[str, Any]]:
        """What the tables were read from, of every document: name, title, path, date, sha256."""
        return [source for each in self.documents.values() for source in each.descriptor["sources"]]

    def table(self, name: str, *, exact: bool = False) -> pd.DataFrame:
        """One of the tables for an analyst: its numbers are floats, and `amount_wan` stands beside
        value and unit (the same in 万元; blank where the unit is none of money).

        `exact`: numbers are `Decimal`, a blank None, as in `tables`, which the library itself uses.
        Raises TableError if it is not on file for this year.
        """
        whole = with_amounts(self.tables[name], name)
        return whole if exact else as_numbers(whole, name)

    def __repr__(self) -> str:
        tables = ", ".join(summary(self.tables)) or "no tables"
        documents = ", ".join(self.documents)
        return f"<Report {self.department}/{self.year} ({documents}): {tables}>"

    def _repr_html_(self) -> str:
        # The one look upward: a report that is displayed is audited, by the package's own function.
        audit_report = import_module(__name__.partition(".")[0]).audit_report
        counts = audit_report(self).counts
        rows = [("documents", ", ".join(self.documents))]
        rows += [(name, f"{len(table):,} rows") for name, table in self.tables.items()]
        rows.append(("findings", ", ".join(f"{n} {severity}" for severity, n in counts.items())))
        if self.corrections:
            rows.append(("corrections", str(len(self.corrections))))
        return card((self.department_name("zh"), self.department_name("en")), self.year, rows)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Statuses of indicators that a person gave (in `tables` where `applied`)."""
        return tuple(said for each in self.documents.values() for said in each.judgements)

    @property
    def about(self) -> Mapping[str, Any]:
        """Of the report: department_zh, department_en, self_score, grade …"""
        about: Mapping[str, Any] = self.descriptor["jixiao"]
        return about

    @property
    def page_count(self) -> int:
        """Pages of the report's text; 0 if it is not on file."""
        return self.document.page_count if self.document else 0

    def department_name(self, language: Language) -> str:
        return str(self.about[f"department_{language}"])


def report_files(report: Report) -> dict[str, str]:
    """The document that stands for `report` on disk: file name → content, the descriptor last."""
    return document_files(report.documents[report.primary])
