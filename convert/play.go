package convert

import (
	"maps"
	"slices"

	"wxbackup/article"
	"wxbackup/convert/clean"
)

// Silent are the embeds that could play a file but of which the page has none,
// by index into Article.Embeds, in reading order.
func (d *Document) Silent() []int { return slices.Sorted(maps.Keys(d.silent)) }

// Play makes a silent embed play a file that came with the page. It has to be
// called before the body is written.
func (d *Document) Play(embed int, file article.Asset) {
	n := len(d.Article.Assets)
	d.Article.Assets = append(d.Article.Assets, file)
	clean.Play(d.silent[embed], n)
	delete(d.silent, embed)
	e := &d.Article.Embeds[embed]
	e.URL = clean.AssetSrc(n)
	lost := article.Loss{Code: article.LossEmbed, What: e.Kind + ": " + e.Text}
	if i := slices.Index(d.Article.Losses, lost); i >= 0 {
		d.Article.Losses = slices.Delete(d.Article.Losses, i, i+1)
	}
}
