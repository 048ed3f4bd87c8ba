package backup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/store"
)

// The addresses of what pages play.
const (
	voice      = `<p>听一听：</p><mpvoice name="站台的声音" play_length="61000" voice_encode_fileid="MzA5OTk5OTk5OV8x"></mpvoice>`
	nativeData = `<script>var videoPageInfos = [ { video_id: 'wxv_1234567890', mp_video_trans_info: [ { width: 640, height: 360,` +
		` url: 'http://mpvideo.qpic.cn/0bc3bbbb.f10002.mp4?dis_k=1' } ] } ];</script>`
	voiceURL = "https://res.wx.qq.com/voice/getvoice?mediaid=MzA5OTk5OTk5OV8x"
	native   = `<p>看一看：</p><iframe class="video_iframe" data-mpvid="wxv_1234567890" data-src="https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl&amp;vid=wxv_1234567890"></iframe>`
	filmURL  = "https://mpvideo.qpic.cn/0bc3aaaa.f10002.mp4?dis_k=1&dis_t=2"
)

// withBody makes a page of article 1 with that body.
func withBody(body string) string {
	p := newPost(1)
	p.body += body
	return p.page()
}

// media are exports with files in every place that tools put them, and the
// files that the article shows or plays then, by content.
var media = []struct {
	name  string
	files func(t *testing.T) tree
	want  []string
}{
	{
		"pictures of all types, none as its name says",
		func(*testing.T) tree {
			return tree{
				"页.html": withBody(img(cdnURL(1), "页_files/640.png") + img(cdnURL(2), "页_files/640(1)") +
					img(cdnURL(3), "页_files/640.jpeg") + img(cdnURL(4), "页_files/x.other")),
				"页_files/640.png": webp(), "页_files/640(1)": animated(), "页_files/640.jpeg": drawing, "页_files/x.other": picture(1),
			}
		},
		[]string{webp(), animated(), drawing, picture(1)},
	},
	{
		"saved by a browser, with its players",
		func(*testing.T) tree {
			return tree{
				"页.html": withBody(`<mp-common-mpaudio name="甲"><audio src="./页_files/getvoice"></audio></mp-common-mpaudio>` +
					`<span class="video_iframe" data-mpvid="wxv_1"><video src="./页_files/saved_resource" poster="./页_files/0.jpg"></video></span>`),
				"页_files/getvoice": sound(1), "页_files/saved_resource": film(1),
			}
		},
		[]string{sound(1), film(1)},
	},
	{
		"WAE's zip of an album, assets named by their media types",
		func(t *testing.T) tree {
			return tree{"合集.zip": zipOf(t, tree{
				"2024-03-05 第1站/index.html": withBody(img(cdnURL(1), "./assets/17490276000000.1.png") +
					`<mp-common-mpaudio name="甲" src="./assets/17490276000010.2.mpga"></mp-common-mpaudio>` +
					`<p><video src="./assets/17490276000020.3.mp4" poster="./assets/17490276000030.4.jpeg" controls></video></p>`),
				"2024-03-05 第1站/assets/17490276000000.1.png":  picture(1),
				"2024-03-05 第1站/assets/17490276000010.2.mpga": sound(1),
				"2024-03-05 第1站/assets/17490276000020.3.mp4":  film(1),
				"2024-03-05 第1站/assets/17490276000030.4.jpeg": picture(2),
			})}
		},
		[]string{picture(1), sound(1), film(1)},
	},
	{
		"XWD, with a player behind the element",
		func(*testing.T) tree {
			return tree{
				"号/第1站/index.html": withBody(`<p><img src="img/1.other" tmpsrc="` + cdnURL(1) + `"></p>` +
					`<div class="music-div"><div><div class="music_card_title">甲</div></div><div class="audio-dev">` +
					`<audio controls="controls" loop="loop"><source src="song\MzA5_1.mp3" type="audio/mpeg"></audio></div></div>`),
				"号/第1站/img/1.other": animated(), "号/第1站/song/MzA5_1.mp3": sound(1),
			}
		},
		[]string{animated(), sound(1)},
	},
	{
		"wxdown, with a player inside the element",
		func(*testing.T) tree {
			return tree{
				"号/html/2024-03-05-第1站.html": withBody(img("../images/2024-03-05_a_0.png", "../images/2024-03-05_a_0.png") +
					`<mp-common-mpaudio name="甲" voice_encode_fileid="MzA5"><audio controls src="../audios/2024-03-05_甲_1.mp3"></audio></mp-common-mpaudio>` +
					`<iframe class="video_iframe" data-mpvid="wxv_1" data-title="没有下载的"></iframe><span class="video_iframe" data-mpvid="wxv_2"><video controls src="../videos/2024-03-05_0_film.mp4"></video></span>`),
				"号/images/2024-03-05_a_0.png": webp(), "号/audios/2024-03-05_甲_1.mp3": sound(1), "号/videos/2024-03-05_0_film.mp4": film(1),
			}
		},
		[]string{webp(), sound(1), film(1)},
	},
	{
		"QWD, folders in that of the account",
		func(*testing.T) tree {
			return tree{
				"号/[202403051200]第1站.html":   withBody(img(cdnURL(1), "images/1.png") + voice + native),
				"号/images/1.png":             picture(1),
				"号/音频/[202403051200]第1站.mp3": sound(1), "号/视频/第1站.mp4": film(1), "号/封面/[202403051200]第1站.jpg": picture(2),
			}
		},
		[]string{picture(1), sound(1), film(1), picture(2)},
	},
	{
		"QWD, folders beside that of the account",
		func(*testing.T) tree {
			return tree{
				"号/20240305第1站.html": withBody(voice + native),
				"音频/20240305第1站.m4a": sound(1), "视频/20240305第1站.mp4": film(1), "封面/第1站.png": picture(2),
			}
		},
		[]string{sound(1), film(1), picture(2)},
	},
	{
		"one file of films for two films",
		func(*testing.T) tree {
			return tree{"号/第1站.html": withBody(native + strings.ReplaceAll(native, "wxv_1", "wxv_2")), "号/视频/第1站.mp4": film(1)}
		},
		nil,
	},
	{
		"data addresses",
		func(*testing.T) tree {
			return tree{"页.html": withBody(img("", dataURI("image/png", animated()+noise(1, 400))) +
				`<audio src="` + dataURI("audio/mpeg", sound(1)) + `"></audio><p><video src="` + dataURI("video/mp4", film(1)) + `"></video></p>`)}
		},
		[]string{animated() + noise(1, 400), sound(1), film(1)},
	},
}

