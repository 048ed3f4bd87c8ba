package emit

import (
	"bytes"
	"fmt"
)

// list is lines that go into as many files as limits of a file ask for.
type list struct {
	// name is the first file's path without its extension ext; the others
	// get a number.
	name, ext string
	// head and foot stand before and after the lines of each file.
	head, foot string
	lines      []string
	// mostLines and mostBytes are the limits of one file; 0 is no limit.
	mostLines, mostBytes int
}

// files are the list's; none when there are no lines.
func (l list) files() []File {
	var files []File
	for rest := l.lines; len(rest) > 0; {
		n := l.fitting(rest)
		var data bytes.Buffer
		data.WriteString(l.head)
		for _, line := range rest[:n] {
			data.WriteString(line + "\n")
		}
		data.WriteString(l.foot)
		files = append(files, File{Name: l.part(len(files) + 1), Data: data.Bytes()})
		rest = rest[n:]
	}
	return files
}

// fitting is how many of the lines one file takes, at least one.
func (l list) fitting(lines []string) int {
	size := len(l.head) + len(l.foot)
	for i, line := range lines {
		size += len(line) + 1
		if i > 0 && (i == l.mostLines || l.mostBytes > 0 && size > l.mostBytes) {
			return i
		}
	}
	return len(lines)
}

// part is the name of the n-th file, from 1.
func (l list) part(n int) string {
	if n == 1 {
		return l.name + l.ext
	}
	return fmt.Sprintf("%s-%d%s", l.name, n, l.ext)
}
