package cmd_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// badPage is an invented article whose key ends in n.
func badPage(n int, body string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>
<h1 id="activity-name">第 %[1]d 页</h1><div id="js_content">%[2]s</div>
<script>var biz = "MzA5OTk5OTk5OQ=="; var mid = "%[1]d"; var idx = "1"; var msg_title = "第 %[1]d 页"; var ct = "1534895400";</script>
</body></html>`, n, body)
}

const plainBody = "<p>这一页的正文有二十个字以上，所以它是一篇文章，而不是别的什么。</p>"

// badInput writes one file of each kind of bad input into a folder, among
// good ones: badinput FOLDER
func badInput(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	write := func(name string, data []byte) { ts.Check(os.WriteFile(filepath.Join(dir, name), data, 0o644)) }
	good := badPage(1001, plainBody)
	write("a-good.html", []byte(good))
	write("b-empty.html", nil)
	write("c-truncated.html", []byte(truncated(good)))
	write("d-gzip.html", gzipped(badPage(1004, plainBody)))
	write("e-gzip-cut.html", gzipped(badPage(1005, plainBody))[:60])
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(badPage(1006, plainBody))
	ts.Check(err)
	write("f-gb18030.html", []byte(gb))
	write("g-one-line.html", []byte(badPage(1007, plainBody+strings.Repeat("<span>长行</span>", 4<<20/len("<span>长行</span>")))))
	write("h-deep.html", []byte(badPage(1008, strings.Repeat("<section>", 10_000)+plainBody+strings.Repeat("</section>", 10_000))))
	write("i-evil.zip", zipped(map[string]string{"../../escaped.html": badPage(1009, plainBody), "inside.html": badPage(1010, plainBody)}))
	write("j-broken.zip", []byte("PK\x03\x04 this is no zip"))
	write("z-good.html", []byte(badPage(1099, plainBody)))
	ts.Check(os.Symlink(".", filepath.Join(dir, "k-loop")))
	ts.Check(os.Symlink("l-self.html", filepath.Join(dir, "l-self.html")))
	ts.Check(os.Symlink("nowhere", filepath.Join(dir, "m-dangling.html")))
	write("n-secret.html", []byte(badPage(1014, plainBody)))
	ts.Check(os.Chmod(filepath.Join(dir, "n-secret.html"), 0))
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.Bytes()
}

func zipped(files map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, data := range files {
		f, _ := w.Create(name)
		f.Write([]byte(data))
	}
	w.Close()
	return b.Bytes()
}

// truncated is a page that ends in the middle of its text.
func truncated(page string) string {
	start, _, _ := strings.Cut(page, "不是别的")
	return start
}
