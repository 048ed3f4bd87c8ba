package emit

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/internal/golden"
)

// modelSize is smaller than suiteSize: the model, as Traefik, looks at one
// router after the other.
const modelSize = 150

func TestTraefikModelAnswersEveryFormOfManyArticles(t *testing.T) {
	in := thousands(modelSize)
	m := build(t, in)
	testServer(t, startTraefikModel(t, files(t, "traefik", m)), in, m, traefikMay(newOracle(m)))
}

// traefikMay lets Traefik leave to the user's service what is gone, since
// nothing in it answers 410, and long addresses with separators of JavaScript,
// which Traefik does not take for separators and no browser sends.
func traefikMay(o oracle) mayAnswer {
	return func(r request, a answer) bool {
		return a.status == http.StatusNotFound &&
			(o.answer(r.host, r.target).status == http.StatusGone || strings.Contains(r.target, `\x26`))
	}
}

func TestTraefikFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "traefik", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}
