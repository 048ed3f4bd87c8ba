package emit

import (
	"bytes"

	"wxbackup/redirect"
)

// nginx writes the folder nginx: a file of maps for the http context, a file
// of two conditions for the server context, and a README.
//
// All rows are in the one file of maps. In files of their own they would tie
// the folder to a place: nginx looks for an included file beside nginx.conf,
// not beside the file that includes it.
func nginx(m redirect.Map, _ Settings) (Output, error) {
	rows, err := newNginxRows(m)
	if err != nil {
		return Output{}, err
	}
	hash := nginxHashFor(rows.keys, rows.paths, rows.hostQuery, rows.pathQuery, rows.hostPath)
	var conf bytes.Buffer
	writeNginxMaps(&conf, rows, hash)
	readme, err := readme("nginx", m, map[string]any{
		"OwnSizes":   hash != nginxHash{},
		"MaxSize":    hash.maxSize,
		"BucketSize": hash.bucketSize,
	})
	if err != nil {
		return Output{}, err
	}
	return Output{Files: []File{
		{Name: "nginx/wxbackup-map.conf", Data: conf.Bytes()},
		{Name: "nginx/wxbackup-server.conf", Data: []byte(nginxServer)},
		readme,
	}}, nil
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
