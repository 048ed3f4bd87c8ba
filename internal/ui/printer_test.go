package ui

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// say prints one line of every sort and returns what reached the two streams.
func say(t *testing.T, mode Mode) (out, talk string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := New(Options{Out: NewStream(&stdout), Err: NewStream(&stderr), Mode: mode, Colour: true})
	p.Resultf("result %d", 1)
	table := NewTable(Column{Name: "NAME"})
	table.Row("cell")
	p.Table(table)
	p.Data([]byte("\ufeffa,b\r\n"))
	if err := p.JSON(struct {
		Type string `json:"type"`
	}{"thing"}); err != nil {
		t.Fatal(err)
	}
	p.Notef("note")
	p.Detailf("detail")
	p.Warnf("warn")
	p.Hintf("hint")
	p.Errorf("failed")
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return stdout.String(), stderr.String()
}

func TestEachModeSaysItsShare(t *testing.T) {
	const results = "result 1\nNAME\ncell\n\ufeffa,b\r\n"
	tests := []struct {
		name      string
		mode      Mode
		out, talk string
	}{
		{"text", Text, results, "note\nwarning: warn\nhint: hint\nerror: failed\n"},
		{"quiet", Quiet, results, "warning: warn\nerror: failed\n"},
		{"verbose", Verbose, results, "note\ndetail\nwarning: warn\nhint: hint\nerror: failed\n"},
		{"json", JSON, `{"type":"thing"}` + "\n", "warning: warn\nerror: failed\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, talk := say(t, test.mode)
			if out != test.out {
				t.Errorf("standard output\n got %q\nwant %q", out, test.out)
			}
			if talk != test.talk {
				t.Errorf("standard error\n got %q\nwant %q", talk, test.talk)
			}
		})
	}
}

func TestJSONKeepsFieldOrderAndText(t *testing.T) {
	var out bytes.Buffer
	p := New(Options{Out: NewStream(&out), Mode: JSON})
	err := p.JSON(struct {
		Type  string `json:"type"`
		Zebra string `json:"zebra"`
		Apple string `json:"apple"`
	}{"row", "https://www.example.com/?a=1&b=<2>", "中文\n二"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"row","zebra":"https://www.example.com/?a=1&b=<2>","apple":"中文\n二"}` + "\n"
	if out.String() != want {
		t.Errorf("got %s want %s", out.String(), want)
	}
}

func TestJSONRefusesValuesWithoutType(t *testing.T) {
	values := map[string]any{
		"list":            []int{1},
		"number":          1,
		"type comes late": struct{ ID, Type string }{"a", "b"},
		"type is no text": struct {
			Type int `json:"type"`
		}{1},
	}
	for name, value := range values {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			err := New(Options{Out: NewStream(&out), Mode: JSON}).JSON(value)
			if !errors.Is(err, ErrUntyped) {
				t.Errorf("error is %v, want ErrUntyped", err)
			}
			if out.Len() != 0 {
				t.Errorf("wrote %q", out.String())
			}
		})
	}
}

func TestJSONReportsWhatCannotBeEncoded(t *testing.T) {
	p := New(Options{Out: NewStream(&bytes.Buffer{}), Mode: JSON})
	if err := p.JSON(func() {}); err == nil {
		t.Error("a function was encoded")
	}
}

func TestColourOnlyWhereItCanBeSeen(t *testing.T) {
	tests := []struct {
		name     string
		colour   bool
		terminal bool
		ansi     bool
		want     bool
	}{
		{"terminal", true, true, true, true},
		{"not wanted", false, true, true, false},
		{"file", true, false, false, false},
		{"old console", true, true, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var talk bytes.Buffer
			p := New(Options{
				Err:    Stream{Writer: &talk, Terminal: test.terminal, Width: 80, ANSI: test.ansi},
				Colour: test.colour,
			})
			p.Warnf("look")
			if got := strings.Contains(talk.String(), "\x1b["); got != test.want {
				t.Errorf("wrote %q, colour %v, want %v", talk.String(), got, test.want)
			}
		})
	}
}

func TestColourWanted(t *testing.T) {
	tests := []struct {
		noColor, term string
		want          bool
	}{
		{"", "xterm-256color", true},
		{"", "", true},
		{"1", "xterm", false},
		{"", "dumb", false},
	}
	for _, test := range tests {
		env := map[string]string{"NO_COLOR": test.noColor, "TERM": test.term}
		got := ColourWanted(func(name string) string { return env[name] })
		if got != test.want {
			t.Errorf("NO_COLOR=%q TERM=%q: %v, want %v", test.noColor, test.term, got, test.want)
		}
	}
}

func TestForeignTextCannotCommandTheTerminal(t *testing.T) {
	var out, talk bytes.Buffer
	p := New(Options{Out: NewStream(&out), Err: NewStream(&talk)})
	hostile := "a\x1b]0;title\x07b\rc\u202ed\u009be"
	p.Resultf("%s", hostile)
	p.Warnf("%s", hostile)
	table := NewTable(Column{Name: "X"})
	table.Row(hostile + "\nnext\tline")
	p.Table(table)
	for _, text := range []string{out.String(), talk.String()} {
		if strings.ContainsAny(text, "\x1b\x07\r\u202e\u009b\t") {
			t.Errorf("control characters were written: %q", text)
		}
	}
	if !strings.HasSuffix(out.String(), "next line\n") {
		t.Errorf("a cell was not kept on its line: %q", out.String())
	}
}

// full is a disk without space.
type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

func TestErrKeepsTheFirstFailureToWriteAResult(t *testing.T) {
	space := errors.New("no space left")
	p := New(Options{Out: NewStream(full{space}), Err: NewStream(full{errors.New("closed")})})
	p.Notef("talk that fails is no failed result")
	if err := p.Err(); err != nil {
		t.Errorf("before any result: %v", err)
	}
	p.Resultf("one")
	p.Resultf("two")
	if err := p.Err(); !errors.Is(err, space) {
		t.Errorf("Err is %v, want %v", err, space)
	}
}
