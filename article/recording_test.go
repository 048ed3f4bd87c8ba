package article_test

import (
	"testing"

	"wxbackup/article"
)

func TestRecordingID(t *testing.T) {
	for address, want := range map[string]string{
		"https://res.wx.qq.com/voice/getvoice?mediaid=MzA5_1":                                  "voice:MzA5_1",
		"http://res.wx.qq.com/voice/getvoice?voice_type=1&amp;mediaid=MzA5_1#t=3":              "voice:MzA5_1",
		"//res.wx.qq.com/voice/getvoice?mediaid=MzA5_1":                                        "voice:MzA5_1",
		"https://mpvideo.qpic.cn/0bc3aa.f10002.mp4?dis_k=1&dis_t=2":                            "film:/0bc3aa.f10002.mp4",
		"http://mpvideo.qpic.cn/0bc3aa.f10002.mp4":                                             "film:/0bc3aa.f10002.mp4",
		"https://mpvideo.qpic.cn/":                                                             "",
		"https://res.wx.qq.com/voice/getvoice":                                                 "",
		"https://res.wx.qq.com/mpres/icon.gif":                                                 "",
		"https://example.com/?u=https://mpvideo.qpic.cn/a.mp4":                                 "",
		"https://mmbiz.qpic.cn/mmbiz_png/J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe/640?a=voice/mpvideo": "",
		"https://mpvideo.qpic.cn/%zz":                                                          "",
	} {
		if got := article.RecordingID(address); got != want {
			t.Errorf("RecordingID(%q) = %q, want %q", address, got, want)
		}
	}
}
