package kb

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed scaffold/*.md
var scaffolds embed.FS

// scaffoldMeasureDays is how far ahead a new measure is due.
const scaffoldMeasureDays = 30

// scaffoldFacts is what a new file is filled with.
type scaffoldFacts struct {
	Class, Today, Month, Year, Due string
	Scripts, Standards, Cases      string // IDs of the class, for a YAML list
}

// Scaffold returns the text of a new document that needs only its content:
// every key and section is there, what must be written is marked, and scripts
// and standards of the class are filled in from lib. The class may be "" for
// kinds other than a case.
func Scaffold(lib *Library, kind Kind, class ID, today Date) (string, error) {
	if !kind.Valid() {
		return "", fmt.Errorf("kind %q is unknown, expected case, script, standard, class or lesson", kind)
	}
	if class == "" && kind == KindCase {
		return "", fmt.Errorf("a case needs its class, such as biz-restore-delay")
	}
	if class != "" && lib.Class(class) == nil {
		return "", fmt.Errorf("class %q is unknown%s", class, lib.suggestClass(class))
	}
	tmpl, err := template.ParseFS(scaffolds, "scaffold/"+string(kind)+".md")
	if err != nil {
		return "", fmt.Errorf("scaffold: %w", err)
	}
	var out bytes.Buffer
	err = tmpl.Execute(&out, scaffoldFacts{
		Class: string(class),
		Today: today.String(), Due: today.AddDays(scaffoldMeasureDays).String(),
		Month: Date{Year: today.Year, Month: today.Month}.String(), Year: Date{Year: today.Year}.String(),
		Scripts:   lib.idsOfClass(class, KindScript),
		Standards: lib.idsOfClass(class, KindStandard),
		Cases:     lib.idsOfClass(class, KindCase),
	})
	return out.String(), err
}

// suggestClass names the class that a wrong ID most likely means.
func (l *Library) suggestClass(id ID) string {
	var all []string
	for _, c := range l.OfKind(KindClass) {
		all = append(all, string(c.ID))
	}
	if near := nearest(string(id), all); near != "" {
		return ", did you mean " + near + "?"
	}
	return ""
}

// idsOfClass returns the documents of a kind whose main class it is.
func (l *Library) idsOfClass(class ID, kind Kind) string {
	var ids []string
	for _, d := range l.OfClass(class) {
		if d.Kind == kind && d.MainClass() == class {
			ids = append(ids, string(d.ID))
		}
	}
	return strings.Join(ids, ", ")
}
