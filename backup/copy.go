package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"wxbackup/article"
	"wxbackup/store"
)

// frontMatter heads the Markdown copy of an article.
type frontMatter struct {
	Title       string   `yaml:"title"`
	Date        string   `yaml:"date,omitempty"`
	Lastmod     string   `yaml:"lastmod,omitempty"`
	Author      string   `yaml:"author,omitempty"`
	Account     string   `yaml:"account,omitempty"`
	Description string   `yaml:"description,omitempty"`
	Slug        string   `yaml:"slug"`
	Tags        []string `yaml:"tags,omitempty"`
	Albums      []string `yaml:"albums,omitempty"`
	Place       string   `yaml:"place,omitempty"`
	ID          string   `yaml:"id"`
	URL         string   `yaml:"url,omitempty"`
	ReadMore    string   `yaml:"read_more,omitempty"`
	Kind        string   `yaml:"kind"`
	Origin      string   `yaml:"origin,omitempty"`
	ReprintOf   string   `yaml:"reprint_of,omitempty"`
	ReprintFrom string   `yaml:"reprint_from,omitempty"`
	Paid        bool     `yaml:"paid,omitempty"`
	Truncated   bool     `yaml:"truncated,omitempty"`
}

// markdownCopy is the file of an article for people: front matter, then the
// body.
func markdownCopy(rec *store.Record, body []byte) ([]byte, error) {
	head, err := yaml.Marshal(frontMatterOf(rec))
	if err != nil {
		return nil, fmt.Errorf("writing front matter of %q: %w", rec.ID, err)
	}
	var b bytes.Buffer
	b.Grow(len(head) + len(body) + 16)
	b.WriteString("---\n")
	b.Write(head)
	b.WriteString("---\n\n")
	b.Write(body)
	return b.Bytes(), nil
}

func frontMatterOf(rec *store.Record) frontMatter {
	a := &rec.Article
	return frontMatter{
		Title: a.Title, Date: day(a.Published), Lastmod: day(a.Modified),
		Author: a.Author, Account: a.Account, Description: a.Digest,
		Slug: rec.Slug, Tags: a.Tags, Albums: albumTitles(a.Albums), Place: a.Place,
		ID: a.ID, URL: a.URL, ReadMore: a.ReadMore,
		Kind: string(a.Kind), Origin: string(a.Origin), ReprintOf: a.ReprintOf, ReprintFrom: a.ReprintFrom,
		Paid: a.Paid, Truncated: a.Truncated,
	}
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(article.Zone).Format(time.RFC3339)
}

func albumTitles(albums []article.Album) []string {
	var titles []string
	for _, album := range albums {
		titles = append(titles, album.Title)
	}
	return titles
}

// copyPath is where the Markdown copy of an article stands in the archive.
func copyPath(rec *store.Record) string {
	if rec.Published.IsZero() {
		return path.Join("articles", "undated", rec.Slug+".md")
	}
	date := rec.Published.In(article.Zone)
	return path.Join("articles", date.Format("2006"), date.Format("2006-01-02")+"-"+rec.Slug+".md")
}

// copyDestination is where a Markdown copy finds an asset: every copy stands
// two folders below the archive's root. A missing asset keeps its address.
func copyDestination(asset article.Asset) string {
	switch {
	case !asset.Missing():
		return "../../" + store.AssetPath(asset.SHA256, asset.Ext)
	case asset.URL != "":
		return asset.URL
	}
	return asset.Ref
}

// writeCopy writes the Markdown copy, from the text the worker rendered where
// that shows this very body and these assets.
func (w *writer) writeCopy(tx *store.Tx, rec *store.Record, f *found, body []byte) error {
	text := f.text
	if rec.Page != f.page || f.known || !slices.Equal(rec.Assets, f.article.Assets) {
		var err error
		if text, err = w.converter.Render(body, func(n int) string { return copyDestination(rec.Assets[n]) }); err != nil {
			return err
		}
	}
	data, err := markdownCopy(rec, text)
	if err != nil {
		return err
	}
	return placeCopy(tx, rec, data)
}

// placeCopy writes the copy where the record's date and slug put it. An edited
// copy is kept; Verify tells of it.
func placeCopy(tx *store.Tx, rec *store.Record, data []byte) error {
	place := copyPath(rec)
	if rec.Markdown != "" && rec.Markdown != place {
		if err := tx.RemoveMarkdown(rec.Markdown, rec.MarkdownSHA256); err != nil {
			return err
		}
	}
	written, err := tx.WriteMarkdown(place, data, rec.MarkdownSHA256)
	if err != nil {
		return err
	}
	rec.Markdown = place
	if sum := sha256.Sum256(data); written || rec.MarkdownSHA256 == "" {
		rec.MarkdownSHA256 = hex.EncodeToString(sum[:])
	}
	return nil
}
