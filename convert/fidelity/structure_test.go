package fidelity

import (
	"strings"
	"testing"
)

func TestRawReadsBoldAsABrowserShowsIt(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"elements", "<p><strong>甲</strong>乙<b>丙</b></p>", "甲丙"},
		{"letters and digits only", "<p><b>A-1，“二”③！</b></p>", "A1二"},
		{"by weight", `<span style="font-weight: bold">甲</span><span style="font-weight:600">乙</span><span style="FONT-WEIGHT: BOLDER !important">丙</span>`, "甲乙丙"},
		{"weights that are not", `<span style="font-weight: 500">甲</span><span style="font-weight:lighter">乙</span>`, ""},
		{"reset", `<strong>甲<span style="font-weight: normal">乙<b>丙</b></span></strong><strong style="font-weight: 400">丁</strong>`, "甲丙"},
		{"an invalid value changes nothing", `<strong style="font-weight: border">甲</strong><span style="font-weight: bold; font-weight: 12px">乙</span>`, "甲乙"},
		{"the last value counts", `<span style="font-weight: bold; color: red; font-weight: normal">甲</span>`, ""},
		{"over blocks", "<section><strong><p>甲</p><ul><li>乙</li></ul></strong></section>", "甲乙"},
		{"not in headings", "<h2><strong>甲</strong></h2>", ""},
		{"not in a table's head", "<table><thead><tr><td><b>甲</b></td></tr></thead><tr><th><b>乙</b></th><td><b>丙</b></td></tr></table>", "丙"},
		{"not in code blocks", "<b><pre>甲</pre></b>", ""},
		{"inline code", "<b><code>a()</code></b>", "a"},
		{"not in formulas and embeds", `<b>甲<span data-formula="x">y</span><mp-common-vote>丙</mp-common-vote></b>`, "甲"},
		{"not what is hidden", `<b>甲<span style="display:none">乙</span><span style="font-size:0">丙</span></b>`, "甲"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if c := Raw(parse(t, test.body)); string(c.boldText()) != test.want {
				t.Errorf("bold is %q, want %q", string(c.boldText()), test.want)
			}
		})
	}
}

