package page

import (
	"strings"
	"testing"
)

// decoded reads src as JavaScript and gives the value's text; "?" is a value
// that is not known, "!" one that cannot be read.
func decoded(src string) string {
	value, _, err := readLiteral([]byte(src))
	switch {
	case err != nil:
		return "!"
	case value.kind == undefined:
		return "?"
	}
	return value.text
}

func TestLiteralText(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"single quotes", `'a"b'`, `a"b`},
		{"double quotes", `"a'b"`, `a'b`},
		{"backquotes", "`a'b`", `a'b`},
		{"empty", `''`, ``},
		{"white space before", "\n\t 'a'", `a`},
		{"control escapes", `'\n\r\t\b\f\v\0'`, "\n\r\t\b\f\v\x00"},
		{"quote escapes", `'\'\"\\\/'`, `'"\/`},
		{"hexadecimal", `'\x22\x26\x27\x3c\x3E\x5c\x0a\x0d'`, "\"&'<>\\\n\r"},
		{"hexadecimal above ASCII", `'\xe9'`, "é"},
		{"unicode", `'\u732b\u0026'`, "猫&"},
		{"surrogate pair", `'\ud83d\ude00!'`, "😀!"},
		{"high surrogate alone", `'\ud83dx'`, "\uFFFDx"},
		{"high surrogate before another character", `'\ud83d\u0041'`, "\uFFFDA"},
		{"low surrogate alone", `'\ude00'`, "\uFFFD"},
		{"backslash and line end", "'a\\\nb\\\r\nc\\\rd'", "abcd"},
		{"unknown escape", `'\q\!'`, "q!"},
		{"hexadecimal cut short", `'\x2'`, "x2"},
		{"unicode cut short", `'\u12'`, "u12"},
		{"no hexadecimal", `'\xzz\uzzzz'`, "xzzuzzzz"},
		{"escaped backslash before the end", `'a\\'`, `a\`},
		{"escaped quote", `'it\'s'`, `it's`},
		{"end tag of a script", `'\x3c\x2fscript\x3e<\/b>'`, "</script></b>"},
		{"emoji as it is", `'😀'`, "😀"},
		{"HTML entities stay", `'a&amp;b'`, "a&amp;b"},

		{"JsDecode", `JsDecode('a\x26b')`, "a&b"},
		{"htmlDecode", `htmlDecode("a&amp;b")`, "a&amp;b"},
		{"wrapper in a wrapper", `String( JsDecode( 'a' ) )`, "a"},
		{"wrapper with more arguments", `decodeURIComponent('a', 1, "x")`, "a"},
		{"html(false)", `'a\x26lt;b'.html(false)`, "a&lt;b"},
		{"html(false) and chain", `''.html(false) || 'b'.html(false)`, "b"},
		{"parentheses", `(('a'))`, "a"},

		{"chain, first slot", `"X" || "" || ""`, "X"},
		{"chain, second slot", `"" || "X" || ""`, "X"},
		{"chain, third slot", `"" || "" || "X"`, "X"},
		{"chain without spaces", `""||"X"`, "X"},
		{"chain of nothing", `"" || "" || ""`, ""},
		{"chain with a default", `'123' || '0'`, "123"},
		{"chain with the default alone", `'' || '0'`, "0"},
		{"chain behind something unknown", `window.biz || "X"`, "X"},
		{"chain behind a call", `getXmlValue('a.DATA') || 'X'`, "X"},

		{"text times one", `'8' * 1`, "8"},
		{"text times one without spaces", `"1500853064"*1`, "1500853064"},
		{"empty text times one", `'' * 1`, "?"},
		{"words times one", `'a' * 1`, "?"},
		{"nineteen digits", `'9223372036854775807' * 1`, "9223372036854775807"},
		{"nineteen digits bare", `9223372036854775807`, "9223372036854775807"},
		{"more digits than any integer", `"18446744073709551617" * 1`, "18446744073709551617"},
		{"negative", `-12`, "-12"},
		{"decimal", `0.75`, "0.75"},
		{"joined texts", `'a' + "b" + 'c'`, "abc"},
		{"joined with something unknown", `mid + "&idx="`, "?"},
		{"something unknown joined", `"&idx=" + idx`, "?"},

		{"conditional with unknown test", `xml ? getXmlValue('a.DATA') : 'X'`, "X"},
		{"conditional with unknown test and chain", `xml ? getXmlValue('a.DATA') : 'X' || ''`, "X"},
		{"conditional, true", `'1' ? 'a' : 'b'`, "a"},
		{"conditional, empty", `'' ? 'a' : 'b'`, "b"},
		{"conditional, zero", `'0' * 1 ? 'a' : 'b'`, "b"},
		{"conditional in a conditional", `'' ? 'a' : '' ? 'b' : 'c'`, "c"},

		{"constants", `true`, "true"},
		{"not", `!0`, "true"},
		{"not of a text", `!'a'`, "false"},
		{"not of something unknown", `!x`, "?"},
		{"line comment", "// why\n'a'", "a"},
		{"comment", "/* 'x' */ 'a' /* y */ || 'b'", "a"},
		{"comment without end", "/* 'x'", "!"},

		{"identifier", `document.title`, "?"},
		{"null", `null`, "?"},
		{"member", `'abc'.length`, "?"},
		{"other method", `'a,b'.split(',')`, "?"},
		{"index", `'abc'[0]`, "?"},
		{"unknown call", `decode('a')`, "?"},
		{"function", `function () { return 'a' }`, "!"},
		{"new", `new Date('a')`, "!"},
		{"nothing", ``, "!"},
		{"operator", `=> 'a'`, "!"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := decoded(test.src); got != test.want {
				t.Errorf("%s is %q, want %q", test.src, got, test.want)
			}
		})
	}
}

