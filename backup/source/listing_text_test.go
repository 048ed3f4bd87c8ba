package source_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wxbackup/backup/source"
	"wxbackup/convert/item"
)

// The same table in every form in which Excel saves it reads the same.
func TestEncodingsOfTables(t *testing.T) {
	// Latin letters for longer than what is read to know a file.
	note := strings.Repeat("note ", 200)
	table := "标题,链接,备注\n山路上的一夜,https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv," + note + "\n海边,https://mp.weixin.qq.com/s/BbCdEfGhIjKlMnOpQrStUv,\n"
	latin := "title,url\n" + note + ",https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv\n海边,https://mp.weixin.qq.com/s/BbCdEfGhIjKlMnOpQrStUv\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	lateGB, err := simplifiedchinese.GB18030.NewEncoder().String(latin)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(table, ",", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"UTF-8":            table,
		"mark":             "\ufeff" + table,
		"line ends":        strings.ReplaceAll(table, "\n", "\r\n"),
		"damaged letter":   strings.Replace(table, "note", "n\xb2te", 1),
		"GB18030":          gb,
		"GB18030 far down": lateGB,
		"UTF-16 with tabs": utf16,
	} {
		t.Run(name, func(t *testing.T) {
			titles := titlesIn(t, folder(t, map[string]string{"a.csv": content}))
			want := []string{"山路上的一夜", "海边"}
			if strings.HasSuffix(name, "far down") {
				want[0] = strings.TrimSpace(note)
			}
			if diff := cmp.Diff(want, titles); diff != "" {
				t.Errorf("titles (-want +got):\n%s", diff)
			}
		})
	}
}

func titlesIn(t *testing.T, dir string) []string {
	t.Helper()
	var titles []string
	for _, s := range statementsIn(t, dir) {
		titles = append(titles, s.Article.Title)
	}
	return titles
}

// statementsIn are those of the documents below a path, which are all items.
func statementsIn(t *testing.T, path string) []*item.Statement {
	t.Helper()
	var all []*item.Statement
	for _, d := range documents(t, path) {
		src, err := d.Read(nil)
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
		s, err := item.Parse(src)
		if err != nil {
			t.Fatalf("%s: %v", d.Path, err)
		}
		all = append(all, s)
	}
	return all
}

// A list of links may be long, and its names stay those of its rows.
func TestLongList(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "https://mp.weixin.qq.com/s?__biz=MzkwMDAwMDAwMQ==&mid=%d&idx=1\n", 2247480000+i)
	}
	all := documents(t, folder(t, map[string]string{"a.txt": b.String()}))
	if len(all) != 1000 || !strings.HasSuffix(all[999].Path, "a.txt!/1000") {
		t.Fatalf("%d documents, the last %s", len(all), all[len(all)-1].Path)
	}
	src, err := all[999].Read(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"wxbackup_item":"link-csv","item":{"1":"https://mp.weixin.qq.com/s?__biz=MzkwMDAwMDAwMQ==&mid=2247480999&idx=1"}}` + "\n"
	if string(src) != want {
		t.Errorf("item = %s", src)
	}
}

// A value without an end is not read into memory as a whole.
func TestItemWithoutEnd(t *testing.T) {
	link := "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"
	filler := strings.Repeat("x", source.MaxSize)
	for name, content := range map[string]string{
		"微信公众号文章.json": `[{"link":"` + link + `"},{"title":"` + filler + filler,
		"a.csv":        "url,title\n" + link + ",一\n" + `x,"` + filler + filler,
		"db.jsonl":     `{"url":"` + link + `"}` + "\n" + `{"url":"` + filler + filler,
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, map[string]string{name: content})
			lines := strings.Split(listed(t, dir), "\n")
			if len(lines) < 2 || !strings.Contains(lines[len(lines)-2], "larger than any page") || !strings.HasSuffix(lines[0], name+"!/1") {
				t.Errorf("walk tells %.400q", lines)
			}
		})
	}
}

// A walk that is told to end does so between two items of one file.
func TestListEndsWithItsWalk(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": strings.Repeat("https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv\n", 50)})
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	err := source.Walk(ctx, []string{dir}, source.Visitor{
		Document: func(d *source.Document) error {
			d.Close()
			if seen++; seen == 2 {
				cancel()
			}
			return nil
		},
		Skipped:    func(string, string) error { return nil },
		Unreadable: func(path string, err error) error { t.Errorf("%s: %v", path, err); return nil },
	})
	if !errors.Is(err, context.Canceled) || seen != 2 {
		t.Errorf("Walk = %v after %d items", err, seen)
	}
}

// corpusDir is where real exports lie, beside the repository or where
// WXBACKUP_CORPUS says.
func corpusDir(t *testing.T) string {
	t.Helper()
	dir, named := os.LookupEnv("WXBACKUP_CORPUS")
	if !named {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.ReadDir(dir); err != nil {
		if named && os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
			t.Fatalf("reading WXBACKUP_CORPUS: %v", err)
		}
		t.Skipf("no corpus of real exports: %v", err)
	}
	return dir
}

// Every row of the real lists of wechatDownload gives an article with its key,
// title and time.
func TestRealLists(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(corpusDir(t), "wechatdownload", "*.csv"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("the corpus has no list: %v", err)
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(src), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		all := statementsIn(t, path)
		if addresses := strings.Count(string(src), "://mp.weixin.qq.com/s"); len(all) != len(rows)-1 || len(all) != addresses {
			t.Errorf("%s: %d statements of %d rows with %d addresses", path, len(all), len(rows)-1, addresses)
		}
		for i, s := range all {
			if s.Article.Key.IsZero() || s.Article.SN == "" || s.Article.Title == "" || s.Article.Published.Format("2006-01-02 15:04:05") != rows[i+1][2] {
				t.Errorf("%s, row %d: %+v", path, i+1, s.Article)
			}
		}
	}
}

// Whatever the bytes of a listing, the walk ends, and each of its items can be
// read or says why not.
func FuzzListing(f *testing.F) {
	link := "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"
	f.Add("a.csv", []byte("title,url,time,like_num,read_num,share_num,comment_count\n一,"+link+",2024-11-01 08:32:43,0,0,0,{}\n"))
	f.Add("a.csv", []byte("\xff\xfe\x07h\x98\x98\t\x00u\x00"))
	f.Add("a.csv", []byte("标题,链接\n\"一\n二\","+link))
	f.Add("a.txt", []byte(link+"\n"))
	f.Add("db.jsonl", []byte(`{"activity_Name":"一","url":"`+link+`","msg_title":"\\x26amp;","createTime":"2006-01-02 15:04:05"}`+"\n{"))
	f.Add("a.json", []byte(`[{"aid":"1_1","fakeid":"MzkwMDAwMDAwMQ==","link":"`+link+`","appmsg_album_infos":[{"title":"一"}]},`))
	f.Add("a.json", []byte(`{"ret":0,"general_msg_list":"{\"list\":[{\"comm_msg_info\":{\"type\":49},\"app_msg_ext_info\":{\"content_url\":\"`+link+`\",\"multi_app_msg_item_list\":[{}]}}]}"}`))
	f.Add("a.jsonl", []byte(`{"general_msg_list":{"list":[{"comm_msg_info":{"type":49},"app_msg_ext_info":{}}]}}`))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		switch filepath.Ext(name) {
		case ".csv", ".txt", ".json", ".jsonl":
		default:
			return
		}
		path := filepath.Join(t.TempDir(), "a"+filepath.Ext(name))
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		listed(t, path)
	})
}
