package table

import (
	"encoding/binary"
	"math/bits"
)

const (
	bucketSize = 128
	// bucketPlaces are the places of a bucket; a checksum has the last eight
	// bytes.
	bucketPlaces = bucketSize/placeSize - 1
	placeSize    = 8
	// bucketFill is how many places are used on average. One bucket in sixty is
	// full then, and one lookup in fifty reads two.
	bucketFill = 9
	// maxOffset is where an entry can be: its place has five bytes for that.
	maxOffset = 1<<40 - 1
)

// bucketsFor is how many buckets a number of entries gets.
func bucketsFor(entries int) int64 { return int64(entries)/bucketFill + 1 }

// homeOf is the bucket that a hash names.
func homeOf(hash uint64, buckets int64) int64 {
	high, _ := bits.Mul64(hash, uint64(buckets))
	return int64(high)
}

// newPlace is where an entry is, with 24 bits of its hash so that others in
// the bucket need not be read. It is never 0, for no entry stands at 0.
func newPlace(hash uint64, offset int64) uint64 { return hash<<40 | uint64(offset) }

// placeAt is the i-th place of a bucket, 0 when nothing is there.
func placeAt(bucket []byte, i int) uint64 { return binary.LittleEndian.Uint64(bucket[i*placeSize:]) }

// offsetOf is where the entry of a place is, if it can have the hash.
func offsetOf(place, hash uint64) (offset int64, ok bool) {
	return int64(place & maxOffset), place>>40 == hash&(1<<24-1)
}

// buckets are the buckets of a table that is being made.
type buckets []byte

func newBuckets(entries int) buckets { return make(buckets, bucketsFor(entries)*bucketSize) }

func (b buckets) count() int64 { return int64(len(b) / bucketSize) }

func (b buckets) at(n int64) []byte { return b[n*bucketSize:][:bucketSize] }

// put finds a place for an entry. There is always one: most are free.
func (b buckets) put(hash uint64, offset int64) {
	for n := homeOf(hash, b.count()); ; n = (n + 1) % b.count() {
		bucket := b.at(n)
		for i := range bucketPlaces {
			if placeAt(bucket, i) == 0 {
				binary.LittleEndian.PutUint64(bucket[i*placeSize:], newPlace(hash, offset))
				return
			}
		}
	}
}

// seal writes the checksums.
func (b buckets) seal() {
	for n := range b.count() {
		bucket := b.at(n)
		binary.LittleEndian.PutUint32(bucket[bucketPlaces*placeSize:], checksum(bucket[:bucketPlaces*placeSize], bucketOffset(n)))
	}
}

// isSound reports whether the bucket is what was written as the n-th.
func isSound(bucket []byte, n int64) bool {
	return binary.LittleEndian.Uint32(bucket[bucketPlaces*placeSize:]) == checksum(bucket[:bucketPlaces*placeSize], bucketOffset(n))
}

func bucketOffset(n int64) int64 { return headerSize + n*bucketSize }
