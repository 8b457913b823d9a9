package kb

import "io"

// A Lexicon holds words of the library's subject that a general dictionary
// lacks or cuts wrongly, and how people put them. The zero Lexicon is empty.
type Lexicon struct {
	Synonyms []Synonym // by Word
	Words    []string  // sorted
}

// A Synonym is a domain word, as the documents have it, and what people say
// instead. Whoever searches for the one finds the other.
type Synonym struct {
	Word string
	Said []string
}

// writeTo writes what makes two lexicons differ.
func (x Lexicon) writeTo(w io.Writer) {
	for _, s := range x.Synonyms {
		for _, word := range append([]string{s.Word}, s.Said...) {
			_, _ = io.WriteString(w, word+"\x00")
		}
		_, _ = io.WriteString(w, "\x01")
	}
	for _, word := range x.Words {
		_, _ = io.WriteString(w, word+"\x00")
	}
}
