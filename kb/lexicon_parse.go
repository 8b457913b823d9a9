package kb

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A lexiconFile is what one file of the lexicon says.
type lexiconFile struct {
	groups   []group  // of synonyms.yaml, each word once
	words    []saying // of words.txt, each once
	sound    bool     // without an error
	problems Problems
}

// A saying is a word with its place.
type saying struct {
	Position
	text string
	key  string // text folded
}

// A group is a word with what people say instead. One that says nothing takes
// the group of the same word in the layers beneath away.
type group struct {
	word saying
	said []saying
}

// all returns every word of g.
func (g group) all() []saying { return append([]saying{g.word}, g.said...) }

// parseLexicon reads a file of the lexicon, which defects call name.
func parseLexicon(name, path string, src []byte) *lexiconFile {
	f := newFile(name, path, src)
	x := &lexiconFile{}
	if f.checkSize(maxLexiconBytes, "只留搜索用得上的词") && f.checkEncoding() {
		if path == WordsFile {
			x.words = f.readWords()
		} else {
			x.groups = f.readSynonyms()
		}
	}
	x.sound = f.problems.Errors() == 0
	x.problems = f.problems.sort().capped()
	return x
}

// readSynonyms reads a list of groups; those that are wrong are left out.
func (f *file) readSynonyms() []group {
	root, ok := f.loadYAML(f.src, 1)
	if !ok || root == nil || root.Tag == "!!null" {
		return nil
	}
	if root.Kind != yaml.SequenceNode {
		f.at("wrong-type", root, "要写成一个列表，每组以“- word: 词”开头")
		return nil
	}
	var groups []group
	place := map[string]int{} // of a word in groups
	for i, item := range root.Content {
		if i == maxGroups {
			f.at("structure", item, "从这里起超过 %d 组，只留搜索用得上的", maxGroups)
			break
		}
		g, ok := f.readGroup(item)
		if !ok {
			continue
		}
		at, twice := place[g.word.key]
		if !twice {
			place[g.word.key] = len(groups)
			groups = append(groups, g)
			continue
		}
		first := &groups[at]
		f.report("lexicon-swallow", g.word.Line, g.word.Col, "“%s” 在第 %d 行已经有一组，合并到那里", clip(g.word.text), first.word.Line)
		united := uniqueSayings(first.word, append(first.said, g.said...), nil)
		first.said = united[:min(len(united), maxSaid)]
	}
	return groups
}

// readGroup reads one group. It is not ok where the group has no word or none
// of what is said in its stead is right.
func (f *file) readGroup(item *yaml.Node) (g group, ok bool) {
	if item.Kind == yaml.AliasNode {
		return group{}, false // reported
	}
	if item.Kind != yaml.MappingNode {
		f.at("wrong-type", item, "每一组要写成“- word: 词”，下一行“said: [说法]”")
		return group{}, false
	}
	m := newFields(f, item)
	defer m.done()
	if text := m.text("word"); text != "" {
		g.word, ok = f.synonym(m.values["word"], text)
	} else if m.needs("word") {
		m.missing("word", "写文档里的那个词")
	}
	if !m.has("said") {
		m.take("said") // so that done knows it
		m.missing("said", "写上人们的说法，如 said: [没电, 断电]")
		return group{}, false
	}
	nodes := m.scalars("said")
	for i, node := range nodes {
		if i == maxSaid {
			f.at("structure", node, "一组最多 %d 个说法，只留真有人说的", maxSaid)
			break
		}
		if s, right := f.synonym(node, node.Value); right {
			g.said = append(g.said, s)
		}
	}
	g.said = uniqueSayings(g.word, g.said, func(s saying) {
		f.report("lexicon-swallow", s.Line, s.Col, "“%s” 在这一组里已经写过了，删掉一处", clip(s.text))
	})
	said := m.values["said"]
	removes := said.Kind == yaml.SequenceNode && len(said.Content) == 0
	return g, ok && (removes || len(g.said) > 0)
}

