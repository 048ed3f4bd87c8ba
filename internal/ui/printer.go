package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// ErrUntyped says that a value is no object whose first field is "type".
var ErrUntyped = errors.New("not an object that begins with its type")

// Mode is how much an invocation says, and in which form.
type Mode int

// The modes. In each, warnings go to standard error.
const (
	// Text prints results for people, notes and progress.
	Text Mode = iota
	// Quiet prints results and warnings only.
	Quiet
	// Verbose adds details to Text.
	Verbose
	// JSON prints results as JSON lines and no other result.
	JSON
)

// Options say where a Printer writes and how.
type Options struct {
	Out, Err Stream
	Mode     Mode
	// Colour allows colour where a stream can show it.
	Colour bool
	// Now is the clock that paces the progress line.
	Now func() time.Time
}

// Printer writes what one invocation says. It is safe for concurrent use. A
// failure to write a result is kept and returned by Err, so that callers may
// print without checking each line.
type Printer struct {
	opts Options

	mu     sync.Mutex
	status status
	err    error
}

// New returns a Printer.
func New(opts Options) *Printer {
	return &Printer{opts: opts}
}

// Mode is the mode the Printer was made with.
func (p *Printer) Mode() Mode { return p.opts.Mode }

// Err is the first failure to write to standard output.
func (p *Printer) Err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

// Resultf prints one line of a result to standard output, for people; in JSON
// mode it prints nothing.
func (p *Printer) Resultf(format string, args ...any) {
	if p.opts.Mode != JSON {
		p.result([]byte(Plain(fmt.Sprintf(format, args...)) + "\n"))
	}
}

// Table prints a table to standard output; in JSON mode it prints nothing.
func (p *Printer) Table(t *Table) {
	if p.opts.Mode == JSON {
		return
	}
	var b strings.Builder
	for line := range t.lines(p.opts.Out.Width) {
		b.WriteString(line + "\n")
	}
	p.result([]byte(b.String()))
}

// JSON prints v, a struct whose first field is "type", as one line to standard
// output; in the other modes it prints nothing. The error is ErrUntyped or
// that of encoding.
func (p *Printer) JSON(v any) error {
	if p.opts.Mode != JSON {
		return nil
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encoding %T: %w", v, err)
	}
	if !bytes.HasPrefix(line.Bytes(), []byte(`{"type":"`)) {
		return fmt.Errorf("encoding %T: %w", v, ErrUntyped)
	}
	p.result(line.Bytes())
	return nil
}

// Notef tells standard error what happens; not in Quiet and JSON mode.
func (p *Printer) Notef(format string, args ...any) {
	if p.opts.Mode == Text || p.opts.Mode == Verbose {
		p.talk("", fmt.Sprintf(format, args...))
	}
}

// Detailf tells standard error more; in Verbose mode only.
func (p *Printer) Detailf(format string, args ...any) {
	if p.opts.Mode == Verbose {
		p.talk("", fmt.Sprintf(format, args...))
	}
}

// Warnf tells standard error, in every mode, of something to look at.
func (p *Printer) Warnf(format string, args ...any) {
	p.talk(p.colour(yellow, "warning: "), fmt.Sprintf(format, args...))
}

// Hintf proposes what to do next, under a warning or an error; not in Quiet
// and JSON mode.
func (p *Printer) Hintf(format string, args ...any) {
	if p.opts.Mode == Text || p.opts.Mode == Verbose {
		p.talk(p.colour(cyan, "hint: "), fmt.Sprintf(format, args...))
	}
}

// Errorf tells standard error, in every mode, why an invocation failed.
func (p *Printer) Errorf(format string, args ...any) {
	p.talk(p.colour(red, "error: "), fmt.Sprintf(format, args...))
}

func (p *Printer) result(data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clearStatus()
	if _, err := p.opts.Out.Write(data); err != nil && p.err == nil {
		p.err = fmt.Errorf("writing to standard output: %w", err)
	}
	p.drawStatus()
}

// talk writes to standard error. A failure has nowhere to be told and changes
// no result.
func (p *Printer) talk(prefix, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clearStatus()
	_, _ = fmt.Fprintf(p.opts.Err, "%s%s\n", prefix, Plain(text))
	p.drawStatus()
}
