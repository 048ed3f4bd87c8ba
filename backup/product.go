package backup

import (
	"slices"

	"wxbackup/article"
	"wxbackup/store"
)

// product is what a worker made of one file, ready for the writer.
type product struct {
	outcome Outcome
	bytes   int64
	// key and state are remembered for the next import; key is empty where
	// there is nothing to remember.
	key   string
	state store.FileState
	// found is the article in the file; nil when there is none.
	found *found
}

// found is an article read from a file.
type found struct {
	// article is what was read, with all that belongs to its body.
	article article.Article
	// known says that the archive has this very page already; only statement
	// and source count then.
	known     bool
	page      string // hash of the page's bytes
	statement store.Statement
	source    store.Source
	body      []byte // the clean body
	text      []byte // Markdown of the body
	refs      []assetRef
	comments  []article.Comment
	// before are the articles with text that it became a part of, as they were.
	before []article.Article
}

// member is what was found as one of the members of its article.
func (f *found) member() *member { return newMember(f.statement, []store.Source{f.source}) }

// state makes the statement of what was read: the facts by themselves, and the
// assets that came with it.
func (f *found) state(trust article.Trust, form article.Form, text string) {
	facts := f.article
	facts.Assets, facts.Embeds, facts.Losses = nil, nil, nil
	f.statement = store.Statement{SHA256: f.page, Trust: trust, Form: form, Text: text, Facts: facts}
	if slices.ContainsFunc(f.article.Assets, func(a article.Asset) bool { return !a.Missing() }) {
		f.statement.Assets = withFiles(f.article.Assets, filesFor(f.article.Assets))
	}
}

// assetRef is where the bytes of an asset came from, for the journal.
type assetRef struct {
	asset article.Asset
	path  string
}
