package indexer

import (
	"cmp"
	"slices"
	"strings"

	"anku/indexer/hanzi"
	"anku/kb"
)

// maxLetters is up to how many letters in one piece are read as a spelling.
const maxLetters = 64

// decode fills the text of q: characters as they are, and for each run of
// letters that no document has what it spells.
func (x *Index) decode(q *question, chars []hanzi.Char) error {
	known := map[string][]piece{}
	for i := 0; i < len(chars); {
		end := i
		var letters strings.Builder
		for end < len(chars) && chars[end].Rune >= 'a' && chars[end].Rune <= 'z' {
			letters.WriteRune(chars[end].Rune)
			end++
		}
		if end-i < 2 || end-i > maxLetters || end < len(chars) && isDigit(chars[end].Rune) {
			end = max(end, i+1)
			q.origin = append(q.origin, chars[i:end]...)
			i = end
			continue
		}
		found, ok := known[letters.String()]
		if !ok {
			var err error
			if found, err = x.readLetters(letters.String(), i > 0 && isDigit(chars[i-1].Rune)); err != nil {
				return err
			}
			known[letters.String()] = found
		}
		if len(found) == 0 {
			q.origin = append(q.origin, chars[i:end]...)
		}
		for _, f := range found {
			from, to := chars[i+f.start].Start, chars[i+f.end-1].End
			r := reading{span{start: len(q.origin)}, f.how, f.wordings}
			for _, c := range f.wordings[0].text {
				q.origin = append(q.origin, hanzi.Char{Rune: c, Start: from, End: to})
			}
			r.end = len(q.origin)
			q.read = append(q.read, r)
		}
		i = end
	}
	return nil
}

// readLetters returns what letters spell, nothing if they are a word of the
// library as they stand or, behind a number, such as the kv of 10kv, the
// beginning of one.
func (x *Index) readLetters(letters string, unit bool) ([]piece, error) {
	n, err := x.frequency(fieldAll, letters)
	if err != nil || n > 0 {
		return nil, err
	}
	if _, said := x.synonyms.groups[letters]; said || unit && len(letters) <= 3 {
		return nil, nil
	}
	found, err := x.spelled(letters)
	if err != nil || len(found) > 0 {
		return found, err
	}
	return x.abbreviated(letters)
}

// addReadings adds the other wordings of what was spelled.
func (q *question) addReadings() {
	for _, r := range q.read {
		weight := pinyinWeight
		if r.how == kb.HowInitials {
			weight = initialsWeight
		}
		for _, c := range r.wordings[1:] {
			if !c.unheard {
				q.add(alternative{span: r.span, text: c.text, how: r.how, weight: weight, df: c.df})
			}
		}
	}
}

// howOf returns how a stretch of the question came to be what it is.
func (q *question) howOf(s span) kb.How {
	how := kb.HowWord
	for _, r := range q.read {
		if r.start < s.end && s.start < r.end && stepOf(r.how) > stepOf(how) {
			how = r.how
		}
	}
	return how
}

// complete adds what the last word of q may become: Latin words and numbers of
// the library that begin with it.
func (x *Index) complete(q *question, words []span) error {
	if len(words) == 0 {
		return nil
	}
	w := words[len(words)-1]
	text := string(q.text[w.start:w.end])
	if w.end != len(q.text) || len(text) < 2 || hanzi.IsHan(q.text[w.start]) {
		return nil
	}
	return x.begun(q, w, text)
}

// begun adds the Latin words and numbers of the library that begin with text.
func (x *Index) begun(q *question, w span, text string) error {
	n := 0
	return x.scan(fieldAll, text, func(term string) bool {
		if term != text {
			q.add(alternative{span: w, text: term, how: kb.HowPrefix, weight: prefixWeight})
		}
		n++
		return n < maxOfSpan
	})
}

// A piece is a stretch of letters and what the library has for it.
type piece struct {
	span
	wordings []candidate // the likeliest first
	how      kb.How
}

