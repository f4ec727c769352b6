"""The column `reason` of indicators: "rule: 「words」", or "rule: 「reported」 「promised」".

Written where a status is decided and taken apart where it is shown, in either language.
"""

from __future__ import annotations

_BETWEEN = "」 「"


def compared(rule: str, reported: str, promised: str) -> str:
    """The reason where `rule` held what is reported against what is promised."""
    return f"{rule}: 「{reported}{_BETWEEN}{promised}」"


def reason_parts(reason: str) -> tuple[str, str, str]:
    """The rule, its words as they stand, and "" – or what is reported and what is promised."""
    rule, _, words = reason.partition(": ")
    reported, between, promised = words[1:-1].rpartition(_BETWEEN)
    return (rule, reported, promised) if between else (rule, words, "")
