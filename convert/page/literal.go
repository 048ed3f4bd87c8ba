package page

import (
	"errors"
)

// errLiteral says that an expression is more than the data the pages write.
var errLiteral = errors.New("not a literal")

// literal is the value of a JavaScript expression as the pages' data blocks
// write them (wechat-pages.md §1.2). An undefined literal stands for
// everything that only a script engine could tell.
type literal struct {
	kind   literalKind
	text   string // of text, number and boolean
	object *object
	array  []literal
}

type literalKind int

const (
	undefined literalKind = iota
	text
	number
	boolean
	objectKind
	arrayKind
)

// truthy is JavaScript's idea of it; an undefined literal is not.
func (l literal) truthy() bool {
	switch l.kind {
	case text:
		return l.text != ""
	case number:
		return l.text != "0"
	case boolean:
		return l.text == "true"
	case objectKind, arrayKind:
		return true
	}
	return false
}

// filled is truthy, but for objects and arrays without any content.
func (l literal) filled() bool {
	switch l.kind {
	case objectKind:
		return len(l.object.members) > 0
	case arrayKind:
		return len(l.array) > 0
	}
	return l.truthy()
}

// object is an object literal whose members are read when they are asked for:
// a data block has some 150 of which few are wanted, and one of them repeats
// the whole body.
type object struct {
	members map[string][]byte
	depth   int
}

// get reads the member; an absent one, or one that is no literal, is
// undefined.
func (o *object) get(name string) literal {
	if o == nil {
		return literal{}
	}
	src, ok := o.members[name]
	if !ok {
		return literal{}
	}
	r := literalReader{src: src, depth: o.depth + 1}
	value, err := r.expression()
	if err != nil {
		return literal{}
	}
	return value
}

// sub is the member as an object, nil when it is none.
func (o *object) sub(name string) *object { return o.get(name).object }

// list is the member's objects, when it is an array of them.
func (o *object) list(name string) []*object {
	var objects []*object
	for _, l := range o.get(name).array {
		if l.object != nil {
			objects = append(objects, l.object)
		}
	}
	return objects
}
