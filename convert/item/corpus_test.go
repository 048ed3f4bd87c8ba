package item_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/item"
	"wxbackup/convert/page"
)

// corpus is a folder of real exports, which are not part of the project.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	dir = filepath.Join(dir, "wechatdownload")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no real exports here: WXBACKUP_CORPUS names no folder that has wechatdownload")
	}
	return dir
}

// The text of an article that wechatDownload wrote as Markdown is that of the
// page it wrote beside it, and nothing else.
func TestMarkdownSaysWhatThePageBesideItSays(t *testing.T) {
	dir := corpus(t)
	for _, stem := range []string{
		"20240705科技爱好者周刊307不要看重ProductHunt",
		"20241101科技爱好者周刊323技术公司的口号比拼",
		"20250110科技爱好者周刊333一切都要支付两次",
		"科技爱好者周刊289宽容从何而来",
		"科技爱好者周刊304最受欢迎的颜色",
	} {
		t.Run(stem, func(t *testing.T) {
			p, err := page.Parse(read(t, filepath.Join(dir, stem+".html")))
			if err != nil {
				t.Fatal(err)
			}
			s := parse(t, "qwd-md", map[string]string{"name": stem + ".md", "text": string(read(t, filepath.Join(dir, stem+".md")))})
			a, want := s.Article, p.Article
			if a.Title != want.Title || a.Author != want.Author || a.Account != want.Account {
				t.Errorf("got %q by %q of %q", a.Title, a.Author, a.Account)
			}
			if s.Form != article.FormMarkdown || a.Losses[0].Code != article.LossConverted {
				t.Errorf("form %q, losses %v", s.Form, a.Losses)
			}
			got, wanted := letters(s.Body), letters(p.Body)
			if got != wanted {
				t.Errorf("text differs: %s", firstDifference(wanted, got))
			}
			if got, want := images(s.Body), images(p.Body); got != want {
				t.Errorf("%d pictures, want %d", got, want)
			}
		})
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parse(t *testing.T, format string, content any) *item.Statement {
	t.Helper()
	src, err := item.Seal(format, content)
	if err != nil {
		t.Fatal(err)
	}
	s, err := item.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// letters is the text of a body without white space and bullets.
func letters(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "script" {
			b.WriteString(n.Data)
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, b.String())
}

func images(root *html.Node) int {
	count := 0
	for n := range root.Descendants() {
		if n.Data == "img" {
			count++
		}
	}
	return count
}

func firstDifference(want, got string) string {
	a, b := []rune(want), []rune(got)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-20)
	return "after " + string(a[from:i]) + "\nwant " + string(a[i:min(len(a), i+60)]) + "\ngot  " + string(b[i:min(len(b), i+60)])
}
