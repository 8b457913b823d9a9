package kb

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFileBytes bounds a document. The longest of the embedded library has
// under 30 KB; what is longer is more than one document.
const maxFileBytes = 128 << 10

// A parsedFile is what one file says, before anything is known of the others.
type parsedFile struct {
	document *Document // nil where the file has an error
	problems Problems
	refs     []reference
	links    []link
	anchors  anchors
	keyAt    map[string]Position // of keys that rules over all files look at
}

// Parse reads one document. The path is its place in a library, such as
// "scripts/a.md"; it decides the kind and the ID, and defects are named by it.
// The document is nil where the text has an error. References to other
// documents are not checked; [Load] does that.
func Parse(path string, src []byte) (*Document, Problems) {
	p := parse(path, path, src)
	return p.document, p.problems
}

// parse is Parse for a file that defects call name.
func parse(name, path string, src []byte) *parsedFile {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	f := newFile(name, path, src)
	p := &parsedFile{keyAt: map[string]Position{}}
	kind, id, ok := kindOfPath(path)
	if !ok || !id.Valid() {
		f.report("bad-id", 1, 1, "文件名要是小写英文、数字和单个连字符，例如 paid-but-dark.md")
	}
	if f.checkText8() {
		f.parseDocument(p, kind, id)
	}
	p.problems = f.problems.sort()
	p.refs, p.links = f.refs, f.links
	if !f.sound() {
		p.document = nil
	}
	return p
}

// checkText8 reports text that is too long, not UTF-8 or has control
// characters.
func (f *file) checkText8() bool {
	if len(f.src) > maxFileBytes {
		f.report("file-size", 1, 1, "文件超过 %d KiB，请拆成几份文档", maxFileBytes>>10)
		return false
	}
	for i := 0; i < len(f.src); {
		r, size := utf8.DecodeRune(f.src[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			f.offset("not-utf8", i, "这里不是 UTF-8 编码，请把文件另存为 UTF-8")
			return false
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7F || r == '\uFEFF':
			f.offset("not-utf8", i, "这里有看不见的控制字符（U+%04X），请删掉", r)
			return false
		}
		i += size
	}
	return true
}

func (f *file) parseDocument(p *parsedFile, kind Kind, id ID) {
	block, blockAt, bodyAt, why := splitFrontMatter(f.src)
	if why != "" {
		f.report("front-matter", 1, 1, "%s", why)
		return
	}
	if len(block) > maxFrontMatterBytes {
		f.report("front-matter", 1, 1, "元数据超过 %d KiB", maxFrontMatterBytes>>10)
		return
	}
	b, err := f.parseBody(bodyAt)
	if err != nil {
		f.offset("structure", bodyAt, "正文无法排版：%v", err)
	}
	firstLine, _ := f.index.at(blockAt)
	root := f.parseYAML(block, firstLine)
	if root == nil && !f.sound() {
		return // every key would be reported as missing
	}
	m := newFields(f, root)
	d := &Document{ID: id, Kind: kind, Path: f.path, Source: string(f.src), Sections: b.sections}
	m.readCommon(d)
	m.readKind(d, b)
	m.done()
	for _, key := range m.keys {
		p.keyAt[key.Value] = f.nodePosition(key)
	}
	f.checkSections(d.Kind, b)
	p.document, p.anchors = d, b.anchors
}

// readCommon reads the keys that every kind has.
func (m *fields) readCommon(d *Document) {
	if id := m.text("id"); id != "" && ID(id) != d.ID {
		m.file.at("id-mismatch", m.values["id"], "id 是 “%s”，文件名却是 %s.md；删掉 id 这一行即可", clip(id), d.ID)
	}
	d.Title = m.required("title")
	d.Owner = m.required("owner")
	d.Reviewed = m.date("reviewed", "2006-01-02")
	if !m.has("reviewed") {
		m.missing("reviewed")
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
		m.file.at("asks-empty", m.self, "缺少 asks：至少写一条客户或坐席会怎么问")
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
	last, seen := -1, map[string]bool{}
	for i, s := range b.sections {
		at := b.offsets[i]
		if s.Heading == "" {
			continue
		}
		if s.Text == "" {
			f.offset("section-empty", at, "小节 “%s” 还没有内容", clip(s.Heading))
		}
		if want == nil {
			continue
		}
		place := slices.Index(want, s.Heading)
		switch {
		case place < 0:
			f.offset("section-unknown", at, "没有 “%s” 这个小节；依次是 %s", clip(s.Heading), strings.Join(want, " · "))
			continue
		case seen[s.Heading]:
			f.offset("section-duplicate", at, "小节 “%s” 写了两次", s.Heading)
		case place < last:
			f.offset("section-order", at, "小节 “%s” 要放在 “%s” 前面", s.Heading, want[last])
		}
		seen[s.Heading] = true
		last = max(last, place)
	}
	for i, heading := range want {
		if !seen[heading] {
			f.offset("section-missing", f.end(), "缺少小节 “## %s”%s", heading, where(want, i))
		}
	}
	if want == nil && len(b.sections) == 0 {
		f.offset("section-missing", f.end(), "正文是空的；每个 ## 标题是一张幻灯片")
	}
}

// where says before or after which heading a missing one belongs.
func where(want []string, i int) string {
	if i == 0 {
		return "，放在最前面"
	}
	return "，放在 “" + want[i-1] + "” 后面"
}

// end returns the offset behind the last visible character.
func (f *file) end() int { return len(bytes.TrimRight(f.src, " \t\r\n")) }
