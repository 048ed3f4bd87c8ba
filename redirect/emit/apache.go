package emit

import "wxbackup/redirect"

// apache writes the folder apache: directives for a virtual host, the map that
// they look addresses up in, and a README. RewriteMap is not allowed in
// .htaccess, for which there is a format of its own.
func apache(m redirect.Map, _ Settings) (Output, error) {
	entries := entriesOf(m)
	rows, tooLong := apacheRows(entries, m.Accounts)
	readme, err := readme("apache", m, nil)
	if err != nil {
		return Output{}, err
	}
	out := Output{Files: []File{
		{Name: "apache/wxbackup.conf", Data: apacheConf(entries)},
		{Name: "apache/wxbackup-map.txt", Data: apacheMap(rows)},
		readme,
	}}
	out.unserved("Apache reads no line of a map that is longer than 1,023 bytes", "nginx", rulesOf(m, tooLong))
	return out, nil
}

// apacheConf are the directives. Each paragraph sets variables of the
// environment, wxbackup_to at last.
func apacheConf(entries []entry) []byte {
	var f rewriteFile
	f.WriteString(apacheHead)
	f.about("The path without slashes at its end, escaped since no row may hold a space.")
	f.rule("^(/.*?)/*$", "-", "E=wxbackup_path:${wxbackup_escape:$1}")
	apacheLegacy(&f, entries)
	f.readKey(accountsOf(entries))
	f.about("The answer to a long address.")
	f.when("%{ENV:wxbackup_to}", "^$")
	f.when("%{ENV:wxbackup_path}", longAddressPath)
	f.when("%{ENV:wxbackup_long}", ".")
	f.set("wxbackup_to", "${wxbackup:%{ENV:wxbackup_long}|${wxbackup:"+accountName("%{ENV:wxbackup_biz}")+"}}")
	f.about("The answer to a short address or an earlier path.")
	f.when("%{ENV:wxbackup_to}", "^$")
	f.set("wxbackup_to", "${wxbackup:%{ENV:wxbackup_path}}")
	f.about("An address that is too long for one row has one of its own.")
	f.when("%{ENV:wxbackup_to}", "^@")
	f.set("wxbackup_to", "${wxbackup:%{ENV:wxbackup_to}}")
	f.about("What is neither gone nor an address is left to you.")
	f.when("%{ENV:wxbackup_to}", "="+answerGone)
	f.then("-", "G")
	f.when("%{ENV:wxbackup_to}", "/")
	f.then("%{ENV:wxbackup_to}", rewriteTo)
	return f.Bytes()
}

const apacheHead = `# Redirects of old article addresses, written by wxbackup.
# Include this file in a VirtualHost, see README.md.

RewriteEngine On
RewriteMap wxbackup_escape int:escape
RewriteMap wxbackup_lower int:tolower
<IfFile "${wxbackup_dir}/wxbackup-map.pag">
    RewriteMap wxbackup "dbm=sdbm:${wxbackup_dir}/wxbackup-map"
</IfFile>
<IfFile !"${wxbackup_dir}/wxbackup-map.pag">
    RewriteMap wxbackup "txt:${wxbackup_dir}/wxbackup-map.txt"
</IfFile>
`

// apacheLegacy looks up the addresses that the owner listed, with host and
// query, with the query, with the host, as far as there are such.
func apacheLegacy(f *rewriteFile, entries []entry) {
	host, query := hasLegacy(entries)
	if query {
		f.readQuery()
	}
	if host {
		f.about("The host in lower case, without a port.")
		f.when("${wxbackup_lower:%{HTTP_HOST}}", `^(.*?)\.?(?::[0-9]+)?$`)
		f.set("wxbackup_host", "%1")
	}
	const withHost, withQuery = "//%{ENV:wxbackup_host}%{ENV:wxbackup_path}", "?%{ENV:wxbackup_query}"
	switch {
	case host && query:
		f.about("Addresses that you listed, with host and query, query, or host.")
		f.set("wxbackup_to", "${wxbackup:"+withHost+withQuery+"|${wxbackup:%{ENV:wxbackup_path}"+withQuery+"|${wxbackup:"+withHost+"}}}")
	case query:
		f.about("Addresses that you listed, with their query.")
		f.set("wxbackup_to", "${wxbackup:%{ENV:wxbackup_path}"+withQuery+"}")
	case host:
		f.about("Addresses that you listed, with their host.")
		f.set("wxbackup_to", "${wxbackup:"+withHost+"}")
	}
}
