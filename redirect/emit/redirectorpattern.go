package emit

import (
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// The extension compiles patterns as JavaScript's regular expressions without
// regard to case, and a group would put text of the request into the target:
// no pattern has a capturing one. A parameter counts where its name first has a
// value. Letters and digits that are percent-encoded are not read: nobody
// encodes them.
const (
	redirectorSep = `(?:[?&]|\\x26)(?:amp;)*`
	redirectorEnd = `(?:&|\\x26|#|$)`
	// redirectorPreview matches addresses that name no article for good.
	redirectorPreview = redirectorSep + `(?:tempkey=[^&#\\]|preview=1` + redirectorEnd + `)`
)

// redirectorPattern matches the addresses of all sources of one article.
func redirectorPattern(rules []redirect.Rule) string {
	forms := make([]string, len(rules))
	for i, rule := range rules {
		forms[i] = redirectorForm(rule.Source)
	}
	return `^https?://mp\.weixin\.qq\.com/(?:` + strings.Join(forms, "|") + `)`
}

func redirectorForm(s redirect.Source) string {
	if s.Kind() == redirect.Short {
		return `s/` + s.ShortID + `/*(?:[?#]|$)`
	}
	idx := redirectorParam("idx|itemidx", fmt.Sprintf("0*%d", s.Key.Idx))
	if s.Key.Idx == 1 {
		idx = `(?:` + idx + `|(?!` + redirectorGiven("idx|itemidx") + `))`
	}
	// The number of the message comes first: it fails soonest.
	return `(?:s|mp/appmsg/show|mp/rumor|mp/show_refutation)/*(?=\?)` +
		redirectorParam("mid|appmsgid", fmt.Sprintf("0*%d", s.Key.Mid)) + redirectorParam("__biz", bizValue(s.Key.Biz)) + idx
}

// redirectorParam looks ahead for a value at the first place where one of the
// names has one.
func redirectorParam(names, value string) string {
	return `(?=(?:(?!` + redirectorSep + `(?:` + names + `)=[^&#\\]).)*` + redirectorSep + `(?:` + names + `)=` + value + redirectorEnd + `)`
}

func redirectorGiven(names string) string {
	return `.*` + redirectorSep + `(?:` + names + `)=[^&#\\]`
}

// withoutTwins parts the rules from those whose sources differ in case only
// from one that leads elsewhere, or nowhere.
func withoutTwins(rules []redirect.Rule, held []redirect.Source) (kept, twins []redirect.Rule) {
	targets := map[string]string{}
	mixed := map[string]bool{}
	for _, source := range held {
		targets[strings.ToLower(source.String())] = ""
	}
	for _, rule := range rules {
		folded := strings.ToLower(rule.Source.String())
		if other, known := targets[folded]; known && other != rule.Target {
			mixed[folded] = true
		}
		targets[folded] = rule.Target
	}
	for _, rule := range rules {
		if mixed[strings.ToLower(rule.Source.String())] {
			twins = append(twins, rule)
		} else {
			kept = append(kept, rule)
		}
	}
	return kept, twins
}
