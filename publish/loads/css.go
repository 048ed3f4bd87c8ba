package loads

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// css reads a style sheet, or the declarations of one element. Every url() is a
// load, and every string that stands for one: in @import, image-set() and src().
func (f *finder) css(data []byte) {
	lexer := css.NewLexer(parse.NewInputBytes(append([]byte{}, data...)))
	loading := false
	for {
		kind, text := lexer.Next()
		switch kind {
		case css.ErrorToken:
			return
		case css.URLToken:
			f.add(unquoted(argument(string(text))))
		case css.StringToken:
			if loading {
				f.add(unquoted(string(text)))
			}
		case css.AtKeywordToken:
			loading = strings.EqualFold(unescaped(string(text)), "@import")
		case css.FunctionToken:
			loading = loading || isLoader(unescaped(string(text)))
		case css.SemicolonToken, css.LeftBraceToken, css.RightBraceToken:
			loading = false
		}
	}
}

// isLoader reports the functions that take an address as a string.
func isLoader(function string) bool {
	switch strings.ToLower(function) {
	case "image-set(", "-webkit-image-set(", "src(", "url(":
		return true
	}
	return false
}

// argument is what stands between the parentheses of a url().
func argument(token string) string {
	_, inside, _ := strings.Cut(token, "(")
	return strings.TrimSpace(strings.TrimSuffix(inside, ")"))
}

// unquoted is a string without its quotes and escapes.
func unquoted(text string) string {
	if len(text) > 1 && (text[0] == '"' || text[0] == '\'') {
		text = strings.TrimSuffix(text[1:], text[:1])
	}
	return unescaped(text)
}
