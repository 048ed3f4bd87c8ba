package emit

import (
	"bytes"
	"errors"
	"fmt"

	"wxbackup/redirect"
)

// ErrUnsafe says that a rule cannot be written without risk: its target holds
// more than an address may, or a text is longer than the server accepts.
var ErrUnsafe = errors.New("unsafe rule")

// Nginx writes the folder nginx: a file of maps for the http context, a file
// of two conditions for the server context, and a README. It fails with
// ErrUnsafe for a Map that redirect.Build did not make.
//
// All rows are in the one file of maps. In files of their own they would tie
// the folder to a place: nginx looks for an included file beside nginx.conf,
// not beside the file that includes it.
func Nginx(m redirect.Map) ([]File, error) {
	rows, err := newNginxRows(m)
	if err != nil {
		return nil, fmt.Errorf("writing nginx rules: %w", err)
	}
	hash := nginxHashFor(rows.keys, rows.paths)
	var conf bytes.Buffer
	writeNginxMaps(&conf, rows, hash)
	readme, err := nginxReadme(m, hash)
	if err != nil {
		return nil, err
	}
	return []File{
		{Name: "nginx/wxbackup-map.conf", Data: conf.Bytes()},
		{Name: "nginx/wxbackup-server.conf", Data: []byte(nginxServer)},
		{Name: "nginx/README.md", Data: readme},
	}, nil
}

const nginxServer = `# Redirects of old article addresses, written by wxbackup.
# Include this file in a server block, see README.md.

if ($wxbackup_to = gone) {
    return 410;
}
if ($wxbackup_to) {
    return 301 $wxbackup_to;
}
`
