package emit

import (
	"fmt"
	"net/url"
	"strings"

	"wxbackup/article"
)

const (
	sn    = "00aa11bb22cc33dd44ee55ff66778899"
	chksm = "8b2f3c0fbc58b519a0"
)

// longForms are all ways WeChat and its pages spelled one long address.
func longForms(k article.Key) []string {
	b, pad, mid, idx := k.Biz, article.PadBiz(k.Biz), k.Mid, k.Idx
	return []string{
		fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=%s", pad, mid, idx, sn),
		fmt.Sprintf("/s/?__biz=%s&mid=%d&idx=%d&sn=%s", pad, mid, idx, sn),
		fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=%s&chksm=%s&scene=27", pad, mid, idx, sn, chksm),
		fmt.Sprintf("/s?scene=21&chksm=%s&sn=%s&idx=%d&mid=%d&__biz=%s", chksm, sn, idx, mid, pad),
		fmt.Sprintf("/s?idx=%d&mid=%d&__biz=%s&amp;sn=%s", idx, mid, strings.ReplaceAll(pad, "=", "%3D"), sn),
		fmt.Sprintf("/s?__biz=%s&amp;mid=%d&amp;idx=%d&amp;sn=%s", strings.ReplaceAll(pad, "=", "%3d"), mid, idx, sn),
		fmt.Sprintf("/s?__biz=%s&amp;amp;mid=%d&amp;amp;idx=%d&amp;amp;sn=%s", b, mid, idx, sn),
		fmt.Sprintf(`/s?__biz=%s\x26mid=%d\x26amp;idx=%d\x26sn=%s`, pad, mid, idx, sn),
		fmt.Sprintf("/s?__biz=%s%%253D%%253D&mid=%d&idx=%d", b, mid, idx),
		fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d", url.QueryEscape(pad), mid, idx),
		fmt.Sprintf("/s?__biz=%s&appmsgid=%d&itemidx=%d&sign=%s", pad, mid, idx, sn),
		fmt.Sprintf("/mp/appmsg/show?__biz=%s&appmsgid=%d&itemidx=%d&sign=%s", pad, mid, idx, sn),
		fmt.Sprintf("/mp/rumor?action=info&__biz=%s&mid=%d&idx=%d&sn=%s", pad, mid, idx, sn),
		fmt.Sprintf("/mp/show_refutation?__biz=%s&mid=%d&idx=%d", pad, mid, idx),
		fmt.Sprintf("/s?__biz=%s&mid=&appmsgid=%d&idx=&itemidx=%d", pad, mid, idx),
		fmt.Sprintf("/s?__biz=%s&mid=%d&mid=999&idx=%d&idx=99&__biz=%s", pad, mid, idx, alienBiz),
		fmt.Sprintf("/s?Mid=999&xmid=998&mids=997&MID&mid=00%d&idx=0%d&__BIZ=%s&__biz=%s", mid, idx, alienBiz, pad),
		fmt.Sprintf("/s?&&tempkey=&preview=0&&__biz=%s&mid=%d&idx=%d&", pad, mid, idx),
	}
}

// firstPlaceForms leave the position out, which then is 1.
func firstPlaceForms(k article.Key) []string {
	return []string{
		fmt.Sprintf("/s?__biz=%s&mid=%d&sn=%s", article.PadBiz(k.Biz), k.Mid, sn),
		fmt.Sprintf("/s?__biz=%s&mid=%d&idx=&sn=%s", article.PadBiz(k.Biz), k.Mid, sn),
		fmt.Sprintf("/mp/appmsg/show?__biz=%s&appmsgid=%d&itemidx", article.PadBiz(k.Biz), k.Mid),
	}
}

func shortForms(id string) []string {
	return []string{
		"/s/" + id, "/s/" + id + "/", "/s/" + id + "?scene=27&chksm=" + chksm, "/s/" + id + "/?a=b",
		"/s/%" + fmt.Sprintf("%02x", id[0]) + id[1:],
	}
}

func pathForms(former string) []string {
	escaped := (&url.URL{Path: former}).EscapedPath()
	return []string{escaped, strings.TrimSuffix(escaped, "/"), escaped + "?utm_source=x"}
}
