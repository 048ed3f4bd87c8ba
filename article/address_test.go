package article_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

const (
	host    = "https://mp.weixin.qq.com"
	serial  = "00aa11bb22cc33dd44ee55ff66778899"
	shortID = "Kd0_sWm4hTq8Zr1Xe-6VyA"
	query   = "__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1&sn=" + serial
)

var (
	long  = article.Address{Key: example, SN: serial}
	short = article.Address{ShortID: shortID}
)

// addresses are the forms of wechat-pages.md §8.1 and §8.2 that name an
// article.
var addresses = map[string]struct {
	raw  string
	want article.Address
}{
	"body link":                {"http://mp.weixin.qq.com/s?" + query + "&chksm=8c1d&scene=21#wechat_redirect", long},
	"without chksm":            {host + "/s?" + query + "&scene=21#wechat_redirect", long},
	"fragment rd":              {host + "/s?" + query + "#rd", long},
	"any order":                {host + "/s?sn=" + serial + "&idx=1&scene=4&__biz=MzA5OTk5OTk5OQ==&mid=2650000001", long},
	"escaped padding":          {host + "/s?" + strings.ReplaceAll(query, "==", "%3D%3D"), long},
	"no padding":               {host + "/s?" + strings.ReplaceAll(query, "==", ""), long},
	"ampersands escaped":       {host + "/s?" + strings.ReplaceAll(query, "&", "&amp;"), long},
	"escaped several times":    {host + "/s?" + strings.ReplaceAll(query, "&", "&amp;amp;amp;"), long},
	"numeric reference":        {host + "/s?" + strings.ReplaceAll(query, "&", "&#38;"), long},
	"JavaScript escapes":       {host + "/s?" + strings.ReplaceAll(query, "&", `\x26`), long},
	"both escapes":             {host + "/s?" + strings.ReplaceAll(query, "&", `\x26amp;`), long},
	"mixed escapes":            {host + "/s?__biz=MzA5OTk5OTk5OQ%3D%3D&mid=2650000001&amp;idx=1&sn=" + serial, long},
	"spaces around":            {" " + host + "/s?" + query + "\n", long},
	"no scheme":                {"mp.weixin.qq.com/s?" + query, long},
	"scheme of the page":       {"//mp.weixin.qq.com/s?" + query, long},
	"path only":                {"/s?" + query, long},
	"host in capitals":         {"HTTP://MP.WeiXin.QQ.com/s?" + query, long},
	"port 80":                  {"http://mp.weixin.qq.com:80/s?" + query, long},
	"port 443":                 {"https://mp.weixin.qq.com:443/s?" + query, long},
	"slash after the path":     {host + "/s/?" + query, long},
	"serial in capitals":       {host + "/s?" + strings.ReplaceAll(query, serial, strings.ToUpper(serial)), long},
	"no serial":                {host + "/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1", article.Address{Key: example}},
	"serial that is none":      {host + "/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1&sn=8899", article.Address{Key: example}},
	"no idx":                   {host + "/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&sn=" + serial, long},
	"first value wins":         {host + "/s?" + query + "&mid=7&idx=7", long},
	"parameters like entities": {host + "/s?para=1&reg=2&copy=3&" + query, long},
	"plus in biz":              {host + "/s?__biz=MzA5+Tk5&mid=7&idx=2", article.Address{Key: article.Key{Biz: "MzA5+Tk5", Mid: 7, Idx: 2}}},
	"escaped plus in biz":      {host + "/s?__biz=MzA5%2BTk5&mid=7&idx=2", article.Address{Key: article.Key{Biz: "MzA5+Tk5", Mid: 7, Idx: 2}}},
	"legacy path":              {host + "/mp/appmsg/show?__biz=MzA5OTk5OTk5OQ==&appmsgid=2650000001&itemidx=1&sign=" + serial + "#wechat_redirect", long},
	"legacy names":             {host + "/s?__biz=MzA5OTk5OTk5OQ==&appmsgid=2650000001&itemidx=1&sign=" + serial, long},
	"refuted article":          {host + "/mp/rumor?action=info&" + query + "#wechat_redirect", long},
	"refutation":               {host + "/mp/show_refutation?" + query, long},
	"author's token":           {host + "/s?" + query + "&token=1234&lang=zh_CN", long},
	"captcha before long":      {host + "/mp/wappoc_appmsgcaptcha?poc_token=HX&target_url=http%3A%2F%2Fmp.weixin.qq.com%2Fs%3F__biz%3DMzA5OTk5OTk5OQ%3D%3D%26mid%3D2650000001%26idx%3D1%26sn%3D" + serial, long},
	"captcha before short":     {host + "/mp/wappoc_appmsgcaptcha?poc_token=HX&target_url=https%3A%2F%2Fmp.weixin.qq.com%2Fs%2F" + shortID, short},
	"short":                    {host + "/s/" + shortID, short},
	"short over http":          {"http://mp.weixin.qq.com/s/" + shortID, short},
	"short with parameters":    {host + "/s/" + shortID + "?scene=1&from=timeline", short},
	"short with fragment":      {host + "/s/" + shortID + "#rd", short},
	"short with a slash":       {host + "/s/" + shortID + "/", short},
}

