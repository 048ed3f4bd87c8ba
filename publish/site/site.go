package site

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// ErrUnknown says that no generator has the name asked for.
var ErrUnknown = errors.New("unknown site generator")

// Generator is one static-site generator.
type Generator struct {
	// Name is the generator's name on the command line and in manifests.
	Name string
	// Reserved are paths of the generated site that no article may have.
	Reserved []string
	// Open prepares the generator for one output folder.
	Open func(Settings) (Site, error)
}

// Settings are what a generator may know of the site to be made.
type Settings struct {
	// BaseURL is where the site will be served, with a trailing slash; empty
	// when that is not known.
	BaseURL string
	// Title is the site's title: the account's name; it may be empty.
	Title string
	// Permalink is the pattern that the articles' paths were made from.
	Permalink string
	// GuessHeadings asks for headings where paragraphs look like ones.
	GuessHeadings bool
	// Articles are the articles to be published, newest first; they can be
	// gone through more than once.
	Articles iter.Seq2[Entry, error]
	// Standing says whose the file at path is; like is what the generator would
	// write there.
	Standing func(path string, like []byte) Standing
}

// Standing says whose a file of the output folder is.
type Standing int

// The standings of a file.
const (
	// Absent: there is none.
	Absent Standing = iota
	// Ours: it is as the last publish wrote it, or already as this one will.
	Ours
	// Edited: the last publish wrote it, and somebody changed it since.
	Edited
	// Foreign: no publish wrote it.
	Foreign
)

// Site is a generator at work on one output folder.
type Site struct {
	// NewRenderer makes the renderer of bodies; each goroutine has its own.
	NewRenderer func() Renderer
	// Place says where an article's files go. It depends on its argument only.
	Place func(Entry) Place
	// Document writes the article's document.
	Document func(Page) ([]byte, error)
	// Frame yields the files of the site that are no article's.
	Frame iter.Seq2[File, error]
}

// Renderer renders a clean body; image names the file of the article's asset
// n as the document refers to it, or is "" when there is none to refer to.
type Renderer func(root *html.Node, image func(n int) string) ([]byte, error)

// Entry is what is fixed of an article before anything is rendered.
type Entry struct {
	Article article.Article
	// Slug names the article's files: safe on every system and unique among
	// the entries, also where letter case does not count.
	Slug string
	// Path is the article's path on the site, with a leading and a trailing
	// slash, not percent-encoded, without the path of the base URL.
	Path string
	// Comments is how many comments the archive has of the article.
	Comments int
}

// Heading is the title of the article's page: what the article is called, or
// else says of itself, or else its slug.
func (e Entry) Heading() string {
	return cmp.Or(oneLine(e.Article.Title), oneLine(e.Article.Digest), e.Slug)
}

// Page is an article ready to be written. Its ReadMore and ReprintOf point at
// the site's own pages where those articles are published too.
type Page struct {
	Entry
	Body []byte
	// Cover refers to the cover picture as the body refers to its pictures;
	// empty when the archive has no such bytes.
	Cover string
	// Figures are how often the article was read and liked; zero where the site
	// is not to show it.
	Figures article.Figures
	// LinkedFrom are the articles of the site that link to this one, newest first;
	// nil where the site is not to show them.
	LinkedFrom []Referrer
}

// Referrer is an article that links to another.
type Referrer struct {
	// Title is the heading of its page.
	Title string
	// Path is where its page is, as links between articles have it: percent-encoded,
	// with the path of the base URL before it.
	Path string
}

// Place says where the files of an article go; paths are relative to the
// output folder and "/" separated.
type Place struct {
	// File is the article's document.
	File string
	// Assets is the folder of the article's pictures.
	Assets string
	// Ref stands before a picture's name where the document refers to it.
	Ref string
	// Comments is the file of the article's comments as JSON, and CommentFiles
	// the folder of the pictures in them, which CommentRef stands before; empty
	// where the generator shows none.
	Comments, CommentFiles, CommentRef string
}

// CommentsName is the name of every file of comments.
const CommentsName = "comments.json"

// File is one file of a site, its path relative to the output folder and "/"
// separated.
type File struct {
	Path string
	Data []byte
}

// All are the generators, by name.
func All() []Generator { return []Generator{Hugo()} }

// Names are the generators' names, sorted.
func Names() []string {
	var names []string
	for _, g := range All() {
		names = append(names, g.Name)
	}
	return names
}

// ByName finds a generator; ErrUnknown when there is none of that name.
func ByName(name string) (Generator, error) {
	for _, g := range All() {
		if g.Name == name {
			return g, nil
		}
	}
	return Generator{}, fmt.Errorf("finding site %q (known: %s): %w", name, strings.Join(Names(), ", "), ErrUnknown)
}
