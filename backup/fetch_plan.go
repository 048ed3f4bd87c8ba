package backup

import (
	"cmp"
	"context"
	"net/url"
	"path"
	"slices"
	"strings"

	"wxbackup/article"
	"wxbackup/backup/fetch"
	"wxbackup/store"
)

// lack is an asset without bytes, under all the addresses that articles have
// for it.
type lack struct {
	key string
	// named are the addresses as the articles have them, addresses what to ask.
	named, addresses []string
	// articles are the IDs of all that lack it.
	articles []string
	// wanted says that one of them is of the account asked for.
	wanted bool
	// remembered says that an earlier run noted something about it.
	remembered bool
}

// plan are the assets that articles lack and that have an address, in the
// order of the articles. Its memory grows with their number.
func (f *fetcher) plan(ctx context.Context) ([]*lack, error) {
	var lacks []*lack
	byKey := map[string]*lack{}
	for rec, err := range f.archive.Articles() {
		if err := cmp.Or(err, ctx.Err()); err != nil {
			return nil, err
		}
		for _, a := range lacking(rec) {
			if a.URL == "" {
				f.countNowhere(rec)
				continue
			}
			key := fetch.Key(a.URL)
			if byKey[key] == nil {
				byKey[key] = &lack{key: key}
				lacks = append(lacks, byKey[key])
			}
			byKey[key].note(a, rec, f.opts.Account)
		}
	}
	for _, l := range lacks {
		l.addresses = fetch.Addresses(l.named)
	}
	return slices.DeleteFunc(lacks, func(l *lack) bool { return !l.wanted }), nil
}

// lacking are the assets of an article without bytes, and the recordings that
// its embeds name by an address.
func lacking(rec *store.Record) []article.Asset {
	assets := slices.DeleteFunc(slices.Clone(rec.Assets), func(a article.Asset) bool { return !a.Missing() })
	for n, e := range rec.Embeds {
		if name := rec.PlayerName(n); name != "" && isRecording(e.URL) {
			assets = append(assets, article.Asset{URL: e.URL, For: name})
		}
	}
	return assets
}

// isRecording reports the address of sound or film, not of a page that plays it.
func isRecording(address string) bool {
	if article.RecordingID(address) != "" {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && slices.Contains([]string{".mp3", ".m4a", ".aac", ".amr", ".wav", ".mp4"}, strings.ToLower(path.Ext(u.Path)))
}

// countNowhere counts an asset that no address leads to.
func (f *fetcher) countNowhere(rec *store.Record) {
	if rec.IsOf(f.opts.Account) {
		f.summary.NoAddress++
	}
}

func (l *lack) note(a article.Asset, rec *store.Record, account string) {
	l.named = union(l.named, []string{a.URL})
	if len(l.articles) == 0 || l.articles[len(l.articles)-1] != rec.ID {
		l.articles = append(l.articles, rec.ID)
	}
	l.wanted = l.wanted || rec.IsOf(account)
}

// sift takes out what need not be asked for: what the archive has, what an
// earlier run was refused for good, and what must not be asked.
func (f *fetcher) sift(lacks []*lack) ([]*lack, error) {
	f.summary.Lacking = len(lacks)
	held := f.held(lacks)
	var queue []*lack
	for _, l := range lacks {
		g, err := f.settled(l, held)
		switch {
		case err != nil:
			return nil, err
		case g == nil && f.opts.DryRun:
			f.tellFetch(FetchOutcome{URL: l.addresses[0], Result: Planned, Articles: len(l.articles)})
		case g == nil:
			queue = append(queue, l)
		case f.opts.DryRun:
			f.tellFetch(g.outcome())
		default:
			if err := f.take(g); err != nil {
				return nil, err
			}
		}
	}
	return queue, nil
}

// settled is what becomes of an asset without asking; nil where it has to be
// asked for.
func (f *fetcher) settled(l *lack, held map[string]store.AssetEntry) (*got, error) {
	if e, ok := held[l.key]; ok {
		return &got{lack: l, bytes: article.Asset{SHA256: e.SHA256, Ext: e.Ext, Size: e.Size}, source: e.Source, known: true}, nil
	}
	if err := f.from.Check(l.addresses); err != nil {
		return &got{lack: l, err: err}, nil
	}
	state, noted, err := f.archive.FileState(fetchKey(l.key))
	if err != nil || !noted {
		return nil, err
	}
	l.remembered = true
	if state.Result != string(FetchFailed) || f.opts.Again {
		return nil, nil
	}
	return &got{lack: l, known: true, err: &fetch.Failure{
		Reason: fetch.Reason(state.Reason), Address: l.addresses[0], Err: errEarlier,
	}}, nil
}

// held are journal lines of bytes that are in the archive already: a run that
// was killed between journal and index left them, or another article with the
// same address.
func (f *fetcher) held(lacks []*lack) map[string]store.AssetEntry {
	wanted := map[string]bool{}
	for _, l := range lacks {
		wanted[l.key] = true
	}
	held := map[string]store.AssetEntry{}
	for e, err := range store.AssetEntries(f.archive.Dir()) {
		if err != nil || e.URL == "" {
			continue
		}
		if key := fetch.Key(e.URL); wanted[key] && f.hasBytes(e) {
			held[key] = e
		}
	}
	return held
}

func (f *fetcher) hasBytes(e store.AssetEntry) bool {
	file, err := f.archive.OpenAsset(e.SHA256, e.Ext)
	if err != nil {
		return false
	}
	defer file.Close()
	info, err := file.Stat()
	return err == nil && info.Size() == e.Size
}
