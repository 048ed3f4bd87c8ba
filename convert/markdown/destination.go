package markdown

import "strings"

// appendDestination writes a link destination that reads back as address,
// byte for byte: bare where it can be, else between angle brackets.
func (w *inlineWriter) appendDestination(dst []byte, address string) []byte {
	if w.dialect.engine == kramdown {
		return appendKramdownDestination(dst, address)
	}
	angled := needsAngles(address)
	if angled {
		dst = append(dst, '<')
	}
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case c == '\n':
			dst = append(dst, "%0A"...)
			continue
		case c == '&' && isEntity(address[i:]):
			dst = append(dst, "&amp;"...) // goldmark would resolve \&copy;
			continue
		case c == '\r':
			dst = append(dst, "%0D"...)
			continue
		case c == '{' && w.dialect.opensTemplate(address, i):
			dst = append(dst, "%7B"...)
			continue
		case w.escapedInDestination(address, i):
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	if angled {
		dst = append(dst, '>')
	}
	return dst
}

// appendPercent writes c as a percent escape.
func appendPercent(dst []byte, c byte) []byte {
	const digits = "0123456789ABCDEF"
	return append(dst, '%', digits[c>>4], digits[c&15])
}

func (w *inlineWriter) escapedInDestination(address string, i int) bool {
	switch c := address[i]; c {
	case '<', '>':
		return true
	case '\\':
		return i+1 == len(address) || isASCIIPunct(address[i+1])
	case '|':
		return w.place == inCell
	case '%':
		return w.dialect.template == shortcodes && strings.HasSuffix(address[:i], "{{")
	}
	return false
}

// needsAngles reports whether address holds what a bare destination must not:
// white space, angle brackets, control characters, or parentheses that do not
// match.
func needsAngles(address string) bool {
	depth := 0
	for _, r := range address {
		switch {
		case r == '<' || r == '>' || isInvisible(r):
			return true
		case r == '(':
			depth++
		case r == ')':
			depth--
		}
		if depth < 0 {
			return true
		}
	}
	return depth != 0
}
