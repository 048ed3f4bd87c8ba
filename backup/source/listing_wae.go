package source

import (
	"encoding/json"
	"path"
	"strconv"
	"strings"
)

// The lists of wechat-article-exporter. 微信公众号文章.json is an array of what
// the platform's back office says of each article (aid, appmsgid, itemidx, …),
// with fakeid and _accountName added; 微信公众号文章.xlsx is a table of the
// same, also saved as CSV, whose headers are Chinese. Its list of accounts says
// what it is in "usefor".

func isWAEAccounts(name string, head []byte) bool {
	text := jsonHead(head)
	return path.Ext(name) == ".json" && strings.HasPrefix(text, "{") &&
		hasKey(text, "usefor") && strings.Contains(text, `"wechat-article-exporter"`)
}

func passWAEAccounts(*blob, string, emitter) error {
	return passedOver("list of accounts, names no article")
}

func isWAEList(name string, head []byte) bool {
	text, isArray := strings.CutPrefix(jsonHead(head), "[")
	if path.Ext(name) != ".json" || !isArray || !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "{") {
		return false
	}
	return strings.HasPrefix(name, "微信公众号文章") || hasKey(text, "aid", "appmsgid", "itemidx", "fakeid", "_accountName")
}

func readWAEList(f *blob, _ string, emit emitter) error {
	return eachValue(f, func(n int, value json.RawMessage) error {
		return emit(strconv.Itoa(n), value)
	})
}

// waeColumns are enough to know the table by: no other has all of them.
var waeColumns = []string{"公众号", "链接", "标题", "创建时间", "发布时间", "是否原创", "文章类型", "所属合集"}

func isWAETable(name string, head []byte) bool {
	return hasColumns(headerOf(name, head), waeColumns...)
}

func readWAEWorkbook(f *blob, _ string, emit emitter) error {
	found := false
	err := eachSheet(f, func(prefix string, next nextRow) error {
		header, err := next()
		if err != nil {
			return atEnd(err)
		}
		names := columnNames(header)
		if !hasColumns(names, waeColumns...) {
			return nil
		}
		found = true
		return emitRows(names, next, prefix, emit)
	})
	if err == nil && !found {
		return errOther
	}
	return err
}