// A reading is a piece that stands in a question as its likeliest wording.
type reading struct {
	span     // of the wording in the question
	how      kb.How
	wordings []candidate
}

// A candidate is a wording and how many documents may have it or, if it is of
// the lexicon only, a word of its group.
type candidate struct {
	wording
	df      int
	unheard bool // no document has the wording itself
}

// spelled divides letters into pieces that are the sound of something in the
// library, by the spelling by which the fewest pieces cover the most. It
// returns none where less than half of the letters is.
func (x *Index) spelled(letters string) ([]piece, error) {
	var best []piece
	most := len(letters) / 2
	for _, s := range hanzi.ParsePinyin(letters) {
		found, covered, err := x.spelledAs(letters, s.Syllables)
		if err != nil {
			return nil, err
		}
		if covered > most || covered == most && len(found) < len(best) {
			best, most = found, covered
		}
	}
	return best, nil
}

// spelledAs divides letters into the longest pieces of whole syllables.
func (x *Index) spelledAs(letters string, syllables []string) (out []piece, covered int, err error) {
	from := 0
	for i := 0; i < len(syllables); {
		n := min(len(syllables)-i, maxSounded)
		for ; n > 1 || n == 1 && len(syllables) == 1; n-- {
			end := from + len(strings.Join(syllables[i:i+n], ""))
			found, err := x.wordingsBySound(letters[from:end], maxScanned)
			if err != nil {
				return nil, 0, err
			}
			found = slices.DeleteFunc(found, func(f wording) bool {
				if f.partial { // as only what is being typed may be
					return end < len(letters)
				}
				return runeCount(f.text) != n
			})
			wordings, err := x.commonest(found)
			if err != nil {
				return nil, 0, err
			}
			if len(wordings) > 0 {
				how := kb.HowPinyin
				if wordings[0].partial {
					how = kb.HowPrefix
				}
				out = append(out, piece{span{from, end}, wordings, how})
				covered += end - from
				break
			}
		}
		n = max(n, 1)
		from += len(strings.Join(syllables[i:i+n], ""))
		i += n
	}
	return out, covered, nil
}

// abbreviated reads letters as the first letters of syllables: as a whole, or
// in the longest pieces of at least two.
func (x *Index) abbreviated(letters string) ([]piece, error) {
	var out []piece
	covered := 0
	for from := 0; from < len(letters); {
		next := from + 1
		for end := min(len(letters), from+maxInitials); end >= from+2; end-- {
			found, err := x.wordingsByInitials(letters[from:end], maxScanned)
			if err != nil {
				return nil, err
			}
			best, err := x.commonest(found)
			if err != nil {
				return nil, err
			}
			if len(best) == 0 { // or only what crosses the border of words
				continue
			}
			out = append(out, piece{span{from, end}, best, kb.HowInitials})
			next = end
			covered += end - from
			break
		}
		from = next
	}
	if 2*covered < len(letters) {
		return nil, nil
	}
	return out, nil
}

// commonest returns the likeliest wordings: those of the fewest words first,
// and of these what most documents have.
func (x *Index) commonest(found []wording) ([]candidate, error) {
	out := make([]candidate, 0, len(found))
	for _, f := range found {
		if strings.ContainsAny(f.text, seamChars) && !x.words.Contains(f.text) {
			continue // across the border of words
		}
		n, err := x.rarity(f.text)
		if err != nil {
			return nil, err
		}
		unheard := n == 0
		if unheard {
			for _, g := range x.synonyms.groups[f.text] {
				m, err := x.rarity(g[0])
				if err != nil {
					return nil, err
				}
				n = max(n, m)
			}
		}
		if n > 0 {
			out = append(out, candidate{f, n, unheard})
		}
	}
	cuts := map[string]int{}
	for _, c := range out {
		cuts[c.text] = len(x.words.Cut(c.text))
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		if a.partial != b.partial {
			if a.partial {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(cuts[a.text], cuts[b.text]), cmp.Compare(b.df, a.df))
	})
	return out[:min(len(out), maxOfSpan)], nil
}
