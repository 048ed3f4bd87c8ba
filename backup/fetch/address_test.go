package fetch_test

import (
	"slices"
	"testing"

	"wxbackup/backup/fetch"
)

const (
	id  = "J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe0001"
	cdn = "//mmbiz.qpic.cn/"
)

// All forms of one picture are one asset, asked for in full size first.
func TestAddressesOfOnePicture(t *testing.T) {
	forms := []string{
		"https:" + cdn + "mmbiz_png/" + id + "/640?wx_fmt=png&tp=webp&wxfrom=5",
		"http:" + cdn + "mmbiz_png/" + id + "/640?wx_fmt=png#imgIndex=3",
		cdn + "mmbiz_png/" + id + "/0?wx_fmt=png",
	}
	key := fetch.Key(forms[0])
	for _, form := range forms {
		if fetch.Key(form) != key {
			t.Errorf("%q is another asset", form)
		}
	}
	want := []string{
		"https:" + cdn + "mmbiz_png/" + id + "/0?wx_fmt=png",
		"https:" + cdn + "mmbiz_png/" + id + "/640?wx_fmt=png",
		"https:" + cdn + "mmbiz_png/" + id + "/640?wx_fmt=png&tp=webp&wxfrom=5",
	}
	if got := fetch.Addresses(forms); !slices.Equal(got, want) {
		t.Errorf("addresses %q\nwant %q", got, want)
	}
	slices.Reverse(forms)
	if got := fetch.Addresses(forms); !slices.Equal(got, want) {
		t.Errorf("in another order %q", got)
	}
}

func TestAddressesElsewhere(t *testing.T) {
	for _, c := range []struct {
		named string
		want  []string
	}{
		{"http://a.example/b.png?c#d", []string{"https://a.example/b.png?c", "http://a.example/b.png?c"}},
		{"https://res.wx.qq.com/voice/getvoice?mediaid=AAA%3D", []string{"https://res.wx.qq.com/voice/getvoice?mediaid=AAA%3D"}},
		{"./a/b.png", nil},
		{"", nil},
		{"data:image/png;base64,AAAA", nil},
		{"http://a.example:8080/b", nil},
	} {
		if got := fetch.Addresses([]string{c.named}); !slices.Equal(got, c.want) {
			t.Errorf("Addresses(%q) = %q", c.named, got)
		}
	}
}

// Whatever a page has for an address: what is asked is an address of the web,
// and of the same asset.
func FuzzAddresses(f *testing.F) {
	f.Add("https:"+cdn+"mmbiz_png/"+id+"/640?wx_fmt=png", "http://a.example/b")
	f.Add("//"+id, "https://mmbiz.qpic.cn/sz_mmbiz/"+id+"?#/")
	client, err := fetch.New(fetch.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, address := range fetch.Addresses([]string{a, b}) {
			if key := fetch.Key(address); key != fetch.Key(a) && key != fetch.Key(b) {
				t.Errorf("%q and %q are asked for as %q", a, b, address)
			}
			if client.Check([]string{address}) == nil && fetch.Host([]string{address}) == "" {
				t.Errorf("%q has no host", address)
			}
		}
	})
}
