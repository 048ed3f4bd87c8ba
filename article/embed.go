package article

// Embed is an element of a body in whose place the platform showed a player
// or a card: a sound, a film, a mini-program, a vote.
type Embed struct {
	// Kind is what it was, as the clean body's cards name it.
	Kind string `json:"kind"`
	// Element is the element's name in the page.
	Element string `json:"element"`
	// Text is the line that stands for it in the article, or says what a link or
	// a picture of the article was.
	Text string `json:"text"`
	// URL is where it still can be found: an address, or "asset:N" for a file
	// the export had; empty when nowhere.
	URL string `json:"url,omitempty"`
	// Cover is the address of the picture the platform showed it with.
	Cover string `json:"cover,omitempty"`
	// Attributes are all attributes the page gave it, as they stand there but
	// for credentials in addresses, so that nothing is lost which no reader sees
	// today.
	Attributes map[string]string `json:"attributes,omitempty"`
}
