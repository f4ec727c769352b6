"""A district that does not exist: 乌有市子虚区, "the district of Nothing in the city of Nowhere"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .accounts import make_accounts
from .budget import make_budget
from .evaluation import MadePromise, make_evaluation
from .forms import make_forms
from .made import MadeDocument, YearBefore
from .offices import Duties
from .typeset import as_docx, as_html, as_pdf, as_xlsx

YEARS = (2022, 2023, 2024)
DISTRICT = "乌有市子虚区"
DISTRICT_EN = "Zixu District of Wuyou (made up)"
OF_DISTRICT_EN = "of Zixu (made up)"  # in the name of a department, which stands in charts
FORMATS: dict[str, Callable[[MadeDocument], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "html": as_html,
    "xlsx": as_xlsx,
}


@dataclass(frozen=True)
class MadeDepartment:
    """A department: its folder, names, what its money is for, how large it is, what it promises."""

    folder: str
    name: str
    english: str
    duties: str
    field: Duties
    scale: str
    promise: MadePromise

    @property
    def projects(self) -> tuple[tuple[str, MadePromise], ...]:
        """Its projects, each with what it promises: its own task, and what is needed for that."""
        system = MadePromise(
            "产出指标", "数量指标", "系统功能模块", "≥6个", "7个", "6个", 15, "15", "15"
        )
        task = self.promise._replace(points=15, score_well="15", score_badly="13")
        return ((f"{self.promise.name}经费", task), ("信息系统运行维护", system))

    @property
    def whole_name(self) -> str:
        return f"{DISTRICT}{self.name}"


def _department(
    folder: str,
    name: str,
    english: str,
    field: tuple[str, str, str, str],
    scale: str,
    promise: tuple[str, str, str, str],
) -> MadeDepartment:
    duties = f"全区{field[3]}管理"
    whole = MadePromise("产出指标", "数量指标", *promise, 10, "10", "8")
    return MadeDepartment(folder, name, english, duties, Duties(*field), scale, whole)


_GENERAL = ("201", "一般公共服务支出")
DEPARTMENTS = (
    _department(
        "zixu-finance-bureau", "财政局", "Finance Bureau",
        (*_GENERAL, "20106", "财政事务"), "1",
        ("开展绩效评价", "≥20个", "22个", "18个"),
    ),
    _department(
        "zixu-education-bureau", "教育局", "Education Bureau",
        ("205", "教育支出", "20501", "教育管理事务"), "3.6",
        ("培训教师", "≥800人次", "846人次", "744人次"),
    ),
    _department(
        "zixu-science-bureau", "科学技术局", "Science and Technology Bureau",
        ("206", "科学技术支出", "20601", "科学技术管理事务"), "0.7",
        ("支持科技项目", "≥30项", "33项", "27项"),
    ),
    _department(
        "zixu-culture-bureau", "文化和旅游局", "Culture and Tourism Bureau",
        ("207", "文化旅游体育与传媒支出", "20701", "文化和旅游"), "1.4",
        ("举办文化活动", "≥50场", "61场", "45场"),
    ),
    _department(
        "zixu-civil-affairs-bureau", "民政局", "Civil Affairs Bureau",
        ("208", "社会保障和就业支出", "20802", "民政管理事务"), "2.2",
        ("走访困难家庭", "≥1500户", "1620户", "1388户"),
    ),
    _department(
        "zixu-health-bureau", "卫生健康局", "Health Bureau",
        ("210", "卫生健康支出", "21001", "卫生健康管理事务"), "2.9",
        ("健康体检", "≥9000人", "9420人", "8615人"),
    ),
    _department(
        "zixu-housing-bureau", "住房和城乡建设局", "Housing and Construction Bureau",
        ("212", "城乡社区支出", "21201", "城乡社区管理事务"), "1.9",
        ("改造老旧小区", "≥12个", "13个", "10个"),
    ),
    _department(
        "zixu-agriculture-bureau", "农业农村局", "Agriculture Bureau",
        ("213", "农林水支出", "21301", "农业农村"), "1.7",
        ("建设高标准农田", "≥2000亩", "2150亩", "1760亩"),
    ),
    _department(
        "zixu-water-bureau", "水务局", "Water Bureau",
        ("213", "农林水支出", "21303", "水利"), "1.3",
        ("清淤河道", "≥35公里", "38.6公里", "31.2公里"),
    ),
    _department(
        "zixu-transport-bureau", "交通运输局", "Transport Bureau",
        ("214", "交通运输支出", "21401", "公路水路运输"), "2.4",
        ("养护公路", "≥260公里", "271公里", "244公里"),
    ),
    _department(
        "zixu-statistics-bureau", "统计局", "Statistics Bureau",
        (*_GENERAL, "20105", "统计信息事务"), "0.5",
        ("调查样本", "≥800户", "812户", "744户"),
    ),
    _department(
        "zixu-audit-bureau", "审计局", "Audit Bureau",
        (*_GENERAL, "20108", "审计事务"), "0.6",
        ("完成审计项目", "≥15个", "16个", "13个"),
    ),
)  # fmt: skip
# What is wrong in a report: department and year → its slips; the rest adds up.
SLIPS = {
    ("zixu-education-bureau", 2023): ("rate",),
    ("zixu-water-bureau", 2024): ("total",),
    ("zixu-culture-bureau", 2024): ("unit",),
    ("zixu-audit-bureau", 2022): ("rate", "total"),
    # Between documents: the accounts begin with more than the year before left; what the
    # self-evaluation calls its approved budget is not the budget's.
    ("zixu-water-bureau", 2023): ("carry_over",),
    ("zixu-health-bureau", 2024): ("approved",),
}


def documents() -> Iterator[tuple[str, bytes]]:
    """Every document of the district: its file name, and the file."""
    for number, department in enumerate(DEPARTMENTS):
        before: YearBefore | None = None
        for step, year in enumerate(YEARS):
            scale = Decimal(department.scale) * (1 + Decimal("0.03") * step)
            scale = scale.quantize(Decimal("0.01"))
            name = department.whole_name
            slips = SLIPS.get((department.folder, year), ())
            if before and "carry_over" in slips:
                before = replace(before, closing=before.closing + Decimal("3.20"))
            well = (number + step) % 3 != 1
            budget = make_budget(year, scale, name, department.field, before)
            accounts = make_accounts(year, scale, name, department.field, before)
            before = accounts.after
            if year == YEARS[-1]:  # from then on accounts print the forms of their projects
                accounts.tables += make_forms(scale, name, department.projects, well)
            made = {
                "预算": budget,
                "决算": accounts,
                "自评": make_evaluation(
                    year,
                    scale,
                    name,
                    department.duties,
                    [department.promise],
                    well,
                    slips,
                ),
            }
            for at, (words, document) in enumerate(made.items()):
                kind = list(FORMATS)[(number + step + at) % len(FORMATS)]
                yield f"{name}-{year}-{words}.{kind}", FORMATS[kind](document)
