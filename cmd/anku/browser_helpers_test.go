package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"anku/kb"
	"anku/web"
)

const (
	// browserPatience is how long a browser may take over one step. Nothing waits
	// that long unless it is broken.
	browserPatience = 30 * time.Second
	// plainHost is a name that the browser takes for another machine than its
	// own: pages from there are on plain http, as on an intranet.
	plainHost = "anku.test"
)

// startChrome starts a browser for the tests of t. Where there is none it says
// how to get one: a test that is skipped silently proves nothing.
func startChrome(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests take a browser; run without -short")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("no browser; install one with: apt-get install chromium fonts-noto-cjk")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, // only pages of ours, and CI runs as root
		chromedp.Flag("host-resolver-rules", "MAP "+plainHost+" 127.0.0.1"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// An intercept stands before the handler of a desk. It returns true if it has
// answered.
type intercept func(w http.ResponseWriter, r *http.Request) bool

// A desk is the embedded library, indexed and served as anku serve does, on a
// port of this machine.
type desk struct {
	t       *testing.T
	source  *live
	handler http.Handler
	server  *httptest.Server
}

// openDesk loads, indexes and serves the embedded library.
func openDesk(t *testing.T) *desk {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	d := &desk{t: t, source: newLive(quiet)}
	t.Cleanup(d.source.close)
	r := &reloader{layers: []kb.Layer{embeddedLayer()}, live: d.source, log: quiet}
	if err := r.reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := web.New(web.Config{Source: d.source})
	if err != nil {
		t.Fatal(err)
	}
	d.handler = s.Handler()
	d.serve(nil)
	return d
}

// serve serves d behind before, which may be nil, on a new port.
func (d *desk) serve(before intercept) {
	d.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before == nil || !before(w, r) {
			d.handler.ServeHTTP(w, r)
		}
	}))
	d.t.Cleanup(d.server.Close)
}

// behind returns d behind before, on a port of its own.
func (d *desk) behind(t *testing.T, before intercept) *desk {
	t.Helper()
	other := &desk{t: t, source: d.source, handler: d.handler}
	other.serve(before)
	return other
}

// url returns an address of d with parameters in pairs.
func (d *desk) url(path string, pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	if len(v) > 0 {
		path += "?" + v.Encode()
	}
	return d.server.URL + path
}

// search returns what the index finds, as the desk asks for it.
func (d *desk) search(t *testing.T, q kb.Query) []*kb.Document {
	t.Helper()
	snap, release := d.source.Acquire()
	defer release()
	q.Limit = 12
	res, err := snap.Searcher.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []*kb.Document
	for _, h := range res.Hits {
		out = append(out, snap.Library.Document(h.ID))
	}
	if len(out) < 2 {
		t.Fatalf("query %q finds %d documents; the test needs two", q.Text, len(out))
	}
	return out
}

// A tab is a page in a browser, apart from every other: with its own history,
// storage and permissions. It notes what goes wrong in the page.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	troubles []string // console errors, exceptions, violations of the policy
	asked    []string // every address that was requested
}

// newTab opens a tab in the browser of chrome. Unless the test takes the
// troubles itself, it fails at its end if there were any, or if another host
// than this machine was asked for anything.
func newTab(t *testing.T, chrome context.Context) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(chrome, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	b.inject(`addEventListener("securitypolicyviolation", (e) => console.error("policy violation: " + e.violatedDirective + " " + e.blockedURI));`)
	call(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	t.Cleanup(func() {
		for _, trouble := range b.takeTroubles() {
			t.Errorf("the page has trouble: %s", trouble)
		}
		for _, asked := range b.requests() {
			u, err := url.Parse(asked)
			if err != nil || u.Scheme != "data" && u.Scheme != "about" && u.Hostname() != "127.0.0.1" && u.Hostname() != plainHost {
				t.Errorf("the page asked another host: %s", asked)
			}
		}
	})
	return b
}

// note keeps the events of the tab that tests look at.
func (b *tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			var words []string
			for _, arg := range e.Args {
				words = append(words, string(arg.Value)+arg.Description)
			}
			b.troubles = append(b.troubles, strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		b.troubles = append(b.troubles, e.ExceptionDetails.Text+" "+e.ExceptionDetails.Exception.Description)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.troubles = append(b.troubles, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.URL)
	}
}

// takeTroubles returns the troubles so far and forgets them.
func (b *tab) takeTroubles() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.troubles
	b.troubles = nil
	return out
}

// requests returns every address that was requested so far.
func (b *tab) requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.asked)
}

// searches returns the texts of the searches that the script has sent so far.
func (b *tab) searches() []string {
	var out []string
	for _, asked := range b.requests() {
		if u, err := url.Parse(asked); err == nil && u.Query().Has("part") {
			out = append(out, u.Query().Get("q"))
		}
	}
	return out
}

