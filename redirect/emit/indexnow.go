package emit

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"wxbackup/redirect"
)

// indexNowMost is how many addresses one request may have (indexnow.org,
// documentation, "Submitting set of URLs").
const indexNowMost = 10_000

// indexNowOtherHost is why addresses of other hosts are left out: a request is
// for the one host that has the key's file.
const indexNowOtherHost = "IndexNow is told of the addresses of the site itself only"

// indexNowRequest is the body of one request.
type indexNowRequest struct {
	Host        string   `json:"host"`
	Key         string   `json:"key"`
	KeyLocation string   `json:"keyLocation"`
	URLs        []string `json:"urlList"`
}

// indexNow writes the requests that tell search engines of the new pages and of
// the site's own former addresses, and the file that proves whose they are.
func indexNow(m redirect.Map, s Settings) (Output, error) {
	out := Output{Lists: true}
	at := places{m.Origin, s.Mirror}
	addresses := newPages(m, at)
	var others []redirect.Rule
	for _, r := range m.Rules {
		if address := at.address(r.Source); at.isOwn(address) {
			addresses = append(addresses, address)
		} else {
			others = append(others, r)
		}
	}
	slices.Sort(addresses)
	if m.Origin == "" {
		out.unserved(noOrigin, "", others)
	} else {
		out.unserved(indexNowOtherHost, "", others)
		if err := out.indexNowFiles(m.Origin, slices.Compact(addresses)); err != nil {
			return Output{}, err
		}
	}
	text, err := readme("indexnow", m, map[string]any{"Origin": m.Origin, "Key": indexNowKey(m.Origin), "Requests": max(0, len(out.Files)-1)})
	out.Files = append(out.Files, text)
	return out, err
}

func (o *Output) indexNowFiles(origin string, addresses []string) error {
	key := indexNowKey(origin)
	o.Files = append(o.Files, File{Name: "indexnow/" + key + ".txt", Data: []byte(key)})
	names := list{name: "indexnow/urls", ext: ".json"}
	for part := range slices.Chunk(addresses, indexNowMost) {
		data, err := indented(indexNowRequest{hostOf(origin), key, origin + "/" + key + ".txt", part})
		if err != nil {
			return err
		}
		o.Files = append(o.Files, File{Name: names.part(len(o.Files)), Data: data})
	}
	return nil
}

// indexNowKey is the site's key: 32 of the 8 to 128 characters that a key may
// have. It is no secret, for it stands on the site, and is made from the
// address so that it stays the same.
func indexNowKey(origin string) string {
	sum := sha256.Sum256([]byte("wxbackup indexnow " + origin))
	return hex.EncodeToString(sum[:16])
}
