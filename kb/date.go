package kb

import (
	"fmt"
	"time"
)

// A Date is a calendar date of known precision: year, year and month, or a
// full day. Unknown parts are zero; the zero Date means that there is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads "2026", "2026-10" or "2026-10-05" and refuses dates that no
// calendar has.
func ParseDate(s string) (Date, error) {
	for _, layout := range [...]string{"2006", "2006-01", time.DateOnly} {
		if len(s) != len(layout) {
			continue
		}
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() == 0 {
			break
		}
		d := Date{Year: t.Year()}
		if len(layout) >= len("2006-01") {
			d.Month = t.Month()
		}
		if layout == time.DateOnly {
			d.Day = t.Day()
		}
		return d, nil
	}
	return Date{}, fmt.Errorf("date %q is not of the form 2026, 2026-10 or 2026-10-05", s)
}

// DateOf returns the day of t in t's location.
func DateOf(t time.Time) Date {
	return Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// String returns d in the precision it has, "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	default:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
}

// MarshalText returns [Date.String], so that a Date is a string in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// AddDays returns the day that is n days after d, which must be a full day.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC))
}

// Compare returns -1, 0 or 1 as d is before, the same as or after other; an
// unknown month or day counts as the earliest.
func (d Date) Compare(other Date) int {
	a, b := d.ordinal(), other.ordinal()
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

func (d Date) ordinal() int { return (d.Year*100+int(d.Month))*100 + d.Day }
