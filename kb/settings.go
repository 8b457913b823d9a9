package kb

// settingsFile is the optional file that describes a layer.
const settingsFile = "library.yaml"

// defaultReviewDays is the review interval where no library.yaml says another.
const defaultReviewDays = 365

// Settings describe a library. They come from the library.yaml of each layer,
// a later layer overriding what it says.
type Settings struct {
	Name        string    // of the library, for page titles
	ReviewEvery int       // days between reviews of a document
	Proposals   Proposals // where changes are proposed
	Standalone  bool      // lint lays nothing beneath the layer; of the last layer
}

// Proposals say where a contributor sends a change.
type Proposals struct {
	URL  string // of the repository, "" where there is none
	Kind string // github, gitlab or gitea
}

// readSettings reads a library.yaml.
func readSettings(name string, src []byte, s *Settings) Problems {
	f := newFile(name, settingsFile, src)
	if !f.checkSize(maxFrontMatterBytes, "只留规定的键") || !f.checkEncoding() {
		return f.problems
	}
	root, ok := f.parseYAML(f.src, 1)
	if !ok {
		return f.problems
	}
	m := newFields(f, root)
	if v := m.text("name"); v != "" {
		s.Name = v
	}
	if n := m.count("review_every", 1, 3650); n != 0 {
		s.ReviewEvery = n
	}
	s.Standalone = m.choice("standalone", "true", "false") == "true"
	if v := m.take("proposals"); v != nil {
		sub := newFields(f, v)
		s.Proposals = Proposals{
			URL:  sub.text("url"),
			Kind: sub.choice("kind", "github", "gitlab", "gitea"),
		}
		if u := s.Proposals.URL; u != "" && !isWebURL(u) {
			f.at("bad-value", sub.values["url"], "proposals.url 要是一个 http(s) 地址")
			s.Proposals.URL = ""
		}
		sub.done()
	}
	m.done()
	return f.problems
}