// uniqueSayings returns said without word and without repetitions, which it
// passes to twice unless that is nil.
func uniqueSayings(word saying, said []saying, twice func(saying)) []saying {
	seen := map[string]bool{word.key: true}
	var out []saying
	for _, s := range said {
		if !seen[s.key] {
			seen[s.key] = true
			out = append(out, s)
		} else if twice != nil {
			twice(s)
		}
	}
	return out
}

// synonym returns the word at a node of synonyms.yaml if it is right.
func (f *file) synonym(n *yaml.Node, text string) (saying, bool) {
	s := saying{Position: f.nodePosition(n), text: text, key: foldWord(text)}
	switch {
	case !f.checkWord(s, "几个说法之间用半角逗号加空格隔开"):
		return s, false
	case isOneRune(text):
		f.report("lexicon-broad", s.Line, s.Col, "“%s” 只有一个字，差不多什么都搜得到，写成词", clip(text))
		return s, false
	case isFunction(s.key):
		f.report("lexicon-broad", s.Line, s.Col, "“%s” 全是虚字，差不多什么都搜得到，换成有实义的词或者删掉", clip(text))
		return s, false
	}
	return s, true
}

// checkWord reports a word that is too long or has other characters than
// letters and digits; apart says how words are kept apart.
func (f *file) checkWord(s saying, apart string) bool {
	if i := strings.IndexFunc(s.text, isNoWordRune); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s.text[i:])
		f.report("lexicon-word", s.Line, s.Col, "“%s” 里有%s，词里只有字、字母和数字；%s", clip(s.text), nameOf(r), apart)
		return false
	}
	if n := utf8.RuneCountInString(s.text); n > maxWordRunes {
		f.report("lexicon-word", s.Line, s.Col, "“%s” 有 %d 个字，最多 %d 个，只留关键的词", clip(s.text), n, maxWordRunes)
		return false
	}
	return true
}

// isNoWordRune reports whether r stands in no word.
func isNoWordRune(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}

// nameOf returns how a message calls a character.
func nameOf(r rune) string {
	switch {
	case unicode.IsSpace(r):
		return "空格"
	case !unicode.IsPrint(r):
		return fmt.Sprintf("看不见的字符（U+%04X）", r)
	default:
		return " “" + string(r) + "”"
	}
}

// readWords reads a list of words, one a line; those that are wrong are left
// out.
func (f *file) readWords() []saying {
	var words []saying
	first := map[string]int{} // line of each word
	line := 0
	for rest := f.src; len(rest) > 0; {
		var text []byte
		text, rest, _ = cutLine(rest)
		line++
		word, col := wordOf(string(text))
		if word == "" {
			continue
		}
		s := saying{Position: Position{File: f.name, Line: line, Col: col}, text: word, key: foldWord(word)}
		if !f.checkWord(s, "一行只写一个词") {
			continue
		}
		if utf8.RuneCountInString(word) < minWordRunes {
			f.report("lexicon-word", line, col, "“%s” 只有一个字，词要有 %d 到 %d 个字", clip(word), minWordRunes, maxWordRunes)
			continue
		}
		if before := first[s.key]; before > 0 {
			f.report("lexicon-swallow", line, col, "“%s” 在第 %d 行已经写过了，删掉一处", clip(word), before)
			continue
		}
		first[s.key] = line
		words = append(words, s)
	}
	return words
}

// wordOf returns the word of a line of words.txt and its column; a comment
// begins with a "#" at the beginning of the line or behind a space.
func wordOf(line string) (word string, col int) {
	for i, r := range line {
		if r == '#' && (i == 0 || strings.ContainsRune(" \t", rune(line[i-1]))) {
			line = line[:i]
			break
		}
	}
	word = strings.TrimLeftFunc(line, unicode.IsSpace)
	col = utf8.RuneCountInString(line[:len(line)-len(word)]) + 1
	return strings.TrimRightFunc(word, unicode.IsSpace), col
}
