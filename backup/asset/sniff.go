package asset

import (
	"net/http"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// minMedia is the size, in bytes, below which no file is a picture: the
// smallest GIF has 26.
const minMedia = 24

// Sniff tells the extension of a picture, sound or film by its bytes, for the
// declared types of the platform are often wrong (wechat-pages.md §0.1, law 7).
func Sniff(data []byte) (ext string, err error) {
	if len(data) < minMedia {
		return "", ErrNoMedia
	}
	kind := mimetype.Detect(data)
	if isMedia(kind.String()) {
		return kind.Extension(), nil
	}
	if isMedia(http.DetectContentType(data)) {
		return extensionOf(http.DetectContentType(data)), nil
	}
	return "", ErrNoMedia
}

func isMedia(contentType string) bool {
	for _, prefix := range []string{"image/", "audio/", "video/"} {
		if strings.HasPrefix(contentType, prefix) {
			return true
		}
	}
	return false
}

// extensionOf names the types that net/http knows and mimetype misses.
func extensionOf(contentType string) string {
	switch contentType {
	case "audio/mpeg":
		return ".mp3"
	case "video/mp4":
		return ".mp4"
	}
	_, sub, _ := strings.Cut(contentType, "/")
	return "." + strings.TrimPrefix(sub, "x-")
}
