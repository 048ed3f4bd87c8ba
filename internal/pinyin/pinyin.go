// Package pinyin spells Chinese characters in Latin letters, without tones, as
// slugs want them.
//
// In comes a character, out goes its first reading. The readings are those of
// github.com/mozillazg/go-pinyin, which builds a map of 40,000 texts whenever
// a program starts; here they are a table that costs nothing until it is read.
// The package knows nothing of words: a character with several readings has
// its commonest one wherever it stands.
package pinyin

import (
	_ "embed"
	"encoding/binary"
	"sort"
	"strings"
)

//go:generate go run generate.go

// table holds, in this order: the number of characters outside the block from
// first to last; for each character of the block the number of its syllable;
// for each other character its code point and the number of its syllable, by
// code point; the syllables, separated by spaces, the empty one first. Numbers
// are little-endian, code points of 32 bits, all others of 16.
//
//go:embed table.bin
var table string

// The block that is looked up directly: CJK with its first extension.
const (
	first = 0x3400
	last  = 0x9fff
)

// Offsets into the table.
const (
	headSize  = 2
	blockSize = 2 * (last - first + 1)
	pairSize  = 6
)

// Syllable is the reading of a character in lower-case ASCII, "" for one that
// is not Chinese or has no known reading.
func Syllable(r rune) string {
	if first <= r && r <= last {
		return syllable(number(headSize + 2*int(r-first)))
	}
	others := others()
	at := headSize + blockSize
	i := sort.Search(others, func(i int) bool { return codePoint(at+pairSize*i) >= r })
	if i == others || codePoint(at+pairSize*i) != r {
		return ""
	}
	return syllable(number(at + pairSize*i + 4))
}

func others() int { return number(0) }

func number(at int) int { return int(binary.LittleEndian.Uint16([]byte(table[at : at+2]))) }

func codePoint(at int) rune {
	return rune(binary.LittleEndian.Uint32([]byte(table[at : at+4])))
}

// syllable finds a syllable by its number: there are some four hundred, of at
// most six letters, so that counting spaces is quick enough for titles.
func syllable(n int) string {
	list := table[headSize+blockSize+pairSize*others():]
	for range n {
		_, list, _ = strings.Cut(list, " ")
	}
	word, _, _ := strings.Cut(list, " ")
	return word
}
