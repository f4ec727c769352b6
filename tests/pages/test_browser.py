"""Every page in a real browser: sizes, themes, languages, keyboard, quotes, tables, no network."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pdfplumber
import pytest
from accounts_made import MADE
from browser import ARTEFACTS, LAPTOP, PHONE, opened, violations
from made_index import made_index
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from jixiao.publish.page import PageExporter
from jixiao.rounds.failure import failure_notebook
from jixiao.rounds.jobs import Failure, Job

DEPARTMENT = "panyu-data-bureau"
FOLDER = f"{DEPARTMENT}/2022"
NAMES = ["index", f"{FOLDER}/budget", f"{FOLDER}/indicators", f"{FOLDER}/audit"]
NAMES += [f"{DEPARTMENT}/comparison", f"{MADE}/2022/accounts", f"{MADE}/2022/audit"]
NAMES += ["departments/2022/departments"]
PAGES = [f"{name}{ending}" for name in NAMES for ending in (".html", ".zh.html")]
MARKED = """quote => [...document.querySelectorAll('mark')].map(m => m.textContent).join('')
  .replace(/\\s/g, '') === quote"""
# axe looks at every element; lines and rows by the hundred that are all alike would take minutes.
SHORTENED = """for (const [rows, kept] of [['.lines', 2], ['.lines li', 20]])
    [...document.querySelectorAll(rows)].slice(kept).forEach(e => e.remove());
  for (const body of document.querySelectorAll('tbody'))
    [...body.rows].slice(12).forEach(e => e.remove());"""
TABLES = [page for page in PAGES if "index" not in page]


def artefact(page: Page, name: str, size: str) -> None:
    """A picture of the top of the page, kept for whoever wants to look."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name.replace('/', '-').removesuffix('.html')}-{size}.png")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_phone_and_laptop_and_asks_for_nothing(
    browser: Browser, site: Path, name: str
) -> None:
    for size, viewport in (("phone", PHONE), ("laptop", LAPTOP)):
        with opened(browser, site / name, viewport=viewport) as (page, seen):
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= viewport["width"], size
            artefact(page, name, size)
            assert page.evaluate("document.fonts.check('16px \"Jixiao Sans\"', '绩效')")
        assert seen.nothing, seen


SCROLLS = """[...document.querySelectorAll('.jixiao-scroll')].filter(e =>
  e.clientWidth && e.scrollWidth - e.clientWidth > 2).map(e => e.innerText.slice(0, 60))"""


def test_on_a_laptop_no_table_scrolls_sideways(browser: Browser, site: Path) -> None:
    for name in PAGES:
        with opened(browser, site / name) as (page, _):
            assert page.evaluate(SCROLLS) == [], name


def test_the_head_and_the_foot_of_the_index_stand_over_each_other(
    browser: Browser, site: Path
) -> None:
    left = "selector => document.querySelector(selector).getBoundingClientRect().left"
    for width in (1280, 1800):
        viewport = {"width": width, "height": 900}
        with opened(browser, site / "index.html", viewport=viewport) as (page, _):
            found = {page.evaluate(left, at) for at in (".brand", "main h1", "footer p")}
            assert len(found) == 1, (width, found)


@pytest.mark.parametrize("name", ["index.html", f"{FOLDER}/audit.zh.html", f"{FOLDER}/budget.html"])
def test_on_a_phone_nothing_that_is_read_lies_beyond_the_edge(
    browser: Browser, site: Path, name: str
) -> None:
    """Rows of long tables are cards, a chart's finding stands above it, and what scrolls fades."""
    beyond = """selector => [...document.querySelectorAll(selector)].filter(e => {
      const box = e.getBoundingClientRect(); return box.width && box.right > innerWidth; }).length"""
    with opened(browser, site / name, viewport=PHONE) as (page, seen):
        for read in (".pages a", "td.quotes", "td.long", ".finding", "caption", "h1, h2, p"):
            assert page.evaluate(beyond, read) == 0, read
        for box in page.locator("main figure:has(.plate)").all():
            title = box.locator(".finding strong").inner_text()
            assert box.locator("img").get_attribute("alt").startswith(title)  # type: ignore[union-attr]
            plate, image = box.locator(".plate").bounding_box(), box.locator("img").bounding_box()
            assert plate is not None
            assert image is not None
            if box.locator("picture").count():
                assert image["width"] <= plate["width"], (
                    "drawn for a phone: whole without scrolling"
                )
            else:
                assert image["y"] < plate["y"] - 20, "the head of the picture is cut off"
        wide = page.locator(".plate, .jixiao-scroll:has(> table:not(.cards))")
        for box in [box for box in wide.all() if box.is_visible()]:
            hidden = box.evaluate("e => e.scrollWidth - e.clientWidth > 4")
            assert ("more" in str(box.get_attribute("class")).split()) == hidden
            box.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
            expect(box).not_to_have_class(re.compile(r"\bmore\b"))
    assert seen.nothing, seen
    with opened(browser, site / name) as (page, _):
        assert page.locator(".cards").count() == 0
        assert page.locator(".finding:visible").count() == 0


