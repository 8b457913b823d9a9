package hanzi

// A Reading is what one Han character of a text sounds like: Rune is the
// folded character, Start and End are its place in the text, Syllables its one
// or two readings, likeliest first.
type Reading struct {
	Rune       rune
	Start, End int
	Syllables  []string // toneless, ü is v: "chong", "lv"
}

// Pinyin returns the readings of the Han characters of text. A character in a
// word of the best cut has the one reading that it has there; one that stands
// alone has those that are common. Characters that have no known reading are
// left out, as is all that is not Han.
func (d *Dictionary) Pinyin(text string) []Reading {
	chars := Fold(text)
	out := make([]Reading, 0, len(chars))
	syllables := make([]string, 0, len(chars)+len(chars)/4)
	var general lattice
	var says []sound
	d.runs(chars, func(_ int, l *lattice) {
		says = l.sounds(&general, says[:0])
		for i, c := range l.chars {
			from := len(syllables)
			for _, id := range says[i] {
				if id != 0 {
					syllables = append(syllables, syllableAt(int(id)-1))
				}
			}
			if to := len(syllables); to > from {
				out = append(out, Reading{c.Rune, c.Start, c.End, syllables[from:to:to]})
			}
		}
	})
	return out
}

// A sound is the numbers of one or two syllables, counted from 1.
type sound [2]uint32

// sounds appends the readings of the characters by the best cut. Words that
// only the caller knows are read as the general dictionary cuts them.
func (l *lattice) sounds(general *lattice, out []sound) []sound {
	for i := 0; i < len(l.chars); {
		a := l.arcs[l.best[i]]
		chars := l.chars[i:a.end]
		switch {
		case a.node == 0 && a.own:
			general.set(chars)
			out = general.sounds(nil, out)
		default:
			out = read(chars, a.node, out)
		}
		i = a.end
	}
	return out
}

// read appends the readings of a word, which is the dictionary's node, or of a
// character.
func read(chars []Char, node uint32, out []sound) []sound {
	first := len(out)
	for _, c := range chars {
		usual, other := readingsOf(c.Rune)
		if len(chars) > 1 {
			other = 0
		}
		out = append(out, sound{usual, other})
	}
	if node != 0 && len(chars) > 1 && cellAt(node).phrase() {
		phraseReadings(node, func(place int, id uint32) {
			s := &out[first+place]
			if id == open {
				s[0], s[1] = readingsOf(chars[place].Rune)
			} else {
				s[0] = id + 1
			}
		})
	}
	return out
}
