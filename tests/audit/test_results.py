"""An audit as a whole: its findings in order, its ledger, its forms, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from audited import REPORT
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.audit import audit_report
from jixiao.audit.export import json_schema, to_csv, to_json
from jixiao.audit.findings import (
    KINDS,
    NATURES,
    SEVERITIES,
    AuditResult,
    Finding,
    Outcome,
    failed,
)
from jixiao.audit.page import rules_page
from jixiao.audit.rules import (
    ACCOUNTS_RULES,
    RULES,
)
from jixiao.base.errors import Place, RequestError
from jixiao.base.language import Language
from jixiao.base.said import Said
from jixiao.cli.commands import main
from jixiao.labels import LANGUAGES, has_label, label
from jixiao.report import Report, load_report
from jixiao.schema import schema
from jixiao.tables import audit as tables


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_table_with_gaps_is_audited_without_a_crash(choice: st.DataObject) -> None:
    """Rows missing, optional cells empty, whole tables missing: gaps are in the ledger."""
    tables = {}
    for name, table in REPORT.tables.items():
        kept = choice.draw(st.sets(st.integers(0, len(table) - 1), max_size=12), label=name)
        if choice.draw(st.booleans(), label=f"{name} on file"):
            gaps = table.drop(table.index[sorted(kept)]).reset_index(drop=True)
            optional = [f["name"] for f in schema(name)["fields"] if not required(f)]
            column = choice.draw(st.sampled_from([None, *optional]), label=f"{name} empty")
            tables[name] = gaps.assign(**{column: None}) if column else gaps
    document = REPORT.document if choice.draw(st.booleans(), label="text on file") else None
    found = audit_report(Report("d", 2022, REPORT.descriptor, tables, document))
    assert len(found.findings) == sum(entry.result == "fail" for entry in found.ledger)
    assert all(entry.reason for entry in found.ledger if entry.result == "not_applicable")


def test_indicators_without_their_reasons_are_audited() -> None:
    bare = REPORT.tables["indicators"].assign(reason=None)
    tables = {**REPORT.tables, "indicators": bare}
    found = audit_report(Report("d", 2022, REPORT.descriptor, tables, REPORT.document))
    assert any(finding.rule == "indicator_unit" for finding in found.findings)


def required(field: dict[str, object]) -> bool:
    constraints = field.get("constraints")
    return isinstance(constraints, dict) and bool(constraints.get("required"))


def test_every_passage_of_every_finding_is_true(result: AuditResult, report: Report) -> None:
    assert report.document is not None
    for finding in result.findings:
        for item in finding.evidence:
            if finding.rule != "stated_products" or item.value is not None:
                assert report.document.holds(item.quote, Place(item.page, item.line)), finding
        assert set(finding.message) == {"en", "zh"}


def test_findings_come_the_most_serious_first_and_the_ledger_is_whole(result: AuditResult) -> None:
    order = ["high", "medium", "low"]
    places = [order.index(finding.severity) for finding in result.findings]
    assert places == sorted(places)
    assert {entry.rule for entry in result.ledger} == {r.__name__.rpartition(".")[2] for r in RULES}
    assert all(entry.reason for entry in result.ledger if entry.result == "not_applicable")
    assert len(result.findings) == sum(entry.result == "fail" for entry in result.ledger)


def test_a_year_without_tables_gives_reasons_and_no_findings(data: Path) -> None:
    empty = audit_report(load_report("panyu-data-bureau", 2023, data))
    assert empty.findings == ()
    assert {entry.result for entry in empty.ledger} <= {"not_applicable", "pass"}


def test_every_rule_is_on_the_page_of_rules(root: Path) -> None:
    """To accept a change: python -m jixiao.audit.page > docs/rules.md"""
    assert (root / "docs" / "rules.md").read_text("utf-8") == rules_page()
    for rule in RULES:
        assert rule.kind in KINDS
        assert rule.version >= 1


def test_the_json_keeps_its_schema_and_the_csv_its_rows(result: AuditResult) -> None:
    jsonschema.validate(json.loads(to_json(result)), json_schema())
    assert to_csv(result).count("\n") >= len(result.findings) + 1


def test_an_outcome_must_say_why() -> None:
    with pytest.raises(ValueError, match="say why"):
        Outcome(Said("ledger.rates"), "not_applicable")
    with pytest.raises(ValueError, match="has a finding"):
        Outcome(Said("ledger.rates"), "fail")
    finding = Finding("r", 1, "rate", "low", {"en": "e", "zh": "z"}, ())
    assert failed("ledger.rates", finding).result == "fail"


def test_a_minimum_severity_keeps_the_ledger(result: AuditResult) -> None:
    high = result.at_least("high")
    assert {finding.severity for finding in high.findings} == {"high"}
    assert high.ledger == result.ledger
    with pytest.raises(RequestError, match="severity 'grave' is unknown"):
        result.at_least("grave")  # type: ignore[arg-type]


def run(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, ["audit", "panyu-data-bureau", *arguments])
    return ran.exit_code, ran.output


def test_the_command_prints_and_fails_on_request(data: Path) -> None:
    where = ["--data", str(data)]
    assert run("2022", *where)[0] == 0
    assert run("2022", "--fail-on", "high", *where)[0] == 1
    assert run("2023", "--fail-on", "low", *where)[0] == 0
    code, text = run("2022", "--format", "json", *where)
    assert (code, len(json.loads(text)["findings"]) > 50) == (0, True)
    assert run("1999", *where)[0] == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finding_has_one_number_wherever_it_is_named(result: AuditResult, language: str) -> None:
    shown: list[int] = []
    for severity in SEVERITIES:
        table = BeautifulSoup(tables.findings(result, severity, language).html, "html.parser")
        for row in table.select("tbody tr"):
            number = int(row.select_one("th").text)
            shown.append(number)
            assert result.numbered[number].message[language] in row.text
    assert shown == list(range(1, len(result.findings) + 1))
    assert (
        list(result.at_least("high").numbered.values())
        == list(result.numbered.values())[: result.count("high")]
    )


def test_a_passage_that_holds_two_figures_of_a_finding_is_quoted_once(result: AuditResult) -> None:
    twice = [f for f in result.findings if len(f.passages) < len(f.evidence)]
    assert twice
    for finding in twice:
        lines = "".join(map(str, tables.quotes(finding.passages, "en"))).splitlines()
        assert len(lines) == len(set(lines)) == len(finding.passages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ledger_says_in_words_what_each_rule_asks(language: str, report: Report) -> None:
    """It named rules by their ids alone: "claim_denied 1"."""
    for rule in (*RULES, *ACCOUNTS_RULES):
        assert has_label(f"rules.{rule.__name__.rpartition('.')[2]}")
    result = audit_report(report)
    asked = label("rules.claim_denied", language)
    assert asked in tables.ledger(result, language).text
    assert "claim_denied" not in tables.ledger(result, language).text
    assert f"{asked} | " in tables.rules(result, language).text
    assert "claim_denied 1" in tables.rules(result, language).text


def test_checks_are_counted_by_rule_as_the_ledger_lists_them(report: Report) -> None:
    result = audit_report(report)
    rows = [line.split(" | ") for line in tables.rules(result, "en").text.splitlines()[2:]]
    counts = [int(count) if count != "–" else 0 for row in rows for count in row[1:4]]
    assert sum(counts) == len(result.ledger)
    assert len(rows) == len({entry.rule for entry in result.ledger})


def test_the_ledger_is_folded_away(report: Report) -> None:
    soup = BeautifulSoup(tables.ledger(audit_report(report), "en").html, "html.parser")
    assert soup.details.summary.text.startswith("Every check, one by one (")
    assert soup.select("details > .jixiao-scroll > table")


def test_a_finding_sets_no_brackets_within_brackets(report: Report) -> None:
    """ "（总收入（年初结转）；年初结转（实际收入））" closed two at once."""
    messages = [finding.message["zh"] for finding in audit_report(report).findings]
    assert not [message for message in messages if "））" in message]


@pytest.mark.parametrize("language", LANGUAGES)
def test_kind_and_nature_of_a_finding_have_no_word_in_common(language: Language) -> None:
    """A rate that does not follow is of the kind Rates and by nature a contradiction: a reader who
    counts the findings of a kind must not count those of a nature."""
    found = audit_report(REPORT)
    counted = BeautifulSoup(tables.summary(found, language).html, "lxml")
    listed = BeautifulSoup(tables.findings(found, "high", language).html, "lxml")
    heads = [{one.get_text() for one in page.select("thead th")} for page in (counted, listed)]
    kinds = {label(f"audit.kind.{kind}", language).rstrip("s") for kind in KINDS}
    natures = {label(f"audit.nature.{nature}", language) for nature in NATURES}
    assert label("audit.column.kind", language) in heads[0] - heads[1]
    assert label("audit.column.nature", language) in heads[1] - heads[0]
    assert not kinds & natures
