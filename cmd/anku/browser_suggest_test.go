package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	keys "github.com/chromedp/chromedp/kb"

	"anku/kb"
	"anku/web"
)

// hints are the suggestions that the tests of the list work with, by what is
// typed.
var hints = map[string][]string{
	"停":  {"停水", "停电 通知", "停电 多久"},
	"停电": {"停电 多久", "停电 原因"},
	"停水": {"停水"},
}

// A hinting source suggests hints, all of them from one document, and knows
// what was meant by 停殿. In all else it is the source of the desk.
type hinting struct {
	*live
	from *kb.Document
}

// Acquire implements web.Source.
func (h hinting) Acquire() (web.Snapshot, func()) {
	snap, release := h.live.Acquire()
	snap.Searcher = hinter{snap.Searcher, h.from}
	return snap, release
}

// A hinter is the searcher of a hinting source.
type hinter struct {
	web.Searcher
	from *kb.Document
}

// Search implements web.Searcher.
func (h hinter) Search(ctx context.Context, q kb.Query) (kb.Results, error) {
	res, err := h.Searcher.Search(ctx, q)
	res.Corrections = nil
	if q.Text == "停殿" {
		res.Corrections = []string{query}
	}
	return res, err
}

// Suggest implements web.Searcher.
func (h hinter) Suggest(_ context.Context, text string, _ int) (kb.Suggestions, error) {
	out := kb.Suggestions{Query: text}
	for _, hint := range hints[text] {
		out.Suggestions = append(out.Suggestions, kb.Suggestion{
			Text: hint, Snippet: kb.Snippet{{Text: text, Mark: true}, {Text: strings.TrimPrefix(hint, text)}},
			Field: kb.FieldAsks, ID: h.from.ID, Kind: h.from.Kind, URL: h.from.URL(),
		})
	}
	return out, nil
}

// hintingDesk returns d with hints, all of them from the document returned.
func hintingDesk(t *testing.T, d *desk) (*desk, *kb.Document) {
	t.Helper()
	from := d.search(t, kb.Query{Text: query})[1]
	s, err := web.New(web.Config{Source: hinting{d.source, from}})
	if err != nil {
		t.Fatal(err)
	}
	other := &desk{t: t, source: d.source, handler: s.Handler()}
	other.serve(nil)
	return other, from
}

// rows is the JavaScript condition that the list is open with these rows, or
// closed where there are none.
func rows(want ...string) string {
	const open = `!document.querySelector("[role=listbox]").hidden`
	if len(want) == 0 {
		return "!(" + open + ")"
	}
	return fmt.Sprintf(open+` && [...document.querySelectorAll("[role=listbox] .suggestion-text")].map((e) => e.textContent).join("|") === %q`,
		strings.Join(want, "|"))
}

// check fails the test unless a JavaScript condition holds.
func (b *tab) check(what, condition string) {
	b.t.Helper()
	if !eval[bool](b, condition) {
		b.t.Errorf("%s: got false, want %s", what, condition)
	}
}

// box returns what stands in the search box, and fails the test if the box has
// not got the focus.
func (b *tab) box() string {
	b.t.Helper()
	b.check("focus in the box", `document.activeElement.name === "q"`)
	return eval[string](b, `document.querySelector("[name=q]").value`)
}

// press gives the page a key.
func (b *tab) press(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
}

// enter gives the page the Enter key as a keyboard does: the character does not
// follow where the page has taken the key, which chromedp.KeyEvent sends anyway.
func (b *tab) enter() {
	b.t.Helper()
	e := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyDown, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: '\r', Text: "\r",
	}
	call(b, input.DispatchKeyEvent, e)
	e.Type, e.Text = input.DispatchKeyEventTypeKeyUp, ""
	call(b, input.DispatchKeyEvent, e)
}

// chosen is the text of the row that the box says is chosen, or "".
const chosen = `document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.querySelector(".suggestion-text").textContent ?? ""`

