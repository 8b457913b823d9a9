// The desk: search as you type, the chosen document beside the hits, lines to
// the clipboard. Without this script every form and link still works.
"use strict";

document.documentElement.classList.add("js");

// say tells a change to those who listen instead of looking.
const say = (text) => { document.querySelector("[data-live]").textContent = text; };

// suggestions is the list under the box: what the query may become. The box
// keeps the focus and says which row is chosen. take gets the address of the row
// that was taken.
const suggestions = (box, list, take) => {
  let wanted = false; // whether an answer that comes now may open the list
  let chosen = null; // the row that Enter takes

  const choose = (row) => {
    chosen?.setAttribute("aria-selected", "false");
    chosen = row;
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (chosen) box.setAttribute("aria-activedescendant", chosen.id);
    else box.removeAttribute("aria-activedescendant");
  };
  const open = (is) => {
    list.hidden = !is;
    box.setAttribute("aria-expanded", String(is));
  };
  const close = () => {
    wanted = false;
    choose(null);
    open(false);
  };
  // expect is called for what was typed: the next answer may open the list.
  const expect = () => {
    wanted = true;
    choose(null);
  };
  // fill shows the rows of an answer and returns how many are in sight. A list
  // in which somebody is choosing is not pulled away.
  const fill = (rows) => {
    if (!chosen) {
      list.replaceChildren(...rows);
      list.scrollLeft = 0;
      open(wanted && list.children.length > 0 && document.activeElement === box);
    }
    return list.hidden ? 0 : list.children.length;
  };

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (list.hidden) {
      if (event.key === "Escape") close(); // also to what is still on its way
      return;
    }
    const rows = [...list.children];
    const at = rows.indexOf(chosen); // past either end comes the box itself
    if (event.key === "ArrowDown") choose(rows[at + 1] ?? null);
    else if (event.key === "ArrowUp") choose(rows[at < 0 ? rows.length - 1 : at - 1] ?? null);
    else if (event.key === "Enter" && chosen) take(chosen.dataset.url);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) take(row.dataset.url);
  });
  return { close, expect, fill };
};

