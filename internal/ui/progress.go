package ui

import (
	"strings"
	"time"
)

// interval is the shortest time between two drawings of the progress line.
const interval = time.Second / 10

// settle is how long an operation runs before its rate and time left mean
// something.
const settle = time.Second

// Tally is how far an operation has come. A total of 0 is not known; an
// operation counted in one unit only leaves the other at 0.
type Tally struct {
	Done, Total       int64
	Bytes, TotalBytes int64
}

// Progress is the line of one running operation. It is safe for concurrent
// use, and shows nothing unless standard error is a terminal and the mode is
// Text or Verbose.
type Progress struct {
	p     *Printer
	label string
	noun  string
	start time.Time
	tally Tally
}

// Progress starts a line: label says what is done ("importing"), noun what is
// counted ("file"). Call Finish when the operation is over. A new line takes
// the place of one that was not finished.
func (p *Printer) Progress(label, noun string) *Progress {
	pr := &Progress{p: p, label: label, noun: noun}
	if !p.shows() {
		return pr
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clearStatus()
	pr.start = p.opts.Now()
	p.status = status{current: pr}
	return pr
}

func (p *Printer) shows() bool {
	return p.opts.Err.Terminal && (p.opts.Mode == Text || p.opts.Mode == Verbose)
}

// Shown reports whether anybody sees the line.
func (pr *Progress) Shown() bool { return pr.p.shows() }

// Add counts further items and bytes.
func (pr *Progress) Add(items, bytes int64) {
	pr.update(func(t *Tally) {
		t.Done += items
		t.Bytes += bytes
	})
}

// Expect says how much there is to do, as soon as that is known.
func (pr *Progress) Expect(items, bytes int64) {
	pr.update(func(t *Tally) { t.Total, t.TotalBytes = items, bytes })
}

// Set replaces the whole tally.
func (pr *Progress) Set(tally Tally) {
	pr.update(func(t *Tally) { *t = tally })
}

func (pr *Progress) update(change func(*Tally)) {
	p := pr.p
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&pr.tally)
	if p.status.current != pr {
		return
	}
	now := p.opts.Now()
	if now.Sub(p.status.drawn) < interval {
		return
	}
	p.status.drawn = now
	p.clearStatus()
	p.status.text = Truncate(pr.line(now), p.opts.Err.Width-1)
	p.drawStatus()
}

// Finish takes the line away.
func (pr *Progress) Finish() {
	p := pr.p
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.status.current == pr {
		p.clearStatus()
		p.status = status{}
	}
}

func (pr *Progress) line(now time.Time) string {
	parts := []string{pr.label}
	t := pr.tally
	if count := counted(t.Done, t.Total, pr.noun); count != "" {
		parts = append(parts, count)
	}
	if size := sized(t.Bytes, t.TotalBytes); size != "" {
		parts = append(parts, size)
	}
	if elapsed := now.Sub(pr.start); elapsed >= settle {
		parts = append(parts, pace(t, elapsed)...)
	}
	return strings.Join(parts, gap)
}

func counted(done, total int64, noun string) string {
	switch {
	case total > 0:
		return Count(done) + "/" + Plural(total, noun)
	case done > 0:
		return Plural(done, noun)
	}
	return ""
}

func sized(done, total int64) string {
	switch {
	case total > 0:
		return Bytes(done) + "/" + Bytes(total)
	case done > 0:
		return Bytes(done)
	}
	return ""
}

// pace is the rate so far, and the time left where a total is known; bytes
// tell both better than items, which differ in size.
func pace(t Tally, elapsed time.Duration) []string {
	var parts []string
	done, total := t.Bytes, t.TotalBytes
	if done > 0 {
		parts = append(parts, Bytes(int64(float64(done)/elapsed.Seconds()))+"/s")
	}
	if total == 0 {
		done, total = t.Done, t.Total
	}
	if done > 0 && total > done {
		left := time.Duration(float64(elapsed) / float64(done) * float64(total-done))
		parts = append(parts, Duration(left)+" left")
	}
	return parts
}
