package serve

import (
	"net/http"

	"wxbackup/redirect"
	"wxbackup/redirect/table"
)

// answer is what is said to a request.
type answer struct {
	status   int
	location string
	// article is the number of the article at location, -1 for none.
	article int
}

// ask finds the answer to a request. Only what the table has leads anywhere.
func ask(t *table.Table, host, rawPath, query string) (answer, error) {
	var last redirect.Source
	for _, source := range redirect.Sources(host, rawPath, query) {
		found, ok, err := t.Lookup(source)
		if err != nil {
			return answer{}, err
		}
		if ok {
			return answer{found.Status(), found.Target, found.Article}, nil
		}
		last = source
	}
	status := http.StatusNotFound
	if biz := last.Key.Biz; biz != "" {
		gone, err := t.HasAccount(biz)
		if err != nil {
			return answer{}, err
		}
		if gone {
			status = http.StatusGone
		}
	}
	return answer{status, "", -1}, nil
}
