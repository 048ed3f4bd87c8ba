package cmd

import (
	"fmt"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/internal/ui"
	"wxbackup/store"
)

// figure is one measure of how faithful an article is to its page.
type figure struct {
	name, unit      string
	in, kept, added int
}

// figures are the measures of an article, the text always and of the others
// those that there is something to measure of.
func figures(f article.Fidelity) []figure {
	list := []figure{{"text", "characters", f.TextIn, f.TextKept, f.TextAdded}}
	for _, further := range []figure{
		{"bold", "letters", f.BoldIn, f.BoldKept, f.BoldAdded},
		counted("images", "pictures", f.ImagesIn, f.ImagesOut),
		counted("links", "links", f.LinksIn, f.LinksOut),
		counted("code", "lines", f.CodeLinesIn, f.CodeLinesOut),
		counted("tables", "cells", f.CellsIn, f.CellsOut),
		counted("math", "formulas", f.MathIn, f.MathOut),
		counted("cards", "embeds", f.EmbedsIn, f.EmbedsOut),
	} {
		if further.in > 0 || further.added > 0 {
			list = append(list, further)
		}
	}
	return list
}

// counted is a measure that only says how many there are on both sides.
func counted(name, unit string, in, out int) figure {
	return figure{name, unit, in, min(in, out), max(out-in, 0)}
}

func (f figure) note() string {
	note := fmt.Sprintf("%s of %s %s kept", ui.Count(int64(f.kept)), ui.Count(int64(f.in)), f.unit)
	if f.added > 0 {
		note += fmt.Sprintf(", %s added", ui.Count(int64(f.added)))
	}
	return note
}

// embedNote is an embed with where it can be found: its address, or the file
// in the archive.
func embedNote(e article.Embed, assets []article.Asset) string {
	where := e.URL
	if n, ok := clean.AssetIndex(e.URL); ok && n < len(assets) {
		where = assets[n].URL
		if !assets[n].Missing() {
			where = store.AssetPath(assets[n].SHA256, assets[n].Ext)
		}
	}
	note := e.Kind + ": " + e.Text
	if where != "" {
		note += " " + where
	}
	return note
}
