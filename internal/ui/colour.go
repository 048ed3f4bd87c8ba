package ui

// The colours of the words that lead a line, as SGR parameters.
const (
	red    = "31"
	yellow = "33"
	cyan   = "36"
)

// colour paints text for standard error where that can show it.
func (p *Printer) colour(sgr, text string) string {
	if !p.opts.Colour || !p.opts.Err.Terminal || !p.opts.Err.ANSI {
		return text
	}
	return "\x1b[" + sgr + "m" + text + "\x1b[0m"
}
