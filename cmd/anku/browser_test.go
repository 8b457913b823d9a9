package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"anku/kb"
)

const (
	// query is what the clerk types; it finds more than a page of hits.
	query = "停电"
	// another query with other hits.
	otherQuery = "交了钱怎么还没来电"
)

// TestBrowser runs the pages in a real browser, each test in a tab of its own.
func TestBrowser(t *testing.T) {
	chrome := startChrome(t)
	d := openDesk(t)
	for _, tt := range []struct {
		name string
		run  func(t *testing.T, b *tab, d *desk)
	}{
		{"search as you type", searchAsYouType},
		{"composing sends nothing", composingSendsNothing},
		{"composing after typing", composingAfterTyping},
		{"an aborted answer changes nothing", abortedAnswer},
		{"a late answer changes nothing", lateAnswer},
		{"a hit opens beside the list", hitOpens},
		{"a hit opens by keyboard", hitOpensByKeyboard},
		{"back and forward", backAndForward},
		{"a place in the page is no search", placeInThePage},
		{"filters are dropped with the query", filtersAreDropped},
		{"suggestions of the library", suggestionsOfTheLibrary},
		{"suggestions open while typing", suggestionsOpen},
		{"suggestions by keyboard", suggestionsByKeyboard},
		{"suggestions by mouse", suggestionsByMouse},
		{"suggestions are closed", suggestionsClosed},
		{"suggestions and composing", suggestionsComposing},
		{"suggestions that come late", suggestionsLate},
		{"suggestions that come late, without abort", suggestionsLateWithoutAbort},
		{"suggestions stay while one is being chosen", suggestionsStay},
		{"suggestions leave what matters in sight", suggestionsInTheWay},
		{"a correction is taken", correctionTaken},
		{"copy", copyLine},
		{"copy on plain http", copyOnPlainHTTP},
		{"copy where it is forbidden", copyForbidden},
		{"without JavaScript", withoutJavaScript},
		{"a phone shows the document at once", phone},
		{"every page on every screen", everyPage},
		{"the server goes away", serverGoesAway},
		{"the server fails", serverFails},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, newTab(t, chrome), d) })
	}
}

func searchAsYouType(t *testing.T, b *tab, d *desk) {
	want := d.search(t, kb.Query{Text: otherQuery})
	b.openBox(d.url("/"))
	b.write(otherQuery)
	b.wait(shown(otherQuery, want, 0))
	var lines []string
	for _, l := range want[0].Lines() {
		lines = append(lines, l.Text)
	}
	if got := b.texts(".card .line > p:not(.note)"); len(lines) == 0 || !slices.Equal(got, lines) {
		t.Errorf("lines of the first hit: got %q, want %q", got, lines)
	}
	if got := b.text("[data-live]"); !strings.HasPrefix(got, "找到 ") {
		t.Errorf("said: got %q, want how many were found", got)
	}
	if got := eval[string](b, `document.title`); !strings.HasPrefix(got, otherQuery+" · ") {
		t.Errorf("title: got %q, want it to begin with the query", got)
	}
	if got := eval[string](b, `document.activeElement.name`); got != "q" {
		t.Errorf("focus after the search: got %q, want the search box", got)
	}
	sent := b.searches()
	if len(sent) > len([]rune(otherQuery)) || sent[len(sent)-1] != otherQuery {
		t.Errorf("searches: got %q, want at most one for each character and the whole at last", sent)
	}
}

func composingSendsNothing(t *testing.T, b *tab, d *desk) {
	want := d.search(t, kb.Query{Text: query})
	b.openBox(d.url("/"))
	for _, half := range []string{"t", "ti", "tin", "ting", "tingd", "tingdian"} {
		b.compose(half)
	}
	if got := eval[string](b, `document.querySelector("[name=q]").value`); got != "tingdian" {
		t.Fatalf("box while composing: got %q, want tingdian", got)
	}
	b.do(chromedp.Click(chromedp.CSS(".search button"))) // ends the composition as it stands
	b.wait(`new URLSearchParams(location.search).get("q") === "tingdian"`)

	b.openBox(d.url("/"))
	before := len(b.searches())
	b.compose("tingdian")
	b.settle()
	if sent := b.searches()[before:]; len(sent) != 0 {
		t.Errorf("searches while composing: got %q, want none", sent)
	}
	if got := eval[string](b, `location.search`); got != "" {
		t.Errorf("address while composing: got %q, want none", got)
	}
	b.compose("")
	b.write(query)
	b.wait(shown(query, want, 0))
	for _, sent := range b.searches()[before:] {
		if strings.Contains(sent, "t") {
			t.Errorf("searched for %q, want only what was meant", sent)
		}
	}
}

