package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/redirect"
)

// addressesEnv makes the test binary build the redirects of that many
// addresses.
const addressesEnv = "WXBACKUP_BENCH_ADDRESSES"

// buildRounds is how often redirects are built; the median counts.
const buildRounds = 5

// built is what building took.
type built struct {
	// CPU is processor time, Memory the most anonymous memory beyond the input.
	CPU    time.Duration
	Memory int64
}

// BenchmarkBuildRedirects is what rules for 1,000,000 old addresses take, each,
// and how that grows from 100,000: 1 is linear. Time is processor time of all
// cores, with that of collecting garbage.
func BenchmarkBuildRedirects(b *testing.B) {
	const few, many = 100_000, 1_000_000
	for b.Loop() {
		var times, memory, timeGrowth, memoryGrowth []float64
		for range buildRounds {
			small, large := building(b, few), building(b, many)
			times = append(times, float64(large.CPU.Nanoseconds())/many)
			memory = append(memory, float64(large.Memory)/many)
			timeGrowth = append(timeGrowth, float64(large.CPU)/float64(small.CPU)*few/many)
			memoryGrowth = append(memoryGrowth, float64(large.Memory)/float64(small.Memory)*few/many)
		}
		b.ReportMetric(median(times), "cpu-ns/address")
		b.ReportMetric(median(memory), "B/address")
		b.ReportMetric(median(timeGrowth), "time-growth")
		b.ReportMetric(median(memoryGrowth), "memory-growth")
		b.ReportMetric(0, "ns/op")
	}
}

func building(b *testing.B, addresses int) (took built) {
	b.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", addressesEnv, addresses))
	c.Stderr = os.Stderr
	out, err := c.Output()
	must(b, err)
	must(b, json.Unmarshal(out, &took))
	return took
}

// buildRedirects builds once and prints what it took.
func buildRedirects() error {
	addresses, err := strconv.Atoi(os.Getenv(addressesEnv))
	if err != nil {
		return err
	}
	in := invented(addresses)
	debug.FreeOSMemory()
	before, watch := rssAnon(os.Getpid()), newWatch(os.Getpid())
	start := processorTime()
	m, _, err := redirect.Build(in)
	took := built{CPU: processorTime() - start, Memory: watch.stop() - before}
	if err != nil || len(m.Rules) != addresses {
		return fmt.Errorf("%d rules of %d addresses: %w", len(m.Rules), addresses, err)
	}
	return json.NewEncoder(os.Stdout).Encode(took)
}

// invented is an archive of published articles with that many old addresses: a
// key and a short id each.
func invented(addresses int) redirect.Input {
	in := redirect.Input{BaseURL: "https://www.example.com/"}
	for i := range addresses / 2 {
		in.Articles = append(in.Articles, redirect.Article{
			ID:       fmt.Sprintf("MzA5OTk5OTk5OQ:%d:%d", 2650000000+i/3, i%3+1),
			Keys:     []article.Key{{Biz: "MzA5OTk5OTk5OQ", Mid: 2650000000 + uint64(i/3), Idx: uint64(i%3) + 1}},
			ShortIDs: []string{inventedShortID(i)},
			Path:     fmt.Sprintf("/posts/lv-pi-che-shang-de-di-%d-ye/", i),
		})
	}
	return in
}

// inventedShortID has letters of both cases in no order, as real ones have.
func inventedShortID(i int) string {
	return fmt.Sprintf("%c%c%09x-%010d", "aQzP"[i%4], "Xc_e"[i/4%4], uint32(i)*2654435761, i)
}

// watch notes the most anonymous memory of a process until it is stopped.
type watch struct {
	ended chan struct{}
	peak  chan int64
}

func newWatch(pid int) watch {
	w := watch{make(chan struct{}), make(chan int64)}
	go func() {
		peak := int64(0)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			peak = max(peak, rssAnon(pid))
			select {
			case <-w.ended:
				w.peak <- max(peak, rssAnon(pid))
				return
			case <-tick.C:
			}
		}
	}()
	return w
}

func (w watch) stop() int64 {
	close(w.ended)
	return <-w.peak
}
