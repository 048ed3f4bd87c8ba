package emit

import (
	"encoding/xml"
	"maps"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// The limits of one file, of pairs as of dead addresses (Baidu's manuals of
// 网站改版 and 死链提交; the latter are sitemaps of its own format).
const (
	baiduLines = 50_000
	baiduBytes = 10_000_000
)

// baidu writes what Baidu's console takes, in a folder for each old host: dead
// addresses (死链), and pairs of old and new addresses (网站改版).
func baidu(m redirect.Map, s Settings) (Output, error) {
	out := Output{Lists: true}
	at := places{m.Origin, s.Mirror}
	if m.Origin == "" {
		out.unserved(noOrigin, "", m.Rules)
	} else {
		pairs := newBaiduPairs(m, at)
		out.Files = slices.Concat(deadAddresses(m, at), pairs.files())
		pairs.tell(&out)
	}
	text, err := readme("baidu", m, nil)
	out.Files = append(out.Files, text)
	return out, err
}

// deadAddresses lists, host by host, what is gone: addresses with the answer
// 410, and former paths of the site that lead nowhere.
func deadAddresses(m redirect.Map, at places) []File {
	byHost := map[string][]string{}
	add := func(s redirect.Source) {
		if address := at.address(s); address != "" {
			byHost[folderOf(address)] = append(byHost[folderOf(address)], address)
		}
	}
	for _, r := range m.Rules {
		if r.Target == "" {
			add(r.Source)
		}
	}
	for _, s := range m.Held {
		if s.Kind() == redirect.Former {
			add(s)
		}
	}
	var files []File
	for _, host := range slices.Sorted(maps.Keys(byHost)) {
		slices.Sort(byHost[host])
		files = append(files, silian(host, slices.Compact(byHost[host]))...)
	}
	return files
}

// silian are a host's dead addresses in both formats of Baidu's sitemaps.
func silian(host string, addresses []string) []File {
	name := "baidu/" + host + "/silian"
	text := list{name: name, ext: ".txt", lines: addresses, mostLines: baiduLines, mostBytes: baiduBytes}
	marked := list{
		name: name, ext: ".xml",
		head: `<?xml version="1.0" encoding="UTF-8"?>` + "\n<urlset>\n", foot: "</urlset>\n",
		mostLines: baiduLines, mostBytes: baiduBytes,
	}
	for _, address := range addresses {
		marked.lines = append(marked.lines, "<url><loc>"+escapeXML(address)+"</loc></url>")
	}
	return append(text.files(), marked.files()...)
}

func escapeXML(text string) string {
	var b strings.Builder
	// A strings.Builder takes everything.
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}
