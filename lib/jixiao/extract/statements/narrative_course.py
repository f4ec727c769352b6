"""What a sentence has spoken of so far: wholes, their parts, and what brackets take aside.

公务用车费500万元（购置费100万元，运行费400万元），比上年…: after the bracket the sentence speaks of the
whole again. What a sentence says after a list of parts may be of the last part or of the whole, and
is believed of neither. 机构运行110万元，其中：基本支出100万元 is of that class and not of all. The parts of
a budget (预算11万元，其中：接待费3万元) are budget, and 增加5万元，主要是接待费增加5万元 is why, and no change
of the year before.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .kinds import Family
from .narrative_subjects import PLANNED, Meaning, Subject
from .narrative_years import NAMED_YEAR

_BUYS = r"(?P<buys>(?:拟|计划)(?:新增|新购|购置|采购|配备|配置)|新增(?:配备|配置|购置)|安排(?:购置|采购|更新))"
_SORTS = r"(?P<sorts>按[^，。；：\d]{2,12}分类)"
_MARKS = re.compile(
    rf"（|。(?!）)|）|其中|主要包括：|主要[是为系]|；|{_BUYS}|{_SORTS}|{NAMED_YEAR.pattern}"
)
# Alone they name no money.
_BUDGETS = ("一般公共预算", "政府性基金预算", "政府性基金", "国有资本经营预算")
_TELLS = re.compile(r"预算|决算|[与同较比](?:上年|去年|上一年|年初|20\d\d)")
_CHANGED = re.compile(r"(?:增加|减少|压减|节约)了?[^增减升降\d]{2,}$")  # 减少了三公经费342万元
_STAGES = ("approved", "revised", "outturn", "previous")
_UNKNOWN = "unknown"
_WHOLES = ("expenditure", "total.expenditure")  # of which classes by function are parts
_PAID_BY = "income.fiscal_appropriation"  # as a part of what is spent: by which budget
_BOUGHT = "procurement"
_BASIC = "expenditure.basic"
_PROJECT = "expenditure.project"
_THIS_YEAR = "income.current_year"
_INCLUDES = (_BASIC, _PROJECT)
_CARRIED = "balance.opening"
_OF_BASIC = ("expenditure.basic.personnel", "expenditure.basic.operation")
_HAVE_BASIC = (*_WHOLES, "expenditure.basic")
_CHANGES = ("change", "change_rate", _UNKNOWN)
# The stage of an amount whose words name none, and the words that name it.
_UNNAMED = {"accounts": ("outturn", "决算|实际|支出"), "budget": ("approved", "预算|安排")}


class Course:
    """Follows the text from mark to mark. Positions only grow."""

    def __init__(self, plain: str, classes: bool, family: Family, own: int | None) -> None:
        """`classes`: whether the text may tell the money of classes by function. `own`: its year."""
        self.plain, self.classes, self.family, self.own = plain, classes, family, own
        self.at = 0
        self.year: int | None = None  # that the sentence names
        self.of_later = False  # whether it tells figures of a year after that of the accounts
        self.doubtful = False  # whether what follows may be of a part or of its whole
        self.first: Subject | None = None  # of this sentence
        self.before: Subject | None = None  # the first of the sentence before
        self.whole: Subject | None = None  # whose parts are told
        self.parts = False  # whether 其中 was said in this sentence
        self.here = False  # whether that whole was told in the same sentence
        self.told = 0  # figures of parts in this sentence
        self.listed = 0  # parts told one after the other without a change of any of them
        self.kinds = self.heads = 0  # economic kinds named one after the other, and other things
        self.brackets: list[tuple[Subject | None, int, tuple[bool, Subject | None, int]]] = []
        self.figures = 0
        self.phase = ""  # of the figure before, in this sentence
        self.stage = ""  # of the amount before, in this sentence
        self.why = False  # whether the sentence tells why something changed
        self.changed = False  # whether the figure before was a change that was not understood
        self.of_change = False  # … and its parts are told
        self.over = False  # whether a semicolon followed
        self.paid_by = ""  # the budget whose purchases the sentence tells last
        self.lists = False  # whether 包括 tells parts: what has no name may be of their whole
        self.included: Subject | None = None  # whose parts 包括 tells
        self.last: Subject | None = None  # of the figure before, in this sentence
        self.buys = False  # whether the sentence tells what is to be bought
        self.bought = False  # whether a sentence before told what is to be bought, and none since what is there
        self.sorts = False  # whether the sentence tells all money by its kinds

    def advance(self, to: int, subject: Subject | None) -> Subject | None:
        """What the text speaks of at `to`, if it spoke of `subject` where it was read to."""
        for match in _MARKS.finditer(self.plain, self.at, to):
            mark = match[0]
            if match["year"]:
                self.year = int(match["year"])
            elif match["buys"] or match["sorts"]:
                self.buys = self.buys or bool(match["buys"])
                self.sorts = self.sorts or bool(match["sorts"])
            elif mark == "（":
                self.brackets.append((subject, self.figures, (self.parts, self.whole, self.told)))
            elif mark == "）":
                subject = self._closed(subject)
            elif mark in ("其中", "主要包括："):
                self.parts, self.told, self.listed = True, 0, 0
                self.here = self.first is not None
                self.of_change = self.changed
                self.whole = subject if self._is_one_whole(subject) else None
            elif mark.startswith("主要"):
                self.why, self.over = self.why or self.phase in _CHANGES, False
            elif mark == "；":
                self.over, self.listed, self.included, self.lists = True, 0, None, False
                self._doubt(subject)
            else:
                subject = self._ended(subject)
        self.at = max(self.at, to)
        return subject

    def figure(self, subject: Subject | None, meaning: Meaning | None, words: str = "") -> None:
        """A figure of `subject` behind `words`; None where it was not understood."""
        self.figures += 1
        later = self.family == "accounts" and self.own is not None and (self.year or 0) > self.own
        self.of_later = later
        named = bool(meaning and meaning.subject)
        self.phase = meaning.phase if meaning else _UNKNOWN
        if self.phase in _STAGES:
            self.stage = self.phase
        self.changed = meaning is None and bool(_CHANGED.search(words))
        self.told += self.parts and named
        if not self.brackets:
            self.listed = self.listed + (self.parts and named) if self.phase in _STAGES else 0
        if self.figures and self.first is None:
            self.first = subject
        if subject and subject.item == _BOUGHT:
            self.paid_by = subject.fund
        self.last = subject
        if named and subject:
            self.doubtful = False
            of_kind = subject.classification.startswith("3")
            self.kinds = self.kinds + 1 if of_kind else 0
            self.heads += not of_kind

    def named(self) -> None:
        """The text names what it speaks of from here."""
        self.doubtful = False

    def led(self, subject: Subject | None, goes_on: bool) -> Subject | None:
        """What goes before in this sentence; where that was not known, what it begins with to be bought.

        计划购置车辆1辆，其中：某某用车0辆、执法执勤用车1辆: this one is to be bought as well.
        """
        first = self.first if self.first and self.first.item.endswith(PLANNED) else None
        return (subject or first) if goes_on else None

    @property
    def whole_now(self) -> Subject | None:
        """The whole whose parts the sentence tells."""
        return self.whole if self.parts else None

    def classes_of(self) -> str | None:
        """Of what, as fund:item, the classes are that are told as parts: 支出预算10万元，其中：教育支出…"""
        whole = self.whole_now
        if whole is None or whole.classification or whole.item not in _WHOLES:
            return None
        return f"{whole.fund}:expenditure"

    def whole_of(self, subject: Subject) -> str | None:
        """Of what, as fund:item, `subject` is told as a part: 收入合计10万元，其中：事业收入…，占20%."""
        whole = self.whole_now
        if whole is None or whole.classification:
            return None
        if (whole.fund, whole.item) == (subject.fund, subject.item):
            return None
        side = whole.item.removeprefix("total.").partition(".")[0]
        part = subject.item.partition(".")[0]
        wholes = ("income.current", "total.", "expenditure", "balance")
        same = part == side and whole.item.startswith(wholes)
        same = same and (whole.item != "expenditure.basic" or "basic." in subject.item)
        same = same or subject.item.startswith(whole.item + ".")
        return f"{whole.fund}:{whole.item}" if same else None

    def kinds_of(self, words: str) -> str | None:
        """Of what, as fund:item, the economic kinds are: 基本支出10万元，其中：工资福利支出…

        `words` before a figure may begin to tell parts: 其中基本支出9万元，包括人员经费8万元和….
        """
        if words.startswith("包括"):
            last, self.lists = self.last, True
            self.included = last if last and last.item in _INCLUDES else None
        if self.included:
            return f"{self.included.fund}:{self.included.item}"
        whole = self.whole_now
        of_basic = whole and not whole.classification and whole.item == "expenditure.basic"
        return f"{whole.fund}:{whole.item}" if whole and of_basic else None

    def believed(self, meaning: Meaning, words: str, compared: bool = False) -> Meaning | None:
        """`meaning` as it is where it stands in its sentence; None where that is not certain.

        `compared`: whether the figure is compared with another year's right behind it.
        """
        if meaning.subject is None:  # 其中：甲6万元，乙4万元，比上年增加1万元: 乙 did, or all
            of_all = (max(self.listed, self.kinds) > 1 or self.lists) and meaning.phase in _CHANGES
            return None if self.doubtful or of_all else meaning
        if self.of_change:
            return None
        if self.why and not (self.over and (compared or _TELLS.search(words))):
            return None
        self.why = False
        part = self._part(meaning.subject)
        meaning = replace(meaning, subject=part)
        unnamed, named = _UNNAMED[self.family]
        as_whole = meaning.phase == unnamed and self.stage not in ("", unnamed)
        if part is None or not as_whole or re.search(named, words):
            return meaning if part else None
        of_budget = self.parts and self.stage in ("approved", "revised")
        return replace(meaning, phase=self.stage) if of_budget else None

    def _part(self, subject: Subject) -> Subject | None:
        """`subject` as a part of what the sentence speaks of; None where that is not known."""
        spent = self.whole and self.whole.item in _WHOLES and "收入" not in subject.name
        if self.parts and spent and subject.item == _PAID_BY and subject.fund != "all":
            return replace(subject, item="expenditure")  # 支出10万元，其中：一般公共预算拨款8万元
        if subject.item == _PAID_BY and subject.name in _BUDGETS and not self._of_income_or_all():
            return None  # 项目支出10万元，一般公共预算安排8万元
        if subject.item.startswith(_BOUGHT + ".") and self.paid_by not in ("", subject.fund):
            return replace(subject, fund=self.paid_by)
        if subject.item in _OF_BASIC and self.included and self.included.item == _BASIC:
            return replace(subject, fund=self.included.fund)
        if subject.item == _PROJECT and len(subject.classification) > len("302"):
            return None  # 项目支出9万元，包括培训费1万元: of a project of that name, or of the kind
        carried = self.parts and self.here and self.whole and self.whole.item == _CARRIED
        if carried and subject.item == _PAID_BY:
            return replace(subject, item=_CARRIED)  # 上年结转9万元，主要包括：一般公共预算拨款8万元
        paid = self.parts and self.whole and (self.whole.fund, self.whole.item) == ("all", _PAID_BY)
        if paid and subject.item in (_CARRIED, _THIS_YEAR) and subject.fund == "all":
            return replace(subject, fund="fiscal")  # 财政拨款收入9万元，其中：本年收入8万元
        if subject.item == _CARRIED and self._only_bracketed():
            held = self.brackets[-1][0]  # 一般公共预算拨款10万元（含上年结转1万元）
            return replace(subject, fund=held.fund) if held else None
        general = subject.item.startswith("expenditure.") and not subject.classification
        general = general and self.classes
        within = self.parts or bool(self.brackets)
        whole = self.whole_now if self.parts else self.brackets[-1][0] if within else None
        if self.sorts and not within and subject.item in _OF_BASIC:
            return subject  # 按支出用途分类，包括人员支出预算6万元
        if general and subject.item in _OF_BASIC and not (whole and whole.item in _HAVE_BASIC):
            return None  # 经常性补助9万元，其中某中心日常公用经费3万元: of one unit
        told = self.first or (self.before if self.family == "accounts" else None)
        if general and not within and told and told.classification:
            return None  # 行政运行110万元，基本支出100万元: of that class
        if not general or not within:
            return subject
        if whole is None:
            return None
        if whole.classification and whole.item == "expenditure":
            return replace(
                subject, fund=whole.fund, classification=whole.classification, name=whole.name
            )
        if whole.item == "expenditure" and subject.fund in ("all", "fiscal"):
            return replace(subject, fund=whole.fund)  # 财政拨款支出10万元，其中：基本支出8万元
        return subject

    def _only_bracketed(self) -> bool:
        """Whether a bracket is open in which 其中 was not said."""
        return bool(self.brackets) and self.brackets[-1][2][:2] == (self.parts, self.whole)

    def _of_income_or_all(self) -> bool:
        """Whether the sentence tells of which budgets an income is, or all that is spent."""
        if not self.parts or self.whole is None or self.whole.classification:
            return False
        return self.whole.item in _WHOLES or self.whole.item.startswith(("income", "total.income"))

    def _is_one_whole(self, subject: Subject | None) -> bool:
        """Whether parts that follow are those of `subject`: the last of several classes has none."""
        if subject is None or not subject.classification:
            return subject is not None
        return (self.first or self.before) in (None, subject)

    def _closed(self, subject: Subject | None) -> Subject | None:
        if not self.brackets:
            return subject
        before, figures, (self.parts, self.whole, self.told) = self.brackets.pop()
        return before if self.figures > figures else subject

    def _doubt(self, subject: Subject | None) -> None:
        """What is said next without a name may be of the last part or of the whole."""
        if self.parts and self.told and subject != self.whole:
            self.doubtful = True

    def _ended(self, subject: Subject | None) -> Subject | None:
        """What is spoken of behind a sentence: 公用经费9万元，包括办公费4万元、差旅费5万元 is of the first."""
        self._doubt(subject)
        if self.kinds > 1:
            subject = self.first if self.heads == 1 else None
            self.doubtful = False
        self.kinds = self.heads = 0
        self.year = self.year if self.of_later else None  # 2022年预算…。其中接待费增加9万元 goes on
        self.parts, self.told, self.listed = False, 0, 0
        self.changed = self.of_change = False
        self.phase, self.stage, self.why = "", "", False
        self.bought, self.buys, self.sorts = self.buys or self.bought, False, False
        self.paid_by, self.included, self.last, self.lists = "", None, None, False
        self.before, self.first, self.whole = self.first, None, None
        self.brackets = []
        return subject
