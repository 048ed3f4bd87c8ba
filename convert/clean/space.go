package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSpace reports white space that HTML collapses, and the no-break space,
// which pages use for indentation and nothing else.
func isSpace(r rune) bool {
	return r == ' ' || '\t' <= r && r <= '\r' || r == '\u00a0'
}

// joiner makes one emoji of two; between other characters it shows nothing.
const joiner = '\u200d'

// isJoined reports characters that a joiner makes one emoji with what follows:
// pictures, the tones of skin, and the sign that asks for a picture.
func isJoined(r rune) bool {
	return r == '\ufe0f' || unicode.In(r, unicode.So, unicode.Sk)
}

// isBlank reports characters that show nothing by themselves: white space of
// any width, and characters without any.
func isBlank(r rune) bool {
	if r > '\u3000' {
		return r == '\ufeff'
	}
	return unicode.IsSpace(r) || isZeroWidth(r) || r == joiner || isControl(r)
}

// isZeroWidth reports characters that only steer how text breaks or runs. The
// joiner is none of them.
func isZeroWidth(r rune) bool {
	switch {
	case r == '\u200b', r == '\u200c', r == '\u2060', r == '\ufeff', r == '\u00ad':
		return true
	case r == '\u200e', r == '\u200f', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return true
	}
	return false
}

// isCollapsible reports characters that HTML shows as another one or as none.
func isCollapsible(r rune) bool {
	if r > lastCollapsible {
		return r == '\ufeff'
	}
	return isSpace(r) || isZeroWidth(r) || isControl(r) || r == joiner
}

// lastCollapsible is the last such character but one: almost all text lies
// behind it.
const lastCollapsible = '\u2069'

// isControl reports characters that no text shows and Markdown engines use
// for themselves.
func isControl(r rune) bool {
	return unicode.IsControl(r) && !isSpace(r)
}

// oneLine is the text of an attribute as a line shows it.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if isZeroWidth(r) || isControl(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

// collapse writes the white space of runs as HTML shows it: runs of it are one
// space, also across runs, and a line end between two Chinese characters is
// nothing, for it only broke the source. Zero-width characters go.
func collapse(runs []run) []run {
	w := spaceWriter{runs: make([]run, 0, len(runs)+1)}
	for i := range runs {
		if !runs[i].isText() {
			w.other(runs[i])
			continue
		}
		w.text(runs[i])
	}
	return w.runs
}

// spaceWriter collapses white space while it copies runs.
type spaceWriter struct {
	runs []run
	// last is the last character written, a space for anything that is no text.
	last rune
	// pending says that white space was met, space is the format it stands in,
	// newline that a line end is in it.
	pending, newline bool
	space            format
}

func (w *spaceWriter) other(r run) {
	w.flushSpace(0)
	w.runs = append(w.runs, r)
	w.last = '\ufffc'
	if r.br {
		w.last = ' '
	}
}

func (w *spaceWriter) text(r run) {
	if !w.pending && r.text != "" && strings.IndexFunc(r.text, isCollapsible) < 0 {
		w.runs = append(w.runs, r)
		w.last, _ = utf8.DecodeLastRuneInString(r.text)
		return
	}
	var b []byte
	for _, c := range r.text {
		switch {
		case isZeroWidth(c), isControl(c), c == joiner && !isJoined(w.last):
		case isSpace(c):
			w.pend(r, c)
		default:
			if w.pending && len(b) == 0 {
				w.flushSpace(c)
			} else if w.showsSpace(c) {
				b = append(b, ' ')
			}
			if b == nil {
				b = make([]byte, 0, len(r.text))
			}
			b = utf8.AppendRune(b, c)
			w.last = c
		}
	}
	if len(b) > 0 {
		r.text = string(b)
		w.runs = append(w.runs, r)
	}
}

func (w *spaceWriter) pend(r run, c rune) {
	if !w.pending {
		w.pending, w.newline, w.space = true, false, r.format
	}
	w.newline = w.newline || c == '\n' || c == '\r'
}

// flushSpace writes the pending white space before the character next, 0 for
// anything that is no text.
func (w *spaceWriter) flushSpace(next rune) {
	if w.showsSpace(next) {
		w.runs = append(w.runs, run{format: w.space, text: " "})
		w.last = ' '
	}
}

// showsSpace ends the pending white space before the character next, and
// reports whether a space shows there.
func (w *spaceWriter) showsSpace(next rune) bool {
	pending := w.pending
	w.pending = false
	return pending && w.last != ' ' && (!w.newline || !isCJK(w.last) || !isCJK(next) && next != 0)
}

// isCJK reports characters that are written without spaces between words.
func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		'\u3000' <= r && r <= '\u303f' || '\uff00' <= r && r <= '\uffef' ||
		r == '“' || r == '”' || r == '‘' || r == '’' || r == '…' || r == '—'
}

// trimRuns takes breaks and white space off both ends of a paragraph, and
// spaces beside breaks. Full-width spaces at the start are indentation.
func trimRuns(runs []run) []run {
	for len(runs) > 0 && !runs[0].shows() {
		runs = runs[1:]
	}
	for len(runs) > 0 && !runs[len(runs)-1].shows() {
		runs = runs[:len(runs)-1]
	}
	edge := true
	for i := range runs {
		edge = trimAt(edge, &runs[i], strings.TrimLeftFunc)
	}
	edge = true
	for i := range slices.Backward(runs) {
		edge = trimAt(edge, &runs[i], strings.TrimRightFunc)
	}
	return dropEmpty(runs)
}

// trimAt trims a run that stands at the edge of a line, and reports whether
// the next one does.
func trimAt(edge bool, r *run, trim func(string, func(rune) bool) string) bool {
	if !r.isText() {
		return r.br
	}
	if edge {
		r.text = trim(r.text, isBlank)
	}
	return edge && r.text == ""
}

func dropEmpty(runs []run) []run {
	kept := runs[:0]
	for _, r := range runs {
		if !r.isText() || r.text != "" {
			kept = append(kept, r)
		}
	}
	return kept
}
