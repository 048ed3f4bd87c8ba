package site

import (
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"

	"wxbackup/convert/markdown"
)

// hugoFrame is a small site that Hugo 0.111 and every later version build.
//
//go:embed all:hugo
var hugoFrame embed.FS

// hugoMark is a file of the frame by which a later publish knows its own site.
const hugoMark = "layouts/_default/baseof.html"

// hugoConfigs are the names by which Hugo finds a site's configuration.
var hugoConfigs = []string{
	hugoConfigName, "hugo.yaml", "hugo.yml", "hugo.json",
	"config.toml", "config.yaml", "config.yml", "config.json", "config/_default",
}

const hugoConfigName = "hugo.toml"

// Hugo makes page bundles for Hugo, and a small complete site where the
// output folder holds none.
func Hugo() Generator {
	return Generator{
		Name:     "hugo",
		Reserved: []string{"/posts/", "/tags/", "/albums/", "/archive/", "/page/", "/css/"},
		Open:     openHugo,
	}
}

// hugo is the generator at work on one folder.
type hugo struct {
	settings Settings
	config   []byte
	// own says that the site's layouts are this program's, configured that its
	// owner has a configuration of another name.
	own, configured bool
	// trusted says that the configuration in force is config, to the letter.
	trusted bool
	terms   hugoTerms
}

func openHugo(s Settings) (Site, error) {
	terms, err := collectHugoTerms(s.Articles)
	if err != nil {
		return Site{}, err
	}
	mark, err := hugoFrame.ReadFile("hugo/" + hugoMark)
	if err != nil {
		return Site{}, fmt.Errorf("reading embedded site: %w", err)
	}
	h := hugo{settings: s, config: hugoConfig(s), terms: terms}
	for _, name := range hugoConfigs {
		h.configured = h.configured || s.Standing(name, h.config) == Foreign
	}
	layouts := s.Standing(hugoMark, mark)
	h.own = layouts == Ours || layouts == Edited || !h.configured
	h.trusted = h.own && !h.configured && s.Standing(hugoConfigName, h.config) != Edited
	return Site{
		NewRenderer: func() Renderer { return markdown.NewRenderer(h.dialect()).Render },
		Place:       placeHugo,
		Document:    h.document,
		Frame:       h.frame(),
	}, nil
}

func (h hugo) dialect() markdown.Dialect {
	if h.settings.GuessHeadings {
		return markdown.Hugo().WithGuessedHeadings()
	}
	return markdown.Hugo()
}

func placeHugo(e Entry) Place {
	folder := "content/posts/" + e.Slug
	return Place{
		File: folder + "/index.md", Assets: folder,
		Comments: folder + "/" + CommentsName, CommentFiles: folder + "/comments", CommentRef: "comments/",
	}
}

// frame yields the embedded site and its configuration, which comes last: a
// folder that has it has all the rest. An owner's site gets nothing.
func (h hugo) frame() iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if !h.own {
			return
		}
		for f, err := range embedded(hugoFrame, "hugo") {
			if !yield(f, err) {
				return
			}
		}
		if !h.configured {
			yield(File{Path: hugoConfigName, Data: h.config}, nil)
		}
	}
}

// embedded yields the files below dir, their paths relative to it.
func embedded(files fs.FS, dir string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		err := fs.WalkDir(files, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(files, name)
			if !yield(File{Path: strings.TrimPrefix(name, path.Clean(dir)+"/"), Data: data}, err) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(File{}, fmt.Errorf("reading embedded site: %w", err))
		}
	}
}
