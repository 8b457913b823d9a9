package kb_test

import (
	"testing"
	"testing/fstest"

	"anku/kb"
)

// TestRetiredStubHides holds that an overlay hides a document by saying so:
// nothing else of it has to be written again.
func TestRetiredStubHides(t *testing.T) {
	for _, kind := range kb.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			path := kb.PathOf(kind, "old-one", "pay")
			ground := kb.Layer{Name: "ground", FS: fstest.MapFS{
				"classes/pay.md": {Data: []byte(source(classHead, classBody))},
			}}
			stub := kb.Layer{Name: "stub", FS: fstest.MapFS{
				path: {Data: []byte("---\nstatus: retired\n---\n")},
			}}
			lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: today}, ground, stub)
			if err != nil {
				t.Fatal(err)
			}
			if problems := lib.Problems(); len(problems) > 0 {
				t.Errorf("problems:\n%v", problems)
			}
			d := lib.Document("old-one")
			if d == nil || d.Status != kb.StatusRetired || d.Title != "old-one" {
				t.Fatalf("document = %+v, want a retired one that is called by its ID", d)
			}
			for _, listed := range lib.Documents() {
				if listed == d {
					t.Error("the retired document is listed")
				}
			}
		})
	}
}