func TestFilesInEveryPlace(t *testing.T) {
	for _, test := range media {
		t.Run(test.name, func(t *testing.T) {
			a := create(t)
			importInto(t, a, test.files(t).export(t))
			assertShows(t, a, test.want)
			assertWhole(t, assertReindexes(t, a))
		})
	}
}

// Every bundle brings what its page shows and plays, under the address that a
// script made of what the page says.
func TestFilmsAndRecordingsInABundle(t *testing.T) {
	body := img(cdnURL(1), "") + voice + `<p><video src="` + filmURL + `" controls></video></p>` +
		`<p><audio><source src="https://img.example.com/b.mp3"></audio></p>` + native
	s := saved{
		address: "https://mp.weixin.qq.com/s/" + shortID(1), html: strings.Replace(withBody(body), "</body>", nativeData+"</body>", 1),
		parts: tree{
			strings.Replace(cdnURL(1), "mmbiz_png", "sz_mmbiz_png", 1):  webp(),
			voiceURL + "&voice_type=1":                                  sound(1),
			strings.Replace(filmURL, "dis_t=2", "dis_t=3", 1):           film(1),
			"https://img.example.com/b.mp3":                             sound(2),
			"https://mpvideo.qpic.cn/0bc3bbbb.f10002.mp4?dis_k=9&sha=1": film(2),
		},
	}
	for ext, write := range bundles {
		t.Run(ext, func(t *testing.T) {
			a := create(t)
			importInto(t, a, tree{"a" + ext: write(t, s)}.export(t))
			assertShows(t, a, []string{webp(), sound(1), film(1), sound(2), film(2)})
			assertWhole(t, assertReindexes(t, a))
		})
	}
}

