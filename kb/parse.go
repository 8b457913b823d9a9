package kb

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFileBytes bounds a document. The longest of the embedded library has
// under 30 KB; what is longer is more than one document.
const maxFileBytes = 128 << 10

// maxFileProblems bounds how many defects of a file are named. One that has
// more is no attempt at a document.
const maxFileProblems = 100

// A parsedFile is what one file says, before anything is known of the others.
type parsedFile struct {
	document *Document // as far as it could be read; nil where nothing could
	sound    bool      // without an error
	problems Problems
	refs     []reference
	links    []link
	anchors  anchors             // nil where the body could not be read
	valueAt  map[string]Position // of keys that rules over all files look at
}

// Parse reads one document. The path is its place in a library, such as
// "scripts/a.md"; it decides the kind and the ID, and defects are named by it.
// The document is nil where the text has an error. References to other
// documents are not checked; [Load] does that.
func Parse(path string, src []byte) (*Document, Problems) {
	p := parse(path, path, src)
	if !p.sound {
		return nil, p.problems
	}
	return p.document, p.problems
}

// parse is Parse for a file that defects call name.
func parse(name, path string, src []byte) *parsedFile {
	f := newFile(name, path, src)
	p := &parsedFile{valueAt: map[string]Position{}}
	kind, id, ok := kindOfPath(path)
	switch {
	case !ok:
		f.report("bad-id", 1, 1, "路径要是 scripts/编号.md 或 complaints/问题类/编号.md 这样的")
	case !id.Valid():
		f.report("bad-id", 1, 1, "文件名要是小写英文、数字和单个连字符，最多 %d 个字符，例如 paid-but-dark.md", maxIDBytes)
	}
	if ok && f.checkSize(maxFileBytes, "请拆成几份文档") && f.checkEncoding() {
		f.parseDocument(p, kind, id)
	}
	p.sound = f.problems.Errors() == 0
	p.problems = f.problems.sort().capped()
	p.refs, p.links = f.refs, f.links
	return p
}

// checkSize reports text of more than most bytes, and what to do about it.
func (f *file) checkSize(most int, remedy string) bool {
	if len(f.src) > most {
		f.report("file-size", 1, 1, "文件超过 %d KiB，%s", most>>10, remedy)
		return false
	}
	return true
}

// checkEncoding reports text that is not UTF-8 or has characters that nobody
// sees.
func (f *file) checkEncoding() bool {
	for i := 0; i < len(f.src); {
		r, size := utf8.DecodeRune(f.src[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			f.offset("not-utf8", i, "这里不是 UTF-8 编码，请把文件另存为 UTF-8")
			return false
		case r == '\r' && !bytes.HasPrefix(f.src[i:], []byte("\r\n")), isControl(r):
			f.offset("not-utf8", i, "这里有看不见的控制字符（U+%04X），请删掉", r)
			return false
		}
		i += size
	}
	return true
}

// isControl reports whether r is a character that is not seen but ends lines
// for some readers and not for others, or turns the order of what is seen.
func isControl(r rune) bool {
	switch {
	case r == '\n', r == '\r', r == '\t':
		return false
	case unicode.Is(unicode.Cc, r), r == '\u2028', r == '\u2029', r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
		return true
	default:
		return unicode.Is(unicode.Bidi_Control, r)
	}
}

func (f *file) parseDocument(p *parsedFile, kind Kind, id ID) {
	block, blockAt, bodyAt, why := splitFrontMatter(f.src)
	if why != "" {
		f.report("front-matter", 1, 1, "%s", why)
		return
	}
	if len(block) > maxFrontMatterBytes {
		f.report("front-matter", 1, 1, "元数据超过 %d KiB，请拆成几份文档", maxFrontMatterBytes>>10)
		return
	}
	b := f.parseBody(bodyAt)
	if b.complete {
		f.checkSections(kind, b)
		p.anchors = b.anchors
	}
	firstLine, _ := f.index.at(blockAt)
	root, ok := f.parseYAML(block, firstLine)
	if !ok {
		return // every key would be reported as missing
	}
	m := newFields(f, root)
	d := &Document{ID: id, Kind: kind, Path: f.path, Source: string(f.src), Sections: b.sections}
	m.readCommon(d)
	m.readKind(d, b)
	m.done()
	for _, key := range []string{"reviewed", "superseded_by"} {
		if v := m.values[key]; v != nil {
			p.valueAt[key] = f.nodePosition(v)
		}
	}
	if d.Status == StatusRetired {
		f.forgive(completeness)
		if d.Title == "" {
			d.Title = string(d.ID)
		}
	}
	p.document = d
}

// completeness are the rules that a retired document need not keep: to hide a
// document of a layer beneath, "status: retired" is all that must be said.
var completeness = []string{
	"asks-empty", "case-measure", "case-script", "missing-key", "script-lines", "section-missing", "standard-document",
}

// forgive drops the defects of the given rules.
func (f *file) forgive(rules []string) {
	f.problems = slices.DeleteFunc(f.problems, func(p *Problem) bool { return slices.Contains(rules, p.Rule) })
}

// readCommon reads the keys that every kind has.
func (m *fields) readCommon(d *Document) {
	if id := m.text("id"); id != "" && ID(id) != d.ID {
		m.file.at("id-mismatch", m.values["id"], "id 是 “%s”，文件名却是 %s.md，删掉 id 这一行即可", clip(id), d.ID)
	}
	d.Title = m.required("title")
	d.Owner = m.required("owner")
	d.Reviewed = m.date("reviewed", "2006-01-02")
	if !m.has("reviewed") {
		m.missing("reviewed", "写最近一次复核的日期，如 2026-10-05")
	}
	d.ReviewEvery = m.count("review_every", 1, 3650)
	d.Status = Status(m.choice("status", string(StatusDraft), string(StatusActive), string(StatusRetired)))
	if d.Status == "" {
		d.Status = StatusActive
	}
	d.Tags = m.list("tags")
	d.Sources = m.list("sources")
	m.readAsks(d)
}

func (m *fields) readAsks(d *Document) {
	seen := map[string]bool{}
	for _, item := range m.scalars("asks") {
		key := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" ，。？！、,?!.“”", r) {
				return -1
			}
			return r
		}, item.Value)
		if seen[key] {
			m.file.at("asks-duplicate", item, "问法 “%s” 已经写过了", clip(item.Value))
			continue
		}
		seen[key] = true
		d.Asks = append(d.Asks, item.Value)
	}
	if (d.Kind == KindClass || d.Kind == KindScript) && len(d.Asks) == 0 && m.needs("asks") {
		m.lacking("asks-empty", "asks", "缺少 asks，至少写一条客户或坐席会怎么问")
	}
}