// composingAfterTyping checks that a search that waits for the next key is not
// sent with the letters of a composition that has begun meanwhile.
func composingAfterTyping(t *testing.T, b *tab, d *desk) {
	b.openBox(d.url("/"))
	eval[bool](b, `(() => {
		const box = document.querySelector("[name=q]");
		box.value = "电";
		box.dispatchEvent(new InputEvent("input", { bubbles: true }));
		box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
		box.value = "电ting";
		box.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
		return true;
	})()`)
	b.settle()
	if sent := b.searches(); len(sent) != 0 {
		t.Errorf("searches: got %q, want none", sent)
	}
	eval[bool](b, `(() => {
		const box = document.querySelector("[name=q]");
		box.value = "电停";
		return box.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
	})()`)
	b.wait(`new URLSearchParams(location.search).get("q") === "电停"`)
	b.settle()
	if sent := b.searches(); !slices.Equal(sent, []string{"电停"}) {
		t.Errorf("searches: got %q, want one for 电停", sent)
	}
}

func abortedAnswer(t *testing.T, b *tab, d *desk) { overtaken(t, b, d) }

// lateAnswer is abortedAnswer in a browser that cannot abort a request.
func lateAnswer(t *testing.T, b *tab, d *desk) {
	b.inject(`AbortController.prototype.abort = () => {};`)
	overtaken(t, b, d)
}

// overtaken checks that a slow answer does not replace that of a newer search.
func overtaken(t *testing.T, b *tab, d *desk) {
	h, before := hold(d, query)
	slow := d.behind(t, before)
	want := d.search(t, kb.Query{Text: otherQuery})
	b.openBox(slow.url("/"))
	b.write(query)
	<-h.arrived
	eval[bool](b, `(document.querySelector("[name=q]").select(), true)`)
	b.write(otherQuery)
	b.wait(shown(otherQuery, want, 0))
	close(h.free)
	<-h.done
	b.settle()
	if got := b.texts(".hit-title a"); !slices.Equal(got, titles(want)) {
		t.Errorf("hits after the late answer: got %q, want %q", got, titles(want))
	}
	if !eval[bool](b, `document.querySelector("[data-stale]").hidden`) {
		t.Errorf("notice: got %q, want none", b.text("[data-stale]"))
	}
}

func hitOpens(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	b.screen(1280, 900, "light")
	b.open(d.url("/", "q", query))
	b.do(chromedp.Click(chromedp.CSS(".hit:nth-child(3) a")))
	b.wait(shown(query, hits, 2))
	if got, want := eval[string](b, `location.href`), d.url("/", "q", query, "d", string(hits[2].ID)); got != want {
		t.Errorf("address: got %q, want %q", got, want)
	}
	if got := b.text(".hit [aria-current]"); got != hits[2].Title {
		t.Errorf("marked hit: got %q, want %q", got, hits[2].Title)
	}
	if got, want := b.text("[data-live]"), "已打开："+hits[2].Title; got != want {
		t.Errorf("said: got %q, want %q", got, want)
	}
	// The address alone shows the same.
	b.open(eval[string](b, `location.href`))
	if got := b.text(".card h1"); got != hits[2].Title {
		t.Errorf("document after loading the address: got %q, want %q", got, hits[2].Title)
	}
}

