package publish

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestAssignNumbersCollisions(t *testing.T) {
	for _, c := range []struct {
		about    string
		wishes   []wish
		reserved []string
		want     []string
	}{
		{"no collision", []wish{{base: "a"}, {base: "b"}}, nil, []string{"a", "b"}},
		{"the first keeps its wish", []wish{{base: "a"}, {base: "a"}, {base: "a"}}, nil, []string{"a", "a-2", "a-3"}},
		{"letter case does not count", []wish{{base: "Go"}, {base: "go"}, {base: "GO"}}, nil, []string{"Go", "go-2", "GO-3"}},
		{"a numbered wish is taken", []wish{{base: "a-2"}, {base: "a"}, {base: "a"}}, nil, []string{"a-2", "a", "a-3"}},
		{"reserved names", []wish{{base: "/tags"}}, []string{"/Tags"}, []string{"/tags-2"}},
		{"what was published stays", []wish{{base: "a"}, {base: "a", before: "a"}}, nil, []string{"a-2", "a"}},
		{"numbers that were published stay", []wish{{base: "a", before: "a-3"}, {base: "a"}}, nil, []string{"a-3", "a"}},
		{"another base is no claim", []wish{{base: "b", before: "a"}, {base: "a"}}, nil, []string{"b", "a"}},
		{"the same past claimed twice", []wish{{base: "a", before: "a"}, {base: "a", before: "a"}}, nil, []string{"a", "a-2"}},
		{"odd numbers are no number", []wish{{base: "a", before: "a-02"}, {base: "a", before: "a-1"}}, nil, []string{"a", "a-2"}},
	} {
		if got := assign(c.wishes, c.reserved...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

// Whatever is wished for: no name twice, every name comes of its wish, and a
// second publish, however the order changed, moves nothing.
func TestAssignIsUniqueAndStable(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		wishes := make([]wish, 1+random.IntN(20))
		for i := range wishes {
			wishes[i].base = []string{"a", "A", "a-2", "b", "a-2-2"}[random.IntN(5)]
		}
		names := assign(wishes)
		seen := map[string]bool{}
		for i, name := range names {
			if fold := strings.ToLower(name); seen[fold] || !comesOf(name, wishes[i].base) {
				t.Fatalf("wishes %v get %q", wishes, names)
			}
			seen[strings.ToLower(name)] = true
			wishes[i].before = name
		}
		order := random.Perm(len(wishes))
		shuffled := make([]wish, 0, len(wishes)+1)
		for _, i := range order {
			shuffled = append(shuffled, wishes[i])
		}
		again := assign(append([]wish{{base: "a"}}, shuffled...))
		for k, i := range order {
			if again[k+1] != names[i] {
				t.Fatalf("article %d moved from %q to %q", i, names[i], again[k+1])
			}
		}
	}
}
