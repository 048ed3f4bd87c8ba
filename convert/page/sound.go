package page

import (
	"cmp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// sound is a recording as the page's data tells it.
type sound struct {
	id   string
	name string
	ms   int64 // length in milliseconds, 0 when it is not known
}

// sounds are the players of the recordings a page plays.
func (f *facts) sounds(a *article.Article) []*html.Node {
	var sounds []*html.Node
	seen := map[string]bool{}
	for _, o := range f.soundInfos() {
		s := soundOf(o)
		if s.id == "" || seen[s.id] {
			continue
		}
		seen[s.id] = true
		s.name = cmp.Or(s.name, a.Title)
		sounds = append(sounds, s.player())
	}
	if id := f.vars.text("voiceid"); id != "" && !seen[id] {
		sounds = append(sounds, sound{id: id, name: a.Title}.player())
	}
	return sounds
}

func soundOf(o *object) sound {
	return sound{
		id:   strings.TrimSpace(cmp.Or(o.get("voice_id").text, o.get("voiceid").text)),
		name: Plain(cmp.Or(o.get("name").text, o.get("title").text)),
		ms:   milliseconds(number64(o.get("play_length").text, o.get("duration").text)),
	}
}

// soundInfos are the page's own recording, of which the length is told, and
// then the list of all.
func (f *facts) soundInfos() []*object {
	infos := []*object{f.vars["cgiData"].object, f.data}
	infos = append(infos, f.data.list("voice_in_appmsg")...)
	return append(infos, f.vars["voiceList"].object.list("voice_in_appmsg")...)
}

// milliseconds reads a length that is in seconds or milliseconds: nothing that
// is played takes three hours or ten seconds.
func milliseconds(length int64) int64 {
	if length > 0 && length <= 10_000 {
		return length * 1000
	}
	return length
}

// player is the element by which a body plays the recording.
func (s sound) player() *html.Node {
	n := newElement("mpvoice", "name", s.name, "voice_encode_fileid", s.id)
	if s.ms > 0 {
		setAttr(n, "play_length", strconv.FormatInt(s.ms, 10))
	}
	return n
}
