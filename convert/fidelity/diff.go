package fidelity

// difference is what two texts do not share.
type difference struct {
	// kept is the number of characters found again in the same order.
	kept int
	// lost and added are what stands between the first difference and the
	// last, cut after excerptLength characters.
	lost, added string
}

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

func commonPrefix[T comparable](a, b []T) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix[T comparable](a, b []T) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// commonSubsequence is the length of the longest text that both hold in
// order; 0 when finding it is too much work.
func commonSubsequence(a, b []rune) int {
	s := newSearch(a, b)
	if edits, ok := s.run(nil); ok {
		return (len(a) + len(b) - edits) / 2
	}
	return 0
}

const excerptLength = 40

func excerpt(s []rune) string {
	if len(s) > excerptLength {
		return string(s[:excerptLength]) + "…"
	}
	return string(s)
}