def test_every_cell_of_a_card_has_room_for_its_heading(browser: Browser, site: Path) -> None:
    """The heading stands in the padding of its cell."""
    room = """[...document.querySelectorAll('.cards tbody td')].filter(e => e.offsetParent)
      .map(e => getComputedStyle(e).paddingLeft)"""
    for name in ("index.html", "departments/2022/departments.zh.html", f"{FOLDER}/audit.html"):
        with opened(browser, site / name, viewport=PHONE) as (page, _):
            assert set(page.evaluate(room)) == {"112px"}, name


def test_cards_sort_and_filter_as_rows_do(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.zh.html").write_text(made_index(3, 3), "utf-8")
    with opened(browser, tmp_path / "index.zh.html", viewport=PHONE) as (page, _):
        cards = page.locator("table.index tbody tr")
        page.get_by_role("searchbox").fill("2022")
        assert 0 < page.locator("table.index tbody tr:visible").count() < cards.count()
        page.get_by_role("searchbox").fill("")
        page.get_by_role("button", name="年份").click()
        expect(cards.first).to_contain_text("2022")
        expect(cards.first.locator("td").first).to_have_css("display", "flow-root")


def test_charts_are_plates_in_the_dark(browser: Browser, site: Path) -> None:
    with opened(browser, site / FOLDER / "budget.html", color_scheme="dark") as (page, _):
        plate = page.locator(".plate").first
        expect(plate).to_have_css("background-color", "rgb(228, 233, 237)")
        expect(plate.locator("img")).to_have_css("mix-blend-mode", "multiply")
        shot = Image.open(io.BytesIO(plate.screenshot())).convert("RGB")
        assert shot.getpixel((8, shot.height // 2)) == (228, 233, 237)
        assert (255, 255, 255) not in {shot.getpixel((x, 40)) for x in range(shot.width)}
        page.emulate_media(media="print")
        expect(plate).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_either_theme(browser: Browser, site: Path, name: str) -> None:
    with opened(browser, site / name) as (page, _):
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        page.evaluate(SHORTENED)
        if page.locator("#show-code").count():
            page.locator("#show-code").check()
        page.locator("#theme-light").check(force=True)
        assert violations(page) == []
        page.locator("#theme-dark").check(force=True)
        artefact(page, name, "dark")
        assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_on_the_page_of_a_failure(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    job = Job("budget", "d", 2022, language, {"department": "d", "year": 2022}, Path("d/budget"))
    done = new_notebook(cells=[new_code_cell("1"), new_code_cell("raise ValueError('<x>')")])
    words = dict.fromkeys(("en", "zh"), "ValueError: <x>")
    shown = failure_notebook(done, job, "Title", Failure(1, words, "ValueError"))
    (tmp_path / "page.html").write_text(
        PageExporter().export(shown, title="Title", language=language), "utf-8"
    )
    with opened(browser, tmp_path / "page.html") as (page, _):
        expect(page.get_by_role("alert")).to_contain_text("ValueError: <x>")
        for theme in ("light", "dark"):
            page.locator(f"#theme-{theme}").check(force=True)
            assert violations(page) == []


@pytest.mark.parametrize("name", TABLES)
def test_print_cuts_no_chart_and_parts_no_heading_from_what_follows(
    browser: Browser, site: Path, name: str
) -> None:
    with opened(browser, site / name, color_scheme="dark") as (page, _):
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        for hidden in (".top", ".toc", ".tools", "pre.code", "details.data"):
            assert page.locator(f"{hidden}:visible").count() == 0, hidden
        tall = page.evaluate("Math.max(...[...document.images].map(i => i.clientHeight))")
        assert tall < (297 - 35) / 25.4 * 96
        ARTEFACTS.mkdir(exist_ok=True)
        target = ARTEFACTS / f"{name.replace('/', '-').removesuffix('.html')}.pdf"
        page.pdf(path=target, prefer_css_page_size=True, outline=True, tagged=True)
        assert target.stat().st_size > 50_000


@pytest.mark.parametrize("name", [f"{FOLDER}/budget.html", f"{FOLDER}/indicators.zh.html"])
def test_on_paper_no_page_ends_with_a_heading_and_every_chart_is_whole(
    browser: Browser, site: Path, name: str
) -> None:
    with opened(browser, site / name) as (page, _):
        heads = page.locator("h1, h2, h3, caption").all_inner_texts()
        columns = [text.split()[0] for text in page.locator("thead tr:visible").all_inner_texts()]
        shapes = page.evaluate(
            "[...document.querySelectorAll('figure img')].map(i => i.naturalWidth / i.naturalHeight)"
        )
        page.locator("section.source").evaluate("e => e.remove()")
        printed = page.pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        drawn = []
        for sheet in pdf.pages:
            assert (round(sheet.width), round(sheet.height)) == (595, 842)
            found = sheet.extract_text_lines()
            lines = [line["text"].strip() for line in found]
            assert re.search(r"[.。] \d+ / \d+$", lines[-1]), "the foot of the page, and the sheet"
            chart_follows = any(image["top"] > found[-2]["top"] for image in sheet.images)
            assert chart_follows or lines[-2] not in heads
            assert not any(lines[-2].startswith(column + " ") for column in columns), lines[-2]
            for image in sheet.images:
                assert 0 <= image["x0"] < image["x1"] <= sheet.width
                assert 0 <= image["top"] < image["bottom"] <= sheet.height
                drawn.append(image["width"] / image["height"])
    assert drawn == pytest.approx(shapes, rel=0.02)


@pytest.mark.parametrize("ending", [".html", ".zh.html"])
@pytest.mark.parametrize("name", ["index", "departments/2022/departments"])
def test_on_paper_wide_tables_are_whole_and_nothing_fades(
    browser: Browser, site: Path, name: str, ending: str
) -> None:
    with opened(browser, site / f"{name}{ending}") as (page, _):
        printed = page.pdf(prefer_css_page_size=True)
        # As wide as the text of a sheet: what scrolled on the screen is marked before it is printed.
        page.set_viewport_size({"width": 680, "height": 960})
        page.emulate_media(media="print")
        masks = "[...document.querySelectorAll('.jixiao-scroll')].map(e => getComputedStyle(e).maskImage)"
        assert set(page.evaluate(masks)) == {"none"}
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        words = [word for sheet in pdf.pages for word in sheet.extract_words()]
    margin = 15 / 25.4 * 72
    assert max(word["x1"] for word in words) <= 595.3 - margin + 1
    assert ending != ".html" or "Government" in {word["text"] for word in words}
    assert name != "index" or ".ipynb" not in {word["text"] for word in words}


def test_on_a_phone_a_card_opens_with_its_name(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    head = "".join(f"<th scope='col'>{name}</th>" for name in ("State", "What", "Report"))
    rows = "<tr><td>new</td><th scope='row' class='wide'>Name</th><td>x</td></tr>" * 4
    table = (
        f"<table class='jixiao-table'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    html = (site / "index.html").read_text("utf-8")
    before, end, after = html.partition("</main>")
    whole = f"{before}<div class='jixiao-scroll'>{table}</div>{end}{after}"
    (tmp_path / "page.html").write_text(whole)
    with opened(browser, tmp_path / "page.html", viewport=PHONE) as (page, _):
        card = page.locator(".jixiao-scroll > table:not(.index) tbody tr").first
        name, state = card.locator("th").bounding_box(), card.locator("td").first.bounding_box()
        assert name is not None
        assert state is not None
        assert name["y"] < state["y"]
        assert card.locator("td").first.get_attribute("data-head") == "State"


LINKS = {  # what a stranger looks for on a page, in its language
    "index.html": ("Budget", "Audit", "Back to where you were"),
    "index.zh.html": ("预算", "核对", "返回原处"),
}


@pytest.mark.parametrize("index", LINKS)
def test_from_the_index_three_clicks_lead_to_the_line_that_says_what_was_spent(
    browser: Browser, site: Path, index: str
) -> None:
    budget, _, back_words = LINKS[index]
    with opened(browser, site / index) as (page, seen):
        page.get_by_role("link", name=budget, exact=True).click()
        page.locator(".jixiao-cards").get_by_role("link", name="7,307.73").click()
        says_what_was_spent(page)
        back = page.get_by_role("link", name=back_words)
        back.click()
        expect(page.locator(".jixiao-cards").get_by_role("link", name="7,307.73")).to_be_focused()
        expect(back).to_be_hidden()
    assert seen.nothing, seen


def unfold(page: Page) -> None:
    """Open all that is folded, as a reader does who looks for a table; once the page is there."""
    page.wait_for_load_state()
    page.evaluate("for (const d of document.querySelectorAll('details.fold')) d.open = true")


def says_what_was_spent(page: Page) -> None:
    line = page.locator(".lines li:target")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("预算总支出 7,307.73万元")
    assert line.get_attribute("id") == "p13-l615"
    assert re.sub(r"\s", "", page.locator("mark").inner_text()) == "预算总支出7,307.73万元"


QUOTES = ((0, "p4-l169", "158.75"), (1, "p28-l1579", "158.69"))


@pytest.mark.parametrize("index", LINKS)
def test_from_the_index_three_clicks_lead_to_both_quotes_of_a_contradiction(
    browser: Browser, site: Path, index: str
) -> None:
    for number, place, words in QUOTES:
        with opened(browser, site / index) as (page, seen):
            audit = index.replace("index", f"{FOLDER}/audit")
            page.locator(f"a[href='{audit}']").click()
            unfold(page)
            row = page.locator("tbody tr", has_text="158.75万宗").first
            row.locator("td.quotes a").nth(number).click()
            says_in_its_place(page, place, words)
        assert seen.nothing, seen


def says_in_its_place(page: Page, place: str, words: str) -> None:
    line = page.locator(".lines li:target")
    expect(line).to_be_in_viewport()
    assert line.get_attribute("id") == place
    expect(page.locator("mark").first).to_be_visible()
    marked = "".join(page.locator("mark").all_inner_texts())
    assert words in re.sub(r"\s", "", marked)


ACTIVE = "document.activeElement?.matches(%r) && document.activeElement.textContent.trim() || ''"


def tab_to(page: Page, selector: str, words: str = "") -> None:
    """Press Tab until a link like that has the focus, and Enter."""
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate(ACTIVE % selector)
        if found and (not words or found == words):
            expect(page.locator(":focus")).to_be_in_viewport()
            return page.keyboard.press("Enter")
    raise AssertionError(f"Tab never reached {selector} {words}")


@pytest.mark.parametrize("index", LINKS)
def test_the_keyboard_alone_leads_from_the_index_to_what_was_spent_and_to_both_quotes(
    browser: Browser, site: Path, index: str
) -> None:
    budget, audit = (index.replace("index", f"{FOLDER}/{name}") for name in ("budget", "audit"))
    with opened(browser, site / index) as (page, seen):
        tab_to(page, f"a[href='{budget}']")
        page.wait_for_url(f"**/{budget}")
        tab_to(page, ".jixiao-cards a", "7,307.73")
        says_what_was_spent(page)
        tab_to(page, ".back")
        expect(page.locator(".jixiao-cards").get_by_role("link", name="7,307.73")).to_be_focused()
    assert seen.nothing, seen
    with opened(browser, site / index) as (page, seen):
        tab_to(page, f"a[href='{audit}']")
        page.wait_for_url(f"**/{audit}")
        unfold(page)
        for _, place, words in QUOTES:
            link = f"td.quotes a[href='#{place}'][title*='{words}']"
            tab_to(page, link)
            says_in_its_place(page, place, words)
            tab_to(page, ".back")
            expect(page.locator(link).first).to_be_focused()
    assert seen.nothing, seen


@pytest.mark.parametrize("ending", ["", ".zh"])
def test_an_amount_of_the_departments_leads_to_the_line_on_the_page_of_its_own(
    browser: Browser, site: Path, tmp_path: Path, ending: str
) -> None:
    departments = site / f"departments/2022/departments{ending}.html"
    with opened(browser, departments) as (page, seen):
        page.get_by_role("link", name="7,307.73").first.click()
        expect(page.locator("#p13-l615")).to_be_in_viewport()
        expect(page.locator("#p13-l615")).to_be_focused()
        assert page.url.endswith(f"/{FOLDER}/budget{ending}.html#p13-l615")
    assert seen.nothing, seen
    alone = tmp_path / "departments.html"
    alone.write_bytes(departments.read_bytes())
    with opened(browser, alone) as (page, seen):
        link = page.get_by_role("link", name="7,307.73").first
        assert link.get_attribute("title") == f"{FOLDER}/budget 13, 615"
    assert seen.nothing, seen


def test_a_passage_over_several_lines_is_marked_whole(browser: Browser, site: Path) -> None:
    with opened(browser, site / FOLDER / "audit.html") as (page, _):
        unfold(page)
        for link in page.locator("td.quotes a").all()[:40]:
            quote = re.sub(r"\s", "", link.get_attribute("title") or "")
            link.click()
            page.wait_for_function(MARKED, arg=quote)


def test_a_link_to_a_place_opens_there_from_outside(browser: Browser, site: Path) -> None:
    with opened(browser, site / FOLDER / "budget.html", "#p14-l657") as (page, seen):
        expect(page.locator("#p14-l657")).to_be_in_viewport()
        expect(page.locator("#p14-l657")).to_be_focused()
        page.get_by_role("link", name="中文").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(page.locator("#p14-l657")).to_be_in_viewport()
    assert seen.nothing, seen


def test_a_publication_is_reached_from_the_comparison(browser: Browser, site: Path) -> None:
    with opened(browser, site / DEPARTMENT / "comparison.html") as (page, seen):
        unfold(page)
        page.locator("a[href^='#publication-']").first.click()
        expect(page.locator(".publications li:target")).to_be_in_viewport()
        page.locator("a[href^='#y2022-p']:visible").first.click()
        expect(page.locator(".lines li:target")).to_be_in_viewport()
    assert seen.nothing, seen


def test_contents_follow_the_scroll(browser: Browser, site: Path) -> None:
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        current = page.locator(".toc [aria-current]")
        expect(current).to_have_text("From the approved budget to the outturn")
        page.locator("#mix").evaluate("e => e.scrollIntoView()")
        expect(current).to_have_text("Did the mix of spending change?")
        page.get_by_role("link", name="The passages quoted").click()
        expect(page.locator("#source")).to_be_in_viewport()


def test_one_switch_shows_the_code_of_the_page(browser: Browser, site: Path) -> None:
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        code = page.locator("pre.code")
        assert code.count() > 10
        expect(code.first).to_be_hidden()
        page.get_by_label("Show code").check()
        expect(code.first).to_be_visible()
        expect(code.last).to_be_visible()


def test_the_theme_follows_the_system_until_it_is_chosen_and_is_kept(
    browser: Browser, site: Path
) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark, light = "rgb(21, 25, 29)", "rgb(255, 255, 255)"
    with opened(browser, site / FOLDER / "budget.html", color_scheme="dark") as (page, _):
        assert page.evaluate(ground) == dark
        page.get_by_text("Light", exact=True).click()
        assert page.evaluate(ground) == light
        page.reload()
        assert page.evaluate(ground) == light


def column(page: Page, table: str, number: int) -> list[str]:
    cells = page.locator(f"{table} tbody tr:not([hidden]) > :nth-child({number})")
    return [text.strip() for text in cells.all_inner_texts()]


def table_of(page: Page, caption: str) -> str:
    """A selector of the table with that caption."""
    page.locator("table", has=page.locator("caption", has_text=caption)).first.evaluate(
        "table => table.setAttribute('data-test', '')"
    )
    return "table[data-test]"


def test_a_table_sorts_by_figures_and_back_again(browser: Browser, site: Path) -> None:
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        unfold(page)
        table = table_of(page, "Expenditure by item")
        before = column(page, table, 4)
        head = page.locator(table).get_by_role("button", name="Outturn")
        head.click()
        figures = [
            float(t.replace(",", "").rstrip("°※")) for t in column(page, table, 4) if t != "–"
        ]
        assert figures == sorted(figures)
        assert page.locator(f"{table} th[aria-sort=ascending]").count() == 1
        head.click()
        assert column(page, table, 4) != before
        assert page.locator(f"{table} th[aria-sort=descending]").count() == 1
        head.click()
        assert column(page, table, 4) == before


def test_a_table_is_searched_and_filtered_with_the_keyboard_alone(
    browser: Browser, site: Path
) -> None:
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        unfold(page)
        table = table_of(page, "Every figure of the budget section")
        tools = page.locator(".tools", has=page.get_by_label("Phase: Every figure")).first
        tools.get_by_role("searchbox").focus()
        page.keyboard.type("7,307")
        rows = column(page, table, 3)
        assert rows
        assert all("7,307" in row for row in rows)
        assert re.fullmatch(r"\d+ of 100 rows", tools.locator("output").inner_text())
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        assert len(column(page, table, 3)) == 100
        page.keyboard.press("Tab")
        page.keyboard.type("estimate")
        assert set(column(page, table, 2)) == {"estimate"}
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator(f"{table} th[aria-sort=ascending]").count() == 1


def test_the_index_folds_years_of_other_publications_into_one_line(
    browser: Browser, site: Path
) -> None:
    with opened(browser, site / "index.zh.html") as (page, seen):
        rows = page.locator("table.index tbody tr")
        years = [row.locator("td").first.inner_text() for row in rows.all()]
        assert years == ["2022", "2022", "2019—2021、2023—2025"]
        made = page.locator("table.index tbody tr", has=page.locator(f"a[href*='{MADE}']"))
        assert made.locator("td").nth(3).inner_text() == "1,770.00"
    assert seen.nothing, seen


def test_a_note_below_a_cell_is_no_choice_of_its_own(browser: Browser, tmp_path: Path) -> None:
    """绩效自评 and 绩效自评 with "recognised in pictures" below it are one kind of document."""
    index = made_index(2, 2).replace(
        "绩效自评</td>", '绩效自评<div class="minor">识别</div></td>', 1
    )
    (tmp_path / "index.zh.html").write_text(index, "utf-8")
    with opened(browser, tmp_path / "index.zh.html") as (page, _):
        choices = page.locator("select", has_text="虚构区").locator("option").count()
        assert choices == 1 + 2
        assert "自评识别" not in "".join(page.locator("select").all_inner_texts())


def test_the_index_sorts_filters_and_searches(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.zh.html").write_text(made_index(3, 3), "utf-8")
    with opened(browser, tmp_path / "index.zh.html") as (page, seen):
        rows = page.locator("table.index tbody tr:not([hidden])")

        def years() -> list[str]:
            return [row.locator("td").first.inner_text() for row in rows.all()]

        assert years() == ["2024", "2023", "2022"] * 3
        page.get_by_label("部门: 全部").select_option(label="虚构区第001局")
        assert years() == ["2024", "2023", "2022"]
        page.get_by_role("button", name="年份").click()
        assert years() == ["2022", "2023", "2024"]
        page.get_by_role("searchbox").fill("2021")
        assert years() == []
    assert seen.nothing, seen


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, site: Path
) -> None:
    outline = """() => { const e = document.activeElement, box = e.nextElementSibling;
      const shown = (x) => x && getComputedStyle(x).outlineStyle !== 'none';
      return e === document.body ? 'body' : shown(e) || (e.type === 'radio' && shown(box)) ? '' :
        e.outerHTML.slice(0, 80); }"""
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        for _ in range(60):
            page.keyboard.press("Tab")
            assert page.evaluate(outline) in ("", "body")
        page.keyboard.press("Home")
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = "document.querySelector('main').contains(document.activeElement)"
        assert page.evaluate(inside)


@pytest.mark.parametrize("name", [f"{FOLDER}/budget.html", f"{FOLDER}/indicators.zh.html"])
def test_without_scripts_everything_is_there(browser: Browser, site: Path, name: str) -> None:
    with opened(browser, site / name, java_script_enabled=False) as (page, seen):
        tables = page.locator("main > .jixiao-scroll > table, main .jixiao-scroll > table")
        assert tables.count() > 5
        assert page.locator("tbody tr[hidden]").count() == 0
        expect(page.locator("figure img").first).to_be_visible()
        page.locator("details.data summary").first.click()
        expect(page.locator("details.data table").first).to_be_visible()
        page.locator("#show-code").check()
        expect(page.locator("pre.code").first).to_be_visible()
        page.locator("a.jixiao-ref[href^='#p']").first.click()
        expect(page.locator(".lines li:target")).to_be_in_viewport()
        expect(page.locator(".back")).to_be_hidden()
    assert seen.nothing, seen


def test_a_page_alone_in_a_folder_is_whole(browser: Browser, site: Path, tmp_path: Path) -> None:
    """As an attachment to a mail: the file and nothing beside it."""
    alone = tmp_path / "budget.html"
    alone.write_bytes((site / FOLDER / "budget.html").read_bytes())
    assert alone.stat().st_size < 3_000_000
    with opened(browser, alone) as (page, seen):
        expect(page.locator("h1")).to_have_text("Budget and outturn 2022")
        assert page.evaluate("[...document.images].every(i => i.naturalWidth > 0)")
        assert page.locator("h1").count() == 1
    assert seen.nothing, seen


def test_the_names_of_indicators_have_room_and_heads_stand_below_their_caption(
    browser: Browser, site: Path
) -> None:
    """On a laptop a name had 60 px; on a phone heads out of sight left room above those in sight."""
    with opened(browser, site / f"{FOLDER}/indicators.html", viewport=LAPTOP) as (page, _):
        unfold(page)
        names = page.locator("tbody th.name").evaluate_all("cells => cells.map(c => c.offsetWidth)")
        assert min(names) >= 140
    with opened(browser, site / f"{FOLDER}/indicators.html", viewport=PHONE) as (page, _):
        heads = page.locator("table:not(.cards) thead tr").evaluate_all(
            "rows => rows.map(r => r.offsetHeight)"
        )
        assert max(heads) < 48


def test_every_check_of_the_ledger_is_behind_one_line(browser: Browser, site: Path) -> None:
    with opened(browser, site / f"{FOLDER}/audit.html", viewport=LAPTOP) as (page, _):
        fold = page.locator("details.fold:has(td.short)")
        rows = fold.locator("tbody tr")
        expect(rows.first).to_be_hidden()
        fold.locator("summary").click()
        expect(rows.first).to_be_visible()
        assert rows.count() > 900
        results = fold.locator("td.short").evaluate_all(
            "cells => cells.map(c => c.getClientRects().length && c.offsetHeight)"
        )
        assert min(results) > 0
        page.emulate_media(media="print")
        fold.evaluate("fold => fold.open = false")
        expect(rows.first).to_be_visible()


def test_on_a_phone_a_phase_in_four_characters_stands_on_one_line_and_a_number_heads_its_card(
    browser: Browser, site: Path
) -> None:
    with opened(browser, site / f"{FOLDER}/budget.zh.html", viewport=PHONE) as (page, _):
        unfold(page)
        phases = page.locator("td", has_text=re.compile("^年初批复$"))
        lines = phases.evaluate_all(
            """cells => cells.map(c => { const range = document.createRange();
               range.selectNodeContents(c); return range.getClientRects().length })"""
        )
        assert lines
        assert set(lines) == {1}
    with opened(browser, site / f"{FOLDER}/audit.html", viewport=PHONE) as (page, _):
        head = page.locator("table.cards tbody th.num").first
        left = head.evaluate("""e => { const range = document.createRange();
            range.selectNodeContents(e); return range.getBoundingClientRect().left }""")
        assert left < 60


def test_a_page_is_short_and_what_is_folded_opens_by_its_links(
    browser: Browser, site: Path
) -> None:
    """The budget's page was 11,000 px high above its source."""
    for name in PAGES:
        with opened(browser, site / name, viewport=LAPTOP) as (page, _):
            top = "document.getElementById('source')?.getBoundingClientRect().top ?? 0"
            assert page.evaluate(top) < 5600, name
    with opened(browser, site / FOLDER / "budget.html", java_script_enabled=False) as (page, _):
        expect(page.locator("#p13-l615")).to_be_hidden()
        page.locator(".jixiao-cards a[href='#p13-l615']").click()
        expect(page.locator("#p13-l615")).to_be_in_viewport()
        page.emulate_media(media="print")
        expect(page.locator("table", has_text="Every figure of the budget")).to_be_visible()
    with opened(browser, site / FOLDER / "budget.html") as (page, _):
        page.emulate_media(media="print")
        expect(page.locator("#p13-l615")).to_be_hidden()
