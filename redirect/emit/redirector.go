package emit

import (
	"bytes"
	"encoding/json"
	"fmt"

	"wxbackup/redirect"
)

// redirectorMost is how many rules the file holds, one an article. The
// extension tries each page that a reader opens against them one after the
// other, and compares each rule that it imports with all it has. In Node, 2,000
// rules take up to 1.5 ms a page and 0.4 s to compare; 10,000 take ten times
// as long a page, 9 s to compare, and 10 MB to keep.
const redirectorMost = 2000

// redirectorRule is a rule in the form in which the extension Redirector
// exports and imports it (github.com/einaregilsson/Redirector, js/redirect.js).
type redirectorRule struct {
	Description    string   `json:"description"`
	ExampleURL     string   `json:"exampleUrl"`
	ExampleResult  string   `json:"exampleResult"`
	Error          *string  `json:"error"`
	IncludePattern string   `json:"includePattern"`
	ExcludePattern string   `json:"excludePattern"`
	PatternDesc    string   `json:"patternDesc"`
	RedirectURL    string   `json:"redirectUrl"`
	PatternType    string   `json:"patternType"`
	ProcessMatches string   `json:"processMatches"`
	Disabled       bool     `json:"disabled"`
	Grouped        bool     `json:"grouped"`
	AppliesTo      []string `json:"appliesTo"`
}

// redirector writes the folder redirector: a file that the browser extension
// of that name imports, and a README.
func redirector(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	rules := onPlatform(m, "extension", &out)
	rules, twins := withoutTwins(rules, m.Held)
	out.unserved("the extension does not tell upper from lower case, and another address differs in nothing else", "userscript", twins)
	articles, rest := redirectorArticles(rules)
	out.unserved(fmt.Sprintf("the extension gets slow beyond %d rules; the latest articles have theirs", redirectorMost), "userscript", rest)
	data, err := redirectorFile(articles)
	if err != nil {
		return Output{}, err
	}
	readme, err := readme("redirector", m, map[string]any{"Served": len(articles), "Most": redirectorMost})
	if err != nil {
		return Output{}, err
	}
	out.Files = []File{{Name: "redirector/wxbackup-redirector.json", Data: data}, readme}
	return out, nil
}

// redirectorArticles brings the rules to each target together, and leaves out
// those of the first articles when there are too many: keys are sorted by
// account and message, so those are the oldest.
func redirectorArticles(rules []redirect.Rule) (articles [][]redirect.Rule, rest []redirect.Rule) {
	numbers := map[string]int{}
	for _, rule := range rules {
		n, known := numbers[rule.Target]
		if !known {
			n = len(articles)
			numbers[rule.Target] = n
			articles = append(articles, nil)
		}
		articles[n] = append(articles[n], rule)
	}
	for len(articles) > redirectorMost {
		rest = append(rest, articles[0]...)
		articles = articles[1:]
	}
	return articles, rest
}

func redirectorFile(articles [][]redirect.Rule) ([]byte, error) {
	file := struct {
		CreatedBy string           `json:"createdBy"`
		Redirects []redirectorRule `json:"redirects"`
	}{"wxbackup", []redirectorRule{}}
	for _, rules := range articles {
		file.Redirects = append(file.Redirects, newRedirectorRule(rules))
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(file); err != nil {
		return nil, fmt.Errorf("writing rules: %w", err)
	}
	return out.Bytes(), nil
}

func newRedirectorRule(rules []redirect.Rule) redirectorRule {
	target := rules[0].Target
	return redirectorRule{
		Description:    "wxbackup " + readable(target),
		ExampleURL:     platformAddress(rules[0].Source),
		ExampleResult:  target,
		IncludePattern: redirectorPattern(rules),
		ExcludePattern: redirectorPreview,
		RedirectURL:    target,
		PatternType:    "R",
		ProcessMatches: "noProcessing",
		AppliesTo:      []string{"main_frame"},
	}
}
