package emit

import "wxbackup/redirect"

// hugo writes the folder hugo: pages for the folder static of a Hugo site, which
// Hugo copies as they are, and a README.
//
// Hugo's own aliases stand in the front matter of the page they lead to, which
// is a file of the site's owner; Hugo makes the same pages of them.
func hugo(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	pages := stubs(m, &out)
	for _, page := range pages {
		out.Files = append(out.Files, File{"hugo/static/" + page.file, stubPage(page.target)})
	}
	readme, err := readme("hugo", m, map[string]any{"Pages": len(pages)})
	out.Files = append(out.Files, readme)
	return out, err
}
