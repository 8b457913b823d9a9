package indexer

import (
	"slices"
	"strings"

	"anku/indexer/hanzi"
	"anku/kb"
)

const (
	// maxHomophoneRunes is how long a word may be that is looked up by its
	// sound.
	maxHomophoneRunes = 4
	// commoner is how many times as many documents must have a word for it to
	// be meant by another that some have, too.
	commoner = 4
)

// expandHomophones adds what sounds like the words of q that few documents
// have: first what sounds the same, then what many people say the same.
// Words are also looked for in neighbouring characters that are no word.
func (x *Index) expandHomophones(q *question, all bool) error {
	tried := map[span]bool{}
	for _, p := range q.pairs {
		if !p.inner || p.weight < 1 || len(p.runes) != 2 || !hanzi.IsHan(p.runes[0]) || !all && p.df > 0 {
			continue
		}
		if err := x.soundAlike(q, span{p.start, p.start + 2}, p.df, tried); err != nil {
			return err
		}
	}
	for _, w := range q.words {
		n := len(w.runes)
		if n < 3 || n > maxHomophoneRunes || !hanzi.IsHan(w.runes[0]) || !all && w.df > 0 {
			continue
		}
		if err := x.soundAlike(q, span{w.start, w.start + n}, w.df, tried); err != nil {
			return err
		}
	}
	return x.weighAlternatives(q)
}

// soundAlike adds what the library has that sounds like s, which df documents
// have: anything if none has it, otherwise only what is far more common and
// sounds the very same.
func (x *Index) soundAlike(q *question, s span, df int, tried map[span]bool) error {
	if tried[s] {
		return nil
	}
	tried[s] = true
	text := string(q.text[s.start:s.end])
	readings := x.words.Pinyin(text)
	if len(readings) != s.end-s.start {
		return nil
	}
	var exact, fuzzy []string
	for i, spoken := range variants(readings) {
		letters := strings.Join(spoken, "")
		exact = append(exact, letters)
		if i == 0 {
			fuzzy = confusions(spoken)
		}
	}
	for _, step := range []struct {
		letters []string
		weight  float64
	}{{exact, homophoneWeight}, {fuzzy, fuzzyWeight}} {
		found, err := x.sounding(step.letters, s.end-s.start, text)
		if err != nil {
			return err
		}
		if df > 0 {
			found = slices.DeleteFunc(found, func(c candidate) bool { return c.df < commoner*df })
		}
		for _, c := range found {
			q.add(alternative{span: s, text: c.text, how: kb.HowHomophone, weight: step.weight, df: c.df})
		}
		if len(found) > 0 || df > 0 {
			return nil
		}
	}
	return nil
}

// sounding returns the wordings of n characters that sound like one of
// letters, other than text itself.
func (x *Index) sounding(letters []string, n int, text string) ([]candidate, error) {
	var all []wording
	for _, l := range letters {
		found, err := x.wordingsBySound(l, maxScanned)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !f.partial && runeCount(f.text) == n && f.text != text && !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	found, err := x.commonest(all)
	return found[:min(len(found), 3)], err
}

// confusions returns what people may mean who do not tell z from zh, n from l
// or an from ang: all combinations of what sounds alike to them, at most 32.
func confusions(spoken []string) []string {
	out := []string{""}
	for _, s := range spoken {
		var next []string
		for _, alike := range confused(s) {
			for _, o := range out {
				next = append(next, o+alike)
			}
		}
		if len(next) > 32 {
			return nil
		}
		out = next
	}
	return slices.DeleteFunc(out, func(o string) bool { return o == strings.Join(spoken, "") })
}

// confused returns the syllables of the same class as s, s among them.
func confused(s string) []string {
	var out []string
	class := hanzi.FuzzySyllable(s)
	for _, head := range []string{s, swap(s, "zh", "z"), swap(s, "ch", "c"), swap(s, "sh", "s"), swap(s, "n", "l")} {
		for _, t := range []string{head, strings.TrimSuffix(head, "g"), head + "g"} {
			if hanzi.IsSyllable(t) && hanzi.FuzzySyllable(t) == class && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}

// swap exchanges the two beginnings.
func swap(s, a, b string) string {
	if rest, ok := strings.CutPrefix(s, a); ok {
		return b + rest
	}
	if rest, ok := strings.CutPrefix(s, b); ok {
		return a + rest
	}
	return s
}
