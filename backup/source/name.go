package source

import (
	"path"
	"regexp"
	"strings"
	"time"

	"wxbackup/article"
)

// datedName matches the date that export tools put before or into a name:
// 20240705标题, [2025-12-20225424]标题, [202511101200]标题, 2024-11-01_标题
// (export-formats.md d5).
var datedName = []struct {
	pattern *regexp.Regexp
	layout  string
}{
	{regexp.MustCompile(`^\[(\d{4}-\d{2}-\d{8})\]`), "2006-01-02150405"},
	{regexp.MustCompile(`^\[(\d{12})\]`), "200601021504"},
	{regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:\D|$)`), "2006-01-02"},
	{regexp.MustCompile(`^(\d{8})(?:\D|$)`), "20060102"},
}

// earliest is before the first article of the platform.
var earliest = time.Date(2012, 8, 1, 0, 0, 0, 0, article.Zone)

// NameDate reads the publication date from the name of a file in a path, as
// Beijing time; zero when the name has none. That of an index.html is the name
// of its folder. It is the least trusted of all dates.
func NameDate(file string) time.Time {
	name, folder := path.Base(file), path.Base(path.Dir(file))
	if strings.HasPrefix(name, "index.htm") && !strings.HasSuffix(folder, "!") {
		name = folder
	}
	for _, d := range datedName {
		m := d.pattern.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		t, err := time.ParseInLocation(d.layout, m[1], article.Zone)
		if err == nil && t.After(earliest) {
			return t
		}
	}
	return time.Time{}
}
