package cmd_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

// station is one synthetic article of an account.
type station struct {
	n     int
	title string
	body  string
}

const stationBiz = "MzA5OTk5OTk5OQ"

func newStation(n int) station {
	return station{n, fmt.Sprintf("第%d站", n), fmt.Sprintf("<p>这是第 %d 站，列车停了几分钟，没有人说话。</p>", n)}
}

// published are two articles a week, from the first of January 2020 on.
func (s station) published() time.Time {
	return time.Date(2020, 1, 1, 8, 30, 0, 0, article.Zone).AddDate(0, 0, s.n*7/2)
}

func (s station) address() string {
	return fmt.Sprintf("http://mp.weixin.qq.com/s?__biz=%s==&mid=%d&idx=1&sn=%032x&chksm=f2b6#rd", stationBiz, 2650000000+s.n, s.n)
}

func (s station) page() string {
	return fmt.Sprintf(`<!DOCTYPE html><html><head><meta charset="utf-8"></head><body id="activity-detail" class="zh_CN mm_appmsg">
<script>var biz = ""||"%s=="; var sn = "" || "%032x"; var mid = "%d"; var idx = "1";</script>
<div id="js_article" class="rich_media"><h2 class="rich_media_title" id="activity-name">%s</h2><div class="rich_media_content" id="js_content">%s</div></div>
<script>var nickname = "慢火车札记"; var msg_title = "%[4]s"; var ct = "%[6]d"; var svr_time = "1750000000";</script></body></html>
`, stationBiz, s.n, 2650000000+s.n, s.title, s.body, s.published().Unix())
}

