package page

import (
	"strings"
	"testing"

	"wxbackup/article"
)

// TestKindsThatPlaySomething are kept with their text, and never pass for
// whole when the page does not tell what they play.
func TestKindsThatPlaySomething(t *testing.T) {
	const (
		shell = `<div id="js_content"><div>播放器的外壳也有自己的文字，足足超过二十个字，但不是文章。</div></div>`
		film  = `video_page_info: { video_id: 'wxv_1', content_noencode: '说明' }`
		empty = `video_page_info: { video_id: '', content_noencode: '', mp_video_trans_info: [ ] }`
	)
	for _, c := range []struct {
		name, members, body, text, player string
	}{
		{"film", `item_show_type: '5' * 1, title: '片', desc: '简', ` + film, shell, "说明", "wxv_1"},
		{"film without text", `item_show_type: '5' * 1, title: '片', video_page_info: { video_id: 'wxv_1' }`, shell, "", "wxv_1"},
		{"empty shell of a film", `item_show_type: '5' * 1, title: '片', desc: '简', ` + empty, shell, "简", ""},
		{"film of an audio page", `item_show_type: '7' * 1, title: '声', desc: '简', ` + film, shell, "说明", ""},
		{"sound", `item_show_type: '7' * 1, title: '声', desc: '简', voice_in_appmsg: [ { voice_id: 'QUJD' } ]`, shell, "简", "QUJD"},
		{"sound of a music page", `item_show_type: '6' * 1, title: '曲', voice_in_appmsg: [ { voice_id: 'QUJD' } ]`, "", "", "QUJD"},
		{"player in the text", `item_show_type: '7' * 1, title: '声', content_noencode: '前\x3cmpvoice name=\x22a\x22 voice_encode_fileid=\x22REVG\x22\x3e\x3c/mpvoice\x3e后', voice_in_appmsg: [ { voice_id: 'REVG' } ]`, "", "前后", "REVG"},
		{"nothing but a title", `item_show_type: '6' * 1, title: '曲'`, "", "", ""},
		{"nothing but the shell", `item_show_type: '5' * 1, title: '片'`, shell, "播放器的外壳也有自己的文字，足足超过二十个字，但不是文章。", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustParse(t, dataPage(c.members, c.body))
			body := rendered(t, p.Body)
			if got := textOf(p.Body); got != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
			if lost := hasLoss(p, article.LossKind); lost != (c.player == "") {
				t.Errorf("losses %v", p.Article.Losses)
			}
			if holdsPlayer(p.Body) != (c.player != "") || c.player != "" && strings.Count(body, c.player) != 1 {
				t.Errorf("body %s, want a player of %q", body, c.player)
			}
		})
	}
}

func TestFilms(t *testing.T) {
	tests := []struct{ name, members, want string }{
		{
			"told in several places", `video_page_info: { video_id: 'wxv_1' }, video_page_infos: [ { video_id: 'wxv_1', title: '重' }, { video_id: 'wxv_2', title: '二' } ]`,
			`<iframe class="video_iframe" data-mpvid="wxv_1" data-title="题"></iframe>|<iframe class="video_iframe" data-mpvid="wxv_2" data-title="二"></iframe>`,
		},
		{
			"on the platform by its mark", `video_page_info: { video_id: 'x1', is_mp_video: '1' * 1, cover_url: '//mmbiz.qpic.cn/a' }`,
			`<iframe class="video_iframe" data-mpvid="x1" data-title="题" data-cover="https://mmbiz.qpic.cn/a"></iframe>`,
		},
		{
			"on the video site", `video_page_info: { video_id: 'x1', is_mp_video: '0' * 1, duration: '61000' * 1 }`,
			`<iframe class="video_iframe" data-src="https://v.qq.com/iframe/preview.html?vid=x1" data-title="题" data-duration="61"></iframe>`,
		},
		{
			"seconds, rounded", `video_page_info: { video_id: 'wxv_1', mp_video_trans_info: [ { }, { duration_ms: '1500' * 1 } ] }`,
			`<iframe class="video_iframe" data-mpvid="wxv_1" data-title="题" data-duration="2"></iframe>`,
		},
		{"empty shell", `video_page_info: { video_id: ' ', mp_video_trans_info: [ ] }, video_page_infos: [ ]`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := factsOf(t, test.members)
			var players []string
			for _, n := range f.films(&article.Article{Title: "题"}) {
				players = append(players, rendered(t, n))
			}
			if got := strings.Join(players, "|"); got != test.want {
				t.Errorf("films\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// factsOf reads the facts of a page whose data object has the members.
func factsOf(t *testing.T, members string) *facts {
	t.Helper()
	parts, err := scanParts([]byte(dataPage(members, "")))
	if err != nil {
		t.Fatal(err)
	}
	return newFacts(parts)
}

func TestSoundsOfTheOldList(t *testing.T) {
	p := mustParse(t, odd("", `<script>var item_show_type = '7'; var msg_link = 'https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA';
voiceList={"voice_in_appmsg":[{"voice_id":"QUJD","name":"一","play_length":"61000"},{"voice_id":"QUJD"},{"voice_id":""}]}</script>`))
	want := `<div><p><mpvoice name="一" voice_encode_fileid="QUJD" play_length="61000"></mpvoice></p></div>`
	if got := rendered(t, p.Body); got != want {
		t.Errorf("body %s, want %s", got, want)
	}
}

func TestLengthInSecondsOrMilliseconds(t *testing.T) {
	for length, want := range map[int64]int64{0: 0, -5: -5, 1: 1000, 261: 261_000, 10_000: 10_000_000, 10_001: 10_001, 316_000: 316_000} {
		if got := milliseconds(length); got != want {
			t.Errorf("%d is %d ms, want %d", length, got, want)
		}
	}
}
