package source_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wxbackup/article"
)

const metadata = `{
  "title": "一条河 & 两座桥：<记>",
  "author": "河边读书",
  "publish_date": "2026-02-04",
  "original_url": "https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV",
  "download_time": "2026-02-06 21:58:22"
}`

func TestMetadataOfAnExporter(t *testing.T) {
	short := lines("short_ids: [ABCDEFGHIJKLMNOPQRSTUV]", "title: 一", "url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV")
	const address = `"original_url":"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"`
	for name, c := range map[string]struct{ content, want string }{
		"whole": {metadata, lines("account: 河边读书", "kind: article", "published: 2026-02-04T00:00:00+08:00", "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]",
			"title: 一条河 & 两座桥：<记>", "url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV")},
		"nobody, on the day of the download": {
			`{"title":"一","author":"Unknown_Account","publish_date":"2026-02-22",` + address + `,"download_time":"2026-02-22 10:00:00"}`,
			"kind: article\n" + short,
		},
		"nobody, another day": {
			`{"title":"一","author":"Unknown_Account","publish_date":"2026-02-21",` + address + `,"download_time":"2026-02-22 10:00:00"}`,
			"kind: article\npublished: 2026-02-21T00:00:00+08:00\n" + short,
		},
		"somebody, on the day of the download": {
			`{"title":"一","author":"河边读书","publish_date":"2026-02-22",` + address + `,"download_time":"2026-02-22 10:00:00"}`,
			"account: 河边读书\nkind: article\npublished: 2026-02-22T00:00:00+08:00\n" + short,
		},
		"long title": {
			`{"title":"` + strings.Repeat(`\u957f`, 300) + `","author":"","publish_date":"",` + address + `}`,
			"kind: article\nshort_ids: [ABCDEFGHIJKLMNOPQRSTUV]\ntitle: " + strings.Repeat("长", 300) + "\nurl: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV",
		},
		"title alone": {`{"title":"一","author":null,"publish_date":{},"original_url":""}`, "kind: article\ntitle: 一"},
	} {
		t.Run(name, func(t *testing.T) {
			got := toldBy(t, folder(t, map[string]string{"文/metadata.json": c.content}))
			want := []toldItem{{Path: "文/metadata.json", Format: "metadata-json", Facts: c.want, Trust: article.TrustList}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOtherFilesOfThatName(t *testing.T) {
	dir := folder(t, map[string]string{
		"1/metadata.json":      `{"title":"照片","camera":"x"}`,
		"2 cut/metadata.json":  metadata[:len(metadata)-10],
		"2 long/metadata.json": `{"title":"` + strings.Repeat("长", 3000) + `","camera":"x"}`,
		"3/metadata.json":      metadata + "{}",
		"4/文章.json":            metadata,
	})
	want := []string{
		"skipped 1/metadata.json: not a page",
		"unreadable 2 cut/metadata.json: reading metadata-json: file ends too early; what precedes was read",
		"skipped 2 long/metadata.json: no article in it",
		"unreadable 3/metadata.json: reading metadata-json: file is not one JSON object",
		"skipped 4/文章.json: not a page",
	}
	if diff := cmp.Diff(want, complaints(t, dir)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

const records = "url,status,title,author,published_date,folder_name,timestamp,failure_reason,source\n" +
	"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV,failed,,,,,2026-02-05 09:00:00,timeout,list\n" +
	"https://mp.weixin.qq.com/s/pipe-test-url-1,success,test,,,,,,\n" +
	"\n" +
	`"https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&idx=2&sn=0123456789abcdef0123456789abcdef&chksm=ab&mpshare=1&scene=24#rd",success,"他说""好, 再来""",河边读书,2026-02-04,他说_好_,2026-02-05 09:00:01,,list` + "\n" +
	"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV,success,一\n"

func TestRecordsOfAnExporter(t *testing.T) {
	const short = "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]"
	const url = "url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"
	row := func(n, facts string) toldItem {
		return toldItem{Path: "wechat_records.csv!/" + n, Format: "records-csv", Facts: facts, Trust: article.TrustList}
	}
	want := []toldItem{
		row("1", lines("kind: article", short, url)),
		{Path: "wechat_records.csv!/2", Format: "records-csv", Error: "item names no article"},
		row("3", lines("account: 河边读书", "key: MzAxMDAwMDAwMA:2650000001:2", "kind: article", "published: 2026-02-04T00:00:00+08:00",
			"sn: 0123456789abcdef0123456789abcdef", `title: 他说"好, 再来"`,
			"url: https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&idx=2&sn=0123456789abcdef0123456789abcdef")),
		row("4", lines("kind: article", short, "title: 一", url)),
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(records)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"UTF-8": records, "mark": "\xef\xbb\xbf" + records, "GB18030": gb} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, toldBy(t, folder(t, map[string]string{"wechat_records.csv": content}))); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFolderOfOneArticleIsAHint(t *testing.T) {
	files := map[string]string{
		"甲_2026-02-04/甲.html": page, "甲_2026-02-04/metadata.json": metadata, "甲_2026-02-04/assets/a.html": page,
		"乙/乙.html": page, "乙/metadata.json": `{"camera":"x"}`, "丙.html": page,
	}
	hinted := []string{"甲_2026-02-04/metadata.json", "甲_2026-02-04/甲.html"}
	dir := folder(t, files)
	for path, before := range map[string]string{
		dir:                                dir + "/",
		zipped(t, entriesOf(files)...):     "!/",
		filepath.Join(dir, "甲_2026-02-04"): dir + "/",
	} {
		if before == "!/" {
			before = path + before
		}
		found := hintsOf(t, path)
		for _, name := range hinted {
			want := []string{"folder:" + before + "甲_2026-02-04"}
			if diff := cmp.Diff(want, found[before+name]); diff != "" {
				t.Errorf("hints of %s (-want +got):\n%s", name, diff)
			}
			delete(found, before+name)
		}
		for name, hints := range found {
			if len(hints) > 0 {
				t.Errorf("%s has the hints %q", name, hints)
			}
		}
	}
}

func TestADamagedLetterHarmsNoOther(t *testing.T) {
	damaged := strings.Replace(records, "他说", "他\xe8\xaf说", 1)
	got := toldBy(t, folder(t, map[string]string{"wechat_records.csv": damaged}))
	if len(got) != 4 || !strings.Contains(got[2].Facts, `说"好, 再来"`) || !strings.Contains(got[2].Facts, "account: 河边读书") {
		t.Errorf("read %+v", got)
	}
}
