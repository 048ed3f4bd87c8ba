package emit

import (
	"bytes"
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// edgeone writes the folder edgeone: an edgeone.json with redirects for Tencent
// EdgeOne Pages, and a README.
//
// EdgeOne documents redirects by path alone, ":" and "*" being patterns; of
// query, host, slashes at the end and escapes it says nothing. So a path is
// written as its links spell it, and once more with a slash. When there are more
// rules than it takes, short addresses have precedence over earlier paths.
func edgeone(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	rules := out.served(m.Rules, edgeoneCannot)
	rows, over := withinBudget(pathRows(rules, edgeoneRow), edgeoneMaxRedirects)
	out.unserved("EdgeOne Pages takes 100 redirects", "html", over)
	readme, err := readme("edgeone", m, map[string]any{"Lines": len(rows), "Over": len(over)})
	var config bytes.Buffer
	config.WriteString("{\n  \"redirects\": [")
	for i, row := range rows {
		if i > 0 {
			config.WriteByte(',')
		}
		config.WriteString("\n    " + row)
	}
	config.WriteString("\n  ]\n}\n")
	out.Files = []File{{Name: "edgeone/edgeone.json", Data: config.Bytes()}, readme}
	return out, err
}

// Limits of EdgeOne Pages (cloud.tencent.com/document/product/1552/127389):
// redirects in the file, characters in a source or destination. The
// international site named 30 for a time.
const (
	edgeoneMaxRedirects = 100
	edgeoneMaxText      = 500
)

// edgeoneRow makes an element of redirects. JSON has a meaning for nothing that
// an escaped path or a target may hold.
func edgeoneRow(path, target string) string {
	return fmt.Sprintf(`{"source": "%s", "destination": "%s", "statusCode": 301}`, path, target)
}

func edgeoneCannot(r redirect.Rule) refusal {
	s := r.Source
	switch {
	case s.Kind() == redirect.Long:
		return refusal{"EdgeOne Pages compares no query", "resolver"}
	case s.Query != "":
		return refusal{"EdgeOne Pages compares no query", "nginx"}
	case r.Target == "":
		return refusal{"EdgeOne Pages cannot answer 410", "nginx"}
	case s.Host != "":
		return refusal{"EdgeOne Pages compares no host", "nginx"}
	case strings.ContainsAny(s.Path, ":*$"):
		return refusal{"EdgeOne Pages reads :, * and $ in a path as patterns", "html"}
	case len(escapeExcept(s.URLPath(), ""))+1 > edgeoneMaxText || len(r.Target) > edgeoneMaxText:
		return refusal{"EdgeOne Pages takes addresses of 500 characters", "html"}
	}
	return refusal{}
}