// sectionsOf returns the headings that a kind must have, in order; nil where
// the author is free.
func sectionsOf(kind Kind) []string {
	switch kind {
	case KindClass:
		return []string{"是什么", "根源", "先做什么", "预防", "与相近类的界限"}
	case KindCase:
		return []string{"事件经过", "造成影响", "调查核实", "暴露问题", "处理技巧", "整改措施", "举一反三"}
	case KindScript:
		return []string{"场景", "这样说", "不要说", "要点", "何时升级"}
	case KindStandard:
		return []string{"规定", "怎么对客户说", "新旧变化"}
	default:
		return nil
	}
}

// checkSections compares the sections of a body with those of its kind.
func (f *file) checkSections(kind Kind, b *body) {
	want := sectionsOf(kind)
	last := -1
	offsetOf := map[string]int{}
	for i, s := range b.sections {
		at := b.offset(i)
		if s.Heading == "" || b.headings[i].Level == 1 && !slices.Contains(want, s.Heading) {
			continue // reported
		}
		if b.blank(i) {
			f.offset("section-empty", at, "小节 “%s” 还没有内容，写上一段话或者几条", clip(s.Heading))
		}
		if want == nil {
			continue
		}
		place := slices.Index(want, s.Heading)
		_, twice := offsetOf[s.Heading]
		switch {
		case place < 0:
			f.offset("section-unknown", at, "没有 “%s” 这个小节，可以写的依次是 %s", clip(s.Heading), strings.Join(want, " · "))
			continue
		case twice:
			f.offset("section-duplicate", at, "小节 “%s” 已经写过了，合并到前面那一节", s.Heading)
		case place < last:
			f.offset("section-order", at, "小节 “%s” 要放在 “%s” 前面", s.Heading, want[last])
		}
		last = max(last, place)
		if !twice {
			offsetOf[s.Heading] = at
		}
	}
	f.checkMissing(want, offsetOf)
	if want == nil && len(b.sections) == 0 {
		f.offset("section-missing", f.end(), "正文是空的，每张幻灯片写一个 ## 标题")
	}
}

// checkMissing reports the wanted sections that have no offset, neighbours as
// one defect where they belong: at the next section that is there, or at the
// end.
func (f *file) checkMissing(want []string, offsetOf map[string]int) {
	var missing []string
	report := func(at int, where string) {
		if len(missing) > 0 {
			f.offset("section-missing", at, "缺少小节 %s，%s", strings.Join(missing, "、"), where)
		}
		missing = nil
	}
	for _, heading := range want {
		if at, ok := offsetOf[heading]; ok {
			report(at, "写在 “"+heading+"” 前面")
			continue
		}
		missing = append(missing, "“## "+heading+"”")
	}
	report(f.end(), "写在最后")
}

// end returns the offset behind the last visible character.
func (f *file) end() int { return len(bytes.TrimRight(f.src, " \t\r\n")) }
