package page

import (
	"bytes"
	"strconv"
)

// maxLiteralDepth bounds the nesting of an expression; pages use less than 10.
const maxLiteralDepth = 64

// readLiteral reads the expression at the start of src and tells how many
// bytes it took.
func readLiteral(src []byte) (literal, int, error) {
	r := literalReader{src: src}
	value, err := r.expression()
	return value, r.pos, err
}

// literalReader is a recursive-descent reader of the subset of JavaScript in
// which the pages write data: literals, the decoding wrappers, || chains,
// conditionals and numeric coercion.
type literalReader struct {
	src   []byte
	pos   int
	depth int
}

// expression reads a conditional or anything below it. Of a conditional whose
// test is unknown (xml ? getXmlValue(…) : 'X') the second branch counts.
func (r *literalReader) expression() (literal, error) {
	if r.depth++; r.depth > maxLiteralDepth {
		return literal{}, errLiteral
	}
	defer func() { r.depth-- }()
	test, err := r.or()
	if err != nil || !r.accept('?') {
		return test, err
	}
	yes, err := r.expression()
	if err != nil {
		return literal{}, err
	}
	if !r.accept(':') {
		return literal{}, errLiteral
	}
	no, err := r.expression()
	if test.truthy() {
		return yes, err
	}
	return no, err
}

// or reads a || chain: its value is the first operand that is not empty.
func (r *literalReader) or() (literal, error) {
	value, err := r.product()
	for err == nil && r.acceptPair('|') {
		var next literal
		next, err = r.product()
		if !value.truthy() && next.kind != undefined {
			value = next
		}
	}
	return value, err
}

// product reads "'8' * 1", by which the pages turn text into numbers, and
// joined texts.
func (r *literalReader) product() (literal, error) {
	value, err := r.suffixed()
	for err == nil {
		switch {
		case r.accept('*'):
			_, err = r.suffixed()
			value.kind = numberOrUndefined(value)
		case r.accept('+'):
			var next literal
			next, err = r.suffixed()
			value = joined(value, next)
		default:
			return value, nil
		}
	}
	return value, err
}

func numberOrUndefined(l literal) literalKind {
	if _, err := strconv.ParseFloat(l.text, 64); err != nil {
		return undefined
	}
	return number
}

// joined is the sum of two values; only that of texts is known.
func joined(a, b literal) literal {
	if a.kind != text || b.kind != text {
		return literal{}
	}
	return literal{kind: text, text: a.text + b.text}
}

// suffixed reads a primary and what hangs on it: .html(false), which only
// says how the text is escaped, leaves the value; anything else makes it
// unknown.
func (r *literalReader) suffixed() (literal, error) {
	value, err := r.primary()
	for err == nil {
		switch r.peek() {
		case '.':
			r.pos++
			if name := r.identifier(); name != "html" {
				value = literal{}
			}
		case '(':
			err = r.skipBracketed()
		case '[':
			value = literal{}
			err = r.skipBracketed()
		default:
			return value, nil
		}
	}
	return value, err
}

func (r *literalReader) primary() (literal, error) {
	switch c := r.peek(); {
	case c == '\'' || c == '"' || c == '`':
		s, err := r.quoted(c)
		return literal{kind: text, text: s}, err
	case c == '{':
		o, err := r.objectLiteral()
		return literal{kind: objectKind, object: o}, err
	case c == '[':
		return r.arrayLiteral()
	case c == '(':
		return r.parenthesised()
	case c == '-' || c == '+' || '0' <= c && c <= '9':
		return literal{kind: number, text: r.number()}, nil
	case c == '!':
		return r.negated()
	case isIdentifier(c):
		return r.named()
	}
	return literal{}, errLiteral
}

// named reads a word: a constant, a decoding wrapper around a literal, or
// something only a script engine knows.
func (r *literalReader) named() (literal, error) {
	switch name := r.identifier(); name {
	case "true", "false":
		return literal{kind: boolean, text: name}, nil
	case "JsDecode", "htmlDecode", "decodeURIComponent", "String", "Number", "parseInt":
		if r.peek() == '(' {
			return r.parenthesised()
		}
	case "function", "new", "return", "typeof":
		return literal{}, errLiteral
	}
	return literal{}, nil
}

// negated reads "!x", which is unknown when x is.
func (r *literalReader) negated() (literal, error) {
	if r.depth++; r.depth > maxLiteralDepth {
		return literal{}, errLiteral
	}
	defer func() { r.depth-- }()
	r.pos++
	value, err := r.suffixed()
	if err != nil || value.kind == undefined {
		return literal{}, err
	}
	return literal{kind: boolean, text: strconv.FormatBool(!value.truthy())}, nil
}

