package emit

import (
	"bytes"
	"embed"
	"fmt"
	"text/template"

	"wxbackup/redirect"
)

// readmes are a template a format, named for it, and what they share in
// shared.md.
//
//go:embed readme/*.md
var readmes embed.FS

// readme is the file NAME/README.md, which tells the owner of a server what to
// do with the rules. Templates know .Rules, how many there are, .Relative,
// whether targets are paths because the site's address is not known, and
// .More, what the format adds.
func readme(name string, m redirect.Map, more any) (File, error) {
	text, err := template.ParseFS(readmes, "readme/"+name+".md", "readme/shared.md")
	if err != nil {
		return File{}, fmt.Errorf("reading README of %q: %w", name, err)
	}
	var out bytes.Buffer
	err = text.Execute(&out, map[string]any{
		"Rules":    len(m.Rules),
		"Relative": len(m.Rules) > 0 && m.Origin == "",
		"More":     more,
	})
	if err != nil {
		return File{}, fmt.Errorf("writing README of %q: %w", name, err)
	}
	return File{Name: name + "/README.md", Data: out.Bytes()}, nil
}
