package kb

import "strings"

// nearest returns the candidate that s is most likely a slip of: at most two
// edits away and at most a third of its length, or "" where there is none.
func nearest(s string, candidates []string) string {
	best, bestDistance := "", 3
	s = strings.ToLower(s)
	if len(s) > maxIDBytes {
		return ""
	}
	for _, c := range candidates {
		if len(c) > len(s)+2 || len(s) > len(c)+2 {
			continue
		}
		if d := editDistance(s, c); d < bestDistance && d*3 <= len(c) {
			best, bestDistance = c, d
		}
	}
	return best
}

// editDistance counts insertions, deletions, replacements and exchanges of
// neighbours (optimal string alignment) between two short ASCII words.
func editDistance(a, b string) int {
	n := len(b) + 1
	rows := make([]int, 3*n)
	before, last, row := rows[:n], rows[n:2*n], rows[2*n:]
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// clip shortens text from a file for a message, and keeps it on one line and
// from steering a terminal.
func clip(s string) string {
	s = visible(strings.Join(strings.Fields(s), " "))
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// visible puts a mark in the place of each control character.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) || r == '\n' || r == '\r' || r == '\t' {
			return '\uFFFD'
		}
		return r
	}, s)
}
