"""What the README and the pages print as the output of a command is what it prints."""

from __future__ import annotations

import fnmatch
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli.commands import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/query.md", "docs/guide.md", "docs/commands.md")
READ_ONLY = ("audit", "check", "list", "query")  # commands that write nothing


def shown() -> list[tuple[str, list[str]]]:
    """Each command of the pages that is shown with its output, and the lines of that."""
    found = []
    for name in PAGES:
        text = (ROOT / name).read_text("utf-8")
        for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, *output = part.rstrip("\n").split("\n")
                command = command.removeprefix(".venv/bin/")
                if output and command.split()[:1] == ["jixiao"]:
                    found.append((command, output))
    return found


def test_the_pages_show_commands_with_their_output() -> None:
    assert len([command for command, _ in shown() if command.split()[1] in READ_ONLY]) >= 2


@pytest.mark.parametrize(("command", "output"), shown(), ids=[command for command, _ in shown()])
def test_a_command_prints_what_is_shown(
    command: str, output: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)[1:]
    if words[0] not in READ_ONLY:
        pytest.skip("it writes: make report runs it")
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    pattern = "\n".join(output).replace("[", "[[]").replace("…", "*")
    assert fnmatch.fnmatchcase(result.stdout.strip(), pattern.strip()), result.output


def test_the_readme_counts_the_jobs_of_a_first_report(tmp_path: Path) -> None:
    arguments = ["report", "--dry-run", "--data", str(ROOT / "data"), "--outputs", str(tmp_path)]
    planned = CliRunner().invoke(main, arguments)
    done = re.search(r"^(\d+) done, \d+ s$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert done
    assert planned.output.splitlines()[-1] == f"{done[1]} of {done[1]} jobs to run"


def test_the_python_of_the_readme_runs() -> None:
    code = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert len(code) == 1
    names: dict[str, object] = {}
    exec(compile(code[0], "README.md", "exec"), names)
    assert len(names["budget"]) >= 100  # type: ignore[arg-type]


def test_the_documentation_builds_and_every_link_in_it_leads_somewhere(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": ""},
    )
    assert built.returncode == 0, built.stderr
    pages = sorted(path.name for path in tmp_path.glob("*.html"))
    assert {"index.html", "api.html", "architecture.html"} <= set(pages)
    assert "load_report" in (tmp_path / "api.html").read_text("utf-8")


def test_the_readme_is_short_and_names_what_debian_needs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) <= 120
    assert "python3-venv" in readme


def named() -> list[tuple[str, str]]:
    """Each command of Jixiao that the README or a page names, with the page."""
    found = set[tuple[str, str]]()
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    ):
        text = re.sub(r"\s*\n(?![$`|])", " ", path.read_text("utf-8"))
        commands = re.findall(r"(?<=[`$] )jixiao [^\n`#]*|(?<=`)jixiao [^`\n]*", text)
        found |= {(path.name, command.strip()) for command in commands}
    return sorted(found)


@pytest.mark.parametrize(("page", "command"), named())
def test_every_command_that_a_page_names_exists_with_its_options(page: str, command: str) -> None:
    known = main.commands[command.split()[1]]
    options = {name for option in known.params for name in (*option.opts, *option.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", command)) <= options, page


def test_the_page_of_commands_names_every_command() -> None:
    assert set(main.commands) == {
        words.split()[1] for page, words in named() if page == "commands.md"
    }
