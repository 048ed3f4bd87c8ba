package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// film is a film as the page's data tells it.
type film struct {
	id       string
	native   bool // on the platform itself, not on Tencent's video site
	title    string
	cover    string
	duration int64 // seconds, 0 when it is not known
	// files are the addresses of the sizes in which it is offered, the largest
	// first. They lead nowhere after a few hours, but an export can have a file
	// under one.
	files []string
}

// films are the players of the films a page plays. Every page has the empty
// shell of one.
func (f *facts) films(a *article.Article) []*html.Node {
	var films []*html.Node
	seen := map[string]bool{}
	for _, o := range f.filmInfos() {
		v := filmOf(o)
		if v.id == "" || seen[v.id] {
			continue
		}
		seen[v.id] = true
		v.title, v.cover = cmp.Or(v.title, a.Title), cmp.Or(v.cover, a.Cover)
		films = append(films, v.player())
	}
	return films
}

func (f *facts) filmInfos() []*object {
	infos := append([]*object{f.data.sub("video_page_info"), f.vars["video_page_info"].object}, f.data.list("video_page_infos")...)
	return append(infos, objectsOf(f.vars["videoPageInfos"])...)
}

func filmOf(o *object) film {
	id := strings.TrimSpace(o.get("video_id").text)
	cover := article.UnescapeURL(cmp.Or(o.get("cover_url_16_9").text, o.get("cover_url").text))
	return film{
		id:       id,
		native:   strings.HasPrefix(id, "wxv_") || number64(o.get("is_mp_video").text) == 1,
		title:    Plain(o.get("title").text),
		cover:    SecureURL(cover),
		duration: filmDuration(o),
		files:    filmFiles(o),
	}
}

// filmFiles are the addresses without what expires of them.
func filmFiles(o *object) []string {
	sizes := slices.Clone(o.list("mp_video_trans_info"))
	slices.SortStableFunc(sizes, func(a, b *object) int { return cmp.Compare(area(b), area(a)) })
	var files []string
	for _, size := range sizes {
		address, _, _ := strings.Cut(SecureURL(article.UnescapeURL(size.get("url").text)), "?")
		if article.RecordingID(address) != "" && !slices.Contains(files, address) {
			files = append(files, address)
		}
	}
	return files
}

func area(size *object) int64 {
	return number64(size.get("width").text) * number64(size.get("height").text)
}

// filmDuration is the same for all the sizes in which a film is offered.
func filmDuration(o *object) int64 {
	for _, size := range o.list("mp_video_trans_info") {
		if ms := number64(size.get("duration_ms").text); ms > 0 {
			return (ms + 500) / 1000
		}
	}
	return milliseconds(number64(o.get("duration").text)) / 1000
}

// player is the element by which a body plays the film.
func (v film) player() *html.Node {
	n := newElement("iframe", "class", "video_iframe")
	if v.native {
		setAttr(n, "data-mpvid", v.id)
	} else {
		setAttr(n, "data-src", "https://v.qq.com/iframe/preview.html?vid="+v.id)
	}
	setAttr(n, "data-title", v.title)
	setAttr(n, "data-cover", v.cover)
	setAttr(n, "data-files", strings.Join(v.files, " "))
	if v.duration > 0 {
		setAttr(n, "data-duration", strconv.FormatInt(v.duration, 10))
	}
	return n
}

// nameFilms writes the titles and files of a body's films, which only the
// page's data has, to their elements.
func (f *facts) nameFilms(body *html.Node) {
	films := map[string]film{}
	for _, o := range f.filmInfos() {
		v := filmOf(o)
		known := films[v.id]
		if v.title = cmp.Or(known.title, v.title); len(known.files) > 0 {
			v.files = known.files
		}
		films[v.id] = v
	}
	if body == nil {
		return
	}
	for n := range body.Descendants() {
		if n.DataAtom != atom.Iframe && n.DataAtom != atom.Span {
			continue
		}
		v, ok := films[attrOf(n, "data-mpvid")]
		if !ok || v.id == "" {
			continue
		}
		if attrOf(n, "data-title") == "" {
			setAttr(n, "data-title", v.title)
		}
		setAttr(n, "data-files", strings.Join(v.files, " "))
	}
}

// newElement makes an element with the attributes given as names and values.
func newElement(name string, attrs ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := 0; i+1 < len(attrs); i += 2 {
		setAttr(n, attrs[i], attrs[i+1])
	}
	return n
}

// setAttr gives an attribute a value; an empty value is none.
func setAttr(n *html.Node, name, value string) {
	if value == "" {
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}
