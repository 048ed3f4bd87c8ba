package publish

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// ManifestName is the manifest's name at the root of the output folder.
const ManifestName = "wxbackup-manifest.json"

// Manifest lists what a publish wrote, one entry a line: articles sorted by
// ID, files by path. The manifest itself is not among its files.
type Manifest struct {
	Site     string            `json:"site"`
	BaseURL  string            `json:"base_url"`
	Articles []ManifestArticle `json:"articles"`
	Files    []ManifestFile    `json:"files"`
}

// ManifestArticle says where one article is: its path on the site and its
// document in the output folder.
type ManifestArticle struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	File string `json:"file"`
}

// ManifestFile is a file as it was written, its path "/" separated.
type ManifestFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// readManifest reads the manifest of the last publish into a folder; without
// one it is empty.
func readManifest(root *os.Root) (Manifest, error) {
	var m Manifest
	f, err := root.Open(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("reading manifest: %w", err)
	}
	defer f.Close()
	if err := json.NewDecoder(bufio.NewReader(f)).Decode(&m); err != nil {
		return m, fmt.Errorf("reading %q: %w: %w", ManifestName, ErrManifest, err)
	}
	return m, nil
}

// hashes are the manifest's files by path.
func (m Manifest) hashes() (map[string]digest, error) {
	hashes := make(map[string]digest, len(m.Files))
	for _, f := range m.Files {
		sum, err := parseDigest(f.SHA256)
		if err != nil {
			return nil, fmt.Errorf("reading %q: hash of %q: %w", ManifestName, f.Path, ErrManifest)
		}
		hashes[f.Path] = sum
	}
	return hashes, nil
}

// write writes the manifest; the same entries give the same bytes.
func (m Manifest) write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "{\"site\":%s,\"base_url\":%s,\n\"articles\":[", jsonText(m.Site), jsonText(m.BaseURL))
	for i, a := range m.Articles {
		fmt.Fprintf(b, "%s{\"id\":%s,\"path\":%s,\"file\":%s}", separator(i), jsonText(a.ID), jsonText(a.Path), jsonText(a.File))
	}
	b.WriteString("\n],\n\"files\":[")
	for i, f := range m.Files {
		fmt.Fprintf(b, "%s{\"path\":%s,\"sha256\":%s}", separator(i), jsonText(f.Path), jsonText(f.SHA256))
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

func separator(i int) string {
	if i == 0 {
		return "\n"
	}
	return ",\n"
}

func jsonText(s string) []byte {
	text, err := json.Marshal(s)
	if err != nil {
		panic("a string has no JSON: " + err.Error())
	}
	return text
}

func sortedArticles(places map[string]place, files map[string]string) []ManifestArticle {
	articles := make([]ManifestArticle, 0, len(places))
	for id, at := range places {
		articles = append(articles, ManifestArticle{ID: id, Path: at.path, File: files[id]})
	}
	slices.SortFunc(articles, func(a, b ManifestArticle) int { return cmp.Compare(a.ID, b.ID) })
	return articles
}

func sortedFiles(hashes map[string]digest) []ManifestFile {
	files := make([]ManifestFile, 0, len(hashes))
	for _, path := range slices.Sorted(maps.Keys(hashes)) {
		files = append(files, ManifestFile{Path: path, SHA256: hashes[path].String()})
	}
	return files
}
