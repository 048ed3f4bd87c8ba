package markdown

import (
	"strings"
	"testing"

	"wxbackup/convert/clean"
)

// benchmarkBody is an article of about 20 KB as accounts write them: mostly
// plain paragraphs, some bold words, pictures, links, a list, code and a table.
func benchmarkBody() []byte {
	const section = `<h2>第一节 标题</h2>` +
		`<p>这是一段普通的文字，讲述了一个很长的故事，里面没有任何标记，只有中文和标点。这里再写一句，让它长一些。</p>` +
		`<p>这是<strong>重点：</strong>后面还有<strong>“引用”</strong>的文字，以及 <em>word</em> 和 snake_case。</p>` +
		`<p><img src="asset:1" alt="图片"></p>` +
		`<p>参考 <a href="https://mp.weixin.qq.com/s?__biz=MzA5Nw==&amp;mid=1&amp;idx=1#rd">一篇旧文章</a>，<br>1. 不是列表，价格 100*2 元。</p>` +
		`<ul><li>第一项内容</li><li>第二项<strong>加粗</strong>内容</li></ul>` +
		`<pre data-lang="go">func main() {` + "\n\tprintln(1)\n" + `}</pre>` +
		`<table><thead><tr><th>名称</th><th>数量</th></tr></thead><tbody><tr><td>甲</td><td>1</td></tr></tbody></table>` +
		`<blockquote><p>引用的一段话，出自某本书，写得很好。</p></blockquote>`
	return []byte(strings.Repeat(section, 20*1024/len(section)))
}

func BenchmarkRender(b *testing.B) {
	body := benchmarkBody()
	root, err := clean.Parse(body)
	if err != nil {
		b.Fatal(err)
	}
	r := NewRenderer(GFM())
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Render(root, imageTarget); err != nil {
			b.Fatal(err)
		}
	}
}
