package cases_test

import (
	"slices"
	"testing"

	"anku/cases"
	"anku/kb"
)

// reviewDay is a day on which everything in the library has been reviewed and
// nothing is due; review dates are checked by lint, not by the calendar of
// whoever runs the tests.
var reviewDay = kb.Date{Year: 2026, Month: 11, Day: 22}

func load(t *testing.T) *kb.Library {
	t.Helper()
	lib, err := kb.Load(t.Context(), kb.LoadConfig{Today: reviewDay}, kb.Layer{Name: "cases", Prefix: "cases", FS: cases.FS()})
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func TestLibraryIsSound(t *testing.T) {
	for _, p := range load(t).Problems() {
		t.Error(p)
	}
}

func TestEveryClassOfTheTaxonomy(t *testing.T) {
	lib := load(t)
	want := map[kb.Category][]kb.ID{
		kb.CategoryService: {
			"svc-attitude", "svc-complaint-handling", "svc-cross-district", "svc-escalation", "svc-first-contact",
			"svc-hall", "svc-hotline", "svc-off-duty", "svc-one-time-notice", "svc-onsite-conduct", "svc-privacy",
			"svc-rigid-rules", "svc-system-down", "svc-wrong-answer",
		},
		kb.CategoryBusiness: {
			"biz-balance-answer", "biz-bill-spike", "biz-change-name", "biz-charges", "biz-dunning-cutoff",
			"biz-duplicate-pay", "biz-lapse", "biz-meter-accuracy", "biz-meter-mismatch", "biz-meter-reading",
			"biz-meter-replace", "biz-new-install", "biz-pay-error", "biz-refuse-cash", "biz-restore-delay", "biz-tariff",
		},
		kb.CategoryOutage: {
			"out-customer-side", "out-notice", "out-plan", "out-repair-late", "out-repair-quality",
		},
		kb.CategoryQuality: {"qual-appliance", "qual-frequent", "qual-voltage"},
		kb.CategoryGrid:    {"grid-hazard", "grid-renovation", "grid-works"},
	}
	got := map[kb.Category][]kb.ID{}
	for _, d := range lib.OfKind(kb.KindClass) {
		got[d.Class.Category] = append(got[d.Class.Category], d.ID)
		if len(d.Asks) < 12 {
			t.Errorf("class %s has %d asks, want at least 12", d.ID, len(d.Asks))
		}
		if len(d.Class.Departments) == 0 || len(d.Class.Near) == 0 {
			t.Errorf("class %s has no departments or no near classes", d.ID)
		}
	}
	for category, ids := range want {
		if !slices.Equal(got[category], ids) {
			t.Errorf("classes of %s are %v, want %v", category, got[category], ids)
		}
	}
}

func TestFirstContent(t *testing.T) {
	lib := load(t)
	for kind, least := range map[kb.Kind]int{
		kb.KindScript: 14, kb.KindCase: 14, kb.KindStandard: 20, kb.KindLesson: 2,
	} {
		if got := len(lib.OfKind(kind)); got < least {
			t.Errorf("%d documents of kind %s, want at least %d", got, kind, least)
		}
	}
	classes := map[kb.ID]bool{}
	for _, d := range lib.OfKind(kb.KindCase) {
		classes[d.MainClass()] = true
		if d.Case.Origin != kb.OriginComposite {
			t.Errorf("case %s is %s, want composite", d.ID, d.Case.Origin)
		}
		if len(d.Case.Questions) < 3 {
			t.Errorf("case %s has %d questions, want at least 3", d.ID, len(d.Case.Questions))
		}
	}
	if len(classes) < 14 {
		t.Errorf("cases are of %d classes, want at least 14", len(classes))
	}
	limits := 0
	for _, d := range lib.OfKind(kb.KindStandard) {
		if len(d.Standard.Limits) > 0 {
			limits++
		}
	}
	if limits < 20 {
		t.Errorf("%d standards have limits, want at least 20", limits)
	}
	for _, d := range lib.OfKind(kb.KindScript) {
		if n := len(d.Script.Lines); n < 4 || n > 10 {
			t.Errorf("script %s has %d lines, want 4 to 10", d.ID, n)
		}
		if len(d.Script.Bans) < 3 {
			t.Errorf("script %s has %d bans, want at least 3", d.ID, len(d.Script.Bans))
		}
	}
}

// TestAsksAreSaidOnce holds that no two documents of a kind claim the same
// wording: a search for it could only guess.
func TestAsksAreSaidOnce(t *testing.T) {
	type place struct {
		kind kb.Kind
		ask  string
	}
	seen := map[place]kb.ID{}
	for _, d := range load(t).Documents() {
		for _, ask := range d.Asks {
			p := place{d.Kind, ask}
			if other, taken := seen[p]; taken {
				t.Errorf("%s and %s both ask %q", other, d.ID, ask)
			}
			seen[p] = d.ID
		}
	}
}
