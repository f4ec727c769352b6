"""The page docs/scoring.md: how points are recomputed, every scheme, and every rule of targets.

`python -m jixiao.scoring.page > docs/scoring.md` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..labels import label
from ..labels.numbers import exact, number
from .differences import KINDS
from .rates import rates_on_file
from .schemes import OF_EXECUTION, OF_INDICATORS, OF_LINES, Scheme, load_schemes
from .targets import HEADINGS, RULES, THRESHOLDS
from .targets.verdicts import rule_name

_OPENING = """\
# Points recomputed, targets judged

`jixiao score D/Y` and the notebook `scores` recompute the points that self-evaluation forms give, line
by line, and set them beside what is printed. The notebook `targets` asks rules of the targets
themselves. Neither says that an office did wrong: both say where to look, with page and line.

- **Which scheme.** Of each form the scheme that binds it: by the kind of form, the office's place and the
  year. Where none on file does, the form's own points are used, and the page says so. `--scheme NAME`
  (the parameter `scheme` of the notebook) applies one to every form.
- **What is missing stays missing.** A line whose number is not on file has no recomputed points; its page
  says which number is missing. A total is compared over the lines that could be recomputed, and over
  those alone.
- **A result in words has a range**, never one number: it is taken at the office's own word (claimed, in
  part, not done) and gets the tier of the scheme. That a claim lacks evidence is said by its
  [status](status.md), not by its points.
- **A number against a number** counts where both were read in one unit. ≥ and a target without a sign are
  reached from below, ≤ from above; an amount of cost without a sign is one at most, and so is what should
  stay away (投诉, 事故). Of a rate of cost or of control without a sign (100% → 65%) nobody says whether
  more was wanted: it is not recomputed. 万 is a scale (≥6万人次 → 58000人次).
- **Difference** is printed less recomputed, of a range from its nearest end. What the rounding of the
  printed points may hide (8.4 for 8.37) is no difference.

## A worked example

A department's form: budget 2,495,142.55 万元, outturn 2,074,962.01 万元, execution 83.16 %, ten points of
ten. Nothing on file binds the office, so the form's own ten points are used:

```
10 × min(1, 2,074,962.01 ÷ 2,495,142.55) = 8.32    printed 10    difference +1.68
```

In the same form, *≥800人 → 744人*, 1.5 points of 2: the target is missed, and

```
2 × max(0, 744 ÷ 800) = 1.86    printed 1.5    difference −0.36
```

*全年 → 按照任务随时增加申请经费*, 10 points of 10, is a result in words: 80–100 % of ten are 8 to 10, and 10
lies within. *1678648.28万元 →* (blank), 10 points of 10: the result is missing, nothing is recomputed.

The same with made-up figures, by two schemes:

| line | target → result | points | `national-project` | `hubei-project` |
|---|---|---|---|---|
| budget execution | 200万元 → 150万元 | 20 | 15.00 | 15.00 |
| 管网维修长度 | ≥80公里 → 60公里 | 20 | 15.00 | 15.00 |
| 停水时间 | ≤10小时 → 16小时 | 10 | 4.00–6.25 | 6.25 |
| 水质 | 提升 → 得到提升 | 10 | 8.00–10.00 | 8.00–10.00 |
| 泵站改造 | 完成改造 → 部分完成 | 10 | 6.00–8.00 | 5.00–8.00 |"""

_RATES = """\
## Rates of a department