func TestRawReadsCellsFormulasAndEmbeds(t *testing.T) {
	tests := []struct {
		name, body string
		want       found
	}{
		{
			"a table of data", "<table><tr><th>甲</th><th> &nbsp;</th></tr><tr><td>乙<br>丙</td><td><p style='display:none'>丁</p></td></tr></table>",
			found{text: "甲乙丙", cells: []string{"甲", "乙丙"}},
		},
		{"a layout table", "<table><tr><td>甲</td></tr></table>", found{text: "甲"}},
		{
			"a table of data in one for layout", "<table><tr><td>甲<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td></td></tr></table></td></tr></table>",
			found{text: "甲123", cells: []string{"1", "2", "3"}},
		},
		{"ghosts of tables", "<table></table><table><caption><br></caption><tfoot><tr><td></td></tr></tfoot></table>甲", found{text: "甲"}},
		{
			"formulas, the outermost", `<p>设<span data-formula="a^2  + b"><span data-tex="c"><svg><text>垃圾</text></svg></span></span>为<section data-math-raw="x"></section></p>`,
			found{text: "设a^2+b为x", math: []string{"a^2+b", "x"}},
		},
		{"a formula in a cell", `<table><tr><td>1</td><td>2</td></tr><tr><td></td><td><i data-tex="x"></i></td></tr></table>`, found{text: "12x", math: []string{"x"}, cells: []string{"1", "2", "x"}}},
		{
			"embeds, not those inside", `<mpvoice name="a"></mpvoice><mp-common-profile><mp-common-product></mp-common-product>甲</mp-common-profile><p>乙</p>`,
			found{text: "乙", embeds: []string{"mpvoice", "mp-common-profile"}},
		},
		{"embeds that another swallowed", `<mpvoice name="a"/><p>甲</p><qqmusic/><p>乙</p>`, found{text: "甲乙", embeds: []string{"mpvoice", "qqmusic"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { check(t, Raw(parse(t, test.body)), test.want) })
	}
}

// Looking at the beginning of every list inside another from each level would
// take for ever, were it not short.
func TestRawReadsNestedListsAtOnce(t *testing.T) {
	const levels = 150
	for _, list := range []string{"<ul><li>• ", "<ol><li>1. ", "<ul><li>• <p></p>", "<ol><li><img src='a.png'>"} {
		if got := Raw(parse(t, strings.Repeat(list, levels)+"甲")).Text; got[len(got)-1] != '甲' {
			t.Errorf("%s… has the text %q", list, string(got))
		}
	}
}

func TestRawLeavesOutMarkersThatAListShows(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a bullet", "<ul><li>• 甲</li><li>-\u00a0乙</li><li>丙</li></ul>", "甲乙丙"},
		{"a bullet of its own element", "<ul><li><section><span leaf=''> ○ </span><strong>甲</strong></section></li></ul>", "甲"},
		{"two bullets are text", "<ul><li>• • 甲</li><li>* - 乙</li></ul>", "••甲*-乙"},
		{"a marker and a word that is an element elsewhere", "<ol><li>1. title</li></ol>", "title"},
		{"nothing but a bullet", "<ul><li>• </li><li>• <br></li><li>• <img src='a.png'></li></ul>", "••"},
		{"a bullet in a paragraph of its own", "<ul><li><p>•</p><p>甲</p></li></ul>", "甲"},
		{"a bullet before a break", "<ul><li>•<br>甲</li></ul>", "甲"},
		{"a bullet at the end of a paragraph", "<ul><li>• <p>甲</p></li><li>•<br><br>乙</li></ul>", "甲乙"},
		{"a bullet before a break and another", "<ul><li>• <br>• 甲</li></ul>", "••甲"},
		{"a bullet before what is no text", "<ul><li>•<img src='a.png'></li><li>•<hr>甲</li></ul>", "甲"},
		{"a bullet before an item's list", "<ul><li>•<ul><li>甲</li></ul></li></ul>", "甲"},
		{"a bullet before a size of zero", "<ul><li>•<span style='font-size:0'> </span>甲</li></ul>", "甲"},
		{"a bullet before code", "<ul><li>• <code>f</code></li><li>•<code>f</code></li></ul>", "f•f"},
		{"a bullet in a link that goes on", "<ul><li><a href='https://a.example/'>• 甲</a></li><li><a href='https://a.example/'>•</a> 甲</li></ul>", "甲•甲"},
		{"a bullet before code in a sentence that begins with a space", "<ul><li>*<pre><code> f</code></pre>甲</li></ul>", "f甲"},
		{"a number behind a list that shows nothing", "<ol><li><ul><li><br></li></ul>1. 甲</li></ol>", "甲"},
		{"a list set as code", "<code><ul><li>• 甲</li></ul></code>", "•甲"},
		{"a bullet set as code", "<ul><li><code>-</code> 甲</li></ul>", "-甲"},
		{"a bullet of a list inside", "<ul><li><ul><li>• 甲</li><li>乙</li></ul></li></ul>", "甲乙"},
		{"numbers twice", "<ol><li>1. 1. 甲</li><li>2. 2. 乙</li></ol>", "1.1.甲2.2.乙"},
		{"numbers with decimals", "<ol><li>1.5 米</li><li>2.5 米</li></ol>", "1.5米2.5米"},
		{"numbers that are links", "<ol><li><a href='https://a.example/'>1.</a> 甲</li></ol>", "1.甲"},
		{"numbers beside items", "<ol>1. 甲<p>2. 乙</p><ul><li>丙</li></ul></ol>", "甲乙丙"},
		{"a list in a numbered one", "<ol><li>1. 甲</li><ul><li>• 丙</li></ul><li>2. 乙</li></ol>", "甲丙乙"},
		{"a list before the items", "<ol><ol><li>1. 甲</li><li>3. 乙</li></ol><li>1. 丙</li></ol>", "1.甲3.乙1.丙"},
		{"a bullet without space", "<ul><li>•甲</li><li>-1</li><li>**</li></ul>", "•甲-1**"},
		{"a bullet outside a list", "<p>• 甲</p><ol><li>• 乙</li></ol>", "•甲•乙"},
		{"a bullet behind a picture", "<ul><li><img src='a.png'>• 甲</li></ul>", "•甲"},
		{"nested lists", "<ul><li>• 甲<ul><li>○ 乙</li></ul></li></ul>", "甲乙"},
		{"numbers", "<ol><li>1. 甲</li><li>2.乙</li><li><p>3. <b>丙</b></p></li></ol>", "甲乙丙"},
		{"numbers from another on", "<ol><li>11、甲</li><li> 12）乙</li><li><br></li><li>13．丙</li></ol>", "甲乙丙"},
		{"numbers with a gap", "<ol><li>1. 甲</li><li>3. 乙</li></ol>", "1.甲3.乙"},
		{"an item without a number", "<ol><li>1. 甲</li><li>乙</li></ol>", "1.甲乙"},
		{"an item that is a picture", "<ol><li>1. 甲</li><li><img src='a.png'></li></ol>", "1.甲"},
		{"numbers in an unordered list", "<ul><li>1. 甲</li></ul>", "1.甲"},
		{"no number", "<ol><li>2024 年</li><li>. 甲</li></ol>", "2024年.甲"},
		{"a number that hides", "<ol><li><span style='display:none'>9. </span>1. 甲</li></ol>", "甲"},
		{"a bullet behind what shows nothing", "<ul><li><img src=''><i>• </i>甲</li><li>• <pre></pre><ul></ul>乙</li></ul>", "甲乙"},
		{"a bullet in a box of a row", "<ul><li><section style='display:flex'><section><b>•</b></section><section>甲</section></section></li></ul>", "甲"},
		{"a bullet in a row before a picture", "<ul><li><section style='display:flex'><p>•</p><p><img src='a.png'></p></section></li></ul>", ""},
		{"a bullet before a block by its style", "<ul><li>•<span style='display:block'>甲</span></li></ul>", "甲"},
		{"a number in a block of its own", "<ol><li><p>1.</p><p>甲</p></li></ol>", "甲"},
		{"two numbers in blocks of their own", "<ol><li><p>1.</p><blockquote><p>1. 甲</p></blockquote></li></ol>", "1.1.甲"},
		{"a number before a list beside the items", "<ol><li>1.</li><ul><li>甲</li></ul></ol>", "甲"},
		{"a number and a break in a link", "<ol><li><a href='https://a.example/'>1. <br>甲</a></li></ol>", "甲"},
		{"a number in one of two links to one place", "<ol><li><a href='https://a.example/'>1.</a> <a href='https://a.example/'>甲</a></li></ol>", "甲"},
		{"a number alone before what hides", "<ol><li>1.<span style='font-size:0'>甲</span><br></li></ol>", "1."},
		{"a bullet in a layout in a link", "<a href='https://a.example/'><ul><pre>- 甲</pre></ul></a>", "甲"},
		{"what stands beside the list", "<ol><li>1. 甲</li></ol>2. 乙", "甲2.乙"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(Raw(parse(t, test.body)).Text); got != test.want {
				t.Errorf("text %q, want %q", got, test.want)
			}
		})
	}
}
