package article

import (
	"slices"
	"time"
)

// Figures are how often an article was read, liked and so on, as an export
// found them. What it does not say is nil: most tools write 0 for what they did
// not fetch.
type Figures struct {
	// Taken is when the export was made, in Zone; zero when it does not say.
	Taken time.Time `json:"taken,omitzero"`
	Reads *int      `json:"reads,omitempty"`
	// Likes are 点赞, Recommends 喜欢, once called 在看 and now 推荐.
	Likes      *int `json:"likes,omitempty"`
	Shares     *int `json:"shares,omitempty"`
	Recommends *int `json:"recommends,omitempty"`
	Comments   *int `json:"comments,omitempty"`
}

// IsZero reports whether nothing is said.
func (f Figures) IsZero() bool {
	return f.Reads == nil && f.Likes == nil && f.Shares == nil && f.Recommends == nil && f.Comments == nil
}

// Counted are figures with those of the counts that are more than 0; nil where
// none is. Tools write 0 for what they did not fetch.
func Counted(f Figures) []Figures {
	for _, count := range f.counts() {
		if *count != nil && **count <= 0 {
			*count = nil
		}
	}
	if f.IsZero() {
		return nil
	}
	return []Figures{f}
}

func (f *Figures) counts() []**int {
	return []**int{&f.Reads, &f.Likes, &f.Shares, &f.Recommends, &f.Comments}
}

// MergeFigures is the union of figures, one for each day, the first day first;
// before them stand those of which no export tells the day. Counts grow, so
// that of one day the largest are kept.
func MergeFigures(lists ...[]Figures) []Figures {
	byDay := map[string]Figures{}
	for _, f := range slices.Concat(lists...) {
		day := f.day()
		byDay[day] = larger(byDay[day], f)
	}
	var all []Figures
	for _, f := range byDay {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Figures) int { return a.Taken.Compare(b.Taken) })
	return all
}

func (f Figures) day() string {
	if f.Taken.IsZero() {
		return ""
	}
	return f.Taken.In(Zone).Format(time.DateOnly)
}

// larger are the largest of the counts of two, which it leaves as they are.
func larger(a, b Figures) Figures {
	if b.Taken.After(a.Taken) {
		a.Taken = b.Taken
	}
	mine, theirs := a.counts(), b.counts()
	for i := range mine {
		if *mine[i] == nil || *theirs[i] != nil && **theirs[i] > **mine[i] {
			*mine[i] = *theirs[i]
		}
	}
	return a
}

// LatestFigures are the last figures whose day is known, else those without a
// day; zero for none.
func LatestFigures(list []Figures) Figures {
	if len(list) == 0 {
		return Figures{}
	}
	return slices.MaxFunc(list, func(a, b Figures) int { return a.Taken.Compare(b.Taken) })
}
