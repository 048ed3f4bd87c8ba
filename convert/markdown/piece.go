package markdown

import (
	"strings"
	"unicode/utf8"
)

// marks is a set of what can be wrapped around inline content.
type marks uint8

const (
	strong marks = 1 << iota
	em
	del
	sub
	sup

	// emphasis are the marks whose delimiters must flank.
	emphasis = strong | em | del
)

type pieceKind uint8

const (
	textPiece  pieceKind = iota // text is prose
	codePiece                   // text is code
	imagePiece                  // text is the alt text, target the destination
	linkPiece                   // inner is the content, target the destination
	breakPiece
	mathPiece // text is LaTeX on one line
)

// piece is a stretch of inline content under one set of marks.
type piece struct {
	kind   pieceKind
	marks  marks
	text   string
	target string
	inner  []piece
	// underscored: its em is written with underscores.
	underscored bool
}

// joins reports whether the text s under m is one with the piece before it.
// Under emphasis, white space stays apart from what can be seen.
func (p *piece) joins(s string, m marks) bool {
	return p.kind == textPiece && p.marks == m && (m&emphasis == 0 || isBlank(p.text) == isBlank(s))
}

// isGap reports whether the piece is white space or a break.
func (p *piece) isGap() bool {
	return p.kind == breakPiece || p.kind == textPiece && isBlank(p.text)
}

// partsWords reports whether the piece begins with a space or a break.
func (p *piece) partsWords() bool {
	return p.kind == breakPiece || p.kind == textPiece && strings.HasPrefix(p.text, " ")
}

// firstShown is the first character of the piece's Markdown, as far as
// flanking can tell.
func firstShown(p *piece) rune {
	switch p.kind {
	case textPiece:
		r, _ := utf8.DecodeRuneInString(p.text)
		return r
	case codePiece:
		return '`'
	case mathPiece:
		return '$'
	case imagePiece:
		return '!'
	case linkPiece:
		return '['
	}
	return lineEdge
}

// lastShown is the last character of the piece's Markdown.
func lastShown(p *piece) rune {
	switch p.kind {
	case textPiece:
		r, _ := utf8.DecodeLastRuneInString(p.text)
		return r
	case codePiece:
		return '`'
	case mathPiece:
		return '$'
	case imagePiece, linkPiece:
		return ')'
	}
	return lineEdge
}

// isWeighty reports whether emphasis on the piece can be seen.
func (p *piece) isWeighty() bool {
	switch p.kind {
	case textPiece:
		return strings.IndexFunc(p.text, isWeighty) >= 0
	case codePiece:
		return true
	case linkPiece:
		for i := range p.inner {
			if p.inner[i].isWeighty() {
				return true
			}
		}
	}
	return false
}

func isBlank(s string) bool {
	for _, r := range s {
		if !isInvisible(r) {
			return false
		}
	}
	return true
}
