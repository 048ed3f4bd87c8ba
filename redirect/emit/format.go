package emit

import (
	"fmt"

	"wxbackup/redirect"
)

// Format is one kind of rules.
type Format struct {
	// Name is what the user asks for, "nginx".
	Name string
	// Title is the server's or host's own spelling of its name.
	Title string
	// make gives the format's files, from rules that were checked.
	make func(redirect.Map, Settings) (Output, error)
}

// Settings are what formats need to know besides the rules.
type Settings struct {
	// Mirror is the host that keeps the platform's paths, "old.example.com";
	// empty when there is none yet. Formats whose rules name a host use it.
	Mirror string
}

// Output is what a format makes of a Map.
type Output struct {
	Files []File
	// Unserved are the rules that the host cannot serve, by reason.
	Unserved []Unserved
	// Lists says that the files are lists for the console of a search engine, and
	// no rules: what is left out of them is not lost to readers.
	Lists bool
}

// Unserved are rules that a host cannot serve, all for one reason.
type Unserved struct {
	// Reason tells a person why, "Netlify compares no host".
	Reason string `json:"reason"`
	// Instead names the format that serves them; empty when none does.
	Instead string          `json:"instead,omitempty"`
	Rules   []redirect.Rule `json:"-"`
	// Count is how many rules they are.
	Count int `json:"count"`
}

// Unserved adds rules that the host cannot serve; none is no reason.
func (o *Output) unserved(reason, instead string, rules []redirect.Rule) {
	if len(rules) > 0 {
		o.Unserved = append(o.Unserved, Unserved{reason, instead, rules, len(rules)})
	}
}

// Formats are all formats, sorted by name.
func Formats() []Format {
	return []Format{
		{"apache", "Apache", apache},
		{"baidu", "Baidu", baidu},
		{"caddy", "Caddy", caddy},
		{"cloudflare", "Cloudflare Pages", cloudflare},
		{"cloudflare-bulk", "Cloudflare Bulk Redirects", cloudflareBulk},
		{"csv", "CSV", csvTable},
		{"edgeone", "EdgeOne Pages", edgeone},
		{"haproxy", "HAProxy", haproxy},
		{"htaccess", "Apache .htaccess", htaccess},
		{"html", "HTML pages", htmlPages},
		{"hugo", "Hugo", hugo},
		{"indexnow", "IndexNow", indexNow},
		{"jekyll", "Jekyll", jekyll},
		{"json", "JSON", jsonFile},
		{"lighttpd", "lighttpd", lighttpd},
		{"netlify", "Netlify", netlify},
		{"nginx", "nginx", nginx},
		{"redirector", "Redirector", redirector},
		{"resolver", "static page", resolver},
		{"table", "wxbackup serve-redirects", tableFiles},
		{"traefik", "Traefik", traefik},
		{"urls", "URL lists", urls},
		{"userscript", "userscript", userscript},
		{"vercel", "Vercel", vercel},
	}
}

// Emit gives the format's files. It fails with ErrUnsafe for a Map that
// redirect.Build did not make.
func (f Format) Emit(m redirect.Map, s Settings) (Output, error) {
	for _, rule := range m.Rules {
		if err := checkRule(rule); err != nil {
			return Output{}, fmt.Errorf("writing %s rules: %w", f.Name, err)
		}
	}
	out, err := f.make(m, s)
	if err != nil {
		return Output{}, fmt.Errorf("writing %s rules: %w", f.Name, err)
	}
	return out, nil
}
