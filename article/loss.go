package article

// Loss is one thing that was not carried over from a page, kept as data so
// that summaries can count it and lists can show it.
type Loss struct {
	Code LossCode `json:"code"`
	// What was lost, in words a reader understands: an element, a text.
	What string `json:"what"`
	// Where it stood: the text before it, or a path; may be empty.
	Where string `json:"where,omitempty"`
}

// LossCode names a reason, stable for machines.
type LossCode string

// The reasons something is not carried over.
const (
	// LossEmbed is an embedded element that became a readable line.
	LossEmbed LossCode = "embed"
	// LossText is visible text that the Markdown does not show again.
	LossText LossCode = "text"
	// LossTextAdded is text of the Markdown that the page does not show.
	LossTextAdded LossCode = "text-added"
	// LossImage is a picture that the Markdown does not show again.
	LossImage LossCode = "image"
	// LossLink is a link that the Markdown does not carry.
	LossLink LossCode = "link"
	// LossCodeLine is a line of code that the Markdown does not show again.
	LossCodeLine LossCode = "code-line"
	// LossBold is text whose bold the Markdown does not show, or shows where
	// the page has none.
	LossBold LossCode = "bold"
	// LossCell is a cell of a table of data that the Markdown does not have.
	LossCell LossCode = "cell"
	// LossMath is a formula that the Markdown does not show again, or of which
	// the page had no source.
	LossMath LossCode = "math"
	// LossTable is a table whose merged cells were flattened.
	LossTable LossCode = "table"
	// LossDepth is nesting too deep to be kept; the text is.
	LossDepth LossCode = "depth"
	// LossTruncated is an article of which the page held a part only.
	LossTruncated LossCode = "truncated"
	// LossKind is a kind of message whose own content is not read yet.
	LossKind LossCode = "kind"
	// LossAmbiguous is an export that does not say which article it holds, and
	// whose title and time fit several.
	LossAmbiguous LossCode = "ambiguous"
	// LossEncoding is bytes that are valid in no encoding the reader knows.
	LossEncoding LossCode = "encoding"
	// LossConverted is an article of which only text that another tool
	// converted is there: what that lost is gone.
	LossConverted LossCode = "converted"
)
