"""From where each part of a department's risk is full (see `risk`); needs no table to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from ..base.errors import RequestError


@dataclass(frozen=True)
class Thresholds:
    """From where a part of risk is full. Shares in per cent, `money_amount` in 万元."""

    money_share: Decimal = Decimal(5)
    money_amount: Decimal = Decimal(1000)
    points_share: Decimal = Decimal(5)
    findings_full: Decimal = Decimal(15)
    unread_share: Decimal = Decimal(10)

    @classmethod
    def of(cls, given: Sequence[str]) -> Thresholds:
        """Those of `given`, each "name=number". Raises RequestError for an unknown name, and for
        what is no number above zero.
        """
        names = tuple(field.name for field in fields(cls))
        values: dict[str, Decimal] = {}
        for text in given:
            name, _, number = text.partition("=")
            if name not in names:
                raise RequestError("base.unknown", name="threshold", value=name, names=names)
            digits = number.replace(".", "", 1)
            if not (digits.isascii() and digits.isdigit()) or not Decimal(number):
                raise RequestError("papers.threshold", name=name, value=number)
            values[name] = Decimal(number)
        return cls(**values)
