// What a page can do where scripts run. Without them everything is there: only sorting, searching
// and the marking of a passage are missing. No request is made, nothing leaves the page.
"use strict";
(() => {
  const words = document.body.dataset;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // Theme: the choice is kept where the browser allows it; the styles themselves need no script.
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("jixiao-theme", value);
      return localStorage.getItem("jixiao-theme");
    } catch {
      return null;
    }
  };
  const themes = all('input[name="theme"]');
  for (const input of themes) {
    if (input.value === kept()) input.checked = true;
    input.addEventListener("change", () => kept(input.value));
  }

  // Language: the other page opens at the same place.
  for (const link of all(".languages a")) {
    const address = link.getAttribute("href");
    link.addEventListener("click", () => link.setAttribute("href", address + location.hash));
  }

  // Contents: the section that is being read.
  const entries = all(".toc a[href^='#']").map((link) => ({
    link,
    section: document.getElementById(link.getAttribute("href").slice(1)),
  })).filter((entry) => entry.section);
  if (matchMedia("(max-width: 66rem)").matches) {
    for (const list of all(".toc details")) list.open = false; // on a phone the page comes first
  }
  let waiting = false;
  const follow = () => {
    waiting = false;
    const passed = entries.filter((e) => e.section.getBoundingClientRect().top < Math.min(innerHeight / 4, 100));
    const current = passed.at(-1) ?? entries[0];
    for (const entry of entries) {
      if (entry === current) entry.link.setAttribute("aria-current", "true");
      else entry.link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => {
    if (!waiting && entries.length) requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });
  if (entries.length) follow();

  // Source: a link to a place marks the passage there, and the way back is kept.
  const back = document.querySelector(".back");
  let origin = null;
  let marked = [];
  const bare = (text) => text.replace(/\s+/g, "");
  const unmark = () => {
    for (const line of marked) {
      line.classList.remove("hit");
      line.textContent = line.textContent;
    }
    marked = [];
  };
  const lines = (first, enough) => {
    const found = [];
    let length = 0;
    for (const line of all(".lines li")) {
      if (!found.length && line !== first) continue;
      found.push(line);
      length += bare(line.textContent).length;
      if (enough(line, length)) break;
    }
    return found;
  };
  const mark = (line, from, to) => {
    // from and to count characters that are no white space
    const text = line.textContent;
    let seen = 0, start = text.length, end = 0;
    for (let at = 0; at < text.length; at++) {
      if (/\s/.test(text[at])) continue;
      if (seen >= from && seen < to) {
        start = Math.min(start, at);
        end = at + 1;
      }
      seen++;
    }
    if (end <= start) return;
    line.replaceChildren(text.slice(0, start), make("mark", {}, text.slice(start, end)), text.slice(end));
    marked.push(line);
  };
  const joined = (some) => some.map((line) => bare(line.textContent)).join("");
  const span = (some, at, length) => {
    let before = 0;
    for (const [line, size] of some.map((line) => [line, bare(line.textContent).length])) {
      mark(line, at - before, at + length - before);
      before += size;
    }
  };
  const show = (first, quote, last) => {
    const start = bare(first.textContent).length;
    const wanted = bare(quote);
    const near = lines(first, (line, length) => length >= start + wanted.length);
    const at = wanted ? joined(near).indexOf(wanted) : -1;
    if (at >= 0 && at < start) return span(near, at, wanted.length);
    // A cell that goes on below another one: its first words end this line, the rest stands further on.
    for (let cut = Math.min(wanted.length - 1, start); cut > 0; cut--) {
      if (!bare(first.textContent).endsWith(wanted.slice(0, cut))) continue;
      const below = lines(first, (line, length) => length > start + 1500);
      const on = joined(below).indexOf(wanted.slice(cut), start);
      if (on < 0) continue;
      span(below, start - cut, cut);
      return span(below, on, wanted.length - cut);
    }
    const whole = last ? lines(first, (line) => line.value >= last) : [first];
    for (const line of whole) {
      line.classList.add("hit");
      marked.push(line);
    }
  };
  const frame = (line) => {
    // where a line stands on the picture of its page
    for (const box of all(".print .box[data-line]")) box.remove();
    const print = line.dataset.box && line.closest(".sheet")?.querySelector(".print");
    if (print) print.append(make("span", { class: "box", "data-line": "", style: line.dataset.box }));
  };
  const arrive = () => {
    unmark();
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const known = origin && target && origin.getAttribute("href") === `#${target.id}`;
    if (!known) origin = null;
    if (back) back.hidden = !known || !target.closest(".source");
    let around = target?.closest("details");
    for (; around; around = around.parentElement.closest("details")) around.open = true;
    if (!target || !target.closest(".source")) return;
    if (target.matches(".lines li")) {
      show(target, known ? origin.title || origin.textContent : "", known ? Number(origin.dataset.end) : 0);
    }
    frame(target);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const line = event.target.closest(".lines li[data-box]");
    if (line) frame(line);
    const link = event.target.closest("a.jixiao-ref");
    if (!link) return;
    origin = link;
    if (link.getAttribute("href") === location.hash) arrive();
  });
  addEventListener("hashchange", arrive);
  if (location.hash) arrive();
  back?.addEventListener("click", (event) => {
    event.preventDefault();
    back.hidden = true;
    const to = origin;
    to?.scrollIntoView({ block: "center" });
    to?.focus({ preventScroll: true });
  });

  // Tables: sort by any column, search, and pick by a column's words.
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // The words of a cell without the note below them.
  const words_of = (row, column) => [...row.cells[column].childNodes]
    .filter((node) => !node.classList?.contains("minor")).map((node) => node.textContent).join("").trim();
  const figure = (text) => {
    const found = text.replaceAll("−", "-").match(/-?\d[\d,]*(\.\d+)?/);
    return found ? Number(found[0].replaceAll(",", "")) : null;
  };
  const sortable = (table, rows) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" };
        const state = next[head.getAttribute("aria-sort") ?? "none"];
        for (const other of heads) other.removeAttribute("aria-sort");
        if (state !== "none") head.setAttribute("aria-sort", state);
        const sign = state === "descending" ? -1 : 1;
        const numeric = head.classList.contains("num");
        const keys = new Map(rows.map((row) => [row, numeric ? figure(words_of(row, column)) : words_of(row, column)]));
        const sorted = state === "none" ? rows : [...rows].sort((one, two) => {
          const [a, b] = [keys.get(one), keys.get(two)];
          if (a === null || b === null) return (a === null) - (b === null);
          return sign * (numeric ? a - b : order.compare(a, b));
        });
        body.append(...sorted);
        table.dispatchEvent(new Event("sorted"));
      });
    });
  };
  // Of a table of more than MANY rows PAGE are laid out at once; all are searched, sorted and printed.
  const MANY = 100, PAGE = 20;
  const searchable = (table, rows, place) => {
    const caption = table.caption?.textContent.trim() ?? place.getAttribute("aria-label");
    const search = make("input", { type: "search", "aria-label": `${words.search}: ${caption}`, placeholder: words.search });
    const count = make("output", { class: "count" });
    const tools = make("div", { class: "tools" }, search);
    const choices = [];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!("choice" in head.dataset)) return;
      const name = head.textContent.trim();
      const kinds = [...new Set(rows.map((row) => words_of(row, column)))].sort(order.compare);
      if (kinds.length < 2 || kinds.length > 24) return;
      const select = make("select", { "aria-label": `${name}: ${caption}` }, make("option", { value: "" }, `${name}: ${words.every}`));
      for (const kind of kinds) select.append(make("option", { value: kind }, kind));
      choices.push([column, select]);
      tools.append(select);
    });
    tools.append(count);
    const many = table.matches(".index") && rows.length > MANY;
    let first = 0;
    const texts = new Map();
    const text_of = (row) => {
      if (!texts.has(row)) texts.set(row, [...row.cells].map((cell) => cell.textContent).join("\n").toLowerCase());
      return texts.get(row);
    };
    const turn = (name, step) => {
      const button = make("button", { type: "button" }, words[name]);
      button.addEventListener("click", () => { first = Math.max(0, first + step); apply(); });
      return button;
    };
    const place_in = make("output", { class: "count" });
    const [earlier, later] = [turn("earlier", -PAGE), turn("later", PAGE)];
    if (many) tools.append(earlier, place_in, later);
    let order_now = rows;
    const apply = () => {
      const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const picked = choices.filter(([, select]) => select.value);
      const fitting = order_now.filter((row) => wanted.every((word) => text_of(row).includes(word)) &&
        picked.every(([column, select]) => words_of(row, column) === select.value));
      count.textContent = fitting.length === rows.length ? "" :
        words.shown.replace("{shown}", fitting.length).replace("{total}", rows.length);
      if (!many) {
        const fits = new Set(fitting);
        for (const row of rows) row.hidden = !fits.has(row);
        return;
      }
      const [body, now] = [table.tBodies[0], fitting.slice(first, first + PAGE)];
      if (now.length !== body.rows.length || now.some((row, at) => row !== body.rows[at])) body.replaceChildren(...now);
      place_in.textContent = words.rows.replace("{first}", Math.min(first + 1, fitting.length))
        .replace("{last}", Math.min(first + PAGE, fitting.length)).replace("{total}", fitting.length);
      [earlier.disabled, later.disabled] = [first === 0, first + PAGE >= fitting.length];
      return fitting;
    };
    const begin = () => { first = 0; apply(); };
    search.addEventListener("input", begin);
    for (const [, select] of choices) select.addEventListener("change", begin);
    if (many) {
      for (const row of rows) row.classList.remove("later");
      table.addEventListener("sorted", () => { order_now = [...table.tBodies[0].rows]; begin(); });
      addEventListener("beforeprint", () => table.tBodies[0].replaceChildren(...apply()));
      addEventListener("afterprint", apply);
      apply();
      (window.requestIdleCallback ?? setTimeout)(() => rows.forEach(text_of)); // the first search waits for nothing
    }
    place.before(tools);
  };
  // On a phone the rows of a table of long words, of many columns, or wider than the screen, are
  // cards: every cell with its heading.
  const card = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    table.classList.add("cards");
    for (const row of table.tBodies[0]?.rows ?? []) {
      [...row.cells].forEach((cell, column) => {
        cell.dataset.head = heads[column]?.textContent.trim() ?? "";
        if (cell.textContent.trim() === "–") cell.classList.add("blank");
      });
    }
  };
  const cards = () => {
    for (const table of all("table.jixiao-table")) {
      if (table.tHead && (table.tHead.rows[0].cells.length >= 8 || table.querySelector("tbody :is(.long, .wide)"))) card(table);
    }
  };
  const phone = matchMedia("(max-width: 40rem)");
  if (phone.matches) cards();
  else phone.addEventListener("change", cards, { once: true });

  // What is wider than its place fades where it goes on.
  const fade = (box) => {
    const table = phone.matches && box.scrollWidth - box.clientWidth > 4 ? box.querySelector(".jixiao-table:not(.cards)") : null;
    if (table?.tHead && table.tHead.rows[0].cells.length >= 3 && !table.closest("details.data")) card(table);
    box.classList.toggle("more", box.scrollWidth - box.clientWidth - box.scrollLeft > 4);
  };
  const sizes = new ResizeObserver((boxes) => boxes.forEach((box) => fade(box.target)));
  for (const box of all(".jixiao-scroll")) {
    sizes.observe(box);
    box.addEventListener("scroll", () => fade(box), { passive: true });
  }
  document.fonts.ready.then(() => all(".jixiao-scroll").forEach(fade)); // a table grows with the page's font, its place does not

  for (const table of all("table.jixiao-table")) {
    const rows = table.tBodies[0] ? [...table.tBodies[0].rows] : [];
    if (!table.tHead || rows.length < 4 || rows.some((row) => row.cells.length !== table.tHead.rows[0].cells.length)) continue;
    sortable(table, rows);
    if (rows.length >= 10 || table.matches(".index")) searchable(table, rows, table.closest(".jixiao-scroll") ?? table);
  }
})();
