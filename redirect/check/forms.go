package check

import (
	"fmt"
	"net/url"

	"wxbackup/article"
	"wxbackup/redirect"
)

// forms are the spellings in which the addresses of a source went round.
func forms(s redirect.Source) []string {
	switch s.Kind() {
	case redirect.Long:
		return longForms(s.Key)
	case redirect.Short:
		p := s.URLPath()
		return []string{p, p + "/", p + "?scene=27&chksm=" + chksm}
	case redirect.Former:
		p := escaped(s.Path)
		return []string{p + "/", p, p + "?utm_source=x"}
	}
	if s.Query != "" {
		p := escaped(s.Path) + "?" + s.Query
		return []string{p, p + "&from=timeline&isappinstalled=0"}
	}
	p := escaped(s.Path)
	return []string{p, p + "?from=timeline&isappinstalled=0"}
}

func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// Values of parameters that name no article; the real ones are as long.
const (
	sn    = "00aa11bb22cc33dd44ee55ff66778899"
	chksm = "8b2f3c0fbc58b519a0"
)

// longForms are the spellings of a long address: as pages link it, as sharing
// changes it, as HTML escapes it, without the padding of the account, and as
// it was in early years.
func longForms(k article.Key) []string {
	biz, mid, idx := article.PadBiz(k.Biz), k.Mid, k.Idx
	all := []string{
		fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=%s", biz, mid, idx, sn),
		fmt.Sprintf("/s?scene=21&chksm=%s&sn=%s&idx=%d&mid=%d&__biz=%s", chksm, sn, idx, mid, biz),
		fmt.Sprintf("/s?__biz=%s&amp;mid=%d&amp;idx=%d&amp;sn=%s", biz, mid, idx, sn),
		fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=%s", k.Biz, mid, idx, sn),
		fmt.Sprintf("/s?__biz=%s&appmsgid=%d&itemidx=%d&sign=%s", biz, mid, idx, sn),
	}
	if idx == 1 {
		all = append(all, fmt.Sprintf("/s?__biz=%s&mid=%d&sn=%s", biz, mid, sn))
	}
	return all
}
