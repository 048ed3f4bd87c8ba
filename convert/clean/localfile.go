package clean

import (
	"cmp"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// localFile is the recording that an export keeps beside the page: browsers
// and tools put a player with its file into the embed, or in its place. The
// platform's address of it is kept along where it does not expire. said is the element that has the embed's attributes.
func localFile(n, said *html.Node, href string) (file, bool) {
	ref := cmp.Or(localRef(n), localRef(said))
	if ref == "" {
		return file{}, false
	}
	f := fileAt(ref)
	if strings.HasPrefix(href, "https://res.wx.qq.com/voice/") && f.data == nil {
		f.asset.URL = href
	}
	return f, !f.isNothing()
}

// localRef is the reference to a file in an embed or a player inside it.
func localRef(n *html.Node) string {
	if src := attr(n, "src"); isLocal(src) && (isPlayer(n) || isRecording(src)) {
		return src
	}
	for d := range n.Descendants() {
		if src := attr(d, "src"); isPlayer(d) && isLocal(src) {
			return src
		}
	}
	return ""
}

// playableAddress is the address of a player's file that is not local.
func playableAddress(n *html.Node) string {
	if !isPlayer(n) {
		return ""
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.Source && attr(d, "src") != "" {
			return attr(d, "src")
		}
	}
	return attr(n, "src")
}

func isPlayer(n *html.Node) bool {
	return n.DataAtom == atom.Video || n.DataAtom == atom.Audio || n.DataAtom == atom.Source
}

// isLocal reports a reference to a file beside the page, or its bytes.
func isLocal(src string) bool {
	if strings.HasPrefix(src, "data:") {
		return len(src) >= minInline
	}
	scheme, _, _ := strings.Cut(src, "/")
	return src != "" && !strings.HasPrefix(src, "/") && !strings.HasPrefix(src, "#") && !strings.Contains(scheme, ":")
}

// isRecording reports the name of a file that holds sound or film.
func isRecording(src string) bool {
	name, _, _ := strings.Cut(article.UnescapeURL(src), "?")
	switch strings.ToLower(path.Ext(name)) {
	case ".mp3", ".mpga", ".m4a", ".mp4a", ".aac", ".amr", ".wav", ".ogg", ".oga", ".opus", ".flac", ".weba",
		".mp4", ".m4v", ".mpg", ".mpeg", ".mov", ".webm", ".3gp", ".flv", ".avi", ".mkv":
		return true
	}
	return false
}
