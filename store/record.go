package store

import (
	"errors"
	"time"

	"wxbackup/article"
)

// Record is one article as the index keeps it.
type Record struct {
	article.Article
	// Slug is the article's name in file names and addresses; once given it
	// never changes by itself.
	Slug string `json:"slug"`
	// Markdown is the path of the Markdown copy in the archive, "/" separated.
	Markdown string `json:"markdown"`
	// MarkdownSHA256 is the hash of the copy as it was written, so that an
	// edited one is told apart.
	MarkdownSHA256 string `json:"markdown_sha256"`
	// Page is the hash of the page that the body was made from; "" where the
	// archive has no text of the article, which a list names only.
	Page string `json:"page"`
	// Sources are all pages the article was ever imported from, the article's
	// history, sorted by path and hash.
	Sources []Source `json:"sources"`
	// Aliases are all further names the article is found by: every key and
	// short id ever seen for it.
	Aliases []string `json:"aliases,omitempty"`
	// Hints are names that other articles may have too, by which an export
	// that does not say which article it holds is found to belong to this one.
	Hints []string `json:"hints,omitempty"`
	// Statements are what each of the sources says by itself, sorted by hash:
	// the facts of the record are made from them.
	Statements []Statement `json:"statements,omitempty"`
	// Comments is how many comments the article has in all that its statements
	// bring, replies included.
	Comments int `json:"comments,omitempty"`
}

// Statement is what the bytes of one page or item say of an article.
type Statement struct {
	SHA256 string        `json:"sha256"`
	Trust  article.Trust `json:"trust"`
	Form   article.Form  `json:"form,omitempty"`
	// Text is a hash of the letters and digits that the body shows: versions
	// of an article differ in it.
	Text string `json:"text,omitempty"`
	// Facts are without assets, embeds and losses.
	Facts article.Article `json:"facts"`
	// Assets are those of the body, with the bytes that came with this page or
	// item; nil where none came.
	Assets []article.Asset `json:"assets,omitempty"`
	// Comments is how many comments the page or item brings, replies included;
	// the index keeps them beside the records.
	Comments int `json:"comments,omitempty"`
}

// HasText reports whether the archive has the text of the article, and not its
// name only.
func (r *Record) HasText() bool { return r.Page != "" }

// Source is one exported file that held the article, or an item of one.
type Source struct {
	// Path is the path given on the command line joined with the path inside
	// it, "/" between parts, "!/" after a container.
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	// Size is that of the page or item in bytes.
	Size int64 `json:"size,omitempty"`
	// Format names the export layout, as package backup/source does.
	Format string `json:"format"`
	// Captured is the server's clock in the page; zero when unknown.
	Captured time.Time `json:"captured,omitzero"`
	// Published is the date that the file's name gives; zero for none.
	Published time.Time `json:"published,omitzero"`
	// Address is where the page was when its file was made; "" when that does
	// not say.
	Address string `json:"address,omitempty"`
	// Hints are names that the place of the file in its export gives.
	Hints []string `json:"hints,omitempty"`
}

// IsOf reports whether the article belongs to an account, by name or biz; to
// "" belongs every article.
func (r *Record) IsOf(account string) bool {
	return account == "" || r.Account == account || r.Key.Biz == article.TrimBiz(account)
}

// Names are all names the article is found by: its ID, its key, its short ids
// and its other aliases.
func (r *Record) Names() []string {
	names := []string{r.ID}
	if k := r.Key.String(); k != "" {
		names = append(names, k)
	}
	names = append(names, r.ShortIDs...)
	return append(names, r.Aliases...)
}

// FileState is what the index remembers of one input file, so that an
// unchanged file is recognised without being opened.
type FileState struct {
	Stamp
	Result string `json:"result"` // as in `import --json`
	Reason string `json:"reason,omitempty"`
	ID     string `json:"id,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// Stamp is what lstat tells of a file and of the folder of files beside it.
// Times are Unix nanoseconds; Beside is 0 where there is no such folder.
type Stamp struct {
	Size    int64 `json:"size"`
	ModTime int64 `json:"mod_time"`
	Beside  int64 `json:"beside,omitempty"`
}

// PageEntry is one line of pages.jsonl.
type PageEntry struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Source string `json:"source"`
	URL    string `json:"url,omitempty"`
	Format string `json:"format"`
	// Published, Address and Hints are as in Source.
	Published time.Time `json:"published,omitzero"`
	Address   string    `json:"address,omitempty"`
	Hints     []string  `json:"hints,omitempty"`
	ID        string    `json:"id"`
	Slug      string    `json:"slug"`
	Tool      string    `json:"tool"`
	Time      time.Time `json:"time"`
}

// AssetEntry is one line of assets.jsonl: which bytes stood for which
// reference of which page.
type AssetEntry struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Ext    string `json:"ext"`
	Source string `json:"source"`
	URL    string `json:"url,omitempty"`
	Page   string `json:"page"`
	Ref    string `json:"ref,omitempty"`
	// For is as in article.Asset.
	For  string    `json:"for,omitempty"`
	Tool string    `json:"tool"`
	Time time.Time `json:"time"`
}

// Publication is the last publish: for which site, under which base address.
type Publication struct {
	Site    string `json:"site"`
	BaseURL string `json:"base_url"`
}

// PublishedPage is the path of one article on the published site, with a
// leading and a trailing slash, not percent-encoded.
type PublishedPage struct {
	ID   string `json:"id"`
	Path string `json:"path"`
}

// PublishedEntry is one line of published.jsonl: from that publish on, the
// article was at that path. Without a path it was in the publish no more;
// without an ID, only site or base address changed.
type PublishedEntry struct {
	Publication
	ID   string    `json:"id,omitempty"`
	Path string    `json:"path,omitempty"`
	Time time.Time `json:"time"`
}

func (e PageEntry) check() error { return checkSum(e.SHA256) }

func (e AssetEntry) check() error { return errors.Join(checkName(e.SHA256, e.Ext), checkSum(e.Page)) }

func (e PublishedEntry) check() error {
	if e.Path == "" {
		return nil
	}
	return checkPublished(e.Path)
}