func TestParseAddress(t *testing.T) {
	for name, c := range addresses {
		t.Run(name, func(t *testing.T) {
			got, ok := article.ParseAddress(c.raw)
			if diff := cmp.Diff(c.want, got); diff != "" || !ok {
				t.Errorf("ParseAddress(%q) = %v (-want +got):\n%s", c.raw, ok, diff)
			}
		})
	}
}

// others name no article, or none that stays the same.
var others = map[string]string{
	"empty":                 "",
	"Sogou's temporary":     host + "/s?src=11&timestamp=1700000000&ver=4912&signature=abc&new=1",
	"preview with a key":    host + "/s?" + query + "&tempkey=MTEx",
	"preview":               host + "/s?" + query + "&preview=1",
	"album":                 host + "/mp/appmsgalbum?__biz=MzA5OTk5OTk5OQ==&action=getalbum&album_id=1",
	"home page":             host + "/mp/homepage?__biz=MzA5OTk5OTk5OQ==&hid=1",
	"profile":               host + "/mp/profile_ext?action=home&__biz=MzA5OTk5OTk5OQ==",
	"Sogou's jump":          "https://weixin.sogou.com/link?url=" + query,
	"warning page":          "https://weixin110.qq.com/cgi-bin/mmspamsupport-bin/x?" + query,
	"another host":          "https://www.example.com/s?" + query,
	"host as a prefix":      "https://mp.weixin.qq.com.example.com/s/" + shortID,
	"host as a user":        "https://mp.weixin.qq.com@example.com/s/" + shortID,
	"host in the path":      "https://example.com/mp.weixin.qq.com/s/" + shortID,
	"another port":          "https://mp.weixin.qq.com:8443/s/" + shortID,
	"another scheme":        "ftp://mp.weixin.qq.com/s/" + shortID,
	"script":                "javascript:void(0)",
	"front page":            host + "/",
	"no parameters":         host + "/s",
	"short id too short":    host + "/s/" + shortID[1:],
	"below a short id":      host + "/s/" + shortID + "/more",
	"no mid":                host + "/s?__biz=MzA5OTk5OTk5OQ==&idx=1",
	"no biz":                host + "/s?mid=2650000001&idx=1",
	"captcha without goal":  host + "/mp/wappoc_appmsgcaptcha?poc_token=HX",
	"captcha before itself": host + "/mp/wappoc_appmsgcaptcha?target_url=https%3A%2F%2Fmp.weixin.qq.com%2Fmp%2Fwappoc_appmsgcaptcha%3Ftarget_url%3Dx",
	"captcha leading away":  host + "/mp/wappoc_appmsgcaptcha?target_url=https%3A%2F%2Fexample.com%2Fs%2F" + shortID,
	"broken escape":         "https://mp.weixin.qq.com/%zz?" + query,
	"control character":     host + "/s\x00?" + query,
}

func TestParseAddressRefuses(t *testing.T) {
	for name, raw := range others {
		t.Run(name, func(t *testing.T) {
			if got, ok := article.ParseAddress(raw); ok {
				t.Errorf("ParseAddress(%q) = %+v", raw, got)
			}
			if got := article.CleanURL(raw); got != "" {
				t.Errorf("CleanURL(%q) = %q", raw, got)
			}
		})
	}
}

func TestCleanURL(t *testing.T) {
	want := map[article.Address]string{
		long:  host + "/s?" + query,
		short: host + "/s/" + shortID,
	}
	for name, c := range addresses {
		if want, ok := want[c.want]; ok && article.CleanURL(c.raw) != want {
			t.Errorf("%s: CleanURL(%q) = %q, want %q", name, c.raw, article.CleanURL(c.raw), want)
		}
	}
	if got := article.LongURL(article.Key{}, serial); got != "" {
		t.Errorf("address of no key is %q", got)
	}
}