Forms for whole departments ask for rates that the office's own documents bear or do not bear. The page
`documents` computes them: each with its formula, its numbers, whose money they are, and where they stand.
Figures of one rate are of one kind of money and of documents that speak for one office. A figure that no
document states is missing by its name; one that two places state differently is not taken. A scheme whose
lines have formulas (Hunan's) takes the same figures where a form does not print them.

Names are those of 财政部《预算绩效评价共性指标体系框架》(财预〔2013〕53号). Uncertain: the formulas of the first, second,
fourth and sixth rate were read in copies of Hunan's form, the others are not compared with the framework's text.
Posts and people are totals that a document states once: of several nobody says which is the whole.

With made-up figures: posts 20, people 18; three public expenses 3.00 after 2.00, budget 4.00; approved 100.00,
revised 120.00, outturn 90.00; left 6.00 after 5.00; expenses of office 8.00 of 10.00; procurement 9.00 of 12.00."""

_SCHEME_FILE = """\
## A scheme of your own

A TOML file in `data/schemes/`, of the same form as those in `lib/jixiao/catalogue/schemes/`: `key`,
`name`, `source`, `article`, `read_at`, `binds` and `uncertain` for the reader; `forms`, `places` (words of the
office's name, or `everywhere = true`) and `years` (from, to) for whom it binds; `[[lines]]` with `points`
that add up to 100; `[methods]`; `[[grades]]`, the best first; `methods_of` takes the methods of another
scheme. A fault is one line that names file and key, and exit code 2.

A formula is made of numbers, names, `+ - * /`, comparisons, `a if condition else b`, `and`, `or`, `not`,
`min`, `max` and `round(x, places)`; nothing else is read, and nothing is ever executed. Two formulas are
the lower and the upper end of a range."""


# What the example of rates takes, 万元 and persons.
EXAMPLE = {
    name: Decimal(value)
    for name, value in (
        ("posts", "20"),
        ("people", "18"),
        ("three_public", "3.00"),
        ("three_public_previous", "2.00"),
        ("three_public_approved", "4.00"),
        ("approved", "100.00"),
        ("revised", "120.00"),
        ("outturn", "90.00"),
        ("closing", "6.00"),
        ("opening", "5.00"),
        ("operation", "8.00"),
        ("operation_approved", "10.00"),
        ("procurement", "9.00"),
        ("procurement_approved", "12.00"),
    )
}


def scoring_page() -> str:
    """The page as Markdown."""
    lines = [_OPENING, "", "## Kinds of difference", ""]
    lines += ["| kind | English | 中文 |", "|---|---|---|"]
    for kind in KINDS:
        words = [label(f"scores.kind.{kind}", language) for language in ("en", "zh")]
        lines.append(f"| `{kind}` | {words[0]} | {words[1]} |")
    lines += ["", _RATES, "", "| rate | formula | made up |", "|---|---|---|"]
    lines += _example_of_rates()
    lines += ["", "## Schemes on file"]
    for scheme in load_schemes().values():
        lines += ["", *_scheme(scheme)]
    lines += ["", _SCHEME_FILE, ""]
    for name, names in (
        ("execution", OF_EXECUTION),
        ("indicators", OF_INDICATORS),
        ("lines", OF_LINES),
    ):
        lines.append(f"- names for {name}: {', '.join(f'`{each}`' for each in sorted(names))}")
    lines += ["", "## Rules of targets", "", *_of_rules()]
    return "\n".join(lines) + "\n"


def _example_of_rates() -> Iterator[str]:
    """A line for each rate, with what it comes to by the made-up figures."""
    for rate in rates_on_file():
        known = {name: EXAMPLE[name] for name in rate.formula.names if name in EXAMPLE}
        whole = len(known) == len(rate.formula.names)
        value = rate.formula.value(known) if whole else None
        said = "not published" if value is None else f"{number(value)} %"
        yield f"| {rate.name['zh']} · {rate.name['en']} | `{rate.formula.text}` | {said} |"


def _scheme(scheme: Scheme) -> Iterator[str]:
    entry = scheme.entry
    yield f"### `{scheme.key}`: {scheme.name('en')} · {scheme.name('zh')}"
    yield ""
    yield f"- Source: {entry.source}{'；' + entry.article if entry.article else ''}"
    for place in entry.read_at:
        yield f"- Read at {place}."
    yield f"- Binds {entry.binds['en']}."
    if entry.methods_of:
        yield f"- Methods of `{entry.methods_of}`, but for what stands here."
    if scheme.lines:
        points = "; ".join(f"{line.name['en']} {exact(line.points)}" for line in scheme.lines)
        yield f"- Points: {points}."
    for line in scheme.lines:
        for formula in line.formula:
            yield f"- {line.name['en']}: `{formula.text}`"
    own = entry.methods.model_dump(exclude_none=True) if entry.methods else {}
    for name, given in own.items():
        if name in scheme.methods:
            formulas = " … ".join(f"`{formula.text}`" for formula in scheme.methods[name])
            yield f"- {name}: {formulas}"
        else:
            yield f"- {name}: {given[0]}–{given[1]} % of the points"
    if scheme.grades:
        grades = "; ".join(
            f"{grade.name['zh']} from {exact(grade.least)}" for grade in scheme.grades
        )
        yield f"- Grades: {grades}."
    yield f"- Uncertain: {entry.uncertain['en']}"


def _of_rules() -> Iterator[str]:
    limits = ", ".join(f"{limit} %" for limit in THRESHOLDS)
    yield "Each passes, fails, or does not apply and says why. Words are in"
    yield "`lib/jixiao/catalogue/targets.toml`; what no list knows is not judged. Results far beyond their"
    yield f"target are counted at {limits}."
    for heading in HEADINGS:
        words = [label(f"targets.heading.{heading}", language) for language in ("zh", "en")]
        yield ""
        yield f"### {words[0]} · {words[1]}"
        for rule in RULES:
            if rule.heading == heading:
                yield ""
                yield f"#### `{rule_name(rule)}` (version {rule.version})"
                yield ""
                yield (rule.__doc__ or "").strip()


if __name__ == "__main__":
    print(scoring_page(), end="")
