"""Passages without the spaces that cut a number in two (`base.broken_numbers`)."""

from __future__ import annotations

from ..base.broken_numbers import cutting_spaces
from ..source import Passage


def mend_numbers(passage: Passage) -> Passage:
    """`passage` without the spaces that cut a number in two."""
    spaces = cutting_spaces(passage.text)
    if not spaces:
        return passage
    kept = [index for index in range(len(passage)) if index not in spaces]
    return Passage(
        "".join(passage.text[index] for index in kept),
        tuple(passage.places[index] for index in kept),
    )
