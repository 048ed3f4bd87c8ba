package clean

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"

	"golang.org/x/net/html"
)

// audioCard is a recording: a title, who speaks, the series, how long it is.
// speaker is who speaks where the element does not say.
func audioCard(n *html.Node, speaker string) card {
	k := card{kind: "audio", text: "🔊 " + cmp.Or(embedText(n, "name", "data-name", "title", "data-title", "aria-label"), "音频")}
	if author := cmp.Or(embedText(n, "author", "data-author"), speaker); author != "" {
		k.text += " — " + author
	}
	if series := embedText(n, "data-topic_name"); series != "" {
		k.text += "（" + series + "）"
	}
	k.text += clock(audioSeconds(n))
	if id := attr(n, "voice_encode_fileid"); id != "" {
		k.href = "https://res.wx.qq.com/voice/getvoice?mediaid=" + url.QueryEscape(id)
	} else {
		k.href = safeHref(cmp.Or(attr(n, "data-url"), playableAddress(n)))
	}
	return k
}

// audioSeconds reads play_length in milliseconds, and duration in seconds.
func audioSeconds(n *html.Node) int {
	if ms := number(n, "play_length"); ms > 0 {
		return ms / 1000
	}
	return number(n, "duration")
}

// musicCard is a song: a title, who sings, how long it is. QQ Music still
// shows a song by its id; the address of the recording has expired.
func musicCard(n *html.Node) card {
	k := card{kind: "music", text: "🎵 " + cmp.Or(embedText(n, "music_name", "data-music_name", "name", "title", "data-title"), "音乐")}
	if singer := embedText(n, "singer", "data-singer", "author"); singer != "" {
		k.text += " — " + singer
	}
	k.text += clock(musicSeconds(n))
	if id := attr(n, "mid"); isSongID(id) && cmp.Or(attr(n, "musictype"), "1") == "1" {
		k.href = "https://y.qq.com/n/ryqq/songDetail/" + id
	}
	return k
}

// isSongID recognises the id of a song on QQ Music: 14 letters and digits.
func isSongID(id string) bool {
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return len(id) == 14
}

// mostSeconds is the play_length beyond which it is in milliseconds: pages
// give either.
const mostSeconds = 10000

func musicSeconds(n *html.Node) int {
	length := number(n, "play_length")
	switch {
	case length > mostSeconds:
		return length / 1000
	case length > 0:
		return length
	}
	return number(n, "duration") / 1000
}

// number is an attribute's number, 0 for none.
func number(n *html.Node, name string) int {
	f, err := strconv.ParseFloat(attr(n, name), 64)
	if err != nil || f < 0 || f >= 1<<31 {
		return 0
	}
	return int(f)
}

// clock writes a length for people, behind a space; nothing when it is unknown.
func clock(seconds int) string {
	switch {
	case seconds <= 0:
		return ""
	case seconds < 3600:
		return fmt.Sprintf(" (%d:%02d)", seconds/60, seconds%60)
	}
	return fmt.Sprintf(" (%d:%02d:%02d)", seconds/3600, seconds/60%60, seconds%60)
}
