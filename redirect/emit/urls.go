package emit

import (
	"maps"
	"slices"

	"wxbackup/redirect"
)

// The limits of a sitemap that is a plain list of addresses, which Google and
// Bing take (sitemaps.org, protocol, "Other Sitemap formats").
const (
	sitemapLines = 50_000
	sitemapBytes = 50_000_000
)

// urls writes plain lists of addresses: the new pages, and the old addresses
// of each host.
func urls(m redirect.Map, s Settings) (Output, error) {
	out := Output{Lists: true}
	at := places{m.Origin, s.Mirror}
	old := map[string][]string{}
	var unknown []redirect.Rule
	for _, r := range m.Rules {
		if address := at.address(r.Source); address != "" {
			folder := folderOf(address)
			old[folder] = append(old[folder], address)
		} else {
			unknown = append(unknown, r)
		}
	}
	out.Files = append(out.Files, sitemap("urls/new", newPages(m, at)).files()...)
	for _, folder := range slices.Sorted(maps.Keys(old)) {
		slices.Sort(old[folder])
		out.Files = append(out.Files, sitemap("urls/old-"+folder, slices.Compact(old[folder])).files()...)
	}
	platform, pages := byPlatform(unknown)
	out.unserved(unverified, "", platform)
	out.unserved(noOrigin, "", pages)
	text, err := readme("urls", m, nil)
	out.Files = append(out.Files, text)
	return out, err
}

func sitemap(name string, lines []string) list {
	return list{name: name, ext: ".txt", lines: lines, mostLines: sitemapLines, mostBytes: sitemapBytes}
}

// newPages are the pages of the site itself that old addresses lead to, sorted.
func newPages(m redirect.Map, at places) []string {
	var pages []string
	for _, r := range m.Rules {
		if at.isOwn(r.Target) {
			pages = append(pages, r.Target)
		}
	}
	slices.Sort(pages)
	return slices.Compact(pages)
}

// byPlatform parts rules for addresses of the platform from those for pages of
// the site.
func byPlatform(rules []redirect.Rule) (platform, pages []redirect.Rule) {
	for _, r := range rules {
		if platformAddress(r.Source) != "" || r.Source.Host != "" {
			platform = append(platform, r)
		} else {
			pages = append(pages, r)
		}
	}
	return platform, pages
}
