package kb_test

import (
	"slices"
	"strings"
	"testing"

	"anku/kb"
)

func TestIDValid(t *testing.T) {
	for id, want := range map[kb.ID]bool{
		"a": true, "biz-restore-delay": true, "95598": true, "a-1-b": true, kb.ID(strings.Repeat("a", 80)): true,
		"": false, "-": false, "-a": false, "a-": false, "a--b": false, "A": false, "a_b": false, "a.b": false,
		"a/b": false, "..": false, "甲": false, "a b": false, "a\n": false, kb.ID(strings.Repeat("a", 81)): false,
	} {
		if got := id.Valid(); got != want {
			t.Errorf("%q valid: got %t, want %t", id, got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	tests := []struct {
		kind                     kb.Kind
		label, folder, path, url string
	}{
		{kb.KindScript, "话术", "scripts", "scripts/a.md", "/scripts/a"},
		{kb.KindCase, "案例", "complaints", "complaints/c/a.md", "/cases/a"},
		{kb.KindStandard, "标准", "standards", "standards/a.md", "/standards/a"},
		{kb.KindClass, "问题类", "classes", "classes/a.md", "/classes/a"},
		{kb.KindLesson, "培训课", "lessons", "lessons/a.md", "/lessons/a"},
	}
	var kinds []kb.Kind
	for _, tt := range tests {
		kinds = append(kinds, tt.kind)
		if !tt.kind.Valid() || tt.kind.Label() != tt.label || tt.kind.Folder() != tt.folder {
			t.Errorf("%s: got valid %t, label %q, folder %q", tt.kind, tt.kind.Valid(), tt.kind.Label(), tt.kind.Folder())
		}
		if got := kb.PathOf(tt.kind, "a", "c"); got != tt.path {
			t.Errorf("%s: got path %q, want %q", tt.kind, got, tt.path)
		}
		if got := kb.URLOf(tt.kind, "a"); got != tt.url {
			t.Errorf("%s: got page %q, want %q", tt.kind, got, tt.url)
		}
	}
	if got := kb.Kinds(); !slices.Equal(got, kinds) {
		t.Errorf("got kinds %q, want %q", got, kinds)
	}
	for _, kind := range []kb.Kind{"", "scripts", "Case"} {
		if kind.Valid() || kind.Label() != "" || kind.Folder() != "" {
			t.Errorf("%q: got a valid kind", kind)
		}
	}
}

// TestLabels has a Chinese name for every value that a document may have, and
// none for others.
func TestLabels(t *testing.T) {
	for value, label := range map[string]string{
		"hall": kb.ChannelHall.Label(), "media": kb.ChannelMedia.Label(), "regulator": kb.ChannelRegulator.Label(),
		"upheld": kb.LiabilityUpheld.Label(), "not-upheld": kb.LiabilityNotUpheld.Label(),
		"general": kb.SeverityGeneral.Label(), "special": kb.SeveritySpecial.Label(),
		"opening": kb.StageOpening.Label(), "close": kb.StageClose.Label(),
		"single": kb.QuestionSingle.Label(), "short": kb.QuestionShort.Label(),
	} {
		if label == "" || label == value {
			t.Errorf("%s: got label %q, want a Chinese one", value, label)
		}
	}
	for _, c := range kb.Categories() {
		if !c.Valid() || c.Label() == "" {
			t.Errorf("category %s: got valid %t, label %q", c, c.Valid(), c.Label())
		}
	}
	if kb.Channel("x").Label() != "" || kb.Category("x").Valid() || kb.Stage("").Label() != "" {
		t.Error("an unknown value has a label")
	}
}

func TestLimitString(t *testing.T) {
	for want, l := range map[string]kb.Limit{
		"45 分钟": {Value: "45", Unit: "分钟"}, "±7%": {Value: "±7", Unit: "%"}, "220V": {Value: "220", Unit: "V"}, "3": {Value: "3"},
	} {
		if got := l.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
