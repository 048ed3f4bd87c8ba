package publish

import (
	"strconv"
	"strings"
)

// wish is a name that an article should have.
type wish struct {
	base string
	// before is the name the article had in the last publish, or "".
	before string
}

// assign gives every wish a name of its own, in the wishes' order: its base,
// or the base with the lowest free number, from 2 on. Names that differ only
// by letter case are the same name. A name had before is kept as long as it
// comes of the same base, so that an article that joins moves no other.
func assign(wishes []wish, reserved ...string) []string {
	taken := map[string]bool{}
	take := func(name string) bool {
		fold := strings.ToLower(strings.ToUpper(name))
		free := !taken[fold]
		taken[fold] = true
		return free
	}
	for _, name := range reserved {
		take(name)
	}
	names := make([]string, len(wishes))
	for i, w := range wishes {
		if comesOf(w.before, w.base) && take(w.before) {
			names[i] = w.before
		}
	}
	tried := map[string]int{}
	for i, w := range wishes {
		for names[i] == "" {
			tried[w.base]++
			if name := numbered(w.base, tried[w.base]); take(name) {
				names[i] = name
			}
		}
	}
	return names
}

func numbered(base string, n int) string {
	if n == 1 {
		return base
	}
	return base + "-" + strconv.Itoa(n)
}

// comesOf reports whether name is base with or without a number.
func comesOf(name, base string) bool {
	if name == "" || name == base {
		return name != ""
	}
	digits, ok := strings.CutPrefix(name, base+"-")
	if !ok {
		return false
	}
	n, err := strconv.Atoi(digits)
	return err == nil && n > 1 && digits == strconv.Itoa(n)
}
