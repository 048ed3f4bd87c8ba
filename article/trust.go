package article

// Trust is how far what a source says of an article is believed where sources
// differ: a name is a tool's or a person's, a page's script is the platform's.
type Trust int

// The grades, the most trusted last.
const (
	// TrustName is what the name of a file says.
	TrustName Trust = iota
	// TrustText is what a page shows, or what a tool made of it.
	TrustText
	// TrustList is a list that a tool wrote: rows about articles.
	TrustList
	// TrustAPI is an answer of the platform's own interface.
	TrustAPI
	// TrustScript is the data in the scripts of a page.
	TrustScript
)

// String names a grade as `show --sources` does.
func (t Trust) String() string {
	switch t {
	case TrustText:
		return "page text"
	case TrustList:
		return "list"
	case TrustAPI:
		return "interface"
	case TrustScript:
		return "page script"
	}
	return "file name"
}

// Form is what kind of body a source has of an article.
type Form string

// The forms, from none to the best.
const (
	// FormNone is a source that names an article and has no text of it.
	FormNone Form = ""
	// FormMarkdown is text that another tool converted; what it lost is gone.
	FormMarkdown Form = "markdown"
	// FormHTML is the author's own markup.
	FormHTML Form = "html"
)
