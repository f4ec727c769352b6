"""A change that stands behind a part of something: of the part, of the whole, or of neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.extract.statements.narrative import read_narrative
from jixiao.source import read_document

_HEAD = "2023年度部门决算\n一、收入决算情况说明\n本部门2023年度"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (  # 8 may have grown by 2 at 33 %
            "收入总计90万元，其中年初结转和结余8万元，较2022年增加2万元，增长33.3%。",
            ["balance.opening 2 change", "balance.opening 33.3 change_rate"],
        ),
        (  # 8 cannot have grown by 10, 90 may at 12.5 %
            "收入总计90万元，其中年初结转和结余8万元，较2022年增加10万元，增长12.5%。",
            ["total.income 10 change", "total.income 12.5 change_rate"],
        ),
        (  # 8 may have grown by 2, but not at 2.27 %
            "收入总计90万元，其中年初结转和结余8万元，较2022年增加2万元，增长2.27%。",
            ["total.income 2 change", "total.income 2.27 change_rate"],
        ),
        (  # neither
            "收入总计90万元，其中年初结转和结余8万元，较2022年增加95万元，增长12.5%。",
            [],
        ),
        (  # either
            "收入总计90万元，其中年初结转和结余8万元，较2022年减少5万元。",
            [],
        ),
        (  # that of the whole is told
            "收入总计90万元，较2022年增加2万元，其中年初结转和结余8万元，较2022年减少5万元。",
            ["total.income 2 change", "balance.opening -5 change"],
        ),
        (  # the year before is named
            "收入总计90万元，其中年初结转和结余8万元，较2022年13万元减少5万元。",
            ["balance.opening -5 change"],
        ),
    ],
)
def test_a_change_behind_a_part_is_of_what_it_can_be_of(
    words: str, wanted: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(_HEAD + words + "\n", encoding="utf-8")
    found = read_narrative(read_document(report), {}, "accounts")
    changes = [row for row in found.rows if row["phase"] in ("change", "change_rate")]
    assert [f"{row['item']} {row['value']} {row['phase']}" for row in changes] == wanted