// hitOpensByKeyboard checks that the focus stays in the list, so that the next
// hit is one key away, and that the list keeps its place.
func hitOpensByKeyboard(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	last := len(hits) - 1
	b.screen(1280, 500, "light")
	b.open(d.url("/", "q", query))
	eval[bool](b, fmt.Sprintf(`(document.querySelectorAll("[data-hit]")[%d].focus(), true)`, last))
	scrolled := eval[float64](b, `document.querySelector(".hits").scrollTop`)
	if scrolled == 0 {
		t.Fatal("the list does not scroll; the test needs a longer one")
	}
	b.do(chromedp.KeyEvent("\r"))
	b.wait(shown(query, hits, last))
	b.wait(`document.activeElement.matches("[data-hit][aria-current]")`)
	if got := eval[float64](b, `document.querySelector(".hits").scrollTop`); got != scrolled {
		t.Errorf("list is scrolled to %v, want %v as before", got, scrolled)
	}
	if got := eval[float64](b, `document.querySelector(".card").getBoundingClientRect().top`); got < 0 || got > 500 {
		t.Errorf("document begins at %v, want it in sight", got)
	}
	b.do(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"))
	if !eval[bool](b, `document.activeElement.closest(".pager, .card") !== null`) {
		t.Error("the focus did not go on from the hit that was opened")
	}
}

func backAndForward(t *testing.T, b *tab, d *desk) {
	all := d.search(t, kb.Query{Text: query})
	standards := d.search(t, kb.Query{Text: query, Kind: kb.KindStandard})
	b.screen(1280, 900, "light")
	b.openBox(d.url("/"))
	b.write(query)
	b.wait(shown(query, all, 0))
	b.do(chromedp.Click(chromedp.CSS(".hit:nth-child(2) a")))
	b.wait(shown(query, all, 1))
	b.do(chromedp.Click(chromedp.CSS(`.kinds a[href*="kind=standard"]`)))
	b.wait(shown(query, standards, 0))
	b.wait(`document.activeElement.matches(".kinds [aria-current]")`)

	state := func() string {
		return eval[string](b, `document.querySelector("[name=q]").value + "/" + (document.querySelector("form [name=kind]")?.value ?? "")`)
	}
	if got, want := state(), query+"/standard"; got != want {
		t.Errorf("form after the filter: got %q, want %q", got, want)
	}
	eval[bool](b, `(history.back(), true)`)
	b.wait(shown(query, all, 1))
	if got, want := state(), query+"/"; got != want {
		t.Errorf("form after going back: got %q, want %q", got, want)
	}
	eval[bool](b, `(history.back(), true)`)
	b.wait(shown(query, all, 0))
	eval[bool](b, `(history.go(2), true)`)
	b.wait(shown(query, standards, 0))
	if got := eval[string](b, `document.title`); !strings.HasPrefix(got, query+" · ") {
		t.Errorf("title after going forward: got %q, want it to begin with the query", got)
	}
}

// placeInThePage checks that a link to a place inside the page, which the
// browser announces like going back, does not load the desk again.
func placeInThePage(t *testing.T, b *tab, d *desk) {
	b.open(d.url("/", "q", query))
	eval[bool](b, `(document.querySelector(".card h1").dataset.mine = "yes", location.hash = "#Main", true)`)
	eval[bool](b, `(history.back(), true)`)
	b.wait(`location.hash === ""`)
	b.settle()
	if sent := b.searches(); len(sent) != 0 {
		t.Errorf("searches: got %q, want none", sent)
	}
	if !eval[bool](b, `document.querySelector(".card h1").dataset.mine === "yes"`) {
		t.Error("the parts of the page were replaced")
	}
}

func filtersAreDropped(t *testing.T, b *tab, d *desk) {
	longer := query + "提前"
	b.openBox(d.url("/", "q", query, "kind", "standard"))
	b.write("提前") // a query that is still being written keeps the filter
	b.wait(shown(longer, d.search(t, kb.Query{Text: longer, Kind: kb.KindStandard}), 0))
	if got := b.text(".kinds [aria-current]"); !strings.HasPrefix(got, "标准") {
		t.Errorf("filter: got %q, want that of the standards", got)
	}
	eval[bool](b, `(document.querySelector("[name=q]").select(), true)`)
	b.do(chromedp.KeyEvent("\b"))
	b.wait(`location.search === "" && document.querySelector(".zero") !== null`)
	b.write(query)
	b.wait(shown(query, d.search(t, kb.Query{Text: query}), 0))
	if got := eval[string](b, `location.search`); strings.Contains(got, "kind") {
		t.Errorf("address after a new query: got %q, want no filter", got)
	}
}

func copyLine(t *testing.T, b *tab, d *desk) {
	script, line := scriptLine(t, d)
	b.allowClipboard(d.server.URL)
	b.open(d.url(script.URL()))
	press(b, line)
	b.wait(`document.querySelector(".copy.done")?.textContent === "已复制"`)
	if got := eval[string](b, `navigator.clipboard.readText()`); got != line {
		t.Errorf("clipboard: got %q, want %q", got, line)
	}
	if got, want := b.text("[data-live]"), "已复制："+line; got != want {
		t.Errorf("said: got %q, want %q", got, want)
	}
	b.wait(`document.querySelector(".copy.done") === null && [...document.querySelectorAll(".copy")].every((c) => c.textContent === "复制")`)
}

// copyOnPlainHTTP copies on a page that is not from this machine and not on
// https, where browsers have no clipboard for scripts.
func copyOnPlainHTTP(t *testing.T, b *tab, d *desk) {
	script, line := scriptLine(t, d)
	b.allowClipboard(d.server.URL)
	b.open(strings.Replace(d.url(script.URL()), "127.0.0.1", plainHost, 1))
	if eval[bool](b, `isSecureContext || "clipboard" in navigator`) {
		t.Fatal("the page has a clipboard; the test needs one without")
	}
	press(b, line)
	b.wait(`document.querySelector(".copy.done")?.textContent === "已复制"`)
	if got := eval[string](b, `getSelection().toString()`); got != "" {
		t.Errorf("selection after copying: got %q, want none", got)
	}
	b.open(d.url(script.URL()))
	if got := eval[string](b, `navigator.clipboard.readText()`); got != line {
		t.Errorf("clipboard: got %q, want %q", got, line)
	}
}

// copyForbidden checks that where nothing may copy the line is selected and the
// button says which keys do it.
func copyForbidden(t *testing.T, b *tab, d *desk) {
	script, line := scriptLine(t, d)
	b.inject(`document.execCommand = () => false;
		Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("forbidden")) } });`)
	b.open(d.url(script.URL()))
	press(b, line)
	b.wait(`[...document.querySelectorAll(".copy")].some((c) => c.textContent === "按 Ctrl+C")`)
	if got := eval[string](b, `getSelection().toString()`); got != line {
		t.Errorf("selection: got %q, want %q", got, line)
	}
	if got := b.text("[data-live]"); !strings.Contains(got, "Ctrl+C") {
		t.Errorf("said: got %q, want which keys to press", got)
	}
}

func withoutJavaScript(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open(d.url("/"))
	b.do(chromedp.Click(chromedp.CSS("main [name=q]")))
	b.write(query)
	if _, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent("\r")); err != nil {
		t.Fatal(err)
	}
	if got, want := eval[string](b, `location.href`), d.url("/", "q", query); got != want {
		t.Errorf("address: got %q, want %q", got, want)
	}
	if got := b.texts(".hit-title a"); !slices.Equal(got, titles(hits)) {
		t.Errorf("hits: got %q, want %q", got, titles(hits))
	}
	if eval[bool](b, `document.documentElement.classList.contains("js") || getComputedStyle(document.querySelector(".copy")).display !== "none"`) {
		t.Error("the page offers what needs JavaScript")
	}
	if eval[bool](b, `document.querySelector("[role=combobox]") !== null || document.querySelector("[role=listbox]").offsetHeight > 0`) {
		t.Error("the page promises suggestions, which need JavaScript")
	}
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(".hit:nth-child(2) a"))); err != nil {
		t.Fatal(err)
	}
	if got := b.text(".card h1"); got != hits[1].Title {
		t.Errorf("document: got %q, want %q", got, hits[1].Title)
	}
	if sent := b.searches(); len(sent) != 0 {
		t.Errorf("searches of a script: got %q, want none", sent)
	}
}