// listOf is the list of an account as an exporter writes it.
func listOf(t *testing.T, stations []station) []byte {
	t.Helper()
	var rows []map[string]any
	for _, s := range stations {
		rows = append(rows, map[string]any{
			"aid": fmt.Sprintf("%d_1", 2650000000+s.n), "appmsgid": 2650000000 + s.n, "itemidx": 1, "link": s.address(), "title": s.title,
			"digest": "", "author_name": "", "cover": "", "create_time": s.published().Unix(), "update_time": s.published().Unix(),
			"item_show_type": 0, "copyright_type": 1, "is_deleted": false, "fakeid": stationBiz + "==", "_accountName": "慢火车札记", "_status": "",
		})
	}
	data, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// lackingExport is the export of an account whose list names 300 articles, of
// which every fifth has no page.
func lackingExport(t *testing.T) (r road, lacking []station) {
	r = road{T: t, dir: t.TempDir(), export: filepath.Join(t.TempDir(), "export")}
	var all []station
	for n := range 300 {
		s := newStation(n)
		switch n {
		case 5:
			s.title = "=1+1 站"
		case 10:
			s.title = `@站，"引号"`
		}
		all = append(all, s)
		if n%5 == 0 {
			lacking = append(lacking, s)
			continue
		}
		if n == 1 {
			s.body += `<p><a href="` + newStation(5).address() + `">上一站</a>，<a href="` + newStation(400).address() + `">下一班车</a>，` +
				`<a href="https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe-0007">短的</a>，<a href="http://mp.weixin.qq.com/s?__biz=MzA1MTE1MTE1MQ==&mid=7&idx=1&sn=` + strings.Repeat("0", 32) + `">别人的</a></p>` +
				`<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe0001/640?wx_fmt=png"></p>`
		}
		writeExport(t, filepath.Join(r.export, fmt.Sprintf("%d.html", n)), []byte(s.page()))
	}
	writeExport(t, filepath.Join(r.export, "微信公众号文章.json"), listOf(t, all))
	r.run(3, "import", "-q", r.export)
	return r, lacking
}

func writeExport(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// monthly counts stations by month, newest first.
func monthly(stations []station) []string {
	counts := map[string]int{}
	var months []string
	for _, s := range slices.Backward(stations) {
		month := s.published().Format("2006-01")
		if counts[month]++; counts[month] == 1 {
			months = append(months, month)
		}
	}
	for i, month := range months {
		months[i] = fmt.Sprintf("%s %d", month, counts[month])
	}
	return months
}

func TestMissingArticlesAsText(t *testing.T) {
	r, lacking := lackingExport(t)
	text := string(r.run(0, "list", "--missing"))
	var months []string
	for _, m := range regexp.MustCompile(`(?m)^ +(\d{4}-\d\d) +(\d+) articles?$`).FindAllStringSubmatch(text, -1) {
		months = append(months, m[1]+" "+m[2])
	}
	if diff := cmp.Diff(monthly(lacking), months); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	for _, s := range lacking {
		line := regexp.MustCompile(`(?m)^ +` + s.published().Format(time.DateOnly) + ` +` + regexp.QuoteMeta(s.title) + ` +listed +https://mp\.weixin\.qq\.com/s\?__biz=`)
		if !line.MatchString(text) {
			t.Errorf("no line of %s", s.title)
		}
	}
	for _, want := range []string{
		`(?m)^account +month +date +title +why +address$`,
		`(?m)^慢火车札记 +61 articles$`, `(?m)^ +undated +1 article$`, `(?m)^ +undated +下一班车 +linked +https://`,
		`(?m)^\(unknown\) +1 article$`, `(?m)^ +undated +短的 +linked +https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe-0007$`,
	} {
		if !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("no line like %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "别人的") {
		t.Error("an article of an account that the archive has not is listed")
	}
}

func TestMissingArticlesAsJSON(t *testing.T) {
	r, lacking := lackingExport(t)
	type missing struct {
		Type, Why, ID, Title, Account, Biz, URL, Published string
		LinkedFrom                                         []string `json:"linked_from"`
	}
	byWhy := map[string][]missing{}
	for line := range bytes.Lines(r.run(0, "list", "--missing", "--missing-assets", "--json")) {
		var m missing
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		byWhy[m.Type+m.Why] = append(byWhy[m.Type+m.Why], m)
	}
	listed := byWhy["missing_articlelisted"]
	if len(listed) != 60 || len(byWhy["missing_articlelinked"]) != 2 || len(byWhy["missing_asset"]) != 1 || len(byWhy) != 3 {
		t.Fatalf("%d listed, %d linked, %d assets, %d kinds", len(listed), len(byWhy["missing_articlelinked"]), len(byWhy["missing_asset"]), len(byWhy))
	}
	slices.Reverse(lacking)
	for i, s := range lacking {
		id := fmt.Sprintf("%s:%d:1", stationBiz, 2650000000+s.n)
		want := missing{
			"missing_article", "listed", id, s.title, "慢火车札记", stationBiz + "==",
			article.CleanURL(s.address()), s.published().Format(time.RFC3339),
			[]string{},
		}
		if s.n == 5 {
			want.LinkedFrom = []string{stationBiz + ":2650000001:1"}
		}
		if diff := cmp.Diff(want, listed[i]); diff != "" {
			t.Errorf("article %d (-want +got):\n%s", s.n, diff)
		}
	}
	if a := byWhy["missing_asset"][0]; a.ID != stationBiz+":2650000001:1" || !strings.HasPrefix(a.URL, "https://mmbiz.qpic.cn/") {
		t.Errorf("missing asset %+v", a)
	}
}

func TestMissingArticlesAsCSV(t *testing.T) {
	r, lacking := lackingExport(t)
	data := r.run(0, "list", "--missing", "--missing-assets", "--format", "csv")
	table, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !marked || bytes.Count(table, []byte("\r\n")) != 64 || bytes.Count(table, []byte("\n")) != 64 {
		t.Error("the table is not UTF-8 with a mark, with 64 lines as Windows ends them")
	}
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(lacking)
	want := [][]string{{"title", "url", "account", "published", "why"}}
	for _, s := range lacking {
		title := s.title
		if s.n == 5 || s.n == 10 {
			title = "'" + title
		}
		want = append(want, []string{title, article.CleanURL(s.address()), "慢火车札记", s.published().Format(time.DateTime), "listed"})
	}
	want = append(
		want,
		[]string{"下一班车", article.CleanURL(newStation(400).address()), "慢火车札记", "", "linked"},
		[]string{"短的", "https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe-0007", "", "", "linked"},
		[]string{"第1站", "https://mmbiz.qpic.cn/mmbiz_png/J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe0001/640?wx_fmt=png", "慢火车札记", newStation(1).published().Format(time.DateTime), "asset"},
	)
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

// What came in is missing no more.
func TestMissingArticlesComeIn(t *testing.T) {
	r, lacking := lackingExport(t)
	late := t.TempDir()
	for _, s := range lacking {
		writeExport(t, filepath.Join(late, fmt.Sprintf("%d.html", s.n)), []byte(s.page()))
	}
	r.run(0, "import", "-q", late)
	if text := r.run(0, "list", "--missing", "--account", "慢火车札记"); bytes.Contains(text, []byte("listed")) || !bytes.Contains(text, []byte("下一班车")) {
		t.Errorf("still missing:\n%s", text)
	}
	r.run(0, "list", "--missing", "--account", "别的号")
	r.run(2, "list", "--format", "csv")
	r.run(2, "list", "--missing", "--format", "csv", "--json")
	r.run(2, "list", "--missing", "--format", "xls")
	r.run(2, "list", "--missing", "--losses")
}
