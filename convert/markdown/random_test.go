package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// snippets are what random text is put together from.
var snippets = []string{
	"中", "重点", "后面文字", "word", "a", "Z", "7", "2024", " ", " ", "\u00a0", "\u3000",
	"，", "。", "：", "、", "？！", "……", "——", "“", "”", "《", "》", "「", "」", "（", "）", "【", "】", "·",
	"!", "\"", "#", "$", "%", "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", ":", ";", "<", "=", ">", "?", "@",
	"[", "\\", "]", "^", "_", "`", "{", "|", "}", "~",
	"￥", "→", "☆", "😀", "👨‍👩‍👧", "❤️", "①", "é", "％", "𠮷",
	"**", "__", "~~", "```", "***", "](", "![", "[^1]", "[ ] ", "[x] ", "[1]: ", ": ", "1. ", "2) ", "- ", "+ ", "> ", "# ", "---", "===", "|---|", "    ",
	"{{", "{{<", "{{%", ">}}", "%}}", "{{< x >}}", "<!--more-->", "<!--", "-->", "<b>", "</p>", "<br>", "&amp;", "&#35;", "&copy", ":smile:", "$x$", "$$", "{% raw %}", "{% x", "{#", "{{ x }}", "}}", "{: .x}", "{::", "*[x]: ", ":::", "::: tip", "<<< a", "[!NOTE]", "// [!code ++]", ":)", "8-)", "<3", ":tada:", "12:30", "[[toc]]", "^",
	"https://a.com/x_y", "https://a.com/_x~", "http://b.cn/路", "www.c.com", "d_e@f.com", "\u200b", "\t", "\n", "\tx", "  y", "{#id}", "{.c}",
}

var addresses = []string{
	"https://mp.weixin.qq.com/s?__biz=MzA5Nw==&mid=1&idx=1#rd", "https://a.com/a b", "https://a.com/(x)", "https://a.com/)x(",
	"https://a.com/中文", "https://a.com/<x>", "https://a.com/?a=1&copy;=2&amp;x", `https://a.com/\*_x_|y`, "", "mailto:x@y.com",
	"https://a.com/{{<x>}}{{%", "https://a.com/$x$", "asset:3", "asset:9", "https://a.com/100%", "https://a.com/x`y`", "https://a.com/\"q\"",
}

// author makes a clean body of a string of bytes, each a choice. The same
// bytes make the same body.
type author struct{ choices []byte }

func (a *author) choose(n int) int {
	if len(a.choices) == 0 {
		return 0
	}
	c := int(a.choices[0])
	a.choices = a.choices[1:]
	return c % n
}

