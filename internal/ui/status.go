package ui

import (
	"fmt"
	"strings"
	"time"
)

// status is the progress line as it stands on the terminal.
type status struct {
	current *Progress
	text    string
	drawn   time.Time
	visible bool
}

// clearStatus wipes the line with spaces, which every terminal understands.
// The caller holds the lock.
func (p *Printer) clearStatus() {
	if !p.status.visible {
		return
	}
	_, _ = fmt.Fprintf(p.opts.Err, "\r%s\r", strings.Repeat(" ", Width(p.status.text)))
	p.status.visible = false
}

// drawStatus puts the line back. The caller holds the lock.
func (p *Printer) drawStatus() {
	if p.status.text == "" {
		return
	}
	_, _ = fmt.Fprint(p.opts.Err, p.status.text)
	p.status.visible = true
}