// desk makes the form search while it is being typed into and keeps the parts
// of the page in step with the address.
const desk = (form, parts) => {
  const box = form.elements.q;
  const stale = document.querySelector("[data-stale]");
  const narrow = matchMedia("(max-width: 60rem)");
  let at = location.pathname + location.search; // what was asked for last
  let newest = 0; // number of the newest request; older answers are dropped
  let running = null; // its AbortController
  let timer = 0;
  let composing = false;

  // Who comes with a query goes on writing behind it. The browser gives the box
  // the focus when it likes, before or after this script.
  const toEnd = () => box.setSelectionRange(box.value.length, box.value.length);
  if (document.activeElement === box) toEnd();
  else box.addEventListener("focus", toEnd, { once: true });

  // show puts the parts of the desk for url in place and reports whether it
  // did. Where it cannot, the old parts stay and are said to be old. For what was
  // typed it asks for suggestions too.
  const show = async (url, part = "1") => {
    const mine = ++newest;
    running?.abort();
    running = new AbortController();
    clearTimeout(timer);
    const asked = new URL(url, location.href);
    asked.hash = "";
    at = asked.pathname + asked.search;
    asked.searchParams.set("part", part);
    let failure = "";
    try {
      const answer = await fetch(asked, { signal: running.signal });
      const html = await answer.text();
      if (mine !== newest) return false;
      if (answer.ok) parts.innerHTML = html;
      else failure = "这次没有搜成，下面是上一次的结果。";
    } catch {
      if (mine !== newest) return false;
      failure = "连不上服务器，下面是上一次的结果。";
    }
    stale.textContent = failure;
    stale.hidden = !failure;
    const rows = failure ? [] : parts.querySelector("[data-suggested]")?.content.children ?? [];
    const more = hints.fill(rows);
    say(failure || (parts.querySelector("[data-said]")?.dataset.said ?? "") + (more ? `，另有 ${more} 条提示` : ""));
    return !failure;
  };

  // settle brings the form and the title in step with the address.
  const settle = () => {
    const state = new URLSearchParams(location.search);
    box.value = state.get("q") ?? "";
    for (const field of form.querySelectorAll("input[type=hidden]")) field.remove();
    for (const name of ["kind", "class", "category"]) {
      const value = state.get(name);
      if (value) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    entitle();
  };

  const entitle = () => {
    const library = document.querySelector(".brand").textContent;
    const text = box.value.trim();
    document.title = text ? `${text.slice(0, 40)} · ${library}` : library;
  };

  // search asks for what stands in the box. An empty box drops the filters.
  const search = (part) => {
    const url = new URL("/", location.href);
    if (box.value.trim()) {
      for (const [name, value] of new FormData(form)) url.searchParams.set(name, value);
    } else {
      for (const field of form.querySelectorAll("input[type=hidden]")) field.remove();
    }
    try {
      history.replaceState(null, "", url);
    } catch {
      // Some browsers bound how often this may be done; the next one gets through.
    }
    entitle();
    show(url, part);
  };
  const searchTyped = () => search("typed");

  const hints = suggestions(box, document.querySelector("[data-suggestions]"), (url) => {
    hints.close();
    history.pushState(null, "", url);
    settle();
    toEnd();
    if (narrow.matches) box.blur();
    show(url);
  });

  // While an input method composes, the box holds letters that nobody means.
  box.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
    hints.close();
  });
  box.addEventListener("compositionend", () => {
    composing = false;
    hints.expect();
    searchTyped();
  });
  box.addEventListener("input", (event) => {
    if (composing || event.isComposing) return;
    clearTimeout(timer);
    hints.expect();
    timer = setTimeout(searchTyped, 60);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (composing) return;
    hints.close();
    if (narrow.matches) box.blur(); // the keyboard covers what was found
    search();
  });

  // open shows the document that was just chosen. On a wide screen the list
  // keeps its place and the focus, on a narrow one the document gets both.
  const open = (scrolled) => {
    const card = parts.querySelector(".card");
    const link = parts.querySelector("[data-hit][aria-current]");
    if (narrow.matches) {
      card?.focus({ preventScroll: true });
      card?.scrollIntoView({ block: "start" });
    } else {
      parts.querySelector(".hits").scrollTop = scrolled;
      link?.focus({ preventScroll: true });
      if (card?.getBoundingClientRect().top < 0) card.scrollIntoView({ block: "start" });
    }
    say(`已打开：${card?.querySelector("h1").textContent ?? ""}`);
  };

  // A hit opens beside the list; with a modifier it is an ordinary link.
  parts.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-hit], .kinds a, .meant a, .pager a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const scrolled = parts.querySelector(".hits").scrollTop;
    if (link.href !== location.href) history.pushState(null, "", link.href);
    settle();
    if (!await show(link.href)) return;
    if (link.hasAttribute("data-hit")) open(scrolled);
    else parts.querySelector(link.closest(".kinds") ? ".kinds [aria-current]" : "[data-hit]")?.focus();
  });

  // Back and forward. A link inside the document moves in the page only.
  addEventListener("popstate", async () => {
    if (location.pathname + location.search === at) return;
    const inside = parts.contains(document.activeElement);
    hints.close();
    settle();
    if (await show(location.href) && inside) {
      (parts.querySelector("[data-hit][aria-current]") ?? box).focus({ preventScroll: true });
    }
  });
};

const form = document.querySelector("[data-search]");
const parts = document.querySelector("[data-parts]");
if (form && parts) desk(form, parts);

// copy puts text on the clipboard and reports whether it did. Browsers keep the
// clipboard from pages on plain http, which is what most intranets have; there
// the line is selected and copied as by hand.
const copy = async (text, line) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const selection = getSelection();
    selection.selectAllChildren(line);
    const done = document.execCommand("copy");
    if (done) selection.removeAllRanges();
    return done;
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.dataset.copy;
  const done = await copy(text, button.parentElement.querySelector("p"));
  button.textContent = done ? "已复制" : "按 Ctrl+C";
  button.classList.toggle("done", done);
  say(done ? `已复制：${text}` : "这一句已选中，请按 Ctrl+C 复制");
  setTimeout(() => {
    button.textContent = "复制";
    button.classList.remove("done");
  }, 1500);
});