// assertShows holds the files of the only article against those wanted. Each is
// shown or played in the copy, but for a cover.
func assertShows(t *testing.T, a *store.Archive, want []string) {
	t.Helper()
	l := load(t, a, newPost(1).id())
	var got []string
	for _, asset := range l.Record.Assets {
		got = append(got, asset.SHA256)
		shown := strings.Contains(l.Copy, "](../../"+store.AssetPath(asset.SHA256, asset.Ext)+")")
		if shown == (asset.For == article.AssetCover) {
			t.Errorf("asset %+v is shown: %t; the copy is\n%s", asset, shown, l.Copy)
		}
	}
	var sums []string
	files := tree{}
	for _, data := range want {
		sums = append(sums, sumOf(data))
		files[sumOf(data)] = data
	}
	if diff := cmp.Diff(sums, got); diff != "" {
		t.Errorf("assets (-want +got):\n%s\ncopy:\n%s", diff, l.Copy)
	}
	for name, data := range assetFiles(t, a) {
		if sum := strings.Split(name[len("assets/00/"):], ".")[0]; files[sum] != data {
			t.Errorf("%q is not wanted, or has other bytes", name)
		}
	}
	for _, e := range l.Record.Embeds {
		if missing := !strings.HasPrefix(e.URL, "asset:"); missing != slices.ContainsFunc(l.Record.Losses, func(loss article.Loss) bool {
			return loss.Code == article.LossEmbed && strings.HasSuffix(loss.What, e.Text)
		}) {
			t.Errorf("embed %+v, losses %+v", e, l.Record.Losses)
		}
	}
}

// Two exports of an article, of which one has its film and the other its better
// page, make the same record in any order, and so does each with itself again.
func TestAFilmBelongsToTheArticleWhicheverExportBringsIt(t *testing.T) {
	older, newer := newPost(1), newPost(1)
	older.body += voice + native
	newer.body, newer.captured = newer.body+voice+"<p>补记一句。</p>"+native, older.captured+5
	exports := []string{
		tree{"号/第1站.html": older.page(), "号/视频/第1站.mp4": film(1)}.export(t),
		tree{"raw.html": newer.page()}.export(t),
		tree{"号/第1站.html": older.page(), "号/音频/第1站.mp3": sound(1), "号/封面/第1站.jpg": picture(1)}.export(t),
		tree{"另/第1站.html": newer.page(), "视频/第1站.mp4": film(2)}.export(t),
	}
	var want logical
	for n, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 0, 3, 2}, {2, 3, 0, 1}, {1, 3, 2, 0, 1, 3}} {
		a := create(t)
		for _, export := range order {
			importInto(t, a, exports[export])
		}
		b := assertReindexes(t, a)
		assertWhole(t, b)
		got := withoutSources(articles(t, b))[newPost(1).id()]
		if len(got.Record.Assets) != 3 || !strings.Contains(got.Copy, sumOf(sound(1))) || !strings.Contains(got.Copy, "补记一句") {
			t.Fatalf("order %v: assets %+v, copy:\n%s", order, got.Record.Assets, got.Copy)
		}
		if n == 0 {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %v (-first +this):\n%s", order, diff)
		}
	}
}

// One picture in three containers, under four forms of its address, is one
// asset, and articles that lack it have it from the others.
func TestOnePictureInThreeContainers(t *testing.T) {
	id := cdnID(1)
	forms := []string{
		"http://mmbiz.qpic.cn/mmbiz/" + id + "/0",
		"//mmbiz.qpic.cn/mmbiz_jpg/" + id + "/640?wx_fmt=other&tp=webp",
		"https://mmbiz.qpic.cn/sz_mmbiz_png/" + id + "/640?wx_fmt=png&amp;from=appmsg#imgIndex=2",
		"https://mmbiz.qlogo.cn/mmbiz_png/" + id,
	}
	pages := make([]post, len(forms))
	for n := range pages {
		pages[n] = newPost(n)
		pages[n].body += img(forms[n], "")
	}
	inFolder := newPost(1)
	inFolder.body += img(forms[1], "./assets/1.png")
	s := saved{address: "https://mp.weixin.qq.com/s/" + shortID(2), html: pages[2].page(), parts: tree{forms[0]: picture(1)}}
	a := create(t)
	got := importInto(t, a, tree{
		"a.html": pages[0].page(), "b.zip": zipOf(t, tree{"b/index.html": inFolder.page(), "b/assets/1.png": picture(1)}),
		"c.mhtml": mhtmlOf(s), "d.html": pages[3].page(), "e.warc.gz": warcGzipOf(t, s),
	}.export(t))
	if got.summary.Assets != (backup.AssetCounts{Stored: 4}) {
		t.Errorf("assets %+v", got.summary.Assets)
	}
	path := store.AssetPath(sumOf(picture(1)), ".png")
	if diff := cmp.Diff(tree{path: picture(1)}, assetFiles(t, a)); diff != "" {
		t.Errorf("assets (-want +got):\n%s", diff)
	}
	for n := range pages {
		if l := load(t, a, pages[n].id()); !strings.Contains(l.Copy, fmt.Sprintf("](../../%s)", path)) {
			t.Errorf("article %d: copy:\n%s", n, l.Copy)
		}
	}
	assertWhole(t, assertReindexes(t, a))
}
