package page

import "golang.org/x/net/html"

// Tree parses a whole page, in whatever encoding Parse reads, for who knows
// better than Parse where its article stands.
func Tree(src []byte) (*html.Node, error) {
	src, _, err := decode(src)
	if err != nil {
		return nil, err
	}
	src = unify(src)
	doc, err := parseStandard(src)
	if err != nil {
		return parseStandard(flatten(src))
	}
	return doc, nil
}
