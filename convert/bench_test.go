package convert_test

import (
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert"
	"wxbackup/convert/fidelity"
	"wxbackup/convert/page"
)

// BenchmarkReadRawBodies is the self-check's reading of the pages' own bodies,
// which every import pays for.
func BenchmarkReadRawBodies(b *testing.B) {
	var bodies []*html.Node
	eachPage(b, corpus(b), func(_ string, src []byte) {
		if p, err := page.Parse(src); err == nil {
			bodies = append(bodies, p.Body)
		}
	})
	for b.Loop() {
		for _, body := range bodies {
			fidelity.Raw(body)
		}
	}
	perPage(b, len(bodies))
}

// BenchmarkReadMarkdown is its reading of what was written.
func BenchmarkReadMarkdown(b *testing.B) {
	converter := convert.New()
	var texts [][]byte
	eachPage(b, corpus(b), func(_ string, src []byte) {
		d, err := converter.Read(src)
		if err != nil {
			return
		}
		if text, err := converter.Markdown(d, destination); err == nil {
			texts = append(texts, text)
		}
	})
	reader := fidelity.NewReader()
	for b.Loop() {
		for _, text := range texts {
			reader.Markdown(text)
		}
	}
	perPage(b, len(texts))
}

func perPage(b *testing.B, pages int) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*pages), "µs/page")
}
