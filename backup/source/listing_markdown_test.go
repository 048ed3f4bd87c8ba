package source_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wxbackup/article"
	"wxbackup/backup/source"
	"wxbackup/convert/item"
	"wxbackup/internal/golden"
)

// told is what became of one file.
type told struct {
	Path, Format string
	// Why is the reason of a file that says nothing of an article.
	Why     string         `json:",omitempty"`
	Trust   string         `json:",omitempty"`
	Form    article.Form   `json:",omitempty"`
	Article map[string]any `json:",omitempty"`
	Body    string         `json:",omitempty"`
}

// toldBelow is what all files below dir say.
func toldBelow(t *testing.T, dir string) []told {
	t.Helper()
	var all []told
	short := func(path string) string { return strings.TrimPrefix(path, filepath.ToSlash(dir)+"/") }
	err := source.Walk(t.Context(), []string{dir}, source.Visitor{
		Document: func(d *source.Document) error {
			defer d.Close()
			all = append(all, tell(t, d, short(d.Path)))
			return nil
		},
		Skipped: func(path, why string) error {
			all = append(all, told{Path: short(path), Why: why})
			return nil
		},
		Unreadable: func(path string, err error) error {
			all = append(all, told{Path: short(path), Why: "unreadable: " + err.Error()})
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func tell(t *testing.T, d *source.Document, path string) told {
	t.Helper()
	src, err := d.Read(nil)
	if err != nil {
		t.Fatal(err)
	}
	is := told{Path: path, Format: d.Format}
	s, err := item.Parse(src)
	if err != nil {
		is.Why, _, _ = strings.Cut(err.Error(), "\n")
		return is
	}
	if s.Body != nil {
		is.Body = strings.TrimSpace(children(t, s.Body))
	}
	is.Trust, is.Form, is.Article = s.Trust.String(), s.Form, facts(t, s.Article)
	return is
}

// facts are the fields of an article that say something.
func facts(t *testing.T, a article.Article) map[string]any {
	t.Helper()
	src, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(src))
	decoder.UseNumber()
	if err := decoder.Decode(&all); err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(all, func(name string, value any) bool {
		key, isObject := value.(map[string]any)
		return value == "" || isObject && len(key) == 0 || name == "fidelity"
	})
	return all
}

func children(t *testing.T, root *html.Node) string {
	t.Helper()
	var b bytes.Buffer
	for n := range root.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// unpacked is a folder with the files of a txtar archive, each changed.
func unpacked(t *testing.T, archive []byte, change func(string) string) string {
	t.Helper()
	files := map[string]string{}
	for _, f := range txtar.Parse(archive).Files {
		files[f.Name] = change(string(f.Data))
	}
	return folder(t, files)
}

func asIs(s string) string { return s }

// Each case is an export of one tool, with files that are none of it, and what
// all of them say.
func TestMarkdownOfTools(t *testing.T) {
	golden.Cases(t, filepath.Join("testdata", "markdown"), func(t *testing.T, c *golden.Case) {
		var got bytes.Buffer
		encoder := json.NewEncoder(&got)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		archive := c.Read(t, "export.txtar")
		want := toldBelow(t, unpacked(t, archive, asIs))
		if err := encoder.Encode(want); err != nil {
			t.Fatal(err)
		}
		c.Equal(t, "told.json", got.Bytes())
		for name, change := range map[string]func(string) string{
			"CRLF":    func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
			"BOM":     func(s string) string { return "\ufeff" + s },
			"GB18030": func(s string) string { return encodeGB18030(t, s) },
		} {
			if diff := cmp.Diff(want, toldBelow(t, unpacked(t, archive, change))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}

func encodeGB18030(t *testing.T, s string) string {
	t.Helper()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return gb
}

// The archive keeps the text to the character, marks and line ends included.
func TestItemsOfTextAreExact(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(waeText, "\n", "\r\n") + "\u2028\u0000<&>\ufffd\r 完"
	d := document(t, folder(t, map[string]string{"灯塔.md": text}))
	src, err := d.Read(nil)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Item struct{ Name, Text string } }
	if err := json.Unmarshal(src, &got); err != nil {
		t.Fatal(err)
	}
	if got.Item.Text != text || got.Item.Name != "灯塔.md" {
		t.Errorf("got %+q named %q", got.Item.Text, got.Item.Name)
	}
}

func TestTextInNoEncodingIsUnreadable(t *testing.T) {
	dir := folder(t, map[string]string{"灯塔.md": waeText + strings.Repeat("雾", 5000) + "\xff\xff", "短.md": waeText + "\xff"})
	want := []string{
		"unreadable 灯塔.md: reading wae-md: file is neither UTF-8 nor GB18030",
		"unreadable 短.md: reading wae-md: file is neither UTF-8 nor GB18030",
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The first bytes may end inside a character, in either encoding.
func TestMarksAreFoundBeforeAnyCut(t *testing.T) {
	for shift := range 5 {
		text := waeText + strings.Repeat("x", shift) + strings.Repeat("雾", 9000)
		for name, content := range map[string]string{"UTF-8": text, "GB18030": encodeGB18030(t, text)} {
			if d := document(t, folder(t, map[string]string{"a.md": content})); d.Format != "wae-md" {
				t.Errorf("%s, shifted by %d: format %q", name, shift, d.Format)
			}
		}
	}
}
