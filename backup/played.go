package backup

import (
	"cmp"
	"slices"

	"wxbackup/article"
	"wxbackup/convert"
)

// A page does not always refer to the files that come with it: a tool puts films
// into a folder of their own under the article's title, a web archive has them
// under the addresses that a script asked for. Such a file is an asset that
// says what it is for, and the statement of its page keeps it, so that any page
// of the article can play it, and the same page when it is read again.

// play makes the silent embeds of a document play the files that are for them.
func play(doc *convert.Document, files []article.Asset) {
	for _, embed := range doc.Silent() {
		if file, ok := fileFor(doc.Article.PlayerName(embed), files); ok {
			doc.Play(embed, file)
		}
	}
}

// fileFor is the best of the files for something.
func fileFor(name string, files []article.Asset) (best article.Asset, ok bool) {
	for _, a := range files {
		if a.For != "" && a.For == name && !a.Missing() && (!ok || betterFile(a, best)) {
			best, ok = a, true
		}
	}
	return best, ok
}

// betterFile prefers the larger file, and does not depend on any order.
func betterFile(a, b article.Asset) bool {
	return cmp.Or(
		cmp.Compare(a.Size, b.Size), cmp.Compare(b.SHA256, a.SHA256),
		cmp.Compare(b.Ref, a.Ref), cmp.Compare(b.URL, a.URL),
	) > 0
}

// filesFor are the assets of lists that say what they are for, the best of each,
// sorted by that.
func filesFor(lists ...[]article.Asset) []article.Asset {
	all := slices.DeleteFunc(slices.Concat(lists...), func(a article.Asset) bool { return a.For == "" })
	slices.SortFunc(all, func(a, b article.Asset) int {
		switch order := cmp.Compare(a.For, b.For); {
		case order != 0:
			return order
		case betterFile(a, b):
			return -1
		}
		return 1
	})
	return slices.CompactFunc(all, func(a, b article.Asset) bool { return a.For == b.For })
}

// withFiles are the assets that a body refers to, and behind them what else
// came with the article.
func withFiles(shown, files []article.Asset) []article.Asset {
	return append(slices.DeleteFunc(slices.Clone(shown), func(a article.Asset) bool { return a.For != "" }), files...)
}

// files are those of all members that say what they are for.
func (g *group) files() []article.Asset {
	var files []article.Asset
	for _, m := range g.members {
		files = append(files, m.Assets...)
	}
	return filesFor(files)
}

// playsAll reports whether the body that has these assets plays the files, as
// far as it has embeds for them.
func playsAll(a *article.Article, files []article.Asset) bool {
	for n := range a.Embeds {
		if _, ok := fileFor(a.PlayerName(n), files); ok {
			return false
		}
	}
	return !slices.ContainsFunc(a.Assets, func(a article.Asset) bool {
		best, ok := fileFor(a.For, files)
		return a.For != "" && a.For != article.AssetCover && (!ok || best != a)
	})
}

// putCover lets the cover be the only asset of its kind, at the end.
func putCover(assets, files []article.Asset) []article.Asset {
	assets = slices.DeleteFunc(assets, func(a article.Asset) bool { return a.For == article.AssetCover })
	if cover, ok := fileFor(article.AssetCover, files); ok {
		assets = append(assets, cover)
	}
	return assets
}