// suggestionsOfTheLibrary types letters and expects what the real index makes
// of them, without what is in sight already.
func suggestionsOfTheLibrary(t *testing.T, b *tab, d *desk) {
	b.openBox(d.url("/"))
	b.write("fud")
	b.wait(`new URLSearchParams(location.search).get("q") === "fud" && !document.querySelector("[role=listbox]").hidden`)
	got, hits := b.texts("[role=option] .suggestion-text"), b.texts(".hit-title a")
	if len(got) == 0 || len(got) > 5 {
		t.Errorf("got %d suggestions, want one to five", len(got))
	}
	for _, text := range got {
		if !strings.Contains(text, "复电") || slices.Contains(hits, text) {
			t.Errorf("got suggestion %q, want one about 复电 that is no title of a hit", text)
		}
	}
}

func suggestionsOpen(t *testing.T, b *tab, d *desk) {
	d, _ = hintingDesk(t, d)
	b.openBox(d.url("/", "q", "停"))
	b.settle()
	b.check("closed at first", rows())
	b.check("closed for those who listen", `document.activeElement.getAttribute("aria-expanded") === "false"`)
	b.write("电")
	b.wait(rows(hints["停电"]...))
	if got := b.box(); got != "停电" {
		t.Errorf("box: got %q, want 停电", got)
	}
	for attribute, want := range map[string]string{
		"role": "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": "Suggestions",
	} {
		b.check(attribute, fmt.Sprintf(`document.activeElement.getAttribute(%q) === %q`, attribute, want))
	}
	b.check("nothing chosen", chosen+` === ""`)
	if got, want := b.texts("[role=option] mark"), []string{"停电", "停电"}; !slices.Equal(got, want) {
		t.Errorf("marks: got %q, want %q", got, want)
	}
	if got := b.text("[data-live]"); !strings.HasPrefix(got, "找到 ") || !strings.HasSuffix(got, "，另有 2 条提示") {
		t.Errorf("said: got %q, want how many hits and suggestions there are", got)
	}
	b.press("\b")
	b.wait(rows(hints["停"]...))
	b.write("水") // becomes only what is typed
	b.wait(`new URLSearchParams(location.search).get("q") === "停水" && ` + rows())
	long := strings.Repeat("停电", 12)
	eval[bool](b, `(document.querySelector("[name=q]").select(), true)`)
	b.write(long)
	if got := b.box(); got != long {
		t.Errorf("box after fast typing: got %q, want %q", got, long)
	}
}

func suggestionsByKeyboard(t *testing.T, b *tab, d *desk) {
	d, from := hintingDesk(t, d)
	b.screen(1280, 900, "light")
	b.openBox(d.url("/"))
	b.write("停")
	b.wait(rows(hints["停"]...))
	for _, step := range []struct{ key, want string }{
		{keys.ArrowDown, "停水"},
		{keys.ArrowDown, "停电 通知"},
		{keys.ArrowDown, "停电 多久"},
		{keys.ArrowDown, ""}, // the box itself
		{keys.ArrowUp, "停电 多久"},
		{keys.ArrowUp, "停电 通知"},
	} {
		b.press(step.key)
		if got := eval[string](b, chosen); got != step.want {
			t.Errorf("chosen: got %q, want %q", got, step.want)
		}
		marked := strings.Join(b.texts("[role=option][aria-selected=true] .suggestion-text"), "|")
		if marked != step.want {
			t.Errorf("selected: got %q, want %q", marked, step.want)
		}
		if got := b.box(); got != "停" {
			t.Errorf("box while choosing: got %q, want 停", got)
		}
	}
	before := len(b.searches())
	b.enter()
	b.wait(fmt.Sprintf(`location.href === %q`, d.url("/", "q", "停电 通知", "d", string(from.ID))))
	b.wait(fmt.Sprintf(`document.querySelector(".card h1").textContent === %q`, from.Title))
	b.settle()
	b.check("closed", rows())
	if got := b.box(); got != "停电 通知" {
		t.Errorf("box: got %q, want what was taken", got)
	}
	if got := b.searches()[before:]; !slices.Equal(got, []string{"停电 通知"}) {
		t.Errorf("searches: got %q, want one", got)
	}
	b.write("了") // goes on behind it
	b.wait(`new URLSearchParams(location.search).get("q") === "停电 通知了" && !location.search.includes("d=")`)
	eval[bool](b, `(history.back(), true)`)
	b.wait(`new URLSearchParams(location.search).get("q") === "停" && document.querySelector("[name=q]").value === "停"`)
}

