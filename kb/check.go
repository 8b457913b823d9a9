package kb

import (
	"fmt"
	"maps"
	"slices"
)

// report records a defect that shows only between files.
func (ld *loader) report(rule string, at Position, format string, args ...any) {
	ld.problems = append(ld.problems, &Problem{
		Position: at, Rule: rule, Severity: severityOf(rule), Message: fmt.Sprintf(format, args...),
	})
}

// check applies the rules that need the whole library to the files as they
// are, and notes who refers to whom in the library.
func (ld *loader) check(lib *Library) {
	ids := slices.Sorted(maps.Keys(ld.top))
	known := map[Kind][]string{}
	for _, id := range ids {
		kind := ld.top[id].kind
		known[kind] = append(known[kind], string(id))
	}
	for _, id := range ids {
		e := ld.top[id]
		before := len(ld.problems)
		for _, ref := range e.refs {
			ld.checkReference(e, ref, known[ref.kind])
		}
		for _, l := range e.links {
			ld.checkLink(e, l, known)
		}
		ld.checkReview(lib, e)
		ld.problems = append(ld.problems[:before], ld.problems[before:].sort().capped()...)
	}
	ld.checkChains(ids)
	lib.referrers = map[ID][]*Document{}
	for _, d := range lib.documents {
		lib.refer(ld.entries[d.ID])
	}
}

// refer notes which documents that of e refers to. The library's order of
// documents is that of its referrers.
func (l *Library) refer(e *entry) {
	refer := func(kind Kind, id ID) {
		from := l.referrers[id]
		if to := l.byID[id]; to == nil || to.Kind != kind || to == e.document || len(from) > 0 && from[len(from)-1] == e.document {
			return
		}
		l.referrers[id] = append(from, e.document)
	}
	for _, ref := range e.refs {
		refer(ref.kind, ref.id)
	}
	for _, link := range e.links {
		if kind, id, ok := kindOfPath(link.path); ok {
			refer(kind, id)
		}
	}
}

// at returns the place of the value of a key in the metadata of e.
func (e *entry) at(key string) Position {
	if p, ok := e.valueAt[key]; ok {
		return p
	}
	return Position{File: e.name, Line: 1, Col: 1}
}

func (ld *loader) checkReview(lib *Library, e *entry) {
	d := e.document
	if d == nil || d.Status == StatusRetired || d.Reviewed.IsZero() {
		return
	}
	if d.Reviewed.Compare(ld.cfg.Today) > 0 {
		ld.report("reviewed-future", e.at("reviewed"), "复核日期 %s 在将来（今天是 %s），改成真正复核的那一天", d.Reviewed, ld.cfg.Today)
		return
	}
	if due := lib.ReviewDue(d); due.Compare(ld.cfg.Today) < 0 {
		ld.report("reviewed-overdue", e.at("reviewed"), "到 %s 就该复核了，请%s看过后改 reviewed", due, clip(d.Owner))
	}
}

func (ld *loader) checkReference(e *entry, ref reference, known []string) {
	target := ld.top[ref.id]
	switch {
	case target == nil && ref.kind == KindClass:
		ld.report("unknown-class", ref.Position, "没有问题类 “%s”，%s", clip(string(ref.id)), ld.suggest(ref.id, known))
	case target == nil:
		ld.report("unknown-document", ref.Position, "没有%s “%s”，%s", ref.kind.Label(), clip(string(ref.id)), ld.suggest(ref.id, known))
	case target.kind != ref.kind:
		ld.report("wrong-kind", ref.Position, "%s 是%s，这里要%s的编号", ref.id, target.kind.Label(), ref.kind.Label())
	default:
		ld.checkRetired(e, target, ref.Position)
	}
}

// maxSuggestions bounds how many wrong references are compared with every ID.
const maxSuggestions = 50

// suggest names the document that a wrong ID most likely means.
func (ld *loader) suggest(id ID, known []string) string {
	if ld.suggested++; ld.suggested <= maxSuggestions {
		if near := nearest(string(id), known); near != "" {
			return "是不是想写 " + near
		}
	}
	return "改成已有的编号"
}

// checkRetired reports an active document that sends its reader to a retired
// one. A standard may name what replaced it and what it replaces.
func (ld *loader) checkRetired(e, target *entry, at Position) {
	if target.document == nil || target.document.Status != StatusRetired {
		return
	}
	if e.document != nil && e.document.Status == StatusRetired {
		return
	}
	if e.kind == KindStandard && target.kind == KindStandard {
		return
	}
	if target.layer > e.layer {
		return // an overlay hides it; the layer beneath cannot know
	}
	ld.report("retired-reference", at, "%s 已停用，换成现行的文档", target.document.ID)
}

// checkLink checks a relative link.
func (ld *loader) checkLink(e *entry, l link, known map[Kind][]string) {
	kind, id, ok := kindOfPath(l.path)
	target := ld.top[id]
	switch {
	case !ok:
		ld.report("dead-link", l.Position, "链接要指向库里的文档，%s 不是", clip(l.path))
		return
	case target == nil:
		ld.report("dead-link", l.Position, "链接的文件 %s 不存在，%s", clip(l.path), ld.suggest(id, known[kind]))
		return
	case target.layer > e.layer:
		return // an overlay replaced it; the layer beneath cannot know
	case target.path != l.path:
		ld.report("dead-link", l.Position, "链接的文件 %s 不存在，它在 %s", clip(l.path), target.path)
		return
	}
	if _, found := target.anchors[l.anchor]; l.anchor != "" && !found && target.anchors != nil {
		ld.report("dead-anchor", l.Position, "%s 里没有锚点 #%s，写成标题的原文（去标点、空格换成 -）", clip(l.path), clip(l.anchor))
	}
	ld.checkRetired(e, target, l.Position)
}

// checkChains reports the standards whose successors lead back to themselves.
// Each is followed once, so a long chain costs no more than its length.
func (ld *loader) checkChains(ids []ID) {
	followed := map[ID]ID{} // from which standard each was come by
	for _, start := range ids {
		id := start
		for {
			from, seen := followed[id]
			if seen {
				if from == start {
					ld.reportChain(id)
				}
				break
			}
			next := ld.successor(id)
			if next == "" {
				break
			}
			followed[id] = start
			id = next
		}
	}
}

// reportChain reports each standard of the circle that id is on.
func (ld *loader) reportChain(id ID) {
	for at := id; ; {
		e, next := ld.top[at], ld.successor(at)
		ld.report("standard-chain", e.at("superseded_by"), "替代关系绕成了圈，%s 由 %s 替代，又回到 %s", at, next, at)
		if at = next; at == id {
			return
		}
	}
}

// successor returns the standard that replaces id, or "".
func (ld *loader) successor(id ID) ID {
	if e := ld.top[id]; e != nil && e.document != nil && e.document.Standard != nil {
		return e.document.Standard.SupersededBy
	}
	return ""
}
