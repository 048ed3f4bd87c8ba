package emit

import (
	"strings"
	"unicode/utf16"
)

// stubTree knows the files and folders of a site, by names without regard to
// case.
type stubTree struct {
	files   map[string]bool
	folders map[string]string // without regard to case → as it is
}

// newStubTree has the pages that the site has.
func newStubTree(live []string) stubTree {
	tree := stubTree{files: make(map[string]bool), folders: make(map[string]string)}
	for _, path := range live {
		tree.add(stubFile(path))
	}
	return tree
}

// add puts a file into the tree, unless it would stand in the place of another
// on a disk that ignores case.
func (t stubTree) add(file string) refusal {
	folded := strings.ToLower(file)
	if t.files[folded] || t.folders[folded] != "" {
		return refusal{"its file and that of another address are the same where case is ignored", "nginx"}
	}
	for end := range file {
		if file[end] != '/' {
			continue
		}
		folder := file[:end]
		as, known := t.folders[strings.ToLower(folder)]
		if known && as != folder || t.files[strings.ToLower(folder)] {
			return refusal{"its folder and that of another address are the same where case is ignored", "nginx"}
		}
	}
	for end := range file {
		if file[end] == '/' {
			t.folders[strings.ToLower(file[:end])] = file[:end]
		}
	}
	t.files[folded] = true
	return refusal{}
}

// Lengths of names that every disk takes: bytes between two slashes on Linux, and
// characters of a whole path on Windows, less what the folders above need.
const (
	maxFileName = 255
	maxFilePath = 200
)

// isFileName reports whether every system can hold a file of this name.
func isFileName(file string) bool {
	if len(utf16.Encode([]rune(file))) > maxFilePath {
		return false
	}
	for name := range strings.SplitSeq(file, "/") {
		base, _, _ := strings.Cut(name, ".")
		if name == "" || len(name) > maxFileName || strings.ContainsAny(name, `<>:"|?*\`) ||
			strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || isWindowsDevice(base) {
			return false
		}
	}
	return true
}

// isWindowsDevice reports whether Windows takes the name for a device, whatever
// extension follows.
func isWindowsDevice(name string) bool {
	switch name = strings.ToUpper(strings.TrimRight(name, " ")); name {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	port := strings.TrimPrefix(strings.TrimPrefix(name, "COM"), "LPT")
	return port != name && (len(port) == 1 && port >= "0" && port <= "9" || port == "¹" || port == "²" || port == "³")
}
