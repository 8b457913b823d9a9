package indexer_test

import (
	"testing"

	"anku/indexer"
	"anku/kb"
)

// TestKeystrokes types words and titles: once the wanted document is first, it
// stays first to the end.
func TestKeystrokes(t *testing.T) {
	x := ladder(t)
	typed := map[string]kb.ID{
		"fudianman": "slow", "diangan": "pole", "dianganwaile": "pole", "taiqu": "station", "taiqugaizao": "station",
		"yanbiaodengji": "test", "chaobiaoriqi": "reading", "chuangkoupaidui": "window", "jingdianyongdian": "scenery",
		"jingdianshili": "classic", "95598": "hotline", "95598tousu": "hotline", "ckpd": "window", "tqgz": "station",
		"10kV线路": "kilovolt", "App jiaofei": "app", "门口的电线杆歪了怎么办": "pole", "太区什么时候改造": "station",
	}
	for _, d := range x.Library().OfKind(kb.KindScript) {
		typed[d.Title] = d.ID
		for _, a := range d.Asks {
			typed[a] = d.ID
		}
	}
	for text, want := range typed {
		t.Run(text, func(t *testing.T) {
			typing(t, x, text, want, 0)
		})
	}
}

// TestKeystrokesOfTitles types the titles of all scripts of the embedded
// library. Before their middle another document may be meant as well.
func TestKeystrokesOfTitles(t *testing.T) {
	x := openEmbedded(t)
	for _, d := range x.Library().OfKind(kb.KindScript) {
		t.Run(d.Title, func(t *testing.T) {
			typing(t, x, d.Title, d.ID, len(d.Title)/2)
		})
	}
}

// typing types text and reports where the wanted document is lost again, once
// it has been the first behind from bytes.
func typing(t *testing.T, x *indexer.Index, text string, want kb.ID, from int) {
	t.Helper()
	since := ""
	for i := range text + " " {
		if i < from {
			continue
		}
		prefix := text[:min(i, len(text))]
		res, err := x.Search(t.Context(), kb.Query{Text: prefix, Limit: 3})
		if err != nil {
			t.Fatalf("%q: %v", prefix, err)
		}
		got := ids(res)
		switch first := len(got) > 0 && got[0] == want; {
		case first && since == "":
			since = prefix
		case !first && since != "":
			t.Errorf("%s is first since %q, but not for %q: %v", want, since, prefix, got)
		}
	}
	if since == "" {
		t.Errorf("%s is never first for %q", want, text)
	}
}
