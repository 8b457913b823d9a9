// The desk: search as you type, the chosen document beside the hits, lines to
// the clipboard. Without this script every form and link still works.
"use strict";

document.documentElement.classList.add("js");

const form = document.querySelector("[data-search]");
const parts = document.querySelector("[data-parts]");

if (form && parts) {
  const box = form.elements.q;
  let request = 0; // number of the newest request; older answers are dropped
  let running = null; // its AbortController
  let timer = 0;
  let composing = false;

  // show puts the parts of the desk for url in place.
  const show = async (url) => {
    const mine = ++request;
    running?.abort();
    running = new AbortController();
    clearTimeout(timer);
    const asked = new URL(url, location.href);
    asked.searchParams.set("part", "1");
    try {
      const answer = await fetch(asked, { signal: running.signal });
      const html = await answer.text();
      if (mine !== request) return false;
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      parts.innerHTML = html;
      parts.removeAttribute("data-failed");
      return true;
    } catch (err) {
      if (mine === request && err.name !== "AbortError") parts.setAttribute("data-failed", "");
      return false;
    }
  };

  // address returns the desk's URL for what stands in the box.
  const address = () => {
    const url = new URL("/", location.href);
    for (const [name, value] of new FormData(form)) if (value.trim()) url.searchParams.set(name, value);
    return url;
  };

  const search = () => {
    const url = address();
    history.replaceState(null, "", url);
    document.title = (box.value.trim() ? box.value.trim() + " · " : "") + document.title.split(" · ").pop();
    show(url);
  };

  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionend", () => { composing = false; search(); });
  box.addEventListener("input", (event) => {
    if (composing || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(search, 60);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!composing) search();
  });

  // A hit opens beside the list; with a modifier it is an ordinary link.
  parts.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-hit], .kinds a, .pager a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    form.elements.kind?.remove();
    const kind = new URL(link.href).searchParams.get("kind");
    if (kind) {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "kind", value: kind });
      form.append(hidden);
    }
    const isHit = link.hasAttribute("data-hit");
    if (await show(link.href) && isHit && matchMedia("(max-width: 60rem)").matches) {
      parts.querySelector(".card")?.scrollIntoView({ block: "start" });
    }
  });
  addEventListener("popstate", () => {
    box.value = new URLSearchParams(location.search).get("q") ?? "";
    show(location.href);
  });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "已复制";
  } catch {
    const range = document.createRange(); // no clipboard on plain http: select it
    range.selectNodeContents(button.parentElement.querySelector("p"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    button.textContent = "按 Ctrl+C";
  }
  setTimeout(() => { button.textContent = "复制"; }, 1500);
});
