package page

import (
	"cmp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// played is what a page plays and the text beside it (kinds 5, 6 and 7):
// #js_content is the player's shell there. A page without any text is kept all
// the same, and one that does not tell what it plays says so.
func (f *facts) played(a *article.Article) (*html.Node, error) {
	root, err := f.note(f.caption(), nil)
	if err != nil {
		return nil, err
	}
	if !holdsPlayer(root) {
		root = joinBodies(inParagraphs(f.players(a)), root)
	}
	if holdsPlayer(root) {
		return root, nil
	}
	a.Losses = append(a.Losses, article.Loss{
		Code: article.LossKind,
		What: "of a message of this kind (" + string(a.Kind) + ") only the text is read: the page does not say what it plays",
	})
	switch {
	case root != nil:
		return root, nil
	case hasContent(f.parts.body):
		return f.articleBody(a)
	}
	return newDiv(), nil
}

// players are the films of a video, the recordings of anything else, and
// where the data tells neither, the players of the page's shell.
func (f *facts) players(a *article.Article) []*html.Node {
	found := f.sounds(a)
	if a.Kind == article.KindVideo {
		found = f.films(a)
	}
	if len(found) > 0 || f.parts.body == nil {
		return found
	}
	for _, n := range playersIn(f.parts.body) {
		n = bare(n)
		if attrOf(n, "data-mpvid") != "" && attrOf(n, "data-title") == "" {
			setAttr(n, "data-title", a.Title)
		}
		found = append(found, n)
	}
	return found
}

// playersIn are the players below a node; what stands inside one is how the
// platform's script shows it.
func playersIn(root *html.Node) []*html.Node {
	var found []*html.Node
	for c := range root.ChildNodes() {
		if isPlayer(c) {
			found = append(found, c)
		} else {
			found = append(found, playersIn(c)...)
		}
	}
	return found
}

// caption is the text beside what a page plays.
func (f *facts) caption() string {
	video := f.data.sub("video_page_info")
	return cmp.Or(
		noteParagraphs(video.get("content_noencode").text),
		noteParagraphs(f.data.sub("text_page_info").get("content_noencode").text),
		noteParagraphs(f.data.get("content_noencode").text),
		paragraph(f.shown("#js_audio_desc")),
		noteParagraphs(withIslands(video.get("desc").text)),
		noteParagraphs(withIslands(f.data.get("desc").text)),
		f.metaParagraphs("og:description"),
	)
}

// inParagraphs is a body with each node in a paragraph of its own; nil when
// there is none.
func inParagraphs(nodes []*html.Node) *html.Node {
	if len(nodes) == 0 {
		return nil
	}
	root := newDiv()
	for _, n := range nodes {
		p := newElement("p")
		p.AppendChild(n)
		root.AppendChild(p)
	}
	return root
}

func holdsPlayer(root *html.Node) bool { return root != nil && len(playersIn(root)) > 0 }

// isPlayer tells the elements that play a film, a recording or a song
// (wechat-pages.md §4).
func isPlayer(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Video, atom.Audio:
		return true
	case atom.Iframe, atom.Span:
		return hasClass(n, "video_iframe") || attrOf(n, "data-mpvid") != ""
	}
	switch n.Data {
	case "mpvoice", "mp-common-mpaudio", "mp-common-claudio", "qqmusic", "mp-common-qqmusic", "mp-common-clmusic":
		return true
	}
	return false
}