func phone(t *testing.T, b *tab, d *desk) {
	const height = 844
	hits := d.search(t, kb.Query{Text: query})
	b.screen(390, height, "light")
	b.openBox(d.url("/"))
	b.write(query)
	b.wait(shown(query, hits, 0))
	top := func(selector string) float64 {
		return eval[float64](b, fmt.Sprintf(`document.querySelector(%q).getBoundingClientRect().top`, selector))
	}
	if got := top(".card h1"); got > height/2 {
		t.Errorf("the document begins at %v of %v pixels, want it in the upper half", got, height)
	}
	visible := `[...document.querySelectorAll(".hit")].filter((h) => h.offsetHeight > 0).length`
	if got := eval[int](b, visible); got != 3 {
		t.Errorf("hits at first: got %d, want 3", got)
	}
	b.do(chromedp.Click(chromedp.CSS(".more-label")))
	if got := eval[int](b, visible); got != len(hits) {
		t.Errorf("hits after asking for the rest: got %d, want %d", got, len(hits))
	}
	last := len(hits)
	b.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(".hit:nth-child(%d) a", last))))
	b.wait(shown(query, hits, last-1))
	b.wait(`document.activeElement.matches(".card")`)
	if got, head := top(".card"), eval[float64](b, `document.querySelector(".desk-head").offsetHeight`); got < head-1 || got > head+30 {
		t.Errorf("the chosen document begins at %v, want it right below the search box, which ends at %v", got, head)
	}
	if got := eval[int](b, visible); got != 4 {
		t.Errorf("hits after choosing: got %d, want the first three and the chosen one", got)
	}
}

