package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"

	"wxbackup/internal/ui"
	"wxbackup/redirect"
	"wxbackup/redirect/emit"
)

//go:embed page.html page.css
var texts embed.FS

// Format is a format that was asked for, and what it made of the rules.
type Format struct {
	Name, Title string
	Output      emit.Output
}

// Page is the report as an HTML page.
func Page(m redirect.Map, r redirect.Report, formats []Format) ([]byte, error) {
	style, err := texts.ReadFile("page.css")
	if err != nil {
		return nil, fmt.Errorf("reading the style of the report: %w", err)
	}
	funcs := template.FuncMap{"count": func(n int) string { return ui.Count(int64(n)) }}
	page, err := template.New("page.html").Funcs(funcs).ParseFS(texts, "page.html")
	if err != nil {
		return nil, fmt.Errorf("reading the report: %w", err)
	}
	var b bytes.Buffer
	err = page.Execute(&b, map[string]any{
		"Style": template.CSS(style), "Origin": m.Origin, "Rules": len(m.Rules), "Held": len(m.Held),
		"Kinds": kindsOf(m), "Formats": served(len(m.Rules), formats), "Findings": findings(r),
	})
	if err != nil {
		return nil, fmt.Errorf("writing the report: %w", err)
	}
	return b.Bytes(), nil
}

// kind is a line of the table of addresses.
type kind struct {
	Text        text
	Hosts       text
	Moved, Gone int
	Held        int
}

func kindsOf(m redirect.Map) []kind {
	var kinds []kind
	for _, k := range redirect.Kinds() {
		line := kind{Text: kindText(k), Hosts: hostText(k)}
		for _, r := range m.Of(k) {
			if r.Target == "" {
				line.Gone++
			} else {
				line.Moved++
			}
		}
		for _, s := range m.Held {
			if s.Kind() == k {
				line.Held++
			}
		}
		kinds = append(kinds, line)
	}
	return kinds
}

// formatLine is a line of the table of formats.
type formatLine struct {
	Format
	Served int
}

func served(rules int, formats []Format) []formatLine {
	lines := make([]formatLine, len(formats))
	for i, f := range formats {
		lines[i] = formatLine{f, rules}
		for _, u := range f.Output.Unserved {
			lines[i].Served -= u.Count
		}
	}
	return lines
}
