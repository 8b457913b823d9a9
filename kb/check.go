package kb

import (
	"fmt"
	"slices"
)

// report records a defect that shows only between files.
func (ld *loader) report(rule string, at Position, format string, args ...any) {
	ld.problems = append(ld.problems, &Problem{
		Position: at, Rule: rule, Severity: severityOf(rule), Message: fmt.Sprintf(format, args...),
	})
}

// check applies the rules that need the whole library, and notes who refers to
// whom.
func (ld *loader) check(lib *Library) {
	for _, id := range ld.ids() {
		e := ld.entries[id]
		ld.checkReview(lib, e)
		for _, ref := range e.refs {
			ld.checkReference(e, ref)
			lib.refer(e.document, ref.id)
		}
		for _, l := range e.links {
			if target := ld.checkLink(e, l); target != nil {
				lib.refer(e.document, target.document.ID)
			}
		}
		ld.checkChain(e)
	}
	for _, from := range lib.referrers {
		slices.SortFunc(from, compareDocuments)
	}
}

// refer notes that d refers to id.
func (l *Library) refer(d *Document, id ID) {
	if d.Status == StatusActive && d.ID != id && !slices.Contains(l.referrers[id], d) {
		l.referrers[id] = append(l.referrers[id], d)
	}
}

// at returns the place of a key in the metadata of e.
func (e *entry) at(key string) Position {
	if p, ok := e.keyAt[key]; ok {
		return p
	}
	return Position{File: e.name, Line: 1, Col: 1}
}

func (ld *loader) checkReview(lib *Library, e *entry) {
	d := e.document
	if d.Status == StatusRetired {
		return
	}
	if d.Reviewed.Compare(ld.cfg.Today) > 0 {
		ld.report("reviewed-future", e.at("reviewed"), "复核日期 %s 在将来（今天是 %s）", d.Reviewed, ld.cfg.Today)
		return
	}
	if due := lib.ReviewDue(d); due.Compare(ld.cfg.Today) < 0 {
		ld.report("reviewed-overdue", e.at("reviewed"), "该在 %s 前复核，请%s看过后改 reviewed", due, d.Owner)
	}
}

func (ld *loader) checkReference(e *entry, ref reference) {
	target := ld.entries[ref.id]
	switch {
	case target == nil && ref.kind == KindClass:
		ld.report("unknown-class", ref.Position, "没有问题类 “%s”%s", clip(string(ref.id)), ld.suggest(ref))
	case target == nil:
		ld.report("unknown-document", ref.Position, "没有%s “%s”%s", ref.kind.Label(), clip(string(ref.id)), ld.suggest(ref))
	case target.document.Kind != ref.kind:
		ld.report("wrong-kind", ref.Position, "%s 是%s，这里要%s", ref.id, target.document.Kind.Label(), ref.kind.Label())
	default:
		ld.checkRetired(e, target, ref.Position)
	}
}

// suggest names the document that a wrong reference most likely means.
func (ld *loader) suggest(ref reference) string {
	var same []string
	for _, id := range ld.ids() {
		if ld.entries[id].document.Kind == ref.kind {
			same = append(same, string(id))
		}
	}
	if near := nearest(string(ref.id), same); near != "" {
		return "，是不是想写 " + near
	}
	return ""
}

// checkRetired reports an active document that sends its reader to a retired
// one. A standard may name what replaced it and what it replaces.
func (ld *loader) checkRetired(e, target *entry, at Position) {
	if e.document.Status == StatusRetired || target.document.Status != StatusRetired {
		return
	}
	if e.document.Kind == KindStandard && target.document.Kind == KindStandard {
		return
	}
	if target.layer > e.layer {
		return // an overlay hides it; the layer beneath cannot know
	}
	ld.report("retired-reference", at, "%s 已停用，换成现行的文档", target.document.ID)
}

// checkLink checks a relative link and returns the entry it leads to, or nil.
func (ld *loader) checkLink(e *entry, l link) *entry {
	_, id, ok := kindOfPath(l.path)
	target := ld.entries[id]
	if !ok || target == nil || target.document.Path != l.path {
		ld.report("dead-link", l.Position, "链接的文件 %s 不存在", clip(l.path))
		return nil
	}
	if _, found := target.anchors[l.anchor]; l.anchor != "" && !found {
		ld.report("dead-anchor", l.Position, "%s 里没有锚点 #%s", clip(l.path), clip(l.anchor))
	}
	ld.checkRetired(e, target, l.Position)
	return target
}

// checkChain reports a standard whose successors lead back to itself.
func (ld *loader) checkChain(e *entry) {
	if e.document.Standard == nil {
		return
	}
	seen := map[ID]bool{e.document.ID: true}
	for next := e.document.Standard.SupersededBy; next != ""; {
		if seen[next] {
			ld.report("standard-chain", e.at("superseded_by"), "替代关系绕成了圈：%s 又回到 %s", e.document.ID, next)
			return
		}
		seen[next] = true
		target := ld.entries[next]
		if target == nil || target.document.Standard == nil {
			return
		}
		next = target.document.Standard.SupersededBy
	}
}
