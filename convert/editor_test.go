package convert_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wxbackup/convert"
)

// FuzzConvert writes well-formed bodies of whatever editors make, and has the
// self-check say whether all of it arrived: every character, bold word,
// picture, link, line of code, cell, formula and embed, and nothing else.
func FuzzConvert(f *testing.F) {
	for seed := range uint64(64) {
		f.Add(binary.LittleEndian.AppendUint64(nil, seed), true)
		f.Add(randomBytes(seed, 40), false)
	}
	f.Fuzz(func(t *testing.T, choices []byte, spread bool) {
		if len(choices) > 600 {
			t.Skip("long bodies say no more than short ones")
		}
		if spread && len(choices) >= 8 { // what mutates a seed makes a new body
			choices = randomBytes(binary.LittleEndian.Uint64(choices), 60+len(choices))
		}
		checkArrival(t, choices)
	})
}

func TestRandomBodiesArriveWhole(t *testing.T) {
	for seed := range uint64(3000) {
		checkArrival(t, randomBytes(seed, 80))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func randomBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func checkArrival(t *testing.T, choices []byte) {
	t.Helper()
	body := (&editor{choices: choices}).body()
	converter := convert.New()
	d, err := converter.Read([]byte(pageHead + body + pageTail))
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	text, err := converter.Markdown(d, destination)
	if err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	if problems := differences(d.Article.Fidelity); len(problems) > 0 {
		t.Errorf("%s: %v\npage:\n%s\nMarkdown:\n%s", strings.Join(problems, ", "), d.Article.Losses, body, text)
	}
}

// editor writes a body, following a string of choices.
type editor struct {
	strings.Builder
	choices []byte
}

func (e *editor) choose(n int) int {
	if len(e.choices) == 0 {
		return 0
	}
	c := int(e.choices[0])
	e.choices = e.choices[1:]
	return c % n
}

func (e *editor) pick(from []string) string { return from[e.choose(len(from))] }

func (e *editor) body() string {
	for len(e.choices) > 0 {
		e.block(4)
	}
	return e.String()
}

// numbered is a piece of markup, told apart from others of its kind.
func (e *editor) numbered(markup string) string {
	if strings.Contains(markup, "%d") {
		return fmt.Sprintf(markup, e.Len())
	}
	return markup
}

func (e *editor) block(depth int) {
	name := e.pick(blockNames)
	if depth <= 0 {
		name = "p"
	}
	switch name {
	case "ul", "ol":
		e.list(name, depth)
	case "pre":
		e.code()
	case "card":
		e.quoteCard(depth)
	case "row":
		e.row()
	case "heading":
		e.heading(depth)
	case "paste":
		before, behind, _ := strings.Cut(e.pick(pasted), "%s")
		e.WriteString(before)
		e.inline(2)
		e.WriteString(behind)
	case "table":
		e.table(depth)
	case "p", "h1", "h2", "h3", "h4":
		e.open(name, e.pick(blockStyles))
		e.inline(3)
		e.close(name)
	case "figure":
		e.WriteString(e.numbered(e.pick(wholeBlocks)))
	default:
		e.container(name, depth)
	}
}

func (e *editor) container(name string, depth int) {
	e.open(name, e.pick(blockStyles))
	for range 1 + e.choose(3) {
		if e.choose(4) == 0 {
			e.inline(2)
		} else {
			e.block(depth - 1)
		}
	}
	e.close(name)
}

func (e *editor) open(name, style string) {
	e.WriteString("<" + name)
	if style != "" {
		e.WriteString(` style="` + style + `"`)
	}
	e.WriteString(">")
}

func (e *editor) close(name string) { e.WriteString("</" + name + ">") }

func (e *editor) inline(depth int) {
	for range 1 + e.choose(4) {
		switch n := e.choose(8); {
		case n == 7:
			e.WriteString(e.numbered(e.pick(voids)))
		case n < 4 || depth == 0:
			e.WriteString(e.pick(typed))
		default:
			e.span(depth)
		}
	}
}

func (e *editor) span(depth int) {
	name := e.pick(spanNames)
	if name == "a" {
		fmt.Fprintf(e, `<a href="https://x.example/%d_?a=1&amp;b=2">`, e.choose(4))
		for range 1 + e.choose(3) {
			e.WriteString(e.pick(typed))
		}
		e.WriteString("</a>")
		return
	}
	e.open(name, e.pick(spanStyles))
	e.inline(depth - 1)
	e.close(name)
}