// parenthesised reads "(x)", and of an argument list the first argument.
func (r *literalReader) parenthesised() (literal, error) {
	r.pos++
	value, err := r.expression()
	for err == nil && r.accept(',') {
		_, err = r.expression()
	}
	if err == nil && !r.accept(')') {
		err = errLiteral
	}
	return value, err
}

func (r *literalReader) arrayLiteral() (literal, error) {
	r.pos++
	list := literal{kind: arrayKind}
	for {
		if r.accept(']') {
			return list, nil
		}
		if r.accept(',') {
			continue
		}
		value, err := r.expression()
		if err != nil {
			return list, err
		}
		list.array = append(list.array, value)
		if c := r.peek(); c != ',' && c != ']' {
			return list, errLiteral
		}
	}
}

// objectLiteral splits the object into its members and reads none of them.
func (r *literalReader) objectLiteral() (*object, error) {
	r.pos++
	o := &object{members: map[string][]byte{}, depth: r.depth}
	for {
		if r.accept('}') {
			return o, nil
		}
		if r.accept(',') {
			continue
		}
		name, err := r.memberName()
		if err != nil {
			return o, err
		}
		if !r.accept(':') {
			return o, errLiteral
		}
		start := r.pos
		if err := r.skipMember(); err != nil {
			return o, err
		}
		if _, twice := o.members[name]; !twice {
			o.members[name] = r.src[start:r.pos]
		}
	}
}

func (r *literalReader) memberName() (string, error) {
	c := r.peek()
	if c == '\'' || c == '"' {
		return r.quoted(c)
	}
	if name := r.identifier(); name != "" {
		return name, nil
	}
	return "", errLiteral
}

// skipMember moves to the comma or brace that ends a member.
func (r *literalReader) skipMember() error {
	for depth := 0; r.pos < len(r.src); {
		switch c := r.peek(); c {
		case 0:
			return errLiteral
		case '\'', '"', '`':
			if err := r.skipQuoted(c); err != nil {
				return err
			}
			continue
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			if depth == 0 {
				return nil
			}
			depth--
		case ',':
			if depth == 0 {
				return nil
			}
		}
		r.pos++
	}
	return errLiteral
}

// skipBracketed moves behind the bracket that closes the one at hand.
func (r *literalReader) skipBracketed() error {
	r.pos++
	for {
		if err := r.skipMember(); err != nil {
			return err
		}
		r.pos++
		if r.src[r.pos-1] != ',' {
			return nil
		}
	}
}

// skipQuoted moves behind a string without reading it.
func (r *literalReader) skipQuoted(quote byte) error {
	start := r.pos + 1
	for from := start; ; {
		i := bytes.IndexByte(r.src[from:], quote)
		if i < 0 {
			return errLiteral
		}
		end := from + i
		if !escaped(r.src[start:end]) {
			r.pos = end + 1
			return nil
		}
		from = end + 1
	}
}

// quoted reads a string with its escapes.
func (r *literalReader) quoted(quote byte) (string, error) {
	start := r.pos + 1
	if err := r.skipQuoted(quote); err != nil {
		return "", err
	}
	return UnescapeJS(r.src[start : r.pos-1]), nil
}

func (r *literalReader) number() string {
	start := r.pos
	for r.pos < len(r.src) && (r.pos == start || isNumeric(r.src[r.pos])) {
		r.pos++
	}
	return string(r.src[start:r.pos])
}

func isNumeric(c byte) bool {
	return '0' <= c && c <= '9' || c == '.' || c == 'e' || c == 'E' || c == 'x'
}

func (r *literalReader) identifier() string {
	r.peek()
	start := r.pos
	for r.pos < len(r.src) && isIdentifier(r.src[r.pos]) {
		r.pos++
	}
	return string(r.src[start:r.pos])
}

func isIdentifier(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$'
}

// accept moves behind c when it comes next.
func (r *literalReader) accept(c byte) bool {
	if r.peek() != c {
		return false
	}
	r.pos++
	return true
}

// acceptPair moves behind two of c.
func (r *literalReader) acceptPair(c byte) bool {
	if r.peek() != c || r.pos+1 >= len(r.src) || r.src[r.pos+1] != c {
		return false
	}
	r.pos += 2
	return true
}

// peek moves over white space and comments and tells the next byte, 0 at the
// end.
func (r *literalReader) peek() byte {
	for r.pos < len(r.src) {
		switch c := r.src[r.pos]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			r.pos++
		case c == '/' && r.skipComment():
		default:
			return c
		}
	}
	return 0
}

func (r *literalReader) skipComment() bool {
	rest := r.src[r.pos:]
	var end int
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		end = bytes.IndexByte(rest, '\n')
	case bytes.HasPrefix(rest, []byte("/*")):
		if end = bytes.Index(rest, []byte("*/")); end >= 0 {
			end += 2
		}
	default:
		return false
	}
	if end < 0 {
		end = len(rest)
	}
	r.pos += end
	return true
}
