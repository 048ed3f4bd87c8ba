package ui

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

func watched(mode Mode, width int) (*Printer, *screen, *clock) {
	s, c := &screen{}, newClock()
	return New(Options{Out: NewStream(s), Err: onTerminal(s, width), Mode: mode, Now: c.read}), s, c
}

func TestProgressSaysHowFarHowFastHowLong(t *testing.T) {
	tests := []struct {
		name  string
		noun  string
		after time.Duration
		tally Tally
		want  string
	}{
		{"just begun", "file", 0, Tally{Done: 1, Bytes: 500}, "importing  1 file  500 B"},
		{"total not known", "file", 2 * time.Second, Tally{Done: 1234, Bytes: 40e6}, "importing  1,234 files  40 MB  20 MB/s"},
		{"items and bytes", "file", 10 * time.Second, Tally{Done: 10, Total: 40, Bytes: 1e6, TotalBytes: 3e6}, "importing  10/40 files  1.0 MB/3.0 MB  100 kB/s  20 s left"},
		{"bytes only", "", 4 * time.Second, Tally{Bytes: 4e6, TotalBytes: 5e6}, "importing  4.0 MB/5.0 MB  1.0 MB/s  1.0 s left"},
		{"items only", "page", 3 * time.Second, Tally{Done: 1, Total: 61}, "importing  1/61 pages  3:00 left"},
		{"at the end", "page", 3 * time.Second, Tally{Done: 61, Total: 61}, "importing  61/61 pages"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, s, c := watched(Text, 80)
			pr := p.Progress("importing", test.noun)
			c.pass(test.after)
			pr.Set(test.tally)
			if s.String() != test.want {
				t.Errorf("\n got %q\nwant %q", s.String(), test.want)
			}
		})
	}
}

func TestProgressDrawsTenTimesASecondAtMost(t *testing.T) {
	p, s, c := watched(Text, 80)
	pr := p.Progress("importing", "file")
	drawings := 0
	for range 1000 {
		before := s.writes
		pr.Add(1, 0)
		if s.writes > before {
			drawings++
		}
		c.pass(2 * time.Millisecond)
	}
	if drawings != 20 {
		t.Errorf("drawn %d times in two seconds, want 20", drawings)
	}
}

func TestOtherOutputClearsTheProgressLineFirst(t *testing.T) {
	p, s, c := watched(Text, 80)
	pr := p.Progress("导入很长的一行", "file")
	c.pass(time.Second)
	pr.Add(3, 3000)
	p.Warnf("short")
	p.Resultf("一")
	if got, want := s.String(), "warning: short\n一\n导入很长的一行  3 files  3.0 kB  3.0 kB/s"; got != want {
		t.Errorf("on the screen\n%s\nwant\n%s", got, want)
	}
	pr.Finish()
	p.Notef("done")
	if got, want := s.String(), "warning: short\n一\ndone"; got != want {
		t.Errorf("after Finish\n%s\nwant\n%s", got, want)
	}
}

func TestAShorterProgressLineLeavesNothingOfTheLonger(t *testing.T) {
	p, s, c := watched(Text, 80)
	pr := p.Progress("a", "file")
	pr.Set(Tally{Done: 1_000_000})
	c.pass(interval)
	pr.Set(Tally{Done: 1})
	if got, want := s.String(), "a  1 file"; got != want {
		t.Errorf("on the screen %q, want %q", got, want)
	}
}

func TestProgressFitsTheTerminal(t *testing.T) {
	p, s, c := watched(Text, 20)
	pr := p.Progress("正在导入一个很长的名字", "file")
	c.pass(time.Second)
	pr.Add(123456, 789e6)
	if s.widest() >= 20 {
		t.Errorf("the line takes %d of 20 columns and would wrap", s.widest())
	}
	if !strings.HasSuffix(s.String(), "…") {
		t.Errorf("the cut is not shown: %q", s.String())
	}
}

func TestProgressIsForWatchedTerminalsOnly(t *testing.T) {
	tests := []struct {
		name     string
		mode     Mode
		terminal bool
		want     bool
	}{
		{"text on a terminal", Text, true, true},
		{"verbose on a terminal", Verbose, true, true},
		{"quiet", Quiet, true, false},
		{"json", JSON, true, false},
		{"file", Text, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var talk bytes.Buffer
			c := newClock()
			p := New(Options{Err: Stream{Writer: &talk, Terminal: test.terminal, Width: 80}, Mode: test.mode, Now: c.read})
			pr := p.Progress("importing", "file")
			c.pass(time.Second)
			pr.Add(1, 1)
			if got := talk.Len() > 0; got != test.want {
				t.Errorf("wrote %q, want output: %v", talk.String(), test.want)
			}
			pr.Finish()
		})
	}
}

func TestANewProgressLineReplacesTheOld(t *testing.T) {
	p, s, c := watched(Text, 80)
	reading := p.Progress("reading", "file")
	reading.Add(1, 0)
	c.pass(time.Minute)
	writing := p.Progress("writing", "file")
	reading.Add(1, 0)
	reading.Finish()
	writing.Add(1, 0)
	if got, want := s.String(), "writing  1 file"; got != want {
		t.Errorf("on the screen %q, want %q", got, want)
	}
}

func TestPrinterServesManyGoroutines(t *testing.T) {
	p, s, _ := watched(Text, 80)
	pr := p.Progress("importing", "file")
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for range 100 {
				pr.Add(1, 10)
				p.Notef("line")
			}
		})
	}
	workers.Wait()
	pr.Finish()
	if got := strings.Count(s.String(), "line\n") + 1; got != 800 {
		t.Errorf("%d whole lines, want 800", got)
	}
	if pr.tally.Done != 800 {
		t.Errorf("counted %d, want 800", pr.tally.Done)
	}
}

func TestExpectGivesTheTotalLater(t *testing.T) {
	p, s, c := watched(Text, 80)
	pr := p.Progress("importing", "file")
	pr.Add(1, 10)
	c.pass(time.Second)
	pr.Expect(4, 40)
	if want := "importing  1/4 files  10 B/40 B  10 B/s  3.0 s left"; !strings.HasSuffix(s.String(), want) {
		t.Errorf("line is %q, want %q", s.String(), want)
	}
	if !pr.Shown() {
		t.Error("a line on a terminal is not shown")
	}
}
