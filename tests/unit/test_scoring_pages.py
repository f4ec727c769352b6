"""Pages of points and targets are made anew when what they rest on changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from jixiao.rounds.fingerprint import Fingerprints
from jixiao.rounds.jobs import Job


def test_a_page_of_targets_is_due_when_the_year_before_changes(tmp_path: Path, root: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(root / "data", data)

    def digests() -> dict[str, str]:
        found = {}
        for notebook in ("targets", "indicators"):
            job = Job(notebook, "panyu-data-bureau", 2022, "en", {}, Path(notebook))
            found[notebook] = Fingerprints(root / "notebooks", data, ("en",)).of(job)
        return found

    first = digests()
    path = next((data / "panyu-data-bureau" / "2021").rglob("datapackage.json"))
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"more": 1}), "utf-8")
    second = digests()
    assert second["targets"] != first["targets"]
    assert second["indicators"] == first["indicators"]
    (data / "schemes").mkdir()
    (data / "schemes" / "own.toml").write_text("", "utf-8")
    assert digests()["targets"] != second["targets"]
