package backup

import (
	"errors"
	"maps"
	"slices"

	"wxbackup/article"
	"wxbackup/backup/fetch"
	"wxbackup/store"
)

// A batch of a fetch ends with this many assets or bytes, or after batchTime:
// what a killed run has to ask for again.
const (
	fetchBatchAssets = 64
	fetchBatchBytes  = 32 << 20
)

// take puts one asset into the batch.
func (f *fetcher) take(g *got) error {
	if g.fatal != nil {
		return g.fatal
	}
	if len(f.batch) == 0 {
		f.since = f.opts.Now()
	}
	f.batch = append(f.batch, g)
	f.bytes += g.bytes.Size
	if f.opts.Progress != nil && !g.known {
		f.opts.Progress(1, g.bytes.Size)
	}
	if len(f.batch) >= fetchBatchAssets || f.bytes >= fetchBatchBytes || f.opts.Now().Sub(f.since) >= batchTime {
		return f.commitFetched()
	}
	return nil
}

// commitFetched writes the batch, and tells of its assets once that is safe.
func (f *fetcher) commitFetched() error {
	if len(f.batch) == 0 {
		return nil
	}
	if err := f.archive.Update(f.putFetched); err != nil {
		return err
	}
	for _, g := range f.batch {
		f.tellFetch(g.outcome())
	}
	f.summary.Articles = len(f.completed)
	f.batch, f.bytes = f.batch[:0], 0
	return nil
}

// putFetched gives the assets of the batch to their articles, and remembers
// what was refused for good.
func (f *fetcher) putFetched(tx *store.Tx) error {
	recs := map[string]*store.Record{}
	for _, g := range f.batch {
		err := f.remember(tx, g)
		if g.err == nil {
			err = errors.Join(err, f.give(tx, recs, g))
		}
		if err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(recs)) {
		if err := f.rewrite(tx, recs[id]); err != nil {
			return err
		}
		if err := f.playFetched(tx, recs[id]); err != nil {
			return err
		}
		f.completed[id] = true
	}
	return nil
}

// fetchKey is where the index remembers, among the file states, what a server
// said of an asset. An index made anew does not know, and asks again.
func fetchKey(key string) string { return "fetch " + key }

func (f *fetcher) remember(tx *store.Tx, g *got) error {
	var failure *fetch.Failure
	switch {
	case g.err == nil && g.remembered:
		return tx.PutFileState(fetchKey(g.key), store.FileState{Result: string(Fetched)})
	case !g.known && errors.As(g.err, &failure) && failure.Permanent():
		return tx.PutFileState(fetchKey(g.key), store.FileState{Result: string(FetchFailed), Reason: string(failure.Reason)})
	}
	return nil
}

// give gives an asset to all articles that lack it. recs are the records of
// the batch that have changed so far.
func (f *fetcher) give(tx *store.Tx, recs map[string]*store.Record, g *got) error {
	for _, id := range g.articles {
		rec := recs[id]
		if rec == nil {
			var err error
			if rec, err = tx.Article(id); err != nil {
				return err
			}
			recs[id] = rec
		}
		for i, a := range rec.Assets {
			if !a.Missing() || a.URL == "" || fetch.Key(a.URL) != g.key {
				continue
			}
			takeBytes(&rec.Assets[i], g.bytes)
			keepInStatement(rec, i)
			if err := tx.Asset(f.assetEntry(rec, rec.Assets[i], g.source)); err != nil {
				return err
			}
		}
		if err := f.giveRecordings(tx, rec, g); err != nil {
			return err
		}
	}
	return nil
}

// giveRecordings gives a recording to the embeds that name it.
func (f *fetcher) giveRecordings(tx *store.Tx, rec *store.Record, g *got) error {
	for n, e := range rec.Embeds {
		name := rec.PlayerName(n)
		if name == "" || !isRecording(e.URL) || fetch.Key(e.URL) != g.key {
			continue
		}
		file := article.Asset{URL: e.URL, For: name}
		takeBytes(&file, g.bytes)
		for s := range rec.Statements {
			if st := &rec.Statements[s]; st.SHA256 == rec.Page && !slices.Contains(st.Assets, file) {
				if st.Assets == nil {
					st.Assets = withoutBytes(rec.Assets)
				}
				st.Assets = append(st.Assets, file)
			}
		}
		entry := f.assetEntry(rec, file, g.source)
		if err := tx.Asset(entry); err != nil {
			return err
		}
	}
	return nil
}

// playFetched makes the record again where its page has a recording that its
// body does not play yet.
func (f *fetcher) playFetched(tx *store.Tx, rec *store.Record) error {
	s := slices.IndexFunc(rec.Statements, func(s store.Statement) bool { return s.SHA256 == rec.Page })
	if s < 0 || playsAll(&rec.Article, filesFor(rec.Statements[s].Assets)) {
		return nil
	}
	from := slices.IndexFunc(rec.Sources, func(s store.Source) bool { return s.SHA256 == rec.Page })
	again := &found{known: true, page: rec.Page, statement: rec.Statements[s], source: rec.Sources[from]}
	_, _, err := f.join(tx, again)
	return err
}

// keepInStatement lets the page of the body bring the bytes from now on, as if
// its export had had them: records are made of statements, and a reindex finds
// the bytes by the page too.
func keepInStatement(rec *store.Record, i int) {
	for s := range rec.Statements {
		if rec.Statements[s].SHA256 != rec.Page {
			continue
		}
		assets := rec.Statements[s].Assets
		if assets == nil {
			assets = withoutBytes(rec.Assets)
			rec.Statements[s].Assets = assets
		}
		if i < len(assets) && assets[i].URL == rec.Assets[i].URL && assets[i].Ref == rec.Assets[i].Ref {
			takeBytes(&assets[i], rec.Assets[i])
		}
	}
}

// withoutBytes are the assets that a body refers to, as a statement has them
// whose export had none.
func withoutBytes(list []article.Asset) []article.Asset {
	assets := slices.DeleteFunc(slices.Clone(list), func(a article.Asset) bool { return a.For != "" })
	for i := range assets {
		takeBytes(&assets[i], article.Asset{})
	}
	return assets
}

func (f *fetcher) assetEntry(rec *store.Record, a article.Asset, source string) store.AssetEntry {
	return store.AssetEntry{
		SHA256: a.SHA256, Size: a.Size, Ext: a.Ext, Source: source,
		URL: a.URL, Page: rec.Page, Ref: a.Ref, For: a.For, Tool: f.opts.Tool, Time: f.opts.Now().UTC(),
	}
}
