package emit

import (
	"bytes"
	"encoding/json"
	"fmt"

	"wxbackup/redirect"
)

// The fields of the file json/redirects.json are a promise to other programs:
// readme/json.md says what each means.
type (
	jsonMap struct {
		Origin   string       `json:"origin"`
		Rules    []jsonRule   `json:"rules"`
		Accounts []string     `json:"accounts"`
		Held     []jsonSource `json:"held"`
	}
	jsonSource struct {
		Kind    redirect.Kind `json:"kind"`
		Biz     string        `json:"biz,omitempty"`
		Mid     uint64        `json:"mid,omitempty"`
		Idx     uint64        `json:"idx,omitempty"`
		ShortID string        `json:"short_id,omitempty"`
		Host    string        `json:"host,omitempty"`
		Path    string        `json:"path,omitempty"`
		Query   string        `json:"query,omitempty"`
	}
	jsonRule struct {
		jsonSource
		Target string `json:"target"`
		Status int    `json:"status"`
		ID     string `json:"id"`
	}
)

// jsonFile writes the rules as one object for other programs.
func jsonFile(m redirect.Map, _ Settings) (Output, error) {
	all := jsonMap{
		Origin:   m.Origin,
		Rules:    make([]jsonRule, len(m.Rules)),
		Accounts: append([]string{}, m.Accounts...),
		Held:     make([]jsonSource, len(m.Held)),
	}
	for i, r := range m.Rules {
		all.Rules[i] = jsonRule{jsonSourceOf(r.Source), r.Target, r.Status(), r.ID}
	}
	for i, s := range m.Held {
		all.Held[i] = jsonSourceOf(s)
	}
	data, err := indented(all)
	if err != nil {
		return Output{}, err
	}
	text, err := readme("json", m, nil)
	return Output{Files: []File{{Name: "json/redirects.json", Data: data}, text}}, err
}

func jsonSourceOf(s redirect.Source) jsonSource {
	return jsonSource{s.Kind(), s.Key.Biz, s.Key.Mid, s.Key.Idx, s.ShortID, s.Host, s.Path, s.Query}
}

// indented is a value as JSON that a person can read: "&" and "<" stay.
func indented(value any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(value); err != nil {
		return nil, fmt.Errorf("encoding JSON: %w", err)
	}
	return b.Bytes(), nil
}
