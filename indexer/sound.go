package indexer

import (
	"slices"
	"strings"

	"anku/indexer/hanzi"
	"anku/kb"
)

// lexiconSounds are the words of a lexicon by their sound, as the index has
// those of the documents: people also type the sound of what only they say.
type lexiconSounds struct {
	pinyin, initials []string // terms as of a vocabulary, sorted
}

func newLexiconSounds(words *hanzi.Dictionary, lex kb.Lexicon) lexiconSounds {
	v := newVocabulary(words)
	var out lexiconSounds
	for _, s := range lex.Synonyms {
		for _, w := range append([]string{s.Word}, s.Said...) {
			r := words.Pinyin(w)
			if len(r) != runeCount(w) || len(r) < 2 || !v.fresh(w) {
				continue
			}
			out.pinyin = append(out.pinyin, soundTerms(r)...)
			if len(r) <= maxInitials {
				out.initials = append(out.initials, initialTerm(r))
			}
		}
	}
	slices.Sort(out.pinyin)
	slices.Sort(out.initials)
	return out
}

// scanSounds calls f with the terms of a field that begin with letters, those of
// the lexicon first, until f returns false.
func (x *Index) scanSounds(field, letters string, f func(term string) bool) error {
	own := x.sounds.pinyin
	if field == fieldInitials {
		own = x.sounds.initials
	}
	at, _ := slices.BinarySearch(own, letters)
	for _, term := range own[at:] {
		if !strings.HasPrefix(term, letters) {
			break
		}
		if !f(term) {
			return nil
		}
	}
	return x.scan(field, letters, f)
}