// do runs actions one after the other.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browserPatience)
	defer cancel()
	for _, action := range actions {
		if err := chromedp.Do(ctx, action); err != nil {
			b.t.Fatal(err)
		}
	}
}

// open goes to an address and waits until the page has loaded.
func (b *tab) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

// inject runs a script in every page before its own.
func (b *tab) inject(script string) {
	b.t.Helper()
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// screen sets the size of the window and the theme, light or dark.
func (b *tab) screen(width, height int64, theme string) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600,
	})
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
	})
}

// allowClipboard lets the pages of origin read and write the clipboard.
func (b *tab) allowClipboard(origin string) {
	b.t.Helper()
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.CallBrowser(b.ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted,
			Origin: origin, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
		}); err != nil {
			b.t.Fatal(err)
		}
	}
}

// openBox is open for a page with a search box of its own. It waits until the
// box has the focus, which browsers give it some time after the page has loaded.
func (b *tab) openBox(address string) {
	b.t.Helper()
	b.open(address)
	b.wait(`document.activeElement.name === "q"`)
}

// write puts text where the focus is, one character at a time, as an input
// method does that hands over finished characters.
func (b *tab) write(text string) {
	b.t.Helper()
	for _, r := range text {
		call(b, input.InsertText, input.InsertTextParams{Text: string(r)})
	}
}

// compose shows text as what an input method is still composing.
func (b *tab) compose(text string) {
	b.t.Helper()
	n := int64(len([]rune(text)))
	call(b, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: n, SelectionEnd: n})
}

// wait waits until a JavaScript condition holds.
func (b *tab) wait(condition string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browserPatience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition)); err != nil {
		state, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.querySelector("main")?.innerText.slice(0, 400)`))
		b.t.Fatalf("waiting for %s: %v\nthe page is at %s", condition, err, state)
	}
}

// settle returns when every timer is through that the script of the page has
// set, and every answer that had come by then is shown: timers run in the order
// of their times.
func (b *tab) settle() {
	b.t.Helper()
	eval[bool](b, `new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(true)), 150))`)
}

// texts returns the text of each element that selector names.
func (b *tab) texts(selector string) []string {
	b.t.Helper()
	return eval[[]string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].map((e) => e.textContent.trim())`, selector))
}

// text returns the text of the only element that selector names.
func (b *tab) text(selector string) string {
	b.t.Helper()
	found := b.texts(selector)
	if len(found) != 1 {
		b.t.Fatalf("got %d elements %s, want 1", len(found), selector)
	}
	return found[0]
}

// eval returns the value of a JavaScript expression, or of the promise that it
// makes.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browserPatience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("evaluating %s: %v", expression, err)
	}
	return v
}

// call gives the browser a command of its protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], parameters P) R {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, browserPatience)
	defer cancel()
	v, err := chromedp.Call(ctx, command, parameters)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return v
}

// shown is the JavaScript condition that the desk shows hits with the nth of
// them chosen, and that the address has the query.
func shown(text string, hits []*kb.Document, n int) string {
	list, err := json.Marshal(titles(hits))
	if err != nil {
		panic(err) // strings always marshal
	}
	return fmt.Sprintf(`new URLSearchParams(location.search).get("q") === %q &&
		JSON.stringify([...document.querySelectorAll(".hit-title a")].map((a) => a.textContent)) === %q &&
		document.querySelector(".card h1").textContent === %q`, text, list, hits[n].Title)
}

// titles returns the titles of documents.
func titles(docs []*kb.Document) []string {
	var out []string
	for _, d := range docs {
		out = append(out, d.Title)
	}
	return out
}

// A held answer is one that waits until the test lets it go.
type held struct {
	arrived, free, done chan struct{}
}

// hold returns an intercept that holds the first search for text.
func hold(d *desk, text string) (*held, intercept) {
	h := &held{make(chan struct{}), make(chan struct{}), make(chan struct{})}
	first := make(chan struct{}, 1)
	first <- struct{}{}
	return h, func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("q") != text || !r.URL.Query().Has("part") {
			return false
		}
		select {
		case <-first:
		default:
			return false
		}
		rec := httptest.NewRecorder()
		d.handler.ServeHTTP(rec, r)
		close(h.arrived)
		<-h.free
		w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
		_, _ = w.Write(rec.Body.Bytes()) // the client may have left
		close(h.done)
		return true
	}
}

// scriptLine returns a script of the library with several lines, and one of
// them.
func scriptLine(t *testing.T, d *desk) (script *kb.Document, line string) {
	t.Helper()
	snap, release := d.source.Acquire()
	defer release()
	for _, s := range snap.Library.OfKind(kb.KindScript) {
		for _, l := range s.Lines()[1:] {
			if strings.Contains(l.Text, "〔") { // the hardest to copy: it is in several elements
				return s, l.Text
			}
		}
	}
	t.Fatal("no script has a line with a fill-in")
	return nil, ""
}

// press clicks the button that copies line.
func press(b *tab, line string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`button[data-copy=%q]`, line))))
}
