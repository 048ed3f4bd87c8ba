package page

import (
	"golang.org/x/net/html"

	"wxbackup/article"
)

// unknownBody tries the places where the known kinds have their content, and
// says which of them it was: the numbers of the kinds are an open set.
func (f *facts) unknownBody(a *article.Article) (*html.Node, error) {
	from, root, err := f.unknownContent(a)
	if err != nil {
		return nil, err
	}
	a.Losses = append(a.Losses, article.Loss{
		Code: article.LossKind,
		What: "messages of kind " + excerpt(f.showType()) + " are not known: the content was taken from " + from,
	})
	return root, nil
}

func (f *facts) unknownContent(a *article.Article) (from string, root *html.Node, err error) {
	if hasContent(f.parts.body) {
		root, err = f.articleBody(a)
		return "#" + bodyID, root, err
	}
	for _, place := range []struct{ name, content string }{
		{"content_noencode", noteParagraphs(f.data.get("content_noencode").text)},
		{"desc", noteParagraphs(withIslands(f.data.get("desc").text))},
		{"og:description", f.metaParagraphs("og:description")},
	} {
		if place.content != "" {
			root, err = f.note(place.content, f.notePictures())
			return place.name, root, err
		}
	}
	return "#" + bodyID, f.parts.body, nil
}
