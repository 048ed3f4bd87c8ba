package emit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// resolverShardSize is the most bytes of a shard: what a phone loads before it
// goes on.
const resolverShardSize = 64 << 10

// resolverEntry is one line of the table.
type resolverEntry struct {
	// shard is what decides on the shard: the key, or the path of all addresses
	// that share it, so that one shard answers a request.
	shard string
	line  []byte // "name":"target"
}

// resolverShards are the files of the table. The script computes the shard of
// an address as resolverHash does.
func resolverShards(m redirect.Map) ([]File, error) {
	entries, err := resolverEntries(m)
	if err != nil {
		return nil, err
	}
	size := 0
	for _, e := range entries {
		size += len(e.line)
	}
	shards := resolverSplit(entries, size/resolverShardSize+1)
	for n := len(shards); resolverTooLarge(shards) && n < 4*len(entries); {
		n += n/8 + 1
		shards = resolverSplit(entries, n)
	}
	files := make([]File, len(shards))
	for i, shard := range shards {
		files[i] = File{Name: fmt.Sprintf("resolver/s/map/%d.json", i), Data: shard}
	}
	return files, nil
}

func resolverTooLarge(shards [][]byte) bool {
	return slices.ContainsFunc(shards, func(s []byte) bool { return len(s) > resolverShardSize })
}

// resolverSplit puts each entry into one of n shards.
func resolverSplit(entries []resolverEntry, n int) [][]byte {
	shards := make([][]byte, n)
	for _, e := range entries {
		i := resolverHash(e.shard) % uint32(n)
		shards[i] = append(shards[i], ",\n"...)
		shards[i] = append(shards[i], e.line...)
	}
	for i, lines := range shards {
		shards[i] = slices.Concat([]byte("{"), bytes.TrimPrefix(lines, []byte(",")), []byte("\n}\n"))
	}
	return shards
}

// resolverHash is FNV-1a of 32 bits.
func resolverHash(name string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(name))
	return h.Sum32()
}

// resolverEntries are the lines of the table: a target, "" for what is gone, and
// null for what is known and has no page, where it would be called gone or
// another rule would answer.
func resolverEntries(m redirect.Map) ([]resolverEntry, error) {
	var entries []resolverEntry
	add := func(s redirect.Source, value any) error {
		line, err := resolverLine(resolverName(s), value)
		entries = append(entries, resolverEntry{resolverShard(s), line})
		return err
	}
	for _, rule := range m.Rules {
		if err := add(rule.Source, shortTarget(m, rule.Target)); err != nil {
			return nil, err
		}
	}
	for _, source := range m.Held {
		if kind := source.Kind(); kind == redirect.Long || kind == redirect.Legacy {
			if err := add(source, nil); err != nil {
				return nil, err
			}
		}
	}
	return entries, nil
}

func resolverLine(name string, value any) ([]byte, error) {
	key, err := json.Marshal(name)
	if err != nil {
		return nil, fmt.Errorf("writing source %q: %w", name, err)
	}
	data, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("writing target %q: %w", value, err)
	}
	return slices.Concat(key, []byte(":"), data), nil
}

// resolverName tells a source from all others. The line break stands in no path
// and no query, and no path begins with two slashes.
func resolverName(s redirect.Source) string {
	if s.Kind() == redirect.Long {
		return s.Key.String()
	}
	name := s.URLPath()
	if s.Host != "" {
		name = "//" + s.Host + name
	}
	if s.Query != "" {
		name += "\n" + s.Query
	}
	return name
}

func resolverShard(s redirect.Source) string {
	if s.Kind() == redirect.Long {
		return s.Key.String()
	}
	return s.URLPath()
}

// shortTarget leaves out the origin of targets on the site itself.
func shortTarget(m redirect.Map, target string) string {
	if path, ok := strings.CutPrefix(target, m.Origin); ok && m.Origin != "" && strings.HasPrefix(path, "/") {
		return path
	}
	return target
}
