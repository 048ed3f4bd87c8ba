package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pageTemplate is an invented page of the platform in its layout of 2018, with
// a script as large as the platform's own.
const pageTemplate = `<!DOCTYPE html><html><head><title>慢火车札记</title>
<script>%[3]s</script></head><body><h2 class="rich_media_title" id="activity-name">第 %[1]d 站</h2>
<div class="rich_media_content" id="js_content">%[2]s</div>
<script>var biz = "MzA5OTk5OTk5OQ=="; var mid = "%[1]d"; var idx = "1"; var sn = "%032[1]x";
var msg_title = "第 %[1]d 站"; var nickname = "慢火车札记"; var ct = "1534895400"; var svr_time = "1534900000";
var msg_link = "http://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&amp;mid=%[1]d&amp;idx=1&amp;sn=%032[1]x#rd";</script>
</body></html>`

// inventedPage is page n, with markup of the author's behind its text.
func inventedPage(n int, more string) string {
	return fmt.Sprintf(pageTemplate, 2650000000+n, paragraphs+more, script)
}

var (
	paragraphs = strings.Repeat(`<p style="text-align: justify;"><span style="font-size: 15px;">列车在清晨离开小站，<strong>雾还没有散。</strong>站台上的人把围巾系紧，目送最后一节车厢拐过山脚。</span></p>`, 20)
	script     = strings.Repeat("function a(b){return b?b+1:0}\n", 1000)
)

// writePages writes invented pages, a thousand a folder.
func writePages(b *testing.B, dir string, n int) {
	b.Helper()
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprint(i/1000))
		if i%1000 == 0 {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%05d.html", i)), []byte(inventedPage(i, "")), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}
