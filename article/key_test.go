package article_test

import (
	"errors"
	"strconv"
	"testing"

	"wxbackup/article"
)

var example = article.Key{Biz: "MzA5OTk5OTk5OQ", Mid: 2650000001, Idx: 1}

func TestNewKey(t *testing.T) {
	for name, c := range map[string]struct {
		biz, mid, idx string
		want          article.Key
	}{
		"padded":              {"MzA5OTk5OTk5OQ==", "2650000001", "1", example},
		"without padding":     {"MzA5OTk5OTk5OQ", "2650000001", "1", example},
		"escaped padding":     {"MzA5OTk5OTk5OQ%3D%3d", "2650000001", "1", example},
		"spaces around":       {" MzA5OTk5OTk5OQ==\n", "2650000001", "1", example},
		"no idx is the first": {"MzA5OTk5OTk5OQ==", "2650000001", "", example},
		"plus in biz":         {"MzA5+Tk5OTk5OQ==", "2650000001", "8", article.Key{Biz: "MzA5+Tk5OTk5OQ", Mid: 2650000001, Idx: 8}},
		"biz of old accounts": {"MjM5MDAwMDAwMA==", "10000001", "3", article.Key{Biz: "MjM5MDAwMDAwMA", Mid: 10000001, Idx: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := article.NewKey(c.biz, c.mid, c.idx)
			if err != nil || got != c.want {
				t.Errorf("NewKey(%q, %q, %q) = %v, %v, want %v", c.biz, c.mid, c.idx, got, err, c.want)
			}
		})
	}
}

func TestNewKeyRefuses(t *testing.T) {
	for name, c := range map[string][3]string{
		"no biz":            {"", "1", "1"},
		"padding only":      {"==", "1", "1"},
		"biz with a colon":  {"Mz:A5", "1", "1"},
		"biz with a space":  {"Mz A5", "1", "1"},
		"biz in Chinese":    {"慢火车", "1", "1"},
		"no mid":            {"MzA5", "", "1"},
		"mid zero":          {"MzA5", "0", "1"},
		"mid with a sign":   {"MzA5", "-1", "1"},
		"mid no number":     {"MzA5", "1e9", "1"},
		"mid beyond 64 bit": {"MzA5", "18446744073709551616", "1"},
		"idx zero":          {"MzA5", "1", "0"},
		"idx no number":     {"MzA5", "1", "first"},
		"idx beyond 16 bit": {"MzA5", "1", "65536"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := article.NewKey(c[0], c[1], c[2])
			if !errors.Is(err, article.ErrKey) || !got.IsZero() {
				t.Errorf("NewKey(%q) = %v, %v, want ErrKey", c, got, err)
			}
		})
	}
}

func TestKeyIsReadBackFromItsText(t *testing.T) {
	if got := example.String(); got != "MzA5OTk5OTk5OQ:2650000001:1" {
		t.Errorf("String = %q", got)
	}
	if got, err := article.ParseKey(example.String()); err != nil || got != example {
		t.Errorf("ParseKey = %v, %v", got, err)
	}
	if got := (article.Key{}).String(); got != "" {
		t.Errorf("zero key is %q", got)
	}
	for _, s := range []string{"", "MzA5", "MzA5:1", "MzA5:1:", "MzA5::1", ":1:1", "MzA5:1:1:1", "MzA5:one:1"} {
		if got, err := article.ParseKey(s); !errors.Is(err, article.ErrKey) {
			t.Errorf("ParseKey(%q) = %v, %v, want ErrKey", s, got, err)
		}
	}
}

func TestPaddingRestored(t *testing.T) {
	for trimmed, padded := range map[string]string{
		"MzA5OTk5OTk5OQ": "MzA5OTk5OTk5OQ==", "MzA5OTk5OTk5OTk": "MzA5OTk5OTk5OTk=", "MzA5OTk5": "MzA5OTk5", "": "",
	} {
		if got := article.PadBiz(trimmed); got != padded {
			t.Errorf("PadBiz(%q) = %q, want %q", trimmed, got, padded)
		}
		if got := article.TrimBiz(padded); got != trimmed {
			t.Errorf("TrimBiz(%q) = %q, want %q", padded, got, trimmed)
		}
	}
}

func TestBizOfUIN(t *testing.T) {
	for uin, want := range map[string]string{
		"3099999999": "MzA5OTk5OTk5OQ", "": "", "0x1": "", "-5": "", "慢": "",
	} {
		if got := article.BizOfUIN(uin); got != want {
			t.Errorf("BizOfUIN(%q) = %q, want %q", uin, got, want)
		}
	}
}

func TestShortID(t *testing.T) {
	for s, want := range map[string]bool{
		"Kd0_sWm4hTq8Zr1Xe-6VyA":  true,
		"Kd0_sWm4hTq8Zr1Xe-6Vy":   false,
		"Kd0_sWm4hTq8Zr1Xe-6VyAA": false,
		"Kd0+sWm4hTq8Zr1Xe-6VyA":  false,
		"Kd0/sWm4hTq8Zr1Xe-6VyA":  false,
		"慢火车札记慢火a":                false, // 22 bytes
		"":                        false,
	} {
		if got := article.IsShortID(s); got != want {
			t.Errorf("IsShortID(%q) = %v (%d bytes)", s, got, len(s))
		}
	}
}

func TestKindOfItemShowType(t *testing.T) {
	known := map[int]article.Kind{
		0: "article", 5: "video", 6: "music", 7: "audio", 8: "picture", 10: "text", 11: "share", 17: "short",
	}
	for n := -1; n < 30; n++ {
		want, ok := known[n]
		if !ok {
			want = article.KindUnknown
		}
		if got := article.KindOf(n); got != want {
			t.Errorf("KindOf(%s) = %q, want %q", strconv.Itoa(n), got, want)
		}
	}
}

func TestFidelityIsWholeWhenNothingDiffers(t *testing.T) {
	whole := article.Fidelity{
		TextIn: 5, TextKept: 5, ImagesIn: 2, ImagesOut: 2, LinksIn: 1, LinksOut: 1, CodeLinesIn: 3, CodeLinesOut: 3,
	}
	if !whole.Whole() {
		t.Error("nothing differs, and it is not whole")
	}
	for name, change := range map[string]func(*article.Fidelity){
		"text lost":  func(f *article.Fidelity) { f.TextKept-- },
		"text added": func(f *article.Fidelity) { f.TextAdded++ },
		"image":      func(f *article.Fidelity) { f.ImagesOut-- },
		"link":       func(f *article.Fidelity) { f.LinksOut-- },
		"code line":  func(f *article.Fidelity) { f.CodeLinesOut-- },
	} {
		broken := whole
		change(&broken)
		if broken.Whole() {
			t.Errorf("%s: whole", name)
		}
	}
}
