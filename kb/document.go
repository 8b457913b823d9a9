package kb

// Status says whether a document is in use.
type Status string

// The statuses. Drafts and retired documents keep their page but are neither
// searched nor listed.
const (
	StatusDraft   Status = "draft"
	StatusActive  Status = "active"
	StatusRetired Status = "retired"
)

// A Document is one file of the library. Exactly one of Class, Case, Script,
// Standard and Lesson is set, by Kind. A Document is never changed once it has
// been loaded.
type Document struct {
	ID     ID
	Kind   Kind
	Title  string
	Status Status

	Owner       string // the post that answers for the content
	Reviewed    Date   // day of the last review
	ReviewEvery int    // days until the next; 0 means the library's default
	Tags        []string
	Sources     []string
	Asks        []string // how people put it

	Classes []ID // first the main class; a class document lists itself

	Sections []Section
	Source   string // the whole file
	Path     string // inside its layer, such as "scripts/a.md"
	Layer    string // name of the layer that it came from

	Class    *Class
	Case     *Case
	Script   *Script
	Standard *Standard
	Lesson   *Lesson
}

// URL returns the path of the document's page.
func (d *Document) URL() string { return URLOf(d.Kind, d.ID) }

// MainClass returns the first class, or "" where there is none.
func (d *Document) MainClass() ID {
	if len(d.Classes) == 0 {
		return ""
	}
	return d.Classes[0]
}

// Section returns the section with the given heading, or nil.
func (d *Document) Section(heading string) *Section {
	for i := range d.Sections {
		if d.Sections[i].Heading == heading {
			return &d.Sections[i]
		}
	}
	return nil
}

// Lines returns the sentences of a script in order, nil for other kinds.
func (d *Document) Lines() []Line {
	if d.Script == nil {
		return nil
	}
	return d.Script.Lines
}

// A Section is a level-two part of a document's body. Text before the first
// heading is a section without heading.
type Section struct {
	Heading string
	Anchor  string   // of the heading, for links; unique in the document
	HTML    string   // the content without its heading, safe to put into a page
	Text    string   // the content as plain text, one block a line
	Heads   []string // headings inside the section
}

// A Class is a class of problems, what a complaint is analysed into.
type Class struct {
	Category    Category
	Departments []string
	Near        []ID // classes that it is mixed up with
}

// A Standard is a rule with its source, often with limits.
type Standard struct {
	Document     string // name of the rule, such as 《供电服务规范》
	Article      string
	Effective    Date
	SupersededBy ID
	Supersedes   []ID
	Confidence   Confidence
	Limits       []Limit
}

// Confidence says whether a standard was compared with its document.
type Confidence string

// The confidences.
const (
	ConfidenceVerified   Confidence = "verified"
	ConfidenceUnverified Confidence = "unverified"
)

// A Limit is a figure that a standard sets, such as 45 分钟 in 城区.
type Limit struct {
	What  string
	Value string // a number or a range as the rule writes it
	Unit  string
	Where string // what it is limited to; "" means everywhere
}

// String returns the figure with its unit, set as Chinese text is: a space
// between a number and a word, none before a symbol.
func (l Limit) String() string {
	if l.Unit == "" || l.Unit[0] < 0x80 {
		return l.Value + l.Unit
	}
	return l.Value + " " + l.Unit
}
