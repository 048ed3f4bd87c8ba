package emit

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// htaccessRoot is the block that the owner puts into the web root. It takes
// requests as they come in, not those that other rules made of them, and
// remembers the path as it was asked, since Apache decodes it once more when
// the request is handed back.
func htaccessRoot(entries []entry) []byte {
	var f rewriteFile
	f.WriteString("# Redirects of old article addresses, written by wxbackup, see README.md.\n" +
		"# Keep this block before all other rules.\n<IfModule mod_rewrite.c>\nRewriteEngine On\n")
	f.when("%{ENV:REDIRECT_STATUS}", "^$")
	f.when("%{THE_REQUEST}", "^(?:GET|HEAD) (/[^ ?]*)")
	f.rule(`^(?!.*\.(?i:`+strings.Join(partsOfPages(entries), "|")+`)$)(.*?)/*$`, "/"+htaccessFolder+"/",
		"NS,L,E=wxbackup_path:/$1,E=wxbackup_asked:%1")
	f.WriteString("</IfModule>\n")
	return f.Bytes()
}

// partsOfPages are endings of files that pages are made of. Requests for those,
// which are most, need not look for a rule where no rule has such an ending.
func partsOfPages(entries []entry) []string {
	parts := []string{"avif", "css", "gif", "ico", "jpeg", "jpg", "js", "mp3", "mp4", "png", "svg", "webp", "woff", "woff2"}
	used := map[string]bool{}
	for _, e := range entries {
		used[strings.ToLower(strings.TrimPrefix(path.Ext(e.source.URLPath()), "."))] = true
	}
	return slices.DeleteFunc(parts, func(part string) bool { return used[part] })
}

// htaccessEntrance finds the name of a request, and the bucket of the name.
func htaccessEntrance(entries []entry, digits int) []byte {
	var f rewriteFile
	f.WriteString("# Redirects of old article addresses, written by wxbackup.\n\nRewriteEngine On\n")
	f.about("This folder has no pages of its own.")
	f.when("%{ENV:REDIRECT_wxbackup_asked}", "^$")
	f.then("-", "R=404,L")
	f.about("The name of most addresses is their path.")
	f.set("wxbackup_name", "%{ENV:REDIRECT_wxbackup_path}")
	host, query := hasLegacy(entries)
	if query {
		f.readQuery()
	}
	if host {
		f.about("The host in lower case, without a port.")
		f.when("expr", `tolower(%{HTTP_HOST}) =~ m#^(.*?)\.?(?::[0-9]+)?$#`)
		f.set("wxbackup_host", "%1")
	}
	f.readKey(accountsOf(entries))
	f.about("The name of a long address is made of its query.")
	f.when("%{ENV:REDIRECT_wxbackup_path}", longAddressPath)
	f.when("%{ENV:wxbackup_long}", ".")
	f.set("wxbackup_name", "%{ENV:wxbackup_long}")
	f.about("The folder of the name.")
	f.when("expr", fmt.Sprintf("md5(reqenv('wxbackup_name')) =~ /^(.{%d})/", digits))
	f.then("/"+htaccessFolder+"/%1/", "L")
	return f.Bytes()
}

// htaccessBucket has the rules of a bucket.
func htaccessBucket(bucket []entry, accounts []string) []byte {
	var f rewriteFile
	f.WriteString("# Redirects of old article addresses, written by wxbackup.\n\nRewriteEngine On\n")
	for _, e := range bucket {
		f.entry(e)
	}
	if len(accounts) > 0 {
		f.about("Nothing but an article was ever at a long address of these accounts.")
		f.when(htaccessEnv("name"), longNameOf(accounts))
		f.then("-", "G")
	}
	f.about("Everything else is left to you.")
	f.handBack()
	return f.Bytes()
}

// longNameOf matches the names of all long addresses of some accounts.
func longNameOf(accounts []string) string {
	return "^" + regexp.QuoteMeta(accountName("")) + "(?:" + strings.ReplaceAll(strings.Join(accounts, "|"), "+", `\+`) + ")&"
}

func (f *rewriteFile) entry(e entry) {
	f.when(htaccessEnv("name"), rewriteExactly(htaccessName(e.source)))
	if e.source.Host != "" {
		f.when(htaccessEnv("host"), rewriteExactly(e.source.Host))
	}
	if e.source.Query != "" {
		f.when(htaccessEnv("query"), rewriteExactly(e.source.Query))
	}
	switch e.answer {
	case answerGone:
		f.then("-", "G")
	case answerHeld:
		f.handBack()
	default:
		// A percent sign alone would refer to what a condition found.
		f.then(strings.ReplaceAll(e.answer, "%", `\%`), rewriteTo)
	}
}

// handBack gives the request back to the root, with the path as it was asked.
func (f *rewriteFile) handBack() { f.then("%{ENV:REDIRECT_REDIRECT_wxbackup_asked}", "L") }

// htaccessEnv is a variable of the entrance as a bucket sees it: Apache renames
// variables when it hands a request on.
func htaccessEnv(name string) string { return "%{ENV:REDIRECT_wxbackup_" + name + "}" }
