package source_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// sheet is a sheet of a workbook, by its rows.
type sheet struct {
	name string
	rows [][]any
}

// workbook is a file of Excel's.
func workbook(t testing.TB, sheets ...sheet) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, s := range sheets {
		if _, err := book.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for n, row := range s.rows {
			cell, err := excelize.CoordinatesToCellName(1, n+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetSheetRow(s.name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
		if i == 0 && s.name != "Sheet1" {
			if err := book.DeleteSheet("Sheet1"); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var waeHeader = []any{
	"公众号", "ID", "链接", "标题", "封面", "摘要", "创建时间", "发布时间", "阅读", "点赞", "分享", "喜欢", "留言",
	"作者", "是否原创", "文章类型", "所属合集", "文章内容",
}

// waeRow is a row as the exporter writes it: texts, and numbers for counts.
func waeRow(mid, title string) []any {
	return []any{
		"山间杂记", mid + "_1",
		"http://mp.weixin.qq.com/s?__biz=MzkwMDAwMDAwMQ==&mid=" + mid + "&idx=1&sn=0123456789abcdef0123456789abcdef&chksm=c0ffee#rd",
		title, "", "摘要", "2023-11-15 06:13:20", "2023-11-15 07:13:20", 12, 3, nil, 1, nil,
		"林三", "原创", "普通图文", "#山 间 #海边", strings.Repeat("正文\n", 3),
	}
}

func TestWAEWorkbook(t *testing.T) {
	dir := folder(t, map[string]string{
		"微信公众号文章.xlsx": string(workbook(t, sheet{"Sheet1", [][]any{
			waeHeader, waeRow("2247483701", "山路"), {}, {"", "", "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "未命名文章", "", "", "2025-01-01 00:00:00"},
		}})),
		"账目.xlsx": string(workbook(t, sheet{"Sheet1", [][]any{{"日期", "金额"}, {"2024-11-01", 12}}})),
		"链接.xlsx": string(workbook(t, sheet{"说明", [][]any{{"手工整理"}}}, sheet{"清单", [][]any{
			{"标题", "网址"}, {"海边", "https://mp.weixin.qq.com/s/BbCdEfGhIjKlMnOpQrStUv"},
		}})),
		"断了.xlsx": string(workbook(t, sheet{"Sheet1", [][]any{waeHeader}})[:2000]),
		"图.xlsx":  "no workbook",
	})
	want := `skipped: not a page: 图.xlsx
wae-xlsx 微信公众号文章.xlsx!/1
	account: 山间杂记
	albums: [map[title:山 间] map[title:海边]]
	author: 林三
	digest: 摘要
	figures: [map[likes:3 reads:12 recommends:1]]
	key: MzkwMDAwMDAwMQ:2247483701:1
	kind: article
	origin: original
	published: 2023-11-15T07:13:20+08:00
	sn: 0123456789abcdef0123456789abcdef
	title: 山路
	trust: list
	url: https://mp.weixin.qq.com/s?__biz=MzkwMDAwMDAwMQ==&mid=2247483701&idx=1&sn=0123456789abcdef0123456789abcdef
wae-xlsx 微信公众号文章.xlsx!/3
	short_ids: [AbCdEfGhIjKlMnOpQrStUv]
	trust: list
	url: https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv
unreadable: reading wae-xlsx: zip: not a valid zip file: 断了.xlsx
skipped: not a page: 账目.xlsx
link-xlsx 链接.xlsx!/清单/1
	short_ids: [BbCdEfGhIjKlMnOpQrStUv]
	title: 海边
	trust: list
	url: https://mp.weixin.qq.com/s/BbCdEfGhIjKlMnOpQrStUv
`
	if diff := cmp.Diff(want, listed(t, dir)); diff != "" {
		t.Errorf("workbooks (-want +got):\n%s", diff)
	}
}

// A small file may not become large in memory.
func TestSwollenWorkbook(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("xl/media/image1.png")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 65 {
		if _, err := f.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"a.xlsx": b.String()})
	want := "unreadable: reading wae-xlsx: file is larger than any page: a.xlsx\n"
	if diff := cmp.Diff(want, listed(t, dir)); diff != "" {
		t.Errorf("workbook (-want +got):\n%s", diff)
	}
}

// Whatever the bytes of a workbook, the walk ends.
func FuzzWorkbook(f *testing.F) {
	whole := workbook(f, sheet{"Sheet1", [][]any{waeHeader, waeRow("2247483701", "山路")}})
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "a.xlsx")
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		listed(t, path)
	})
}