func element(name string, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func with(n *html.Node, key, value string) *html.Node {
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
	return n
}

func (a *author) body() *html.Node {
	root := element("div")
	for len(a.choices) > 0 {
		root.AppendChild(a.block(3))
	}
	return root
}

func (a *author) block(depth int) *html.Node {
	kind := a.choose(18)
	if depth == 0 && kind > 10 && kind < 16 {
		kind = 0
	}
	switch kind {
	case 5:
		return a.inlineInto(element("h"+string(rune('1'+a.choose(6)))), 4)
	case 6:
		return element("hr")
	case 7:
		return a.inlineInto(with(element("aside"), "data-card", "video"), 3)
	case 8:
		return with(element("pre", a.text(12, "\n")), "data-lang", []string{"", "go", "c++", "html-vue"}[a.choose(4)])
	case 9, 10:
		return a.table()
	case 11, 12:
		return a.blocksInto(element("blockquote"), depth-1)
	case 13, 14:
		return a.items(element("ul"), depth-1)
	case 15:
		return a.items(with(element("ol"), "start", []string{"1", "0", "7", "2024"}[a.choose(4)]), depth-1)
	}
	p := element("p")
	switch kind {
	case 16:
		return with(element("math", a.latex("\n")), "display", "block")
	case 17:
		p = with(p, "data-heading", []string{"2", "6"}[a.choose(2)])
	}
	return a.inlineInto(p, 8)
}

func (a *author) blocksInto(n *html.Node, depth int) *html.Node {
	for range a.choose(4) {
		n.AppendChild(a.block(depth))
	}
	return n
}

func (a *author) items(list *html.Node, depth int) *html.Node {
	for range 1 + a.choose(3) {
		item := element("li")
		switch a.choose(3) {
		case 0:
			a.inlineInto(item, 4)
		case 1:
			a.inlineInto(item, 3)
			if depth > 0 {
				item.AppendChild(a.items(element([]string{"ul", "ol"}[a.choose(2)]), depth-1))
			}
		case 2:
			a.blocksInto(item, depth)
		}
		list.AppendChild(item)
	}
	return list
}

func (a *author) table() *html.Node {
	table, section := element("table"), element("tbody")
	if a.choose(2) == 1 {
		table.AppendChild(element("thead", a.row("th")))
	}
	for range 1 + a.choose(3) {
		section.AppendChild(a.row("td"))
	}
	table.AppendChild(section)
	return table
}

func (a *author) row(cell string) *html.Node {
	row := element("tr")
	for range 1 + a.choose(3) {
		row.AppendChild(a.inlineInto(element(cell), 3))
	}
	return row
}

func (a *author) inlineInto(n *html.Node, most int) *html.Node {
	for range 1 + a.choose(most) {
		n.AppendChild(a.inline(3, true))
	}
	return n
}

func (a *author) inline(depth int, links bool) *html.Node {
	kind := a.choose(17)
	if depth == 0 && kind > 8 && kind < 16 {
		kind = 0
	}
	switch kind {
	case 16:
		return element("math", a.latex(" "))
	case 6:
		return element("br")
	case 7:
		src := "asset:" + []string{"0", "1", "9"}[a.choose(3)]
		return with(with(element("img"), "src", src), "alt", a.text(3, " ").Data)
	case 8:
		return element("code", a.text(3, " "))
	case 9, 10:
		if !links {
			break
		}
		link := with(element("a"), "href", addresses[a.choose(len(addresses))])
		return a.wrap(link, depth-1, false)
	case 11, 12:
		return a.wrap(element("strong"), depth-1, links)
	case 13:
		return a.wrap(element("em"), depth-1, links)
	case 14:
		return a.wrap(element("del"), depth-1, links)
	case 15:
		return a.wrap(element([]string{"sub", "sup"}[a.choose(2)]), depth-1, links)
	}
	return a.text(6, "")
}

func (a *author) wrap(n *html.Node, depth int, links bool) *html.Node {
	for range a.choose(4) {
		n.AppendChild(a.inline(depth, links))
	}
	return n
}

func (a *author) text(most int, between string) *html.Node {
	var b strings.Builder
	for i := range 1 + a.choose(most) {
		if i > 0 {
			b.WriteString(between)
		}
		b.WriteString(snippets[a.choose(len(snippets))])
	}
	return &html.Node{Type: html.TextNode, Data: b.String()}
}

// formulas are what random LaTeX is put together from.
var formulas = []string{
	"x", "a_1", "*b*", "\\frac{1}{2}", "{{a}}", "{{<b", "{%c", "{#d", "|x|", "\\|y\\|", "\\\\", "中", "`", "<b>", "&", "[c](d)", "~~", "- 1", "= 2", "> 3", "# 4", "1. e", "===", "---", "-1", "+ 1", "**", "* *", "___", "~~~", "```", "|-", ": f", "#4", "<b",
	"50\\%", "% f", "$", "\\$", "\\", "", " ", "endraw", "www.a.com",
}

func (a *author) latex(between string) *html.Node {
	var b strings.Builder
	for i := range 1 + a.choose(4) {
		if i > 0 {
			b.WriteString(between)
		}
		b.WriteString(formulas[a.choose(len(formulas))])
	}
	return &html.Node{Type: html.TextNode, Data: b.String()}
}

func randomChoices(seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 7))
	choices := make([]byte, 5+random.IntN(1+int(seed)/20%200))
	for i := range choices {
		choices[i] = byte(random.Uint32())
	}
	return choices
}

func checkAllReaders(t *testing.T, choices []byte) {
	t.Helper()
	root := (&author{choices}).body()
	checkRoundTrip(t, root, GFM(), readGFM)
	checkRoundTrip(t, root, Hugo(), readHugo)
	checkRoundTrip(t, root, GFM().WithGuessedHeadings(), readGFM)
}

func TestRandomBodiesShowTheSame(t *testing.T) {
	for seed := range uint64(3000) {
		checkAllReaders(t, randomChoices(seed))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzBodiesShowTheSame(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(randomChoices(seed))
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		if len(choices) > 400 {
			t.Skip()
		}
		checkAllReaders(t, choices)
	})
}
