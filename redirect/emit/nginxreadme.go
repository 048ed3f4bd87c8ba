package emit

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"wxbackup/redirect"
)

//go:embed nginxreadme.md
var nginxReadmeText string

// nginxReadme tells the owner of the server what to do with the two files.
func nginxReadme(m redirect.Map, hash nginxHash) ([]byte, error) {
	text, err := template.New("README").Parse(nginxReadmeText)
	if err != nil {
		return nil, fmt.Errorf("reading the nginx README: %w", err)
	}
	var out bytes.Buffer
	err = text.Execute(&out, map[string]any{
		"Rules":      len(m.Rules),
		"OwnSizes":   hash != nginxHash{},
		"MaxSize":    hash.maxSize,
		"BucketSize": hash.bucketSize,
		"Relative":   len(m.Rules) > 0 && strings.HasPrefix(m.Rules[0].Target, "/"),
	})
	if err != nil {
		return nil, fmt.Errorf("writing the nginx README: %w", err)
	}
	return out.Bytes(), nil
}
