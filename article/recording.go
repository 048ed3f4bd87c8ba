package article

import (
	"net/url"
	"strings"
)

// RecordingID is what the addresses of one recording or film on the platform
// share, whatever else a player asks for with them; "" for other addresses.
func RecordingID(rawURL string) string {
	if !strings.Contains(rawURL, "res.wx.qq.com/voice/") && !strings.Contains(rawURL, "mpvideo.qpic.cn/") {
		return ""
	}
	u, err := url.Parse(UnescapeURL(rawURL))
	if err != nil {
		return ""
	}
	switch id := u.Query().Get("mediaid"); {
	case u.Hostname() == "res.wx.qq.com" && id != "":
		return "voice:" + id
	case u.Hostname() == "mpvideo.qpic.cn" && len(u.Path) > 1:
		return "film:" + u.Path
	}
	return ""
}
