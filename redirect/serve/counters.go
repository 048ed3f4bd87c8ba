package serve

import (
	"iter"
	"sync/atomic"
)

// counters count requests by the number of the article. Memory is taken for
// articles near those that were asked for.
type counters struct {
	chunks []atomic.Pointer[chunk]
}

const chunkSize = 512

type chunk [chunkSize]atomic.Uint32

func newCounters(articles int) *counters {
	return &counters{chunks: make([]atomic.Pointer[chunk], (articles+chunkSize-1)/chunkSize)}
}

// add counts n requests more. Several goroutines may call it at once.
func (c *counters) add(article int, n uint32) {
	at := &c.chunks[article/chunkSize]
	if at.Load() == nil {
		at.CompareAndSwap(nil, new(chunk))
	}
	at.Load()[article%chunkSize].Add(n)
}

func (c *counters) addAll(other *counters) {
	for article, n := range other.all() {
		c.add(article, n)
	}
}

// all gives the articles that were asked for, by number.
func (c *counters) all() iter.Seq2[int, uint32] {
	return func(yield func(int, uint32) bool) {
		for i := range c.chunks {
			counted := c.chunks[i].Load()
			if counted == nil {
				continue
			}
			for j := range counted {
				if n := counted[j].Load(); n > 0 && !yield(i*chunkSize+j, n) {
					return
				}
			}
		}
	}
}

// of is how often one article was asked for.
func (c *counters) of(article int) uint32 {
	if counted := c.chunks[article/chunkSize].Load(); counted != nil {
		return counted[article%chunkSize].Load()
	}
	return 0
}

func (c *counters) isZero() bool {
	for range c.all() {
		return false
	}
	return true
}