func suggestionsByMouse(t *testing.T, b *tab, d *desk) {
	d, from := hintingDesk(t, d)
	b.screen(1280, 900, "light")
	b.openBox(d.url("/"))
	b.write("停")
	b.wait(rows(hints["停"]...))
	middle := eval[[]float64](b, `(() => {
		const r = document.querySelectorAll("[role=option]")[2].getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})()`)
	mouse := func(kind input.DispatchMouseEventType) {
		button := input.MouseButtonLeft
		if kind == input.DispatchMouseEventTypeMouseMoved {
			button = input.MouseButtonNone
		}
		call(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: middle[0], Y: middle[1], Button: button, ClickCount: 1,
		})
	}
	mouse(input.DispatchMouseEventTypeMouseMoved) // a pointer that rests there chooses nothing
	if got := eval[string](b, chosen); got != "" {
		t.Errorf("chosen by a resting pointer: got %q, want none", got)
	}
	mouse(input.DispatchMouseEventTypeMousePressed)
	b.check("open until it is let go", rows(hints["停"]...))
	mouse(input.DispatchMouseEventTypeMouseReleased)
	b.wait(fmt.Sprintf(`location.href === %q`, d.url("/", "q", "停电 多久", "d", string(from.ID))))
	b.check("closed", rows())
	if got := b.box(); got != "停电 多久" {
		t.Errorf("box: got %q, want what was taken", got)
	}
}

// suggestionsClosed checks what closes the list and that it stays closed until
// something is typed.
func suggestionsClosed(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	d, _ = hintingDesk(t, d)
	h, before := hold(d, "停电")
	d = d.behind(t, before)
	b.screen(1280, 900, "light")
	b.openBox(d.url("/"))
	for _, way := range []struct {
		name  string
		close func()
	}{
		{"escape", func() { b.press(keys.Escape) }},
		{"enter without a choice", func() { b.enter() }},
		{"leaving the box", func() { b.press(keys.Tab) }},
	} {
		eval[bool](b, `(document.querySelector("[name=q]").focus(), document.querySelector("[name=q]").select(), true)`)
		b.write("停")
		b.wait(rows(hints["停"]...))
		way.close()
		b.settle()
		b.check("closed by "+way.name, rows())
		b.check("expanded after "+way.name, `document.querySelector("[name=q]").getAttribute("aria-expanded") === "false"`)
		if got := eval[string](b, `document.querySelector("[name=q]").value`); got != "停" {
			t.Errorf("box after %s: got %q, want 停", way.name, got)
		}
	}
	b.do(chromedp.Click(chromedp.CSS("main [name=q]")))
	b.settle()
	b.check("closed when the box has the focus again", rows())

	// An answer that is still on its way does not open what was closed.
	b.press(keys.End)
	b.press("\b")
	b.write("停")
	b.wait(rows(hints["停"]...))
	b.write("电")
	<-h.arrived
	b.press(keys.Escape)
	close(h.free)
	b.wait(shown(query, hits, 0))
	b.settle()
	b.check("closed after the answer", rows())
	if got := b.box(); got != query {
		t.Errorf("box: got %q, want %q", got, query)
	}
}

func suggestionsComposing(t *testing.T, b *tab, d *desk) {
	d, _ = hintingDesk(t, d)
	b.openBox(d.url("/"))
	b.write("停")
	b.wait(rows(hints["停"]...))
	b.press(keys.ArrowDown)
	before := len(b.searches())
	for _, half := range []string{"d", "di", "dian"} {
		b.compose(half)
		b.check("closed while composing", rows())
	}
	b.press(keys.ArrowDown)
	b.settle()
	if got := eval[string](b, chosen); got != "" {
		t.Errorf("chosen while composing: got %q, want none", got)
	}
	if got := b.searches()[before:]; len(got) != 0 {
		t.Errorf("searches while composing: got %q, want none", got)
	}
	b.write("电") // ends the composition with what was meant
	b.wait(rows(hints["停电"]...))
	if got := b.box(); got != "停电" {
		t.Errorf("box: got %q, want 停电", got)
	}
	if got := b.searches()[before:]; slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "d") }) {
		t.Errorf("searches: got %q, want only what was meant", got)
	}
}

func suggestionsLateWithoutAbort(t *testing.T, b *tab, d *desk) {
	b.inject(`AbortController.prototype.abort = () => {};`)
	suggestionsLate(t, b, d)
}

