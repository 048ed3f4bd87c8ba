package page

import (
	"bytes"
	"cmp"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// share is a page that shows another account's article: the sharer's remark,
// and the original as far as the page holds it.
func (f *facts) share(a *article.Article) (*html.Node, error) {
	original, err := f.original(a)
	if err != nil {
		return nil, err
	}
	f.nameFilms(original)
	remark, err := f.note(f.remark(), nil)
	if err != nil {
		return nil, err
	}
	return joinBodies(newDiv(), remark, original), nil
}

// original is the whole article where the page hides it in a script or in its
// data, else the excerpt it shows.
func (f *facts) original(a *article.Article) (*html.Node, error) {
	switch {
	case len(bytes.TrimSpace(f.template)) > 0:
		a.Truncated = f.templateCut
		return f.parse(string(f.template))
	case hasContent(f.parts.body):
		a.Truncated = f.showsExcerpt() || !f.closed
		return f.parts.body, nil
	case f.data.get("content_noencode").text != "":
		return f.parse(f.data.get("content_noencode").text)
	}
	a.Truncated = true
	return f.parts.body, nil
}

// showsExcerpt tells the panel of a share page, in which the platform shows
// the first 140 characters of the original.
func (f *facts) showsExcerpt() bool { return len(f.elements[".original_panel_content"]) > 0 }

// remark is what the sharer wrote: the page's script puts it into its element.
func (f *facts) remark() string {
	return cmp.Or(
		noteParagraphs(f.scriptedRemark()),
		noteParagraphs(f.data.sub("copyright_info").get("guide_words").text),
		paragraph(f.shown("#js_share_notice")),
	)
}

// scriptedRemark reads the text out of "….innerHTML = '…'.replace(…)".
func (f *facts) scriptedRemark() string {
	for _, src := range f.scripts {
		if len(src) > maxDataScript {
			continue
		}
		_, rest, ok := bytes.Cut(src, []byte("js_share_notice"))
		if !ok {
			continue
		}
		r := literalReader{src: rest}
		if r.pos = bytes.Index(rest, []byte("innerHTML")); r.pos < 0 {
			continue
		}
		r.pos += len("innerHTML")
		if value, err := r.assigned(); err == nil && value.kind == text {
			return value.text
		}
	}
	return ""
}

// assigned reads the literal behind an equals sign, whatever hangs on it.
func (r *literalReader) assigned() (literal, error) {
	if !r.accept('=') {
		return literal{}, errLiteral
	}
	return r.primary()
}

// joinBodies moves the content of bodies into one; nil bodies have none. It is
// nil when there is no body at all.
func joinBodies(bodies ...*html.Node) *html.Node {
	var root *html.Node
	for _, body := range bodies {
		switch {
		case body == nil:
		case root == nil:
			root = body
		default:
			moveChildren(root, body)
		}
	}
	return root
}

func moveChildren(to, from *html.Node) {
	for c := from.FirstChild; c != nil; c = from.FirstChild {
		from.RemoveChild(c)
		to.AppendChild(c)
	}
}
