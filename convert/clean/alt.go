package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// altText is a picture's description, without what editors and tools write in
// its place: their word for a picture, ids, names of files.
func altText(n *html.Node) string {
	alt := oneLine(attr(n, "alt"))
	if alt == "" || isNoDescription(alt) {
		return ""
	}
	return alt
}

func isNoDescription(alt string) bool {
	switch strings.ToLower(strings.Trim(alt, "[]()【】")) {
	case "图片", "图像", "图片描述", "在这里插入图片描述", "插图", "null", "undefined", "image", "img", "picture", "pic", "photo", "alt", "alt text":
		return true
	}
	return nameOfFile.MatchString(alt) || isID(alt)
}

// nameOfFile matches names of picture files and paths, and the names that
// chat programs and screen shots get, with or without an extension.
var nameOfFile = regexp.MustCompile(`(?i)^\S*\.(?:png|jpe?g|gif|webp|svg|bmp|image)$|^/\S*$|^https?://\S+$|` +
	`^(?:微信图片|微信截图|屏幕截图|屏幕快照|截屏|截图|mmexport|img|image|screenshot|wechatimg|dsc)[-_ ]?\d[-_\d .:]*(?:\.[a-z]+)?$`)

// shortestID is the length from which a word of digits and letters is taken
// for an id.
const shortestID = 16

// isID recognises hexadecimal ids from eight characters on, and longer words
// that mix digits with letters as no language does.
func isID(alt string) bool {
	digits, letters := 0, 0
	hexadecimal := true
	for _, r := range alt {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			letters++
			hexadecimal = hexadecimal && strings.ContainsRune("abcdefABCDEF", r)
		case r != '-' && r != '_':
			return false
		}
	}
	if hexadecimal && len(alt) >= 8 {
		return digits > 0 && (letters > 0 || digits == len(alt))
	}
	return len(alt) >= shortestID && digits > 1 && letters > 0
}
