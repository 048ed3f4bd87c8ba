package emit

import (
	"encoding/json"
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// userscript writes the folder userscript: one script for the extensions that
// run scripts of their user's, which reads addresses with the same source as
// the resolver and asks no network.
func userscript(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	served := onPlatform(m, "userscript", &out)
	table, err := newUserscriptTable(m, served)
	if err != nil {
		return Output{}, err
	}
	script, err := resolverScript("const tableText = "+jsQuote(table), "address.js", "userscript.js")
	if err != nil {
		return Output{}, err
	}
	readme, err := readme("userscript", m, map[string]any{"Served": len(served)})
	if err != nil {
		return Output{}, err
	}
	out.Files = []File{
		{Name: "userscript/wxbackup.user.js", Data: []byte(fmt.Sprintf(userscriptHead, len(served)) + script)},
		readme,
	}
	return out, nil
}

// userscriptHead is what Greasemonkey, Tampermonkey, Violentmonkey and
// ScriptCat all read. The version grows with the archive. The script needs
// nothing of the page, so it asks to be kept apart from it where that can be
// asked: the policy of the page then does not matter.
const userscriptHead = `// ==UserScript==
// @name         wxbackup: old articles at their new address
// @name:zh-CN   wxbackup：旧文章跳转到新地址
// @namespace    wxbackup
// @version      1.%d
// @description  Leads from articles on mp.weixin.qq.com that have moved to their new address
// @description:zh-CN  打开已搬家的公众号文章时，跳转到它的新地址
// @match        *://mp.weixin.qq.com/s*
// @match        *://mp.weixin.qq.com/mp/appmsg/show*
// @match        *://mp.weixin.qq.com/mp/rumor*
// @match        *://mp.weixin.qq.com/mp/show_refutation*
// @match        *://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha*
// @run-at       document-start
// @inject-into  content
// @grant        none
// @noframes
// ==/UserScript==

`

// onPlatform are the rules that a reader's browser can follow on the platform's
// own host; the others are told as not served.
func onPlatform(m redirect.Map, format string, out *Output) []redirect.Rule {
	var served, own, gone, relative []redirect.Rule
	for _, rule := range m.Rules {
		switch kind := rule.Source.Kind(); {
		case kind != redirect.Long && kind != redirect.Short:
			own = append(own, rule)
		case rule.Target == "":
			gone = append(gone, rule)
		case strings.HasPrefix(rule.Target, "/"):
			relative = append(relative, rule)
		default:
			served = append(served, rule)
		}
	}
	out.unserved("the "+format+" acts on mp.weixin.qq.com only, not on hosts of your own", "resolver", own)
	out.unserved("the "+format+" can lead to a page, but not say that one is gone", "resolver", gone)
	out.unserved("the address of the site is not known, and a path on mp.weixin.qq.com leads nowhere: publish with --base-url", "", relative)
	return served
}

// userscriptTable is what the script looks into.
type userscriptTable struct {
	Origin  string                    `json:"origin"`
	Targets []string                  `json:"targets"`
	Keys    map[string]map[string]int `json:"keys"`
	IDs     map[string]int            `json:"ids"`
}

// newUserscriptTable is the table as JSON, which has the keys of objects
// sorted.
func newUserscriptTable(m redirect.Map, rules []redirect.Rule) (string, error) {
	table := userscriptTable{Origin: m.Origin, Targets: []string{}, Keys: map[string]map[string]int{}, IDs: map[string]int{}}
	numbers := map[string]int{}
	for _, rule := range rules {
		n, known := numbers[rule.Target]
		if !known {
			n = len(table.Targets)
			numbers[rule.Target] = n
			table.Targets = append(table.Targets, shortTarget(m, rule.Target))
		}
		table.add(rule.Source, n)
	}
	data, err := json.Marshal(table)
	if err != nil {
		return "", fmt.Errorf("writing table: %w", err)
	}
	return string(data), nil
}

func (t *userscriptTable) add(s redirect.Source, target int) {
	if s.Kind() == redirect.Short {
		t.IDs[s.ShortID] = target
		return
	}
	if t.Keys[s.Key.Biz] == nil {
		t.Keys[s.Key.Biz] = map[string]int{}
	}
	t.Keys[s.Key.Biz][fmt.Sprintf("%d:%d", s.Key.Mid, s.Key.Idx)] = target
}

// jsQuote makes a string literal of JSON, in which no line ends.
func jsQuote(json string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(json) + "'"
}
