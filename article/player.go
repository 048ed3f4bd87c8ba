package article

import (
	"strconv"
	"strings"
)

// AssetCover is what an asset is for that is the cover picture.
const AssetCover = "cover"

// PlayerName names embed n of an article by what every page of the article has
// of it: its address, or its number among those of its kind, "video:1". It is ""
// for an embed that cannot play a file, or plays one of the page's own.
func (a *Article) PlayerName(n int) string {
	e := a.Embeds[n]
	switch {
	case !e.IsPlayer() || strings.HasPrefix(e.URL, "asset:"):
		return ""
	case e.URL != "":
		return e.URL
	}
	number := 0
	for _, other := range a.Embeds[:n+1] {
		if other.Kind == e.Kind {
			number++
		}
	}
	return e.Kind + ":" + strconv.Itoa(number)
}

// IsPlayer reports the embeds that play sound or film.
func (e Embed) IsPlayer() bool {
	switch e.Kind {
	case "audio", "music", "video", "channels":
		return true
	}
	return false
}
