package fidelity

import "slices"

// Card is what a conversion put in the place of an embed: a line of text that
// was made, not carried over, and where it leads, "" for nowhere.
type Card struct{ Text, Link string }

// without takes the lines of cards out of a text that holds them, in order,
// and says which of the cards were found. Where the line of a card stands in
// several places, the one is taken behind which the text is in's again.
func (c *Content) without(cards []Card, in []rune) (rest Content, found []bool) {
	if len(cards) == 0 {
		return *c, nil
	}
	found = make([]bool, len(cards))
	k := cutter{from: c}
	for i, card := range cards {
		line := visible(card.Text)
		at := place(line, c.Text[k.read:], in[min(len(k.text), len(in)):])
		if found[i] = at >= 0; found[i] {
			k.keep(at)
			k.read += len(line)
		}
	}
	k.keep(len(c.Text) - k.read)
	rest = *c
	rest.Text, rest.gaps = k.text, k.gaps
	return rest, found
}

// cutter copies a text in parts, and the gaps with it.
type cutter struct {
	from *Content
	// read and seen are how much of the text and of its gaps is done with.
	read, seen int
	text       []rune
	gaps       []int
}

// keep copies the next characters.
func (k *cutter) keep(length int) {
	end := k.read + length
	for ; k.seen < len(k.from.gaps) && k.from.gaps[k.seen] <= end; k.seen++ {
		place := len(k.text) + max(k.from.gaps[k.seen]-k.read, 0)
		if n := len(k.gaps); n == 0 || k.gaps[n-1] != place {
			k.gaps = append(k.gaps, place)
		}
	}
	k.text = append(k.text, k.from.Text[k.read:end]...)
	k.read = end
}

// place is where a line begins in a text that else is that of in: the last
// place before the two part, or the first one behind. It is -1 for none.
func place(line, text, in []rune) int {
	if len(line) == 0 {
		return 0
	}
	for at := min(commonPrefix(text, in), len(text)-len(line)); at >= 0; at-- {
		if beginsWith(text[at:], line) {
			return at
		}
	}
	for at := 0; at+len(line) <= len(text); at++ {
		if beginsWith(text[at:], line) {
			return at
		}
	}
	return -1
}

func beginsWith(text, line []rune) bool {
	return text[0] == line[0] && slices.Equal(text[:len(line)], line)
}

// visible is the text of a line as it counts.
func visible(s string) []rune {
	var c Content
	c.addText(s, false)
	return c.Text
}
