package backup_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/store"
)

// twenty are twenty articles of one account. 15 and 16 have one title and one
// minute, 17 and 18 one title.
func twenty() []post {
	posts := make([]post, 20)
	for n := range posts {
		posts[n] = newPost(n)
		posts[n].body = fmt.Sprintf("<p>这是第 %d 篇的正文，%s</p>", n, strings.Repeat("列车慢慢地开。", 20+n)) + img(cdnURL(n), "")
	}
	posts[16].title, posts[16].published = posts[15].title, posts[15].published+30
	posts[18].title = posts[17].title
	return posts
}

func (p post) address() string {
	return fmt.Sprintf("http://mp.weixin.qq.com/s?__biz=%s==&mid=%d&idx=1&sn=%s&chksm=f2b6#rd", biz, p.mid, p.serial())
}

func (p post) minute() string {
	return time.Unix(p.published, 0).In(article.Zone).Format("2006年01月02日 15:04")
}

// exports are five exports of some of the articles each, as five tools write
// them.
func exports(posts []post) []tree {
	return []tree{rawExport(posts[:14]), waeExport(posts[2:]), waeList(slices.Concat(posts[:5], posts[6:])), qwdList(posts[4:13]), apiAnswer(posts[6:18])}
}

// rawExport has article 3 in two versions, and says of article 1 that it was
// deleted.
func rawExport(posts []post) tree {
	files := tree{}
	for n, p := range posts {
		files[fmt.Sprintf("raw/%d.html", n)] = p.page()
	}
	changed := posts[3]
	changed.body, changed.captured = "<p>改过的正文。</p>", changed.captured+1000
	files["raw/3 again.html"] = changed.page()
	files["raw/gone.mhtml"] = mhtmlOf(saved{address: posts[1].address(), html: deletedPage})
	return files
}

const deletedPage = `<!DOCTYPE html><html><head><title></title></head><body id="activity-detail" class="zh_CN ">` +
	`<div class="weui-msg"><div class="weui-msg__text-area"><h2 class="weui-msg__title warn">该内容已被发布者删除</h2></div></div></body></html>`

// waeExport are pages that have lost which article they are.
func waeExport(posts []post) tree {
	files := tree{}
	for n, p := range posts {
		files[fmt.Sprintf("wae/%d %s/index.html", n, p.title)] = `<!DOCTYPE html><html lang="zh_CN"><head><meta charset="utf-8"><style>#page-content,#js_article_bottom_bar,.__page_content__ { max-width: 667px; }</style></head><body>` +
			`<div id="js_article" class="rich_media"><h1 class="rich_media_title" id="activity-name">` + p.title + `</h1>` +
			`<a id="js_name">慢火车札记</a><em id="publish_time">` + p.minute() + `</em>` +
			`<div class="rich_media_content" id="js_content">` + p.body + `</div></div><!-- 评论数据 --></body></html>`
	}
	return files
}

func waeList(posts []post) tree {
	var rows []map[string]any
	for _, p := range posts {
		rows = append(rows, map[string]any{
			"aid": fmt.Sprintf("%d_1", p.mid), "appmsgid": p.mid, "itemidx": 1, "link": p.address(), "title": p.title,
			"digest": "摘要 " + p.title, "author_name": "表里的作者", "cover": cdnURL(99), "create_time": p.published, "update_time": p.published,
			"item_show_type": 0, "copyright_type": 1, "is_deleted": false, "fakeid": biz + "==", "_accountName": "慢火车札记", "_status": "",
		})
	}
	data, err := json.Marshal(rows)
	if err != nil {
		panic(err)
	}
	return tree{"微信公众号文章.json": string(data)}
}

func qwdList(posts []post) tree {
	csv := "\ufefftitle,url,time,like_num,read_num,share_num,comment_count\r\n"
	for _, p := range posts {
		csv += fmt.Sprintf("%s,%s,%s,0,0,0,{}\r\n", p.title, strings.ReplaceAll(p.address(), "&", "&amp;"), time.Unix(p.published, 0).In(article.Zone).Format(time.DateTime))
	}
	return tree{"慢火车札记 2025-01-02-030405.csv": csv}
}

