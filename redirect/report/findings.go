package report

import (
	"cmp"
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// maxRows is how many rows of a finding the page shows; --json has all.
const maxRows = 500

// finding is one sort of trouble: what it means, what to do, and where.
type finding struct {
	ID     string
	Name   text
	Advice text
	Heads  []text
	Rows   [][]string
	// All counts the rows, More those that are not shown.
	All, More int
}

var (
	oldAddress = text{"旧地址", "Old address"}
	newAddress = text{"新地址", "New address"}
	articleID  = text{"文章", "Article"}
	listRow    = text{"清单中的行", "Row of your list"}
)

// findings are all sorts in the order of their weight, also those that did not
// occur.
func findings(r redirect.Report) []finding {
	return []finding{
		conflicts(r), loops(r), strange(r), unpublished(r), taken(r), nameless(r), unseen(r), unusable(r), chains(r), caseTwins(r),
	}
}

func found(id string, name, advice text, heads []text, rows [][]string) finding {
	f := finding{ID: id, Name: name, Advice: advice, Heads: heads, Rows: rows, All: len(rows)}
	if f.All > maxRows {
		f.Rows, f.More = rows[:maxRows], f.All-maxRows
	}
	return f
}

func rowsOf[T any](list []T, row func(T) []string) [][]string {
	rows := make([][]string, len(list))
	for i, item := range list {
		rows[i] = row(item)
	}
	return rows
}

// place is where a row stands in the owner's lists, and what it says.
func place(r redirect.Row) string {
	return fmt.Sprintf("%s:%d  %s", r.File, r.Line, strings.Join(r.Cells, ","))
}

func conflicts(r redirect.Report) finding {
	return found("conflicts", text{"归属不明的地址", "Claimed by several"}, text{
		"多篇文章都用过这个地址，为避免把读者带错，没有为它写规则。请在清单中写明它该去哪里，再用 wxbackup redirect --legacy 清单.csv 重新生成。",
		"Several articles claim the address; it has no rule, since the wrong article is worse than none. Say in a list where it leads, and run wxbackup redirect --legacy LIST.csv.",
	}, []text{oldAddress, {"声称拥有者", "Claimed by"}}, rowsOf(r.Conflicts, func(c redirect.Conflict) []string {
		return []string{c.Source.String(), strings.Join(c.Claims, " · ")}
	}))
}

func loops(r redirect.Report) finding {
	return found("loops", text{"循环跳转", "Lead back to themselves"}, text{
		"按您的清单，这个地址最后又回到它自己，因此没有规则。请在清单中改正新地址。",
		"By your list the address leads back to itself, so it has no rule. Correct the new address in the list.",
	}, []text{oldAddress, {"经过", "By way of"}}, rowsOf(r.Loops, func(l redirect.Loop) []string {
		return []string{l.Source.String(), l.Target}
	}))
}

func strange(r redirect.Report) finding {
	return found("strange", text{"无法使用的行", "Rows that cannot be used"}, text{
		"清单中的这些行没有被采用。请按所写的原因改正，再运行一次。",
		"These rows of your lists were left out. Correct them as the reason says, and run the command again.",
	}, []text{listRow, {"原因", "Reason"}}, rowsOf(r.Strange, func(s redirect.Strange) []string {
		return []string{place(s.Row), s.Reason}
	}))
}

func unpublished(r redirect.Report) finding {
	return found("unpublished", text{"尚未发布的文章", "Articles without a page"}, text{
		"这些文章在网站上没有页面，读者无处可去。请先发布，例如 wxbackup publish --site hugo，再重新生成规则。",
		"The site has no page of these articles, so there is nowhere to send readers. Publish them first, for example with wxbackup publish --site hugo, then write the rules again.",
	}, []text{articleID}, rowsOf(r.Unpublished, one))
}

func one(id string) []string { return []string{id} }

func taken(r redirect.Report) finding {
	return found("taken", text{"已被新页面占用的地址", "Addresses that are pages now"}, text{
		"网站现在在这个地址上有另一个页面。该页面保持可用，旧文章不再能从这里到达。如果读者还需要它，请给其中一个页面换一个路径。",
		"The site has another page at the address now. That page stays, and the old article cannot be reached from here. If readers still need it, give one of the two another path.",
	}, []text{oldAddress, {"旧文章", "Article before"}, {"现在的页面", "Page now"}}, rowsOf(r.Taken, func(t redirect.Taken) []string {
		return []string{t.Source.String(), t.ID, cmp.Or(t.Now, "另一个公众号 another account")}
	}))
}

func nameless(r redirect.Report) finding {
	return found("nameless", text{"没有已知旧地址的文章", "Articles without an old address"}, text{
		"导出文件中没有这些文章的微信地址，因此无法从旧地址跳转。如果您知道它的短链接（例如在浏览器历史或别人的转载中），请写进清单：wxbackup redirect --alias 清单.csv。",
		"No WeChat address of these articles is known, so nothing can lead to them. If you know a short address, from a browser's history or a quotation, name it in a list: wxbackup redirect --alias LIST.csv.",
	}, []text{articleID}, rowsOf(r.Nameless, one))
}

func unseen(r redirect.Report) finding {
	return found("unseen", text{"目标不是已发布的页面", "Targets that were not published"}, text{
		"清单指向您网站上的一个地址，但发布时那里没有页面。如果那是您自己做的页面，就没有问题；否则请改正清单。",
		"Your list leads to an address of the site at which nothing was published. That is fine for a page of your own; else correct the list.",
	}, []text{listRow, newAddress}, rowsOf(r.Unseen, func(u redirect.Unseen) []string {
		return []string{place(u.Row), u.Target}
	}))
}

func unusable(r redirect.Report) finding {
	return found("unusable", text{"无法写规则的旧路径", "Former paths without a rule"}, text{
		"这样的路径（首页、微信的页面名、含控制字符的路径）不能有规则，否则会挡住别的页面。一般无需处理。",
		"No rule can stand for such a path (the front page, a page name of WeChat, control characters) without hiding other pages. There is nothing to do as a rule.",
	}, []text{{"旧路径", "Former path"}, articleID}, rowsOf(r.Unusable, func(f redirect.FormerPath) []string {
		return []string{fmt.Sprintf("%q", f.Path), f.ID}
	}))
}

func chains(r redirect.Report) finding {
	return found("chains", text{"已缩短的连续跳转", "Chains that were cut short"}, text{
		"清单指向的地址本身也是旧地址。规则已直接指向最终页面，无需处理。",
		"Your list leads to an address that is an old one itself. The rule leads to the end at once; there is nothing to do.",
	}, []text{oldAddress, {"原本经过", "By way of"}, newAddress}, rowsOf(r.Chains, func(c redirect.Chain) []string {
		return []string{c.Source.String(), c.Via, c.Target}
	}))
}

func caseTwins(r redirect.Report) finding {
	return found("case-twins", text{"只有大小写不同的地址", "Addresses that differ in case only"}, text{
		"它们各有自己的规则，服务器上不会混淆。但 Windows 和 macOS 的磁盘不区分大小写：请不要在这样的磁盘上保存以它们命名的文件。",
		"Each has its own rule, and servers keep them apart. Disks of Windows and macOS do not: keep no files named for them on such a disk.",
	}, []text{{"地址", "Addresses"}}, rowsOf(r.CaseTwins, func(twins []string) []string {
		return []string{strings.Join(twins, "  ·  ")}
	}))
}
