package markdown

import "strings"

// VitePress gives markdown-it plugins that read attributes in braces, emoji by
// name and by look, containers, and loses what is escaped in an image's
// alt text.

// isVitePressSyntax reports whether the special character s[i] means something
// to a plugin of VitePress.
func (w *inlineWriter) isVitePressSyntax(s string, i int) bool {
	rest := s[i+1:]
	switch s[i] {
	case '{':
		return true
	case ':':
		return beginsEmoji(rest) && !(strings.HasPrefix(rest, "//") && i > 0 && isLetter(s[i-1]))
	case '<': // <3 and <\3 are hearts, <<< is a file
		return strings.HasPrefix(rest, "3") || strings.HasPrefix(rest, `\3`) || strings.HasPrefix(rest, "<<")
	case '(':
		return i > 0 && (s[i-1] == ';' || strings.HasSuffix(s[:i], ";-"))
	case ')':
		return i > 0 && (s[i-1] == ';' || s[i-1] == '-')
	}
	return false
}

// beginsEmoji reports whether a colon before rest may begin a name between
// colons or a face. A time begins none.
func beginsEmoji(rest string) bool {
	name := strings.TrimLeft(rest, "0123456789")
	if rest == "" || rest[0] == ' ' || rest[0] >= 0x80 {
		return false
	}
	return name == rest || name != "" && (name[0] == ':' || name[0] == '_' || isLetter(name[0]))
}

// shieldNotation writes code so that VitePress finds no notes to itself in its
// comments, which it would take out.
func shieldNotation(code string) string {
	return strings.ReplaceAll(code, "[!code", "[!"+wall+"code")
}

// needsImageElement reports whether an image's alt text cannot be written as text.
func (w *inlineWriter) needsImageElement(alt string) bool {
	return w.dialect.engine == vitePress && (strings.ContainsAny(alt, "\\`*_~[]{}<>&|!:^$@") || strings.Contains(alt, "www."))
}

// imageElement writes an image as HTML. VitePress finds a file only by an
// address that begins with a dot or a slash. An element alone on a line would
// make HTML of the lines after it.
func (w *inlineWriter) imageElement(alt, address string, alone bool) {
	if alone {
		w.out = append(w.out, noEdge...)
	}
	w.out = append(w.out, `<img src="`...)
	if address[0] != '.' && address[0] != '/' && !strings.Contains(address, ":") {
		w.out = append(w.out, "./"...)
	}
	w.out = appendReferences(w.out, address, isAttributeSyntax)
	w.out = appendReferences(append(w.out, `" alt="`...), alt, isASCIIPunct)
	w.out = append(w.out, `">`...)
}

func isAttributeSyntax(c byte) bool { return strings.IndexByte("\"'&<>|`{}\\", c) >= 0 }
