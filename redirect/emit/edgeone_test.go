package emit

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// EdgeOne has no program that reads its file without an account. The test reads
// it as its documents say: the first source that is the path as it was sent;
// no source may be a pattern, and no text longer than 500 characters.
func edgeoneHost(t *testing.T, file []byte, asks []hostAsk) []hostAnswer {
	t.Helper()
	var config struct {
		Redirects []struct {
			Source, Destination string
			StatusCode          int
		}
	}
	if err := json.Unmarshal(file, &config); err != nil {
		t.Fatal(err)
	}
	if len(config.Redirects) > 100 {
		t.Errorf("there are %d redirects", len(config.Redirects))
	}
	answers := make(map[string]hostAnswer)
	for _, r := range config.Redirects {
		if strings.ContainsAny(r.Source, ":*$") || len(r.Source) > 500 || len(r.Destination) > 500 {
			t.Errorf("source %q is none", r.Source)
		}
		if _, ok := answers[r.Source]; !ok {
			answers[r.Source] = hostAnswer{r.StatusCode, r.Destination}
		}
	}
	given := make([]hostAnswer, len(asks))
	for i, ask := range asks {
		given[i] = hostAnswer{Status: 404}
		path, query, _ := strings.Cut(ask.Target, "?")
		if a, ok := answers[asSent(t, path)]; ok && query == "" {
			given[i] = a
		} else if ok {
			given[i] = hostAnswer{a.Status, a.Location + "?" + query}
		}
	}
	return given
}

// asSent is a path as browsers send it: what is escaped already stays so, and of
// the rest they escape none of the characters below.
func asSent(t *testing.T, path string) string {
	t.Helper()
	decoded, err := url.PathUnescape(path)
	if err != nil {
		t.Fatal(err)
	}
	sent := escapeAll(decoded)
	if path == sent {
		return path
	}
	for _, c := range "!$&'()*+,:;=@[]|" {
		sent = strings.ReplaceAll(sent, fmt.Sprintf("%%%02X", c), string(c))
	}
	return sent
}

func TestEdgeoneAnswersByTheRules(t *testing.T) {
	in := thousands(14)
	in.Legacy = nil
	m := hostMaps(t)
	m["few"] = build(t, in)
	for name, m := range m {
		t.Run(name, func(t *testing.T) {
			testHost(t, "edgeone", "edgeone/edgeone.json", m, edgeoneHost)
		})
	}
}
