package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// languages are the names that editors give and readers know, by the name that
// fences use.
var languages = map[string]string{
	"arduino": "arduino", "asm": "asm", "bash": "bash", "bat": "bat", "batch": "bat", "c": "c", "c#": "csharp",
	"c++": "cpp", "clojure": "clojure", "cmake": "cmake", "cpp": "cpp", "cs": "csharp", "csharp": "csharp",
	"css": "css", "dart": "dart", "diff": "diff", "docker": "dockerfile", "dockerfile": "dockerfile",
	"elixir": "elixir", "erlang": "erlang", "fsharp": "fsharp", "go": "go", "golang": "go", "graphql": "graphql",
	"groovy": "groovy", "haskell": "haskell", "html": "html", "http": "http", "ini": "ini", "java": "java",
	"javascript": "javascript", "js": "javascript", "json": "json", "jsx": "jsx", "julia": "julia",
	"kotlin": "kotlin", "latex": "latex", "less": "less", "lua": "lua", "makefile": "makefile",
	"markdown": "markdown", "matlab": "matlab", "md": "markdown", "mermaid": "mermaid", "nginx": "nginx",
	"objc": "objectivec", "objective-c": "objectivec", "objectivec": "objectivec", "perl": "perl", "php": "php",
	"powershell": "powershell", "properties": "properties", "protobuf": "protobuf", "ps1": "powershell",
	"py": "python", "python": "python", "r": "r", "rb": "ruby", "rs": "rust", "ruby": "ruby", "rust": "rust",
	"scala": "scala", "scss": "scss", "sh": "bash", "shell": "bash", "solidity": "solidity", "sql": "sql",
	"swift": "swift", "toml": "toml", "ts": "typescript", "tsx": "tsx", "typescript": "typescript",
	"verilog": "verilog", "vhdl": "vhdl", "vim": "vim", "vue": "vue", "xml": "xml", "yaml": "yaml", "yml": "yaml",
	"zig": "zig", "zsh": "bash",
}

// codeLanguage is the language of a block, "" where none is believable. What
// the author's editor names is believed. What the platform's editor says is
// its guess, be it in data-lang or in the hint, and counts only where the text
// itself tells the same.
func codeLanguage(pre *html.Node, hint string, lines []string) string {
	if lang := namedLanguage(pre); lang != "" {
		return lang
	}
	guess := languages[strings.ToLower(attr(pre, "data-lang"))]
	if guess != "" && !hasDescendant(pre, isCodeElement) {
		return guess // the platform's blocks are made of code elements: it is none of its guesses
	}
	text := strings.Join(lines, "\n")
	for _, lang := range []string{guess, languages[strings.ToLower(hint)]} {
		if lang != "" && tells(text, lang) {
			return lang
		}
	}
	return ""
}

func isCodeElement(n *html.Node) bool { return n.DataAtom == atom.Code }

// namedLanguage is the language that the block or a code element in it names
// by an attribute or a class.
func namedLanguage(pre *html.Node) string {
	if lang := ownLanguage(pre); lang != "" {
		return lang
	}
	for d := range pre.Descendants() {
		if d.DataAtom == atom.Code {
			return ownLanguage(d)
		}
	}
	return ""
}

func ownLanguage(n *html.Node) string {
	if lang := languages[strings.ToLower(attr(n, "data-lark-language"))]; lang != "" {
		return lang
	}
	class := strings.ToLower(attr(n, "class"))
	if _, brush, ok := strings.Cut(class, "brush:"); ok {
		name, _, _ := strings.Cut(brush, ";")
		return languages[strings.TrimSpace(name)]
	}
	for name := range strings.FieldsSeq(class) {
		for _, prefix := range []string{"language-", "lang-"} {
			if lang, ok := strings.CutPrefix(name, prefix); ok && languages[lang] != "" {
				return languages[lang]
			}
		}
	}
	return ""
}

// ghostLanguage is what the empty block says that the platform's editor
// leaves behind a block of code: a hint, "" for none.
func ghostLanguage(pre *html.Node) string {
	ghost := nextElement(pre)
	if ghost == nil && pre.Parent != nil && hasClass(pre.Parent, "code-snippet__fix") {
		ghost = nextElement(pre.Parent)
	}
	if ghost == nil || ghost.DataAtom != atom.Pre || !isBlankText(ghost) {
		return ""
	}
	return attr(ghost, "language")
}

// nextElement is the next sibling, nil where text that shows stands before it.
func nextElement(n *html.Node) *html.Node {
	for d := n.NextSibling; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.ElementNode:
			return d
		case !isBlankString(d.Data):
			return nil
		}
	}
	return nil
}
