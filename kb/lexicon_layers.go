package kb

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
)

// lexiconRecord is what a library remembers of a file of the lexicon for the
// next load.
type lexiconRecord struct {
	sum    [sha256.Size]byte
	parsed *lexiconFile
	sound  *lexiconFile // parsed, or the last version without an error; may be nil
}

// served returns what is searched with: the last sound version, or what could
// be read where there never was one.
func (r *lexiconRecord) served() *lexiconFile {
	if r.sound != nil {
		return r.sound
	}
	return r.parsed
}

// A wordStock is the lexicon of some layers while it is put together, by
// folded words.
type wordStock struct {
	groups map[string]group
	words  map[string]string // as they are written
}

func newWordStock() *wordStock {
	return &wordStock{groups: map[string]group{}, words: map[string]string{}}
}

// lay puts a file over what came before: a group takes the place of the one
// with the same word, words are united.
func (s *wordStock) lay(x *lexiconFile) {
	for _, g := range x.groups {
		if len(g.said) == 0 {
			delete(s.groups, g.word.key)
			continue
		}
		s.groups[g.word.key] = g
	}
	for _, w := range x.words {
		s.words[w.key] = w.text
	}
}

// lexicon returns the stock in order.
func (s *wordStock) lexicon() Lexicon {
	var x Lexicon
	for _, g := range s.groups {
		synonym := Synonym{Word: g.word.text}
		for _, said := range g.said {
			synonym.Said = append(synonym.Said, said.text)
		}
		x.Synonyms = append(x.Synonyms, synonym)
	}
	slices.SortFunc(x.Synonyms, func(a, b Synonym) int { return strings.Compare(a.Word, b.Word) })
	x.Words = slices.Sorted(maps.Values(s.words))
	return x
}

// layLexicon lays the lexicon of a layer, whose documents lie already, over
// those beneath.
func (ld *loader) layLexicon(layer Layer, paths []string) {
	for _, path := range paths {
		key := fileKey{layer.Name, layer.place(path)}
		rec := ld.readLexicon(layer, path)
		ld.lexicons[key] = rec
		ld.noteRead(key.place, rec.sum)
		ld.problems = append(ld.problems, rec.parsed.problems...)
		ld.problems = append(ld.problems, ld.checkLexicon(key, rec.parsed)...)
		ld.served.lay(rec.served())
	}
}

// A lexiconCheck is what was found wrong with a file of the lexicon after so
// much had been read.
type lexiconCheck struct {
	read     [sha256.Size]byte
	problems Problems
}

// noteRead notes that a file with this sum is part of the library.
func (ld *loader) noteRead(place string, sum [sha256.Size]byte) {
	_, _ = ld.read.Write([]byte(place + "\x00")) // a hash returns no error
	_, _ = ld.read.Write(sum[:])
}

// checkLexicon lays a file over the lexicon and returns what is wrong with it
// there. Looking for its words in every document takes time, so where nothing
// beneath has changed the previous library tells.
func (ld *loader) checkLexicon(key fileKey, x *lexiconFile) Problems {
	c := lexiconCheck{}
	ld.read.Sum(c.read[:0])
	if before := ld.cfg.Previous; before != nil && before.checks[key].read == c.read {
		c = before.checks[key]
		ld.words.lay(x)
	} else {
		outer := ld.problems
		ld.problems = nil
		ld.checkRemovals(x.groups)
		ld.words.lay(x)
		ld.checkGroups(x.groups)
		c.problems, ld.problems = ld.problems.sort().capped(), outer
	}
	ld.checks[key] = c
	return c.problems
}

// readLexicon reads and parses a file unless the previous library knows it
// unchanged.
func (ld *loader) readLexicon(layer Layer, path string) *lexiconRecord {
	var before *lexiconRecord
	if ld.cfg.Previous != nil {
		before = ld.cfg.Previous.lexicons[fileKey{layer.Name, layer.place(path)}]
	}
	rec := &lexiconRecord{}
	src, err := layer.read(path, maxLexiconBytes)
	if err != nil {
		rec.parsed = &lexiconFile{problems: Problems{layer.problem("unreadable", path, "读不出来（%s），检查文件和权限", reason(err))}}
	} else {
		rec.sum = sha256.Sum256(src)
		if before != nil && before.sum == rec.sum {
			return before
		}
		rec.parsed = parseLexicon(layer.place(path), path, src)
	}
	if rec.parsed.sound {
		rec.sound = rec.parsed
	} else if before != nil {
		rec.sound = before.sound
	}
	return rec
}
