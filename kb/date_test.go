package kb_test

import (
	"encoding/json"
	"testing"
	"time"

	"anku/kb"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]kb.Date{
		"2026":       {Year: 2026},
		"2026-10":    {Year: 2026, Month: 10},
		"2026-10-05": {Year: 2026, Month: 10, Day: 5},
		"2024-02-29": {Year: 2024, Month: 2, Day: 29},
		"0001-01-01": {Year: 1, Month: 1, Day: 1},
	} {
		got, err := kb.ParseDate(s)
		if err != nil || got != want || got.String() != s {
			t.Errorf("parse %q: got %v, %v, want %+v", s, got, err, want)
		}
	}
	for _, s := range []string{
		"", "26", "2026-1", "2026-13", "2026-00", "2026-10-00", "2026-10-32", "2025-02-29", "0000", "0000-01-01",
		"2026/10/05", "2026-10-05 ", "2026-10-05T00:00:00Z", "二〇二六", "-026", "20261005",
	} {
		if got, err := kb.ParseDate(s); err == nil || !got.IsZero() {
			t.Errorf("parse %q: got %v, %v, want an error", s, got, err)
		}
	}
}

func TestDateCompare(t *testing.T) {
	order := []string{"2025-12-31", "2026", "2026-01-01", "2026-01-02", "2026-02", "2026-10", "2026-10-05", "2027"}
	for i, a := range order {
		for j, b := range order {
			x, errA := kb.ParseDate(a)
			y, errB := kb.ParseDate(b)
			if errA != nil || errB != nil {
				t.Fatal(errA, errB)
			}
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := x.Compare(y); got != want {
				t.Errorf("%s compared with %s: got %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	tests := []struct {
		from kb.Date
		days int
		want string
	}{
		{kb.Date{Year: 2026, Month: 10, Day: 5}, 0, "2026-10-05"},
		{kb.Date{Year: 2026, Month: 10, Day: 5}, 365, "2027-10-05"},
		{kb.Date{Year: 2024, Month: 2, Day: 28}, 2, "2024-03-01"},
		{kb.Date{Year: 2026, Month: 1, Day: 1}, -1, "2025-12-31"},
	}
	for _, tt := range tests {
		if got := tt.from.AddDays(tt.days).String(); got != tt.want {
			t.Errorf("%v and %d days: got %s, want %s", tt.from, tt.days, got, tt.want)
		}
	}
	night := time.Date(2026, 10, 5, 23, 30, 0, 0, time.FixedZone("CST", 8*3600))
	if got := kb.DateOf(night).String(); got != "2026-10-05" {
		t.Errorf("day of %v: got %s, want that of its place", night, got)
	}
	if got := kb.DateOf(night.UTC().Add(9 * time.Hour)).String(); got != "2026-10-06" {
		t.Errorf("got %s, want 2026-10-06", got)
	}
}

func TestDateJSON(t *testing.T) {
	data, err := json.Marshal([]kb.Date{{}, {Year: 2026}, {Year: 2026, Month: 10, Day: 5}})
	if want := `["","2026","2026-10-05"]`; err != nil || string(data) != want {
		t.Errorf("got %s, %v, want %s", data, err, want)
	}
}
