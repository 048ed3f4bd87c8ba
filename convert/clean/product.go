package clean

import (
	"cmp"
	"encoding/json"

	"golang.org/x/net/html"
)

// productCard is something for sale: what it is and what it cost. Prices stand
// as the page has them, for it does not say in which unit.
func productCard(n *html.Node) card {
	label := "商品"
	switch embedName(n) {
	case "shop", "shopprofile", "shoptag":
		label = "小店"
	}
	title := cmp.Or(embedText(n, "data-title", "data-name", "data-nickname", "title"), windowTitle(n))
	return card{kind: "product", text: bracketed(label, title, price(n))}
}

// windowTitle is the title in the description of a product that some pages
// have as JSON; others have an id in its place.
func windowTitle(n *html.Node) string {
	var product struct {
		Title string `json:"title"`
		Name  string `json:"name"`
	}
	if err := json.Unmarshal([]byte(decoded(attr(n, "data-windowproduct"))), &product); err != nil {
		return ""
	}
	return oneLine(cmp.Or(product.Title, product.Name))
}

func price(n *html.Node) string {
	now, before := embedText(n, "data-discounted-price"), embedText(n, "data-origin-price")
	switch {
	case now == "" && before == "":
		return ""
	case now == "" || before == "" || now == before:
		return "价格 " + cmp.Or(now, before)
	}
	return "价格 " + now + "（原价 " + before + "）"
}