// everyPage opens each kind of page on a desk screen, a phone and a small one,
// in both themes. The tab notes errors, violations and strange hosts.
func everyPage(t *testing.T, b *tab, d *desk) {
	snap, release := d.source.Acquire()
	defer release()
	paths := []string{"/", "/?q=" + query, "/?q=zzzqqq", "/?q=" + query + "&kind=standard", "/classes", "/scripts", "/cases", "/standards", "/lessons"}
	for _, kind := range kb.Kinds() {
		for _, doc := range snap.Library.OfKind(kind) {
			paths = append(paths, doc.URL())
			if kind == kb.KindScript || kind == kb.KindLesson || len(paths)%4 == 0 {
				break
			}
		}
	}
	for _, path := range paths {
		b.open(d.url(path))
		for _, width := range []int64{1280, 390, 320} {
			for _, theme := range []string{"light", "dark"} {
				b.screen(width, 844, theme)
				if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
					t.Errorf("%s at %d pixels, %s: is %d wide, want no scrolling sideways", path, width, theme, got)
				}
			}
		}
	}
	if got := b.takeTroubles(); len(got) > 0 {
		t.Errorf("pages have trouble: %q", got)
	}
	b.open(d.url("/no-such-page"))
	b.wait(`document.querySelector("main h1").textContent === "没有这个页面"`)
	for _, trouble := range b.takeTroubles() {
		if !strings.Contains(trouble, "404") {
			t.Errorf("error page has trouble: %s", trouble)
		}
	}
}

func serverGoesAway(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	own := d.behind(t, nil)
	b.openBox(own.url("/"))
	b.write(query)
	b.wait(shown(query, hits, 0))
	own.server.Close()
	b.write("了")
	b.wait(`!document.querySelector("[data-stale]").hidden`)
	if got, want := b.text("[data-stale]"), "连不上服务器，下面是上一次的结果。"; got != want {
		t.Errorf("notice: got %q, want %q", got, want)
	}
	if got, want := b.text("[data-live]"), b.text("[data-stale]"); got != want {
		t.Errorf("said: got %q, want %q", got, want)
	}
	if got := b.texts(".hit-title a"); !slices.Equal(got, titles(hits)) {
		t.Errorf("hits: got %q, want the old ones %q", got, titles(hits))
	}
	b.takeTroubles() // the browser says that nobody answered
}

func serverFails(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	ill := make(chan struct{}, 1)
	own := d.behind(t, func(w http.ResponseWriter, r *http.Request) bool {
		if !r.URL.Query().Has("part") {
			return false
		}
		select {
		case <-ill:
			http.Error(w, "ill", http.StatusInternalServerError)
			return true
		default:
			return false
		}
	})
	b.open(own.url("/", "q", query))
	ill <- struct{}{}
	b.do(chromedp.Click(chromedp.CSS(".hit:nth-child(2) a")))
	b.wait(`!document.querySelector("[data-stale]").hidden`)
	if got, want := b.text("[data-stale]"), "这次没有搜成，下面是上一次的结果。"; got != want {
		t.Errorf("notice: got %q, want %q", got, want)
	}
	if got := b.text(".card h1"); got != hits[0].Title {
		t.Errorf("document: got %q, want the old one %q", got, hits[0].Title)
	}
	b.takeTroubles() // the browser says that the answer was an error
	b.do(chromedp.Click(chromedp.CSS(".hit:nth-child(2) a")))
	b.wait(shown(query, hits, 1))
	if !eval[bool](b, `document.querySelector("[data-stale]").hidden`) {
		t.Errorf("notice after the server has recovered: got %q, want none", b.text("[data-stale]"))
	}
}
