package convert

import (
	"cmp"

	"wxbackup/convert/fidelity"
)

// Differences lists what Markdown shows otherwise than the page that d was
// read from. The Markdown may be another one than was written from d: a copy
// that somebody edited. image is as for Markdown.
func (c *Converter) Differences(d *Document, text []byte, image func(n int) string) []fidelity.Difference {
	raw, rendered := d.raw, c.reader.Markdown(text)
	names := imageNames(d, image)
	name := func(source string) string { return cmp.Or(names[source], source) }
	raw.RenameImages(name)
	rendered.RenameImages(name)
	return fidelity.Differences(raw, rendered, cards(d.root, image))
}

// inlineName is what a picture is called whose bytes the page itself holds.
const inlineName = "picture inside the page"

// imageNames gives the sources of a page's pictures and their destinations in
// Markdown one name a file: several addresses can lead to one.
func imageNames(d *Document, image func(n int) string) map[string]string {
	names := map[string]string{"": inlineName}
	for n, asset := range d.Article.Assets {
		source, destination := cmp.Or(asset.URL, asset.Ref), image(n)
		if destination == "" {
			destination = source
		}
		name := cmp.Or(names[destination], source, inlineName)
		names[destination] = name
		if source != "" {
			names[source] = name
		}
	}
	return names
}
