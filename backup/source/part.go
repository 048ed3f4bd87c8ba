package source

import (
	"cmp"
	"strings"

	"wxbackup/article"
)

// partIndex finds the parts of a bundle by their addresses: as they stand,
// without escapes and fragment, and by the id that addresses of one
// picture, recording or film share. Of several parts with one address the first counts. T says
// where a part is. The zero value is ready.
type partIndex[T any] struct {
	byAddress map[string]T
	byMedia   map[string]T
}

// add puts a part under its address.
func (x *partIndex[T]) add(address string, part T) {
	if x.byAddress == nil {
		x.byAddress, x.byMedia = map[string]T{}, map[string]T{}
	}
	for _, name := range addressNames(address) {
		putFirst(x.byAddress, name, part)
	}
	putFirst(x.byMedia, mediaID(address), part)
}

func putFirst[T any](parts map[string]T, name string, part T) {
	if _, taken := parts[name]; !taken && name != "" {
		parts[name] = part
	}
}

// find is the part that an address means.
func (x *partIndex[T]) find(address string) (part T, ok bool) {
	for _, name := range addressNames(address) {
		if part, ok = x.byAddress[name]; ok {
			return part, true
		}
	}
	part, ok = x.byMedia[mediaID(address)]
	return part, ok
}

// mediaID is what all addresses of one picture, recording or film share.
func mediaID(address string) string {
	return cmp.Or(article.CDNID(address), article.RecordingID(address))
}

// addressNames are the forms in which one address is written, the exact one
// first.
func addressNames(address string) [3]string {
	plain := article.UnescapeURL(address)
	bare, _, _ := strings.Cut(plain, "#")
	return [3]string{address, plain, bare}
}
