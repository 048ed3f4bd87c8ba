package clean

import (
	"bytes"
	"image"
	_ "image/gif" // to know the size of one
	_ "image/png" // to know the size of one
	"strings"
)

// dotHead is how much of a data address is looked at: the size of a picture
// stands at its beginning.
const dotHead = 4 << 10

// isDot reports whether a data address is a PNG or GIF of at most mostSpacer
// pixels a side, however much a drawing program wrote into it: the platform
// shows one until a picture is scrolled into view.
func isDot(address string) bool {
	head, body, ok := strings.Cut(address, ",")
	if !ok || !strings.HasSuffix(head, ";base64") {
		return false
	}
	body = body[:min(len(body), dotHead)/4*4]
	config, _, err := image.DecodeConfig(bytes.NewReader(inlineData(head + "," + body)))
	return err == nil && config.Width <= mostSpacer && config.Height <= mostSpacer
}
