package article_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

func at(minute int) time.Time { return time.Date(2025, 6, 4, 18, minute, 0, 0, article.Zone) }

// full are comments as an interface tells them; told are the same without IDs,
// as pages with times do, bare without times too.
func full() []article.Comment {
	return []article.Comment{
		{ID: "11", Name: "甲", Text: "好", Time: at(1), Likes: 3},
		{ID: "12", Name: "乙", Text: "赞", Time: at(2), Place: "浙江", Replies: []article.Comment{
			{ID: "1", Name: "丙", Text: "是", Time: at(3), To: "乙"},
		}},
		{ID: "13", Name: "乙", Text: "赞", Time: at(5)},
	}
}

func without(list []article.Comment, forget func(c *article.Comment)) []article.Comment {
	var less []article.Comment
	for _, c := range list {
		forget(&c)
		c.Replies = without(c.Replies, forget)
		less = append(less, c)
	}
	return less
}

func told() []article.Comment {
	return without(full(), func(c *article.Comment) { c.ID = "" })
}

func bare() []article.Comment {
	return without(full(), func(c *article.Comment) { c.ID, c.Time, c.Likes = "", time.Time{}, 0 })
}

func TestCommentsOfSeveralExportsAreOne(t *testing.T) {
	lists := [][]article.Comment{full(), told(), bare(), full()[:1], bare()[1:], nil}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		r.Shuffle(len(lists), func(i, k int) { lists[i], lists[k] = lists[k], lists[i] })
		got := article.MergeComments(lists...)
		if diff := cmp.Diff(full(), got); diff != "" {
			t.Fatalf("comments (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(full(), article.MergeComments(got, lists[0])); diff != "" {
			t.Fatalf("merged again (-want +got):\n%s", diff)
		}
	}
	if n := article.CountComments(full()); n != 4 {
		t.Errorf("counts %d comments, want 4", n)
	}
}

func TestCommentsThatDifferStayApart(t *testing.T) {
	list := []article.Comment{
		{ID: "1", Name: "甲", Text: "好", Time: at(1)},
		{ID: "2", Name: "甲", Text: "好", Time: at(1)},
		{Name: "甲", Text: "好", Time: at(2)},
		{Name: "乙", Text: "好", Time: at(2)},
		{Name: "甲", Text: "坏", Time: at(2)},
		{Name: "丙", Text: "好"},
		{Name: "丙", Text: "好"},
		{Name: "丁", Text: "好"},
	}
	if got := article.MergeComments(list, list); len(got) != len(list) {
		t.Errorf("%d comments, want %d: %v", len(got), len(list), got)
	}
}

func TestEachExportAddsWhatItKnows(t *testing.T) {
	withBytes := article.Asset{URL: "https://wx.qlogo.cn/a", SHA256: "aa", Ext: ".png"}
	got := article.MergeComments(
		[]article.Comment{{Name: "甲", Text: "好", Place: "浙江", Avatar: article.Asset{URL: "https://wx.qlogo.cn/a"}, Author: true}},
		[]article.Comment{{ID: "1", Name: "甲", Text: "好", Time: at(1), Likes: 9, AuthorLiked: true, Hidden: true}},
		[]article.Comment{{Name: "甲", Text: "好", Time: at(1), Likes: 7, Top: true, Deleted: true, Avatar: withBytes, Pictures: []article.Asset{withBytes}}},
	)
	want := []article.Comment{{
		ID: "1", Name: "甲", Text: "好", Time: at(1), Place: "浙江", Likes: 9, Author: true, AuthorLiked: true, Top: true,
		Deleted: true, Hidden: true, Avatar: withBytes, Pictures: []article.Asset{withBytes},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comment (-want +got):\n%s", diff)
	}
	count := 0
	article.EachPicture([]article.Comment{{Replies: got}}, func(*article.Asset) { count++ })
	if count != 2 {
		t.Errorf("%d pictures, want 2", count)
	}
}

func TestMergingIsTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		lists := make([][]article.Comment, 4)
		for i := range lists {
			for range r.IntN(6) {
				// An export tells of all comments the same, with times or without.
				c := article.Comment{Name: fmt.Sprint(r.IntN(3)), Text: "x", Likes: r.IntN(9)}
				if i > 0 {
					c.Time = at(r.IntN(3))
				}
				if i > 1 {
					c.ID = fmt.Sprint(c.Name, c.Time.Minute())
				}
				lists[i] = append(lists[i], c)
			}
		}
		want := article.MergeComments(lists...)
		got := article.MergeComments(lists[3], lists[1], lists[2], lists[0])
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want, article.MergeComments(append(lists, lists...)...)); diff != "" {
			t.Fatalf("all twice (-want +got):\n%s", diff)
		}
	}
}

func number(n int) *int { return &n }

func TestFiguresAreAUnionByDay(t *testing.T) {
	morning := article.Figures{Taken: at(1), Reads: number(10), Likes: number(3)}
	evening := article.Figures{Taken: at(50), Reads: number(12), Shares: number(1)}
	next := article.Figures{Taken: at(1).AddDate(0, 0, 1), Reads: number(20)}
	undated := article.Figures{Reads: number(15)}
	want := []article.Figures{undated, {Taken: at(50), Reads: number(12), Likes: number(3), Shares: number(1)}, next}
	for _, lists := range [][][]article.Figures{{{morning}, {evening}, {next}, {undated}}, {{undated, next}, {evening, morning}}, {want, {morning}}} {
		if diff := cmp.Diff(want, article.MergeFigures(lists...)); diff != "" {
			t.Errorf("figures (-want +got):\n%s", diff)
		}
	}
	if *morning.Reads != 10 || morning.Shares != nil {
		t.Errorf("merging changed what was merged: %v", morning)
	}
	if got := article.LatestFigures(want); !cmp.Equal(got, next) {
		t.Errorf("latest are %v", got)
	}
}

func TestZeroIsNotFetched(t *testing.T) {
	if got := article.Counted(article.Figures{Reads: number(0), Likes: number(0)}); got != nil {
		t.Errorf("zeros are figures: %v", got)
	}
	got := article.Counted(article.Figures{Reads: number(7), Likes: number(0)})
	if diff := cmp.Diff([]article.Figures{{Reads: number(7)}}, got); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}
