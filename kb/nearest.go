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
		if d := editDistance(s, c); d < bestDistance && d*3 <= len(c) {
			best, bestDistance = c, d
		}
	}
	return best
}

// editDistance counts insertions, deletions, replacements and exchanges of
// neighbours (optimal string alignment) between two short ASCII words.
func editDistance(a, b string) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
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

// clip shortens text from a file for a message and keeps it on one line.
func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
