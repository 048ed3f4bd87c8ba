package emit

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"text/template"

	"wxbackup/redirect"
)

// resolverSources are the script in its parts, the style, and the templates of
// the pages.
//
//go:embed resolver/*.js resolver/*.html resolver/*.css
var resolverSources embed.FS

// resolverPages are the page of the resolver, the 404 page, and the script for
// pages of the owner's own. Script and style stand in the pages, which so work
// under any address, and the policy of the pages allows no others.
func resolverPages(m redirect.Map, shards int) ([]File, error) {
	settings, err := json.Marshal(map[string]any{
		"origin": m.Origin, "accounts": append([]string{}, m.Accounts...), "shards": shards, "shared": redirect.SharedQuery,
	})
	if err != nil {
		return nil, fmt.Errorf("writing settings: %w", err)
	}
	script, err := resolverScript("const settings = "+string(settings), "address.js", "lookup.js", "page.js")
	if err != nil {
		return nil, err
	}
	page, err := resolverPage(script, "", "list/index.html")
	if err != nil {
		return nil, err
	}
	notFound, err := resolverPage(script, "/s/", "/s/list/index.html")
	if err != nil {
		return nil, err
	}
	return []File{
		{Name: "resolver/404.html", Data: notFound},
		{Name: "resolver/s/index.html", Data: page},
		{Name: "resolver/s/resolver.js", Data: []byte(script)},
	}, nil
}

// resolverScript joins parts of the script behind a first line, as one function
// that leaves no names behind.
func resolverScript(first string, parts ...string) (string, error) {
	script := "(function () {\n'use strict'\n" + first + "\n"
	for _, part := range parts {
		text, err := resolverSource(part)
		if err != nil {
			return "", err
		}
		script += "\n" + text
	}
	return script + "})()\n", nil
}

func resolverSource(name string) (string, error) {
	text, err := resolverSources.ReadFile("resolver/" + name)
	if err != nil {
		return "", fmt.Errorf("reading %q: %w", name, err)
	}
	return string(text), nil
}

// resolverPage is a page that finds the table in the folder, or beside itself
// when the folder is empty.
func resolverPage(script, folder, list string) ([]byte, error) {
	style, err := resolverSource("style.css")
	if err != nil {
		return nil, err
	}
	page, err := template.ParseFS(resolverSources, "resolver/page.html")
	if err != nil {
		return nil, fmt.Errorf("reading page: %w", err)
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]string{
		"Folder": folder, "List": list, "Script": script, "Style": style,
		"Policy": "default-src 'none'; connect-src 'self'; script-src " + contentHash(script) + "; " + stylePolicy(style),
	})
	if err != nil {
		return nil, fmt.Errorf("writing page: %w", err)
	}
	return out.Bytes(), nil
}

func stylePolicy(style string) string {
	return "style-src " + contentHash(style) + "; base-uri 'none'; form-action 'none'"
}

// contentHash names an inline script or style in a content security policy.
func contentHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