// suggestionsLate checks that a slow answer replaces neither newer suggestions
// nor newer hits.
func suggestionsLate(t *testing.T, b *tab, d *desk) {
	d, _ = hintingDesk(t, d)
	h, before := hold(d, "停")
	slow := d.behind(t, before)
	b.openBox(slow.url("/"))
	b.write("停")
	<-h.arrived
	b.check("closed before an answer", rows())
	b.write("电")
	b.wait(rows(hints["停电"]...))
	hits := b.texts(".hit-title a")
	close(h.free)
	<-h.done
	b.settle()
	b.check("newer suggestions", rows(hints["停电"]...))
	if got := b.texts(".hit-title a"); !slices.Equal(got, hits) {
		t.Errorf("hits after the late answer: got %q, want %q", got, hits)
	}
}

// suggestionsStay checks that a list in which somebody is choosing is not
// pulled away by an answer, and that the next key gives it up.
func suggestionsStay(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	d, _ = hintingDesk(t, d)
	h, before := hold(d, query)
	d = d.behind(t, before)
	b.openBox(d.url("/"))
	b.write("停")
	b.wait(rows(hints["停"]...))
	b.write("电")
	<-h.arrived
	b.press(keys.ArrowDown)
	close(h.free)
	b.wait(shown(query, hits, 0))
	b.check("the list that was seen", rows(hints["停"]...))
	if got := eval[string](b, chosen); got != "停水" {
		t.Errorf("chosen: got %q, want 停水", got)
	}
	b.press("\b")
	if got := eval[string](b, chosen); got != "" {
		t.Errorf("chosen after the next key: got %q, want none", got)
	}
	b.enter() // means what is typed
	b.wait(`new URLSearchParams(location.search).get("q") === "停" && ` + rows())
}

// suggestionsInTheWay checks that the list leaves the first hit in sight on a
// phone, and the chosen document on a desk.
func suggestionsInTheWay(t *testing.T, b *tab, d *desk) {
	d, _ = hintingDesk(t, d)
	for _, screen := range []struct {
		width, height int64
		over          string // must end before
		clear         string
	}{
		{1280, 900, "right", `.card").getBoundingClientRect().left`},
		{390, 844, "bottom", `.hit").getBoundingClientRect().top`},
		{320, 568, "bottom", `.hit").getBoundingClientRect().top`},
	} {
		b.screen(screen.width, screen.height, "light")
		b.openBox(d.url("/"))
		b.write("停")
		b.wait(rows(hints["停"]...))
		end := eval[float64](b, `document.querySelector("[role=listbox]").getBoundingClientRect().`+screen.over)
		limit := eval[float64](b, `document.querySelector("`+screen.clear)
		if end > limit {
			t.Errorf("%d pixels wide: the list ends at %v, want at most %v", screen.width, end, limit)
		}
		if got := eval[int64](b, `document.documentElement.scrollWidth`); got > screen.width {
			t.Errorf("%d pixels wide: the page is %d wide, want no scrolling sideways", screen.width, got)
		}
		b.press(keys.ArrowUp) // the last row is brought in sight
		b.check(fmt.Sprintf("last row in sight at %d pixels", screen.width),
			`(() => { const r = document.querySelector("[aria-selected=true]").getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; })()`)
	}
}

// correctionTaken checks that a correction is an ordinary link that the script
// follows without loading the page again.
func correctionTaken(t *testing.T, b *tab, d *desk) {
	hits := d.search(t, kb.Query{Text: query})
	d, _ = hintingDesk(t, d)
	b.open(d.url("/", "q", "停殿"))
	if got, want := b.text(".meant"), "您是不是要找："+query; got != want {
		t.Errorf("offered: got %q, want %q", got, want)
	}
	eval[bool](b, `(document.querySelector("[name=q]").dataset.mine = "yes", true)`)
	b.do(chromedp.Click(chromedp.CSS(".meant a")))
	b.wait(shown(query, hits, 0))
	b.wait(`document.activeElement.matches("[data-hit]")`)
	b.check("the same page", `document.querySelector("[name=q]").dataset.mine === "yes" && document.querySelector("[name=q]").value === `+fmt.Sprintf("%q", query))
}
