package fidelity

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// state is what an element says of how its text is set: nothing, no or yes.
type state uint8

const (
	unsaid state = iota
	off
	on
)

// over is a state that was inherited, with what the element itself says.
func (s state) over(inherited bool) bool {
	if s == unsaid {
		return inherited
	}
	return s == on
}

// look is what the attributes of an element say of how it shows.
type look struct {
	hidden   bool
	sizeless state
	bold     state
	fixed    bool
	// block says that its style makes it a block.
	block bool
}

// lookOf reads an element's attributes once.
func lookOf(n *html.Node) look {
	l := look{hidden: isNothing(n.Data)}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "style":
			l.read(a.Val)
		case "class":
			l.hidden = l.hidden || isHiddenClass(a.Val)
		case "id":
			l.hidden = l.hidden || a.Val == "js_pc_qr_code"
		}
	}
	return l
}

// isHidden reports an element that shows nothing, whatever it holds.
func isHidden(n *html.Node) bool { return lookOf(n).hidden }

// isNothing reports the names of elements that a reader never sees.
func isNothing(name string) bool {
	switch name {
	case "script", "style", "noscript", "template", "title", "desc", "defs", "mpcpc", "mpcps", "mp-common-cpsad":
		return true
	}
	return false
}

func isHiddenClass(list string) bool {
	if !strings.Contains(list, "line-index") && !strings.Contains(list, "qr_code_pc") {
		return false
	}
	for class := range strings.FieldsSeq(list) {
		if class == "code-snippet__line-index" || class == "qr_code_pc" {
			return true
		}
	}
	return false
}

// read takes the three properties that count from a style sheet. Of a property
// that is there several times the last one counts.
func (l *look) read(style string) {
	none := false
	for style != "" {
		var declaration string
		declaration, style, _ = strings.Cut(style, ";")
		declaration = strings.TrimLeft(declaration, " \t\r\n\f")
		if len(declaration) < len("display:") {
			continue
		}
		switch declaration[0] | 0x20 {
		case 'd':
			if value, ok := valueOf(declaration, "display"); ok {
				none = strings.EqualFold(value, "none")
				l.block = isBlockDisplay(strings.ToLower(value))
			}
		case 'f':
			l.readFont(declaration)
		}
	}
	l.hidden = l.hidden || none
}

func (l *look) readFont(declaration string) {
	if value, ok := valueOf(declaration, "font-size"); ok && value != "" {
		l.sizeless = off
		if isZero(strings.ToLower(value)) {
			l.sizeless = on
		}
	}
	if value, ok := valueOf(declaration, "font-weight"); ok {
		if weight := weightOf(value); weight != unsaid {
			l.bold = weight
		}
	}
	if value, ok := valueOf(declaration, "font-family"); ok {
		l.fixed = isFixedWidth(value)
	}
}

// isFixedWidth reports whether the first of a list of fonts is one for code.
func isFixedWidth(fonts string) bool {
	font, _, _ := strings.Cut(fonts, ",")
	font = strings.ToLower(font)
	for _, part := range []string{"mono", "monaco", "menlo", "consolas", "courier", "code"} {
		if strings.Contains(font, part) {
			return true
		}
	}
	return false
}

// valueOf is the value of a declaration when it is one of the property,
// without "!important".
func valueOf(declaration, property string) (string, bool) {
	if len(declaration) <= len(property) || !strings.EqualFold(declaration[:len(property)], property) {
		return "", false
	}
	name, value, ok := strings.Cut(declaration, ":")
	if !ok || len(strings.TrimSpace(name)) != len(property) {
		return "", false
	}
	value, _, _ = strings.Cut(value, "!")
	return strings.TrimSpace(value), true
}

// boldFrom is the weight from which on browsers show text bold.
const boldFrom = 600

// weightOf is what a value of font-weight says; one that is none says nothing.
func weightOf(value string) state {
	switch strings.ToLower(value) {
	case "bold", "bolder":
		return on
	case "normal", "lighter", "initial":
		return off
	}
	weight, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil, weight < 1, weight > 1000:
		return unsaid
	case weight >= boldFrom:
		return on
	}
	return off
}

var zeroLength = regexp.MustCompile(`^[+-]?(?:0+\.?0*|\.0+)(?:e[+-]?[0-9]+)?[a-z%]*$`)

func isZero(size string) bool {
	return strings.IndexByte("0.+-", size[0]) >= 0 && zeroLength.MatchString(size)
}

// isSizeless reports whether the text in an element is set in size zero: the
// nearest size counts.
func isSizeless(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if size := lookOf(n).sizeless; size != unsaid {
			return size == on
		}
	}
	return false
}
