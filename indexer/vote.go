package indexer

import (
	"math"

	"anku/kb"
)

// kindWeight is added to the score of each kind: what is said now before what
// is taught later.
var kindWeight = map[kb.Kind]float64{
	kb.KindScript:   0.25,
	kb.KindStandard: -0.9,
	kb.KindCase:     0,
	kb.KindClass:    -6,
	kb.KindLesson:   -2.7,
}

const (
	// voteWeight is what the class gains that all votes are for, as a share of
	// the highest score that is possible.
	voteWeight = 0.2
	// voteSpread is the difference in score, as such a share, at which a vote
	// counts e times less.
	voteSpread = 0.12
	// sameKind is what a document loses, as such a share, for each document of
	// its kind before it.
	sameKind = 0.08
	// varied is how many of the first documents are chosen for variety.
	varied = 10
)

// vote lets the best documents vote for the class that they are of, and
// favours the documents of the classes that are voted for: one that answers by
// chance has no others of its class beside it.
func vote(found []ranked) {
	best := math.Inf(-1)
	for _, r := range found {
		best = max(best, r.score)
	}
	votes := map[kb.ID]float64{}
	total := 0.0
	for _, r := range found {
		v := math.Exp((r.score - best) / (voteSpread * highest))
		votes[r.MainClass()] += v
		total += v
	}
	for i, r := range found {
		if r.MainClass() != "" {
			found[i].score += voteWeight * highest * votes[r.MainClass()] / total
		}
	}
}

// vary reorders the first of what was found so that they are of different
// kinds where that costs little: the words to say, the rule and the story
// rather than three of one. Scores become those by which they were chosen.
func vary(found []ranked) {
	seen := map[kb.Kind]int{}
	for i := range min(varied, len(found)) {
		rest := found[i:]
		at, most := 0, math.Inf(-1)
		for j, r := range rest {
			if v := r.score - sameKind*highest*float64(seen[r.Kind]); v > most {
				at, most = j, v
			}
		}
		chosen := rest[at]
		chosen.score = most
		copy(rest[1:at+1], rest[:at])
		rest[0] = chosen
		seen[chosen.Kind]++
	}
	settle(found)
}

// settle makes scores fall with the order.
func settle(found []ranked) {
	for i := 1; i < len(found); i++ {
		found[i].score = min(found[i].score, found[i-1].score)
	}
}