func TestAliases(t *testing.T) {
	for name, c := range map[string]struct {
		address article.Address
		want    []string
	}{
		"none":  {article.Address{}, nil},
		"long":  {long, []string{"MzA5OTk5OTk5OQ:2650000001:1"}},
		"short": {short, []string{shortID}},
		"both":  {article.Address{Key: example, ShortID: shortID}, []string{"MzA5OTk5OTk5OQ:2650000001:1", shortID}},
		"sn":    {article.Address{SN: serial}, nil},
	} {
		if got := c.address.Aliases(); !slices.Equal(got, c.want) {
			t.Errorf("%s: aliases %q, want %q", name, got, c.want)
		}
	}
	if !(article.Address{}).IsZero() || long.IsZero() {
		t.Error("IsZero takes one for the other")
	}
}

func TestStripSecrets(t *testing.T) {
	const target = "https%3A%2F%2Fmp.weixin.qq.com%2Fs%2F" + shortID
	for name, c := range map[string]struct{ raw, want string }{
		"client's credentials": {
			host + "/s?" + query + "&key=777&uin=MTIz&pass_ticket=p%2Bq&exportkey=A&wx_header=1&sessionid=9&scene=4#rd",
			host + "/s?" + query + "&scene=4#rd",
		},
		"disguised names":      {host + "/s?%6Bey=1&Token=2&pass_ticket =3&a=4", host + "/s?a=4"},
		"author's token":       {host + "/cgi-bin/home?t=home&lang=zh_CN&token=123456", host + "/cgi-bin/home?t=home&lang=zh_CN"},
		"escaped ampersands":   {host + "/s?a=1&amp;key=777&amp;b=2", host + "/s?a=1&b=2"},
		"only secrets":         {host + "/s/" + shortID + "?key=1&uin=2", host + "/s/" + shortID},
		"captcha's own":        {host + "/mp/wappoc_appmsgcaptcha?poc_token=HX&target_url=" + target, host + "/mp/wappoc_appmsgcaptcha?target_url=" + target},
		"inside a captcha":     {host + "/mp/wappoc_appmsgcaptcha?target_url=" + target + "%3Fkey%3D1%26a%3D2", host + "/mp/wappoc_appmsgcaptcha?target_url=" + target + "%3Fa%3D2"},
		"names that only look": {host + "/s?keyword=k&monkey=1&uins=2", host + "/s?keyword=k&monkey=1&uins=2"},
		"no parameters":        {host + "/s/" + shortID, host + "/s/" + shortID},
		"another host":         {"https://www.example.com/?key=1&token=2", "https://www.example.com/?key=1&token=2"},
		"no address":           {"see key=1&token=2", "see key=1&token=2"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := article.StripSecrets(c.raw); got != c.want {
				t.Errorf("StripSecrets(%q)\n got %q\nwant %q", c.raw, got, c.want)
			}
		})
	}
}

func TestUnescapeURLIsNoHTMLUnescape(t *testing.T) {
	const raw = "https://example.com/?a=1&para=2&reg=3&copy=4&lt=5"
	if got := article.UnescapeURL(raw); got != raw {
		t.Errorf("UnescapeURL(%q) = %q", raw, got)
	}
}

// Whatever the address, its canonical form names the same article, is its own
// canonical form, and holds no secret.
func FuzzParseAddress(f *testing.F) {
	for _, c := range addresses {
		f.Add(c.raw)
	}
	for _, raw := range others {
		f.Add(raw)
	}
	f.Add(host + "/s?" + query + "&key=1&pass_ticket=2")
	f.Fuzz(func(t *testing.T, raw string) {
		address, ok := article.ParseAddress(raw)
		clean := article.CleanURL(raw)
		if ok != (clean != "") {
			t.Fatalf("ParseAddress says %v, CleanURL %q", ok, clean)
		}
		checkStripped(t, raw)
		if !ok {
			return
		}
		again, ok := article.ParseAddress(clean)
		if !ok || again != address {
			t.Errorf("%q is %+v, its canonical form %q is %+v, %v", raw, address, clean, again, ok)
		}
		if twice := article.CleanURL(clean); twice != clean {
			t.Errorf("canonical form %q of %q is not its own: %q", clean, raw, twice)
		}
		if key, err := article.ParseKey(address.Key.String()); !address.Key.IsZero() && (err != nil || key != address.Key) {
			t.Errorf("key %q reads back as %v, %v", address.Key, key, err)
		}
	})
}

func checkStripped(t *testing.T, raw string) {
	stripped := article.StripSecrets(raw)
	if twice := article.StripSecrets(stripped); strings.TrimSpace(twice) != strings.TrimSpace(stripped) {
		t.Errorf("stripping %q gives %q, and once more %q", raw, stripped, twice)
	}
	before, _ := article.ParseAddress(raw)
	if after, _ := article.ParseAddress(stripped); after != before {
		t.Errorf("%q is %+v, without secrets (%q) %+v", raw, before, stripped, after)
	}
}
