package emit

import (
	"bytes"
	"fmt"

	"wxbackup/redirect"
)

// traefik writes the folder traefik: files for the directory of the file
// provider, and a README.
//
// A rule becomes a router and a redirectRegex middleware, of which Traefik
// makes 301 for GET. Nothing in it answers 410, and a router that matches
// cannot pass a request on, so routers match exactly what has an address to go
// to.
func traefik(m redirect.Map, _ Settings) (Output, error) {
	routers, unread, gone := newTraefikRouters(m)
	files := traefikFiles(routers)
	readme, err := readme("traefik", m, map[string]any{"Routers": len(routers), "Files": len(files)})
	if err != nil {
		return Output{}, err
	}
	out := Output{Files: append(files, readme)}
	out.unserved("Traefik has no answer 410", "nginx", gone)
	out.unserved("Traefik finds no parameter in the query", "nginx", unread)
	return out, nil
}

// traefikFileSize is how many bytes of YAML a file holds at most. Traefik knows
// no limit, but a ConfigMap of Kubernetes, from which the file provider is
// often fed, holds 1 MiB (kubernetes.io, "ConfigMaps", Motivation).
const traefikFileSize = 900 << 10

// traefikFiles are the files of routers; one of no rules without routers.
func traefikFiles(routers []traefikRouter) []File {
	var files []File
	var file traefikFile
	for n, router := range routers {
		name := fmt.Sprintf("wxbackup-%d", n+1)
		if file.size()+router.size(name) > traefikFileSize {
			files, file = append(files, file.file(len(files)+1)), traefikFile{}
		}
		file.add(name, router)
	}
	return append(files, file.file(len(files)+1))
}

// traefikFile is a file that is being written.
type traefikFile struct{ routers, middlewares bytes.Buffer }

func (f *traefikFile) size() int { return f.routers.Len() + f.middlewares.Len() }

func (f *traefikFile) add(name string, r traefikRouter) {
	f.routers.WriteString(r.router(name))
	f.middlewares.WriteString(r.middleware(name))
}

func (f *traefikFile) file(n int) File {
	data := "# Redirects of old article addresses, written by wxbackup, see README.md.\n"
	if f.size() > 0 {
		data += "http:\n  routers:\n" + f.routers.String() + "  middlewares:\n" + f.middlewares.String()
	}
	return File{Name: fmt.Sprintf("traefik/wxbackup-%d.yml", n), Data: []byte(data)}
}
