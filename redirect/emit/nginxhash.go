package emit

// nginxHash is the size of the hash tables that nginx builds from maps. Zero
// means that nginx's own defaults do.
type nginxHash struct{ maxSize, bucketSize int }

// nginxDefaultHash holds on machines with cache lines of 64 bytes, as nearly
// all are.
func nginxDefaultHash() nginxHash { return nginxHash{maxSize: 2048, bucketSize: 64} }

// nginxMaxBucket is half of what nginx accepts.
const nginxMaxBucket = 32768

// nginxHashFor finds sizes at which nginx accepts all maps without a warning.
// The defaults are best, because then the configuration needs no directive
// that could clash with one of the user's. Only paths made up to collide can
// need more than nginxMaxBucket; they get a warning and work.
func nginxHashFor(maps ...[]nginxRow) nginxHash {
	if nginxDefaultHash().fitsAll(maps) {
		return nginxHash{}
	}
	most := 0
	for _, rows := range maps {
		most = max(most, len(rows))
	}
	size := nginxHash{maxSize: 4096, bucketSize: 128}
	for size.maxSize < 4*most {
		size.maxSize *= 2
	}
	for size.bucketSize < nginxMaxBucket && !size.fitsAll(maps) {
		size.bucketSize *= 2
	}
	return size
}

func (h nginxHash) fitsAll(maps [][]nginxRow) bool {
	for _, rows := range maps {
		if !h.fits(rows) {
			return false
		}
	}
	return true
}

// fits does what nginx does when it loads a map: it tries one number of
// buckets after the other until no bucket overflows.
func (h nginxHash) fits(rows []nginxRow) bool {
	if len(rows) == 0 {
		return true
	}
	room := h.bucketSize - nginxPointer
	hashes, sizes := make([]uint64, len(rows)), make([]int, len(rows))
	for i, row := range rows {
		hashes[i], sizes[i] = nginxKeyHash(row.key), nginxElement(row.key)
		if sizes[i] > room {
			return false
		}
	}
	for buckets := h.firstSize(len(rows)); buckets <= h.maxSize; buckets++ {
		if nginxBucketsHold(buckets, room, hashes, sizes) {
			return true
		}
	}
	return false
}

func (h nginxHash) firstSize(rows int) int {
	if h.maxSize > 10000 && h.maxSize/rows < 100 {
		return h.maxSize - 1000
	}
	return max(1, rows/((h.bucketSize-nginxPointer)/(2*nginxPointer)))
}

func nginxBucketsHold(buckets, room int, hashes []uint64, sizes []int) bool {
	used := make([]int, buckets)
	for i, hash := range hashes {
		bucket := hash % uint64(buckets)
		used[bucket] += sizes[i]
		if used[bucket] > room {
			return false
		}
	}
	return true
}

// nginxPointer is the size of a pointer in bytes; smaller ones need less room.
const nginxPointer = 8

// nginxElement is the room a key takes: a pointer, its length, its bytes.
func nginxElement(key string) int {
	return nginxPointer + (len(key)+2+nginxPointer-1)/nginxPointer*nginxPointer
}

func nginxKeyHash(key string) uint64 {
	var hash uint64
	for i := range len(key) {
		c := key[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		hash = hash*31 + uint64(c)
	}
	return hash
}
