package eval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"anku/indexer/eval"
	"anku/kb"
)

func TestLabelMeasure(t *testing.T) {
	script, standard := kb.KindScript, kb.KindStandard
	hit := func(class kb.ID, kind kb.Kind) kb.Hit { return kb.Hit{Class: class, Kind: kind} }
	pay := []kb.ID{"pay", "outage"}
	other := hit("meter", script)
	for _, test := range []struct {
		name string
		hits []kb.Hit
		want eval.ClassMeasures
	}{
		{"nothing", nil, eval.ClassMeasures{}},
		{"first, of the kind", []kb.Hit{hit("pay", script)}, eval.ClassMeasures{Class1: 1, Class3: 1, MRR10: 1, Intent3: 1}},
		{"first, of another kind", []kb.Hit{hit("outage", standard)}, eval.ClassMeasures{Class1: 1, Class3: 1, MRR10: 1}},
		{"kind and class apart", []kb.Hit{hit("pay", standard), other}, eval.ClassMeasures{Class1: 1, Class3: 1, MRR10: 1}},
		{"kind later", []kb.Hit{hit("pay", standard), other, hit("outage", script)}, eval.ClassMeasures{Class1: 1, Class3: 1, MRR10: 1, Intent3: 1}},
		{"kind too late", []kb.Hit{hit("pay", standard), other, other, hit("outage", script)}, eval.ClassMeasures{Class1: 1, Class3: 1, MRR10: 1}},
		{"third", []kb.Hit{other, other, hit("pay", script)}, eval.ClassMeasures{Class3: 1, MRR10: 1.0 / 3, Intent3: 1}},
		{"fourth", []kb.Hit{other, other, other, hit("pay", script)}, eval.ClassMeasures{MRR10: 0.25}},
		{"eleventh", append(make([]kb.Hit, 10), hit("pay", script)), eval.ClassMeasures{}},
		{"only beside another class", []kb.Hit{{Class: "meter", Also: pay, Kind: script}}, eval.ClassMeasures{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.Queries = 1
			if got := (eval.Label{Classes: pay, Intent: script}).Measure(test.hits); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestNewClassReport(t *testing.T) {
	labels := []eval.Label{{Note: "pinyin"}, {Note: "pinyin"}, {}, {Note: "typo"}}
	got := eval.NewClassReport(labels, []eval.ClassMeasures{
		{Queries: 1, Class1: 1, Class3: 1, MRR10: 1, Intent3: 1},
		{Queries: 1, Class3: 1, MRR10: 0.5},
		{Queries: 1},
		{Queries: 1, MRR10: 0.1},
	})
	want := eval.ClassReport{
		ClassMeasures: eval.ClassMeasures{Queries: 4, Class1: 0.25, Class3: 0.5, MRR10: 0.4, Intent3: 0.25},
		Notes: map[string]eval.ClassMeasures{
			"pinyin": {Queries: 2, Class1: 0.5, Class3: 1, MRR10: 0.75, Intent3: 0.5},
			"typo":   {Queries: 1, MRR10: 0.1},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestMeasureTop(t *testing.T) {
	one, two := []kb.ID{"pay"}, []kb.ID{"pay", "meter"}
	complaints := []eval.Complaint{{Classes: one}, {Classes: two}, {Classes: one}, {Classes: one}, {Classes: one}}
	got := eval.MeasureTop(complaints, [][]kb.ID{
		{"pay", "outage"},
		{"outage", "a", "meter", "pay"},
		{"outage", "a", "b", "pay"}, // too late
		{"outage"},
		nil, // not sure
	})
	if want := (eval.TopMeasures{Complaints: 5, Top1: 0.2, Top3: 0.4}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := eval.MeasureTop(nil, nil); got != (eval.TopMeasures{}) {
		t.Errorf("of none: got %+v, want zero", got)
	}
}
