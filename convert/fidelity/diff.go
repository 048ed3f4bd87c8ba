package fidelity

// difference is what two texts do not share.
type difference struct {
	// kept is the number of characters found again in the same order.
	kept int
	// lost and added are what stands between the first difference and the
	// last, cut after excerptLength characters.
	lost, added string
}

// maxEdits bounds the work on texts that have little in common: beyond it the
// middle counts as lost.
const maxEdits = 4000

// diff compares two texts character by character and in order. Almost always
// they are equal, which costs one pass.
func diff(in, out []rune) difference {
	prefix := commonPrefix(in, out)
	a, b := in[prefix:], out[prefix:]
	suffix := commonSuffix(a, b)
	a, b = a[:len(a)-suffix], b[:len(b)-suffix]
	d := difference{kept: prefix + suffix + commonSubsequence(a, b)}
	d.lost, d.added = excerpt(a), excerpt(b)
	return d
}

func commonPrefix(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// commonSubsequence is the length of the longest text that both hold in
// order, by the greedy algorithm of Myers (1986), whose cost grows with the
// number of differences.
func commonSubsequence(a, b []rune) int {
	total := len(a) + len(b)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	limit := min(total, maxEdits)
	furthest := make([]int, 2*limit+2)
	for edits := 0; edits <= limit; edits++ {
		for k := -edits; k <= edits; k += 2 {
			x := step(furthest, limit, edits, k)
			for y := x - k; x < len(a) && y < len(b) && a[x] == b[y]; y++ {
				x++
			}
			furthest[limit+k] = x
			if x >= len(a) && x-k >= len(b) {
				return (total - edits) / 2
			}
		}
	}
	return 0
}

// step is where diagonal k begins with one edit more.
func step(furthest []int, limit, edits, k int) int {
	if edits == 0 {
		return 0
	}
	down := k == -edits || k != edits && furthest[limit+k-1] < furthest[limit+k+1]
	if down {
		return furthest[limit+k+1]
	}
	return furthest[limit+k-1] + 1
}

const excerptLength = 40

func excerpt(s []rune) string {
	if len(s) > excerptLength {
		return string(s[:excerptLength]) + "…"
	}
	return string(s)
}
