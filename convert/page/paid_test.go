package page

import (
	"strings"
	"testing"

	"wxbackup/article"
)

func TestPaid(t *testing.T) {
	const (
		text   = "<p>前言写到这里，往下要付费才能读到，前言至少要有二十个字。</p>"
		marker = `<p class="js_pay_preview_filter"><mp-pay-preview-filter data-offset="1"></mp-pay-preview-filter></p>`
		sold   = `<script>var isPaySubscribe = '1' * 1;</script>`
	)
	paidFor := func(value string) string { return `<script>var isPaid = '` + value + `' * 1;</script>` }
	tests := []struct {
		name, body, page string
		paid, truncated  bool
	}{
		{"not sold", text, "", false, false},
		{"not sold, as every page says it", text, `<script>var isPaySubscribe = '0' * 1; var isPaid = '0' * 1;</script>`, false, false},
		{"marker alone", text + marker, "", true, true},
		{"sold and not paid for", text, sold + paidFor("0"), true, true},
		{"sold and paid for", text, sold + paidFor("1"), true, false},
		{"paid for, the marker still there", text + marker, sold + paidFor("1"), true, false},
		{"sold, and no word of payment", text, sold, true, false},
		{"sold by the other variable", text, `<script>var is_pay_subscribe = "1" * 1;</script>` + paidFor("0"), true, true},
		{"not paid for by the data", text, sold + `<script>window.cgiDataNew = { user_info: { is_paid: '0' * 1 } };</script>`, true, true},
		{"paid for by the data alone", text, sold + paidFor("0") + `<script>window.cgiDataNew = { user_info: { is_paid: '1' * 1 } };</script>`, true, false},
		{"sold by its tag", text, `<span class="pay__tag">付费</span>`, true, false},
		{"preface shown", text, `<div class="pay__summary-content">前言</div>`, true, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := mustParse(t, odd("", `<div id="js_content">`+test.body+`</div>`+test.page))
			if p.Article.Paid != test.paid || p.Article.Truncated != test.truncated || hasLoss(p, article.LossTruncated) != test.truncated {
				t.Errorf("paid %v, truncated %v, losses %v", p.Article.Paid, p.Article.Truncated, p.Article.Losses)
			}
		})
	}
}

func TestPrefaceStandsInThePreviewOnce(t *testing.T) {
	for preface, want := range map[string]int{"免费的第一句": 1, "另一句前言": 1} {
		p := mustParse(t, odd("", `<div class="pay__summary-content">`+preface+`</div><div id="js_content"><p>免费的第一句，后面的要付费才能读到，一共二十个字以上。</p></div>`))
		if got := strings.Count(textOf(p.Body), preface); got != want {
			t.Errorf("preface %q stands there %d times", preface, got)
		}
	}
}

func TestPriceTagIsNoTitle(t *testing.T) {
	for heading, want := range map[string]string{
		`<span class="js_title_inner">题<span class="pay__tag">付费</span></span>`:  "题",
		`<span class="js_title_inner">题</span> <span class="pay__tag">付费</span>`: "题",
		`题<span class="x pay__tag">付费</span>`:                                    "题",
		`谈付费`: "谈付费",
	} {
		src := `<html><body><h1 id="activity-name">` + heading + `</h1>` + body + `</body></html>`
		if got := mustParse(t, src).Article.Title; got != want {
			t.Errorf("%s: title %q, want %q", heading, got, want)
		}
	}
}
