package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// The history of an account, as its profile page fetches it (profile_ext,
// action=getmsg): answers that hold, as JSON in a text, a list of messages in
// general_msg_list. One file has one answer, or several one after another, one
// a line or in an array; some tools keep the list without the answer around it.

func isGetmsg(name string, head []byte) bool {
	return slices.Contains([]string{".json", ".jsonl", ".ndjson", ".txt"}, path.Ext(name)) &&
		startsWith([]byte(jsonHead(head)), "{", "[") &&
		hasKey(jsonHead(head), "general_msg_list", "comm_msg_info", "app_msg_ext_info")
}

// readGetmsg names items by their number in the file.
func readGetmsg(f *blob, name string, emit emitter) error {
	h := &history{emit: emit}
	read := eachValue
	if ext := strings.ToLower(path.Ext(name)); ext == ".jsonl" || ext == ".ndjson" {
		read = eachLine
	}
	err := read(f, func(_ int, value json.RawMessage) error { return h.answer(value) })
	return errors.Join(err, h.damage)
}

// history hands on the articles of answers.
type history struct {
	emit  emitter
	count int
	// damage is what could not be read first.
	damage error
}

// parse reads JSON, and notes where that fails.
func (h *history) parse(what string, value json.RawMessage, into any) bool {
	err := json.Unmarshal(value, into)
	if err != nil && h.damage == nil {
		h.damage = fmt.Errorf("reading %s: %w", what, err)
	}
	return err == nil
}

// answer takes an answer, the list in it, or one message.
func (h *history) answer(value json.RawMessage) error {
	var a struct {
		List     json.RawMessage   `json:"general_msg_list"`
		Messages []json.RawMessage `json:"list"`
		First    json.RawMessage   `json:"app_msg_ext_info"`
	}
	switch {
	case !h.parse("answer", value, &a):
		return nil
	case len(a.First) > 0:
		return h.message(value)
	case startsWith(a.List, "{"):
		return h.answer(a.List)
	case startsWith(a.List, `"`):
		return h.quoted(a.List)
	}
	for _, m := range a.Messages {
		if err := h.message(m); err != nil {
			return err
		}
	}
	return nil
}

// quoted takes a list that stands in a text.
func (h *history) quoted(value json.RawMessage) error {
	var list string
	if !h.parse("general_msg_list", value, &list) || strings.TrimSpace(list) == "" {
		return nil
	}
	return h.answer(json.RawMessage(list))
}

// articleMessage is the type of a message of articles; others are text,
// pictures, sound and films that no page of the platform shows.
const articleMessage = "49"

// sending is what is read of how a message was sent.
type sending struct {
	Type json.RawMessage `json:"type"`
}

// message hands on the first article of a message and those under it.
func (h *history) message(value json.RawMessage) error {
	const othersKey = "multi_app_msg_item_list"
	var m struct {
		About json.RawMessage            `json:"comm_msg_info"`
		First map[string]json.RawMessage `json:"app_msg_ext_info"`
	}
	var about sending
	if !h.parse("message", value, &m) || m.First == nil {
		return nil
	}
	if len(m.About) > 0 && (!h.parse("comm_msg_info", m.About, &about) || strings.Trim(string(about.Type), `"`) != articleMessage) {
		return nil
	}
	var others []json.RawMessage
	if list := m.First[othersKey]; startsWith(list, "[") {
		h.parse(othersKey, list, &others)
	}
	delete(m.First, othersKey)
	if err := h.one(m.About, m.First); err != nil {
		return err
	}
	for _, other := range others {
		if err := h.one(m.About, other); err != nil {
			return err
		}
	}
	return nil
}

// one hands on an article with what is said of its message.
func (h *history) one(about json.RawMessage, article any) error {
	h.count++
	return h.emit(strconv.Itoa(h.count), struct {
		About   json.RawMessage `json:"comm_msg_info"`
		Article any             `json:"app_msg_ext_info"`
	}{about, article})
}
