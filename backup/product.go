package backup

import (
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
	article article.Article
	// known says that the archive has this very page already; only source
	// counts then.
	known  bool
	page   string // hash of the page's bytes
	size   int64
	source store.Source
	body   []byte // the clean body
	text   []byte // Markdown of the body
	refs   []assetRef
	// slug is the slug the article has had, "" for a new one.
	slug string
}

// assetRef is where the bytes of an asset came from, for the journal.
type assetRef struct {
	asset article.Asset
	path  string
}
