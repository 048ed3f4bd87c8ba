package ui

// Data prints bytes of a format of their own to standard output, as they are;
// in JSON mode it prints nothing.
func (p *Printer) Data(data []byte) {
	if p.opts.Mode != JSON {
		p.result(data)
	}
}
