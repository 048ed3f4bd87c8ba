//go:build ignore

// Generate writes table.bin from the readings of go-pinyin.
package main

import (
	"encoding/binary"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

const first, last = 0x3400, 0x9fff

func main() {
	readings := map[rune]string{}
	for code := range pinyin.PinyinDict {
		if s := pinyin.SinglePinyin(rune(code), pinyin.NewArgs()); len(s) > 0 {
			readings[rune(code)] = s[0]
		}
	}
	if err := os.WriteFile("table.bin", encode(readings), 0o644); err != nil {
		log.Fatal(err)
	}
}

func encode(readings map[rune]string) []byte {
	syllables := []string{""}
	var others []rune
	for r, s := range readings {
		syllables = append(syllables, s)
		if r < first || r > last {
			others = append(others, r)
		}
	}
	slices.Sort(syllables)
	syllables = slices.Compact(syllables)
	slices.Sort(others)
	numberOf := func(r rune) uint16 {
		n, _ := slices.BinarySearch(syllables, readings[r])
		return uint16(n)
	}
	table := binary.LittleEndian.AppendUint16(nil, uint16(len(others)))
	for r := rune(first); r <= last; r++ {
		table = binary.LittleEndian.AppendUint16(table, numberOf(r))
	}
	for _, r := range others {
		table = binary.LittleEndian.AppendUint32(table, uint32(r))
		table = binary.LittleEndian.AppendUint16(table, numberOf(r))
	}
	return append(table, strings.Join(syllables, " ")...)
}
