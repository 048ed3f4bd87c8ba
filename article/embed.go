package article

// Embed is an element of a body in whose place the platform showed a player
// or a card: a sound, a film, a mini-program, a vote.
type Embed struct {
	// Kind is what it was, as the clean body's cards name it.
	Kind string `json:"kind"`
	// Element is the element's name in the page.
	Element string `json:"element"`
	// Text is the line that stands for it in the article.
	Text string `json:"text"`
	// URL is where it still can be found: an address, or "asset:N" for a file
	// the export had; empty when nowhere.
	URL string `json:"url,omitempty"`
	// Attributes are all attributes the page gave it, as they stand there, so
	// that nothing is lost which no reader sees today.
	Attributes map[string]string `json:"attributes,omitempty"`
}
