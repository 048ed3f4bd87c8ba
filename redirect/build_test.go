package redirect

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wxbackup/article"
)

const (
	biz      = "MzA5OTk5OTk5OQ"
	otherBiz = "MzI5OTk5OTk5OQ"
	short1   = "AbCdEfGhIjKlMnOpQrStUv"
	short2   = "abcdefghijklmnopqrstuv"
	short3   = "0123456789-_0123456789"
)

func key(mid, idx uint64) article.Key { return article.Key{Biz: biz, Mid: mid, Idx: idx} }

func keySource(mid, idx uint64) Source { return Source{Key: key(mid, idx)} }

// troubled is an archive in which everything goes wrong once.
func troubled() Input {
	return Input{
		BaseURL: "https://example.com/blog/",
		Articles: []Article{
			{ID: "a", Keys: []article.Key{key(2650000001, 1), key(2650000001, 1), key(2650000002, 3)}, ShortIDs: []string{short1}, Path: "/posts/中文 标题/"},
			{ID: "b", Keys: []article.Key{key(2650000001, 2)}, ShortIDs: []string{short2, short3}, Path: "/posts/b/"},
			{ID: "c", Keys: []article.Key{key(9, 1)}, ShortIDs: []string{short3}, Path: "/posts/c/"},
			{ID: "unpublished", Keys: []article.Key{{Biz: otherBiz, Mid: 7, Idx: 1}}},
			{ID: "sha256-0011223344556677", Path: "/posts/nameless/"},
		},
		Former: []FormerPath{
			{ID: "a", Path: "/posts/旧/"},
			{ID: "a", Path: "/posts/both/"},
			{ID: "b", Path: "/posts/both"},
			{ID: "b", Path: "/posts/c/"},
			{ID: "c", Path: "/posts/c/"},
			{ID: "c", Path: "//evil.example/../c\"};"},
			{ID: "c", Path: "/line\nbreak/"},
			{ID: "unpublished", Path: "/posts/was-there/"},
		},
	}
}

func TestBuildGivesRulesToUndoubtedSourcesOnly(t *testing.T) {
	got, _, err := Build(troubled())
	if err != nil {
		t.Fatal(err)
	}
	const a = "https://example.com/blog/posts/%E4%B8%AD%E6%96%87%20%E6%A0%87%E9%A2%98/"
	want := Map{
		Origin: "https://example.com",
		Rules: []Rule{
			{keySource(9, 1), "https://example.com/blog/posts/c/", "c"},
			{keySource(2650000001, 1), a, "a"},
			{keySource(2650000001, 2), "https://example.com/blog/posts/b/", "b"},
			{keySource(2650000002, 3), a, "a"},
			{Source{ShortID: short1}, a, "a"},
			{Source{ShortID: short2}, "https://example.com/blog/posts/b/", "b"},
			{Source{Path: "/blog/c\"};"}, "https://example.com/blog/posts/c/", "c"},
			{Source{Path: "/blog/posts/旧"}, a, "a"},
		},
		Accounts: []string{biz},
		Held: []Source{
			{Key: article.Key{Biz: otherBiz, Mid: 7, Idx: 1}},
			{ShortID: short3},
			{Path: "/blog/posts/both"},
			{Path: "/blog/posts/was-there"},
		},
		Live: []string{"/blog/posts/b", "/blog/posts/c", "/blog/posts/nameless", "/blog/posts/中文 标题"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("map differs (-want +got):\n%s", diff)
	}
}

func TestBuildReportsEverySourceWithoutRule(t *testing.T) {
	_, got, err := Build(troubled())
	if err != nil {
		t.Fatal(err)
	}
	want := Report{
		Unpublished: []string{"unpublished"},
		Nameless:    []string{"sha256-0011223344556677"},
		Conflicts: []Conflict{
			{Source{ShortID: short3}, []string{"b", "c"}},
			{Source{Path: "/blog/posts/both"}, []string{"a", "b"}},
		},
		Taken:     []Taken{{Source{Path: "/blog/posts/c"}, "b", "c"}},
		CaseTwins: [][]string{{short1, short2}},
		Unusable:  []FormerPath{{ID: "c", Path: "/line\nbreak/"}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("report differs (-want +got):\n%s", diff)
	}
}

func TestBuildDoesNotDependOnOrder(t *testing.T) {
	wantMap, wantReport, err := Build(troubled())
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(50) {
		in, random := troubled(), rand.New(rand.NewPCG(seed, 1))
		random.Shuffle(len(in.Articles), func(i, j int) { in.Articles[i], in.Articles[j] = in.Articles[j], in.Articles[i] })
		random.Shuffle(len(in.Former), func(i, j int) { in.Former[i], in.Former[j] = in.Former[j], in.Former[i] })
		gotMap, gotReport, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wantMap, gotMap) + cmp.Diff(wantReport, gotReport); diff != "" {
			t.Fatalf("seed %d gives another result:\n%s", seed, diff)
		}
	}
}

// A site may keep WeChat's own short addresses; a rule from a page to itself
// would never end.
func TestBuildNeverRedirectsAPageOfTheSite(t *testing.T) {
	in := Input{Articles: []Article{
		{ID: "a", Keys: []article.Key{key(1, 1)}, ShortIDs: []string{short1}, Path: "/s/" + short1 + "/"},
		{ID: "b", ShortIDs: []string{short2}, Path: "/s/" + short3 + "/"},
		{ID: "c", ShortIDs: []string{short3}, Path: "/c/"},
	}}
	got, report, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []Rule{{keySource(1, 1), "/s/" + short1 + "/", "a"}, {Source{ShortID: short2}, "/s/" + short3 + "/", "b"}}
	if diff := cmp.Diff(want, got.Rules); diff != "" {
		t.Errorf("rules differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Taken{{Source{ShortID: short3}, "c", "b"}}, report.Taken); diff != "" {
		t.Errorf("taken differ (-want +got):\n%s", diff)
	}
}

func TestBuildHoldsASourceThatAnUnpublishedArticleClaimsToo(t *testing.T) {
	got, report, err := Build(Input{Articles: []Article{
		{ID: "a", ShortIDs: []string{short1}, Path: "/a/"},
		{ID: "b", ShortIDs: []string{short1}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rules) != 0 || !slices.Equal(got.Held, []Source{{ShortID: short1}}) {
		t.Errorf("rules %v, held %v; want the short id held", got.Rules, got.Held)
	}
	if len(report.Conflicts) != 1 {
		t.Errorf("conflicts %v, want one", report.Conflicts)
	}
}

func TestBuildFailsForABaseURLThatIsNoSite(t *testing.T) {
	if _, _, err := Build(Input{BaseURL: "ftp://example.com/"}); !errors.Is(err, ErrBaseURL) {
		t.Errorf("got %v, want ErrBaseURL", err)
	}
}
