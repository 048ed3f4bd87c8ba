package fidelity

import (
	"slices"
	"strings"
	"testing"
)

func TestCardsAreTakenOutOfTheText(t *testing.T) {
	tests := []struct {
		name, in, out string
		cards         []string
		want          string
		found         []bool
	}{
		{"none", "甲乙", "甲乙", nil, "甲乙", nil},
		{"in order", "甲乙", "［声］甲［影］乙", []string{"［声］", "［影］"}, "甲乙", []bool{true, true}},
		{"with spaces", "甲", "甲［声：一］", []string{"［声： 一］"}, "甲", []bool{true}},
		{"lost", "甲乙", "甲乙［影］", []string{"［声］", "［影］"}, "甲乙", []bool{false, true}},
		{"out of order", "甲", "［影］［声］甲", []string{"［声］", "［影］"}, "［影］甲", []bool{true, false}},
		{"a line that the page has before", "见［声］甲乙", "见［声］甲［声］乙", []string{"［声］"}, "见［声］甲乙", []bool{true}},
		{"a line that the page has behind", "甲［声］乙［声］", "［声］甲［声］乙［声］", []string{"［声］"}, "甲［声］乙［声］", []bool{true}},
		{"a line that the page goes on with", "甲［影］", "甲［声］［影］", []string{"［声］"}, "甲［影］", []bool{true}},
		{"behind what was lost", "甲乙丙丁", "甲丁［声］", []string{"［声］"}, "甲丁", []bool{true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var list []Card
			for _, text := range test.cards {
				list = append(list, Card{Text: text})
			}
			c := Content{Text: []rune(test.out)}
			rest, found := c.without(list, []rune(test.in))
			if string(rest.Text) != test.want || !slices.Equal(found, test.found) {
				t.Errorf("left is %q, found %v; want %q, %v", string(rest.Text), found, test.want, test.found)
			}
			if string(c.Text) != test.out {
				t.Errorf("the text itself became %q", string(c.Text))
			}
		})
	}
}

// Taking cards out moves the gaps with the text around them.
func TestGapsStayWhereTheyWere(t *testing.T) {
	c := NewReader().Markdown([]byte("one two\n\n［声］ 甲\n\nthree four\n"))
	rest, _ := c.without([]Card{{Text: "［声］甲"}}, []rune("onetwothreefour"))
	if got, want := rest.between(Span{0, len(rest.Text)}), "one two three four"; got != want {
		t.Errorf("the rest reads %q, want %q", got, want)
	}
}

func TestManyCardsAreFoundAtOnce(t *testing.T) {
	const n = 2000
	out := strings.Repeat("正文的一段［投票］", n)
	c := Content{Text: []rune(out)}
	rest, found := c.without(slices.Repeat([]Card{{Text: "［投票］"}}, n), []rune(strings.Repeat("正文的一段", n)))
	if len(rest.Text) != 5*n || slices.Contains(found, false) {
		t.Errorf("%d characters left, want %d", len(rest.Text), 5*n)
	}
}
