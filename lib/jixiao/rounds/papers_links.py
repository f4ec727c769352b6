"""The papers of a round that lie beside its pages: what the index links."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.language import Language
from ..labels import label
from ..papers.files import OF_A_REPORT, SPOT_CHECK
from ..storage.files import Store
from .jobs import output_name


def papers_links(
    folder: str, outputs: Store, language: Language, languages: Sequence[Language]
) -> list[tuple[str, str]]:
    """Words and address of the papers in `folder` ("department/year") that are there."""
    names = {
        name: f"{folder}/{output_name(name, language, languages)}.docx" for name in OF_A_REPORT
    }
    return [
        (label(f"page.index.{name.replace('-', '_')}", language), address)
        for name, address in names.items()
        if outputs.size(address) is not None
    ]


def spot_check_address(
    outputs: Store, language: Language, languages: Sequence[Language]
) -> str | None:
    """The spot-check sheet in `language`, if it is there."""
    name = f"{output_name(SPOT_CHECK, language, languages)}.html"
    return name if outputs.size(name) is not None else None