func apiAnswer(posts []post) tree {
	var items []map[string]any
	for _, p := range posts {
		items = append(items, map[string]any{
			"article_id": fmt.Sprint("a", p.mid), "update_time": p.published + 5,
			"content": map[string]any{"create_time": p.published, "update_time": p.published + 5, "news_item": []any{map[string]any{
				"title": p.title, "author": "接口的作者", "digest": "", "content": p.body, "content_source_url": "https://example.com/" + p.serial(),
				"thumb_url": cdnURL(98), "url": p.address(), "is_deleted": false,
			}}},
		})
	}
	data, err := json.Marshal(map[string]any{"total_count": len(items), "item_count": len(items), "item": items})
	if err != nil {
		panic(err)
	}
	return tree{"batchget.json": string(data)}
}

// whole is all that an archive is, but for its journals and the order in which
// the index was written.
type whole struct {
	Articles map[string]logical
	Named    map[string]store.Record
	Files    tree
}

func wholeOf(t *testing.T, a *store.Archive) whole {
	t.Helper()
	w := whole{articles(t, a), map[string]store.Record{}, content(t, a)}
	for rec, err := range a.Named() {
		if err != nil {
			t.Fatal(err)
		}
		w.Named[rec.ID] = *rec
	}
	for name := range w.Files {
		if path.Ext(name) == ".jsonl" {
			delete(w.Files, name)
		}
	}
	return w
}

// Any order, any repetition, any division into runs of any of five exports
// gives the same archive.
func TestTheArchiveIsMadeOfTheSetOfSources(t *testing.T) {
	var dirs []string
	for _, files := range exports(twenty()) {
		dirs = append(dirs, files.export(t))
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, subset := range [][]int{{0, 1, 2, 3, 4}, {1, 2}, {1, 4}, {0, 3}, {2, 3, 4}, {0, 1, 4}} {
		var first whole
		for round := range 6 {
			order := slices.Clone(subset)
			r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			order = append(order, order[:r.IntN(len(order))]...)
			a := create(t)
			for rest := order; len(rest) > 0; {
				n := 1 + r.IntN(min(2, len(rest)))
				var run []string
				for _, i := range rest[:n] {
					run = append(run, dirs[i])
				}
				importInto(t, a, run...)
				rest = rest[n:]
			}
			got := wholeOf(t, a)
			if round == 0 {
				first = got
			} else if diff := cmp.Diff(first, got); diff != "" {
				t.Fatalf("exports %v, order %v (-first +this):\n%s", subset, order, diff)
			}
			assertWhole(t, assertReindexes(t, a))
		}
	}
}

func TestEveryArticleOfFiveExports(t *testing.T) {
	posts := twenty()
	var dirs []string
	for _, files := range exports(posts) {
		dirs = append(dirs, files.export(t))
	}
	a := create(t)
	importInto(t, a, dirs...)
	// The pages of 15 and 16 without identity fit two rows: they stay alone.
	if n, _ := a.Count(); n != 22 {
		t.Errorf("%d articles, want 22", n)
	}
	ambiguous := 0
	for _, l := range articles(t, a) {
		for _, loss := range l.Record.Losses {
			if loss.Code == article.LossAmbiguous {
				ambiguous++
			}
		}
	}
	if ambiguous != 2 {
		t.Errorf("%d articles are ambiguous, want 2", ambiguous)
	}
	full := load(t, a, posts[7].id()).Record
	if len(full.Sources) != 5 || full.ReadMore != "https://example.com/"+posts[7].serial() || full.Author != "接口的作者" || full.Digest != "摘要 第7站" {
		t.Errorf("article 7: %d sources, read more %q, author %q, digest %q", len(full.Sources), full.ReadMore, full.Author, full.Digest)
	}
	if last := load(t, a, posts[19].id()); !strings.Contains(last.Body, "这是第 19 篇的正文") || last.Record.Author != "表里的作者" {
		t.Errorf("article 19: author %q, body %q", last.Record.Author, last.Body)
	}
	if changed := load(t, a, posts[3].id()); changed.Body != "<p>改过的正文。</p>" {
		t.Errorf("article 3: body %q", changed.Body)
	}
	if gone := load(t, a, posts[1].id()); !gone.Record.Deleted || !strings.Contains(gone.Body, "这是第 1 篇的正文") {
		t.Errorf("article 1: deleted %v, body %q", gone.Record.Deleted, gone.Body)
	}
}
