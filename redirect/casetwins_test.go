package redirect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCaseTwinsAreFoundAmongMany(t *testing.T) {
	in := Input{Articles: []Article{{ID: "a", Path: "/a/", ShortIDs: []string{short1, short2, strings.ToUpper(short2)}}}}
	for i := range 500 {
		in.Articles[0].ShortIDs = append(in.Articles[0].ShortIDs, fmt.Sprintf("Short-%016d", i))
		in.Former = append(in.Former, FormerPath{ID: "a", Path: fmt.Sprintf("/Page/%d/", i)})
	}
	// The sign for ohm is an omega in lower case.
	in.Former = append(in.Former, FormerPath{ID: "a", Path: "/page/7"}, FormerPath{ID: "a", Path: "/\u2126"}, FormerPath{ID: "a", Path: "/\u03c9"})
	_, report, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"/Page/7", "/page/7"}, {"/\u03c9", "/\u2126"}, {strings.ToUpper(short2), short1, short2}}
	if diff := cmp.Diff(want, report.CaseTwins); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