func TestUnterminatedLiteralsAreErrors(t *testing.T) {
	for _, src := range []string{
		`'a`, `"a\"`, "`a", `'a\`, `JsDecode('a'`, `JsDecode(`, `('a'`, `['a'`, `['a',`, `[`, `{`, `{a`, `{a:`, `{a: 'b'`, `{a: 'b',`,
		`{'a`, `{a: [1, 2}`, `'a' || `, `'a' +`, `'a' *`, `'a' ? 'b'`, `'a' ? 'b' :`, `'a'.html(`, `'a'[`, `!`,
	} {
		if value, pos, err := readLiteral([]byte(src)); err == nil {
			t.Errorf("%s was read as %v, %d bytes", src, value, pos)
		}
	}
}

func TestLiteralEndsWhereItsTextDoes(t *testing.T) {
	tests := []struct {
		src, rest string
	}{
		{`'a'; var b`, `; var b`},
		{`'a' || 'b', c = 1`, `, c = 1`},
		{`{a: 1}; b`, `; b`},
		{`12px`, `px`},
	}
	for _, test := range tests {
		_, pos, err := readLiteral([]byte(test.src))
		if err != nil || test.src[pos:] != test.rest {
			t.Errorf("%s: rest %q, error %v", test.src, test.src[pos:], err)
		}
	}
}

func TestObjectLiteral(t *testing.T) {
	value, _, err := readLiteral([]byte(`{
		bare: 'a', 'quoted': "b", "double-quoted": 'c', $dollar_1: 'd', 7: 'e', // a comment, with: 'f'
		/* hidden: 'x', */ sub: { deep: { text: JsDecode('g') }, },
		list: [ { n: '1' * 1, }, 'no object', { n: '2' * 1 }, ],
		call: f(function (a, b) { return { c: 1 } }, "}"), twice: 'first', twice: 'second',
		text_with_brackets: '}]),', chain: '' || 'h', cut: 'i' ?,
		wrong: => 1, last: 'z',
	}`))
	if err != nil {
		t.Fatal(err)
	}
	o := value.object
	for name, want := range map[string]string{
		"bare": "a", "quoted": "b", "double-quoted": "c", "$dollar_1": "d", "7": "e", "hidden": "", "with": "", "deep": "",
		"call": "", "twice": "first", "text_with_brackets": "}]),", "chain": "h", "cut": "", "wrong": "", "last": "z", "absent": "",
	} {
		if got := o.get(name).text; got != want {
			t.Errorf("member %s is %q, want %q", name, got, want)
		}
	}
	if got := o.sub("sub").sub("deep").get("text").text; got != "g" {
		t.Errorf("nested member is %q", got)
	}
	if list := o.list("list"); len(list) != 2 || list[0].get("n").text != "1" || list[1].get("n").text != "2" {
		t.Errorf("list has %d objects", len(list))
	}
}

func TestObjectThatIsNone(t *testing.T) {
	var o *object
	if got := o.get("a"); got.kind != undefined {
		t.Errorf("member of no object is %v", got)
	}
	if o.sub("a") != nil || o.list("a") != nil {
		t.Error("no object has members")
	}
}

func TestMembersAreReadWhenAskedFor(t *testing.T) {
	value, _, err := readLiteral([]byte(`{good: 'a', bad: 'b' || => , also: 'c'}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(value.object.members["bad"]); got != ` 'b' || => ` {
		t.Errorf("member is kept as %q", got)
	}
	if got := value.object.get("also").text; got != "c" {
		t.Errorf("member behind a bad one is %q", got)
	}
}

func TestNestingIsBounded(t *testing.T) {
	const deep = 1 << 20
	for _, src := range []string{
		strings.Repeat("[", deep), strings.Repeat("(", deep), strings.Repeat("!", deep),
		strings.Repeat("JsDecode(", deep), strings.Repeat("'' ? '' : ", deep) + "'a'",
	} {
		if _, _, err := readLiteral([]byte(src)); err == nil {
			t.Errorf("%.20s… was read", src)
		}
	}
	nested := strings.Repeat("{a:", deep) + "1" + strings.Repeat("}", deep)
	value, _, err := readLiteral([]byte(nested))
	if err != nil {
		t.Fatalf("objects, read lazily: %v", err)
	}
	o, depth := value.object, 0
	for ; o != nil; o = o.sub("a") {
		depth++
	}
	if depth > maxLiteralDepth {
		t.Errorf("%d objects deep", depth)
	}
}

func FuzzLiteral(f *testing.F) {
	for _, seed := range []string{
		`'a\x26b'.html(false) || "" || JsDecode('\u732b')`, `{a: '8' * 1, 'b': [ {c: f('x')}, ], }`,
		`xml ? getXmlValue('a.DATA') : 'X' || ''`, "/* a */ // b\n`c`", `'\ud83d\ude00' + '\`, `{a:[1,,2],b:!0,}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		value, pos, err := readLiteral(src)
		if pos < 0 || pos > len(src) {
			t.Fatalf("position %d of %d bytes", pos, len(src))
		}
		if err != nil {
			return
		}
		again, _, err := readLiteral(src[:pos])
		if err != nil || again.kind != value.kind || again.text != value.text {
			t.Errorf("read as %q, its own bytes %q as %q (%v)", value.text, src[:pos], again.text, err)
		}
		readMembers(value)
	})
}

// readMembers reads everything that a value holds.
func readMembers(value literal) {
	for _, element := range value.array {
		readMembers(element)
	}
	if value.object != nil {
		for name := range value.object.members {
			readMembers(value.object.get(name))
		}
	}
}
