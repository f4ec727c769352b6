"""The audit of the first report, made once."""

from __future__ import annotations

import pytest

from jixiao.audit import audit_report
from jixiao.audit.findings import AuditResult
from jixiao.report import Report


@pytest.fixture(scope="session")
def result(report: Report) -> AuditResult:
    return audit_report(report)
