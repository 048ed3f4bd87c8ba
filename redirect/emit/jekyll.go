package emit

import (
	"crypto/sha256"
	"fmt"

	"wxbackup/redirect"
)

// jekyll writes the folder jekyll: a page for each old address, with permalink
// and redirect_to in its front matter, and a README.
//
// The plugin jekyll-redirect-from makes its own page of redirect_to. Without it
// the page's text is shown, which leads to the new address as well. Files are
// named by a hash: Jekyll leaves out names that begin with "_", as short ids may,
// and a rule keeps its file when others come and go.
func jekyll(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	pages := stubs(m, &out)
	for _, page := range pages {
		hash := sha256.Sum256([]byte(page.path))
		out.Files = append(out.Files, File{fmt.Sprintf("jekyll/wxbackup-redirects/%x.html", hash[:8]), jekyllPage(page)})
	}
	readme, err := readme("jekyll", m, map[string]any{"Pages": len(pages)})
	out.Files = append(out.Files, readme)
	return out, err
}

// jekyllPage escapes the permalink, in which Jekyll decodes percent signs and
// gives a colon a meaning.
func jekyllPage(page stub) []byte {
	permalink := "/" + page.file
	front := fmt.Sprintf("---\nlayout: null\npermalink: \"%s\"\nredirect_to: \"%s\"\nsitemap: false\n---\n", escapeExcept(permalink, ""), page.target)
	return append([]byte(front), stubPage(page.target)...)
}
