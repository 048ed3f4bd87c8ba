package convert_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/convert"
	"wxbackup/convert/fidelity"
)

// twoNames has one picture under two addresses, of which an archive keeps one
// file, a picture inside the page, and a card that leads somewhere.
const twoNames = `<div id="js_content"><p>列车在清晨离开小站，雾还没有散，站台上的人把围巾系紧。</p>` +
	`<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640"></p>` +
	`<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/BbCdEfGhIjKlMnOpQrSt/640"></p>` +
	`<mpvoice name="汽笛" voice_encode_fileid="AAAbbb123"></mpvoice></div>` +
	`<script>var biz = "MzA5OTk5OTk5OQ=="; var mid = "1"; var idx = "1"; var msg_title = "小站";</script>`

func oneFile(int) string { return "../../assets/ab/ab.png" }

func differencesOf(t *testing.T, change func(text string) string) []fidelity.Difference {
	t.Helper()
	converter := convert.New()
	d, err := converter.Read([]byte(twoNames))
	if err != nil {
		t.Fatal(err)
	}
	text, err := converter.Markdown(d, oneFile)
	if err != nil {
		t.Fatal(err)
	}
	return converter.Differences(d, []byte(change(string(text))), oneFile)
}

func TestWhatWasWrittenDiffersInNothing(t *testing.T) {
	if got := differencesOf(t, func(text string) string { return text }); len(got) > 0 {
		t.Errorf("differences %+v", got)
	}
}

// Pictures go by their addresses in the page, whatever their files are called.
func TestPicturesAreNamedAsThePageNamesThem(t *testing.T) {
	got := differencesOf(t, func(text string) string { return text + "\n![](new.png)\n" })
	if diff := cmp.Diff([]fidelity.Difference{{What: "image", Markdown: "new.png"}}, got); diff != "" {
		t.Errorf("one picture more (-want +got):\n%s", diff)
	}
	got = differencesOf(t, func(string) string {
		return "列车在清晨离开小站，雾还没有散，站台上的人把围巾系紧。\n\n![](../../assets/ab/ab.png)\n\n🔊 汽笛\n"
	})
	want := []fidelity.Difference{{What: "image", Page: "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("one picture less (-want +got):\n%s", diff)
	}
}
