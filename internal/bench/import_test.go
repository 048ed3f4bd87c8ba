package bench

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// baselineEnv makes the test binary the baseline: it reads and parses the
// files named on standard input.
const baselineEnv = "WXBACKUP_BENCH_BASELINE"

func TestMain(m *testing.M) {
	for env, run := range map[string]func() error{baselineEnv: parseAll, addressesEnv: buildRedirects} {
		if os.Getenv(env) != "" {
			if err := run(); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			return
		}
	}
	os.Exit(m.Run())
}

// parseAll is what every reader of pages does at least: read a file and parse
// it as HTML.
func parseAll() error {
	var names bytes.Buffer
	if _, err := names.ReadFrom(os.Stdin); err != nil {
		return err
	}
	for name := range strings.Lines(names.String()) {
		data, err := os.ReadFile(strings.TrimSuffix(name, "\n"))
		if err != nil {
			return err
		}
		// A page nested too deep is the only error there is; it was read.
		_, _ = html.Parse(bytes.NewReader(data))
	}
	return nil
}

// rounds is how often a measurement is taken; the median counts.
const rounds = 15

// BenchmarkImportCorpus is a full import of the pages of real exports against
// reading and parsing the same pages.
func BenchmarkImportCorpus(b *testing.B) {
	pages := corpusPages(b, 0)
	compare(b, pages, pages)
}

// BenchmarkImportLargePages is the same for pages of more than 1 MB.
func BenchmarkImportLargePages(b *testing.B) {
	pages := corpusPages(b, 1<<20)
	compare(b, pages, pages)
}

func compare(b *testing.B, exports, pages []string) {
	program := build(b)
	for b.Loop() {
		// The two run in turn, so that whatever slows the machine slows both.
		ratios := make([]float64, rounds)
		for i := range ratios {
			parsed := cpu(b, baseline(pages))
			ratios[i] = float64(cpu(b, importing(b, program, memoryDir(b), exports))) / float64(parsed)
		}
		b.ReportMetric(median(ratios), "cpu/parse")
		b.ReportMetric(float64(len(pages)), "pages")
		b.ReportMetric(0, "ns/op")
	}
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// BenchmarkReimport is a second import of unchanged files.
func BenchmarkReimport(b *testing.B) {
	program, export, archive := build(b), memoryDir(b), memoryDir(b)
	writePages(b, export, reimported)
	cpu(b, importing(b, program, archive, []string{export}))
	for b.Loop() {
		times := make([]float64, rounds)
		for i := range times {
			times[i] = float64(cpu(b, importing(b, program, archive, []string{export})).Microseconds())
		}
		b.ReportMetric(median(times)/reimported, "cpu-µs/file")
		b.ReportMetric(0, "ns/op")
	}
}

const reimported = 10_000

// BenchmarkMemory is the anonymous memory of an import of 10,000 pages against
// that of 1,000.
func BenchmarkMemory(b *testing.B) {
	program, export := build(b), memoryDir(b)
	writePages(b, export, 10_000)
	few := filepath.Join(export, "0")
	for b.Loop() {
		small := anonymous(b, importing(b, program, memoryDir(b), []string{few}))
		large := anonymous(b, importing(b, program, memoryDir(b), []string{export}))
		b.ReportMetric(float64(large)/float64(small), "10000/1000")
		b.ReportMetric(float64(large)/(1<<20), "MB")
		b.ReportMetric(0, "ns/op")
	}
}

// build makes the program as a release is made.
func build(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "wxbackup")
	c := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, "wxbackup/cmd/wxbackup")
	c.Env = append(os.Environ(), "CGO_ENABLED=0") // as make build does
	out, err := c.CombinedOutput()
	if err != nil {
		b.Fatalf("building: %v\n%s", err, out)
	}
	return program
}

func importing(b *testing.B, program, archive string, exports []string) *exec.Cmd {
	b.Helper()
	args := append([]string{"import", "--quiet", "--archive", filepath.Join(archive, "wxarchive")}, exports...)
	return exec.Command(program, args...)
}

func baseline(pages []string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), baselineEnv+"=1")
	c.Stdin = strings.NewReader(strings.Join(pages, "\n") + "\n")
	return c
}

// cpu runs a command and gives the processor time it took. An import that
// ends with code 3 is done.
func cpu(b *testing.B, c *exec.Cmd) time.Duration {
	b.Helper()
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Run(); err != nil && c.ProcessState.ExitCode() != 3 {
		b.Fatalf("%v: %v\n%s", c.Args[:2], err, stderr.Bytes())
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

// anonymous is the most anonymous memory a command held, in bytes. Resident
// memory counts the mapped index too, which is the system's to take back.
func anonymous(b *testing.B, c *exec.Cmd) int64 {
	b.Helper()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	peak := int64(0)
	for tick := time.NewTicker(2 * time.Millisecond); ; {
		select {
		case err := <-done:
			tick.Stop()
			if err != nil && c.ProcessState.ExitCode() != 3 {
				b.Fatal(err)
			}
			return peak
		case <-tick.C:
			peak = max(peak, rssAnon(c.Process.Pid))
		}
	}
}

func rssAnon(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "RssAnon:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kilobytes, _ := strconv.ParseInt(fields[0], 10, 64)
	return kilobytes << 10
}

// memoryDir is a folder in memory, where the system has one.
func memoryDir(b *testing.B) string {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "wxbackup-bench-")
	if err != nil {
		return b.TempDir()
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func corpus(b *testing.B) string {
	b.Helper()
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		b.Skip("no corpus of real exports; name one with WXBACKUP_CORPUS")
	}
	return dir
}

// corpusPages are the pages of the corpus that an import reads, from a size on.
func corpusPages(b *testing.B, size int64) []string {
	b.Helper()
	var pages []string
	err := filepath.WalkDir(corpus(b), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(filepath.Dir(path), "_files") {
			return err
		}
		info, err := d.Info()
		if ext := filepath.Ext(path); err == nil && info.Size() > size && (strings.HasPrefix(ext, ".htm") || isPage(path, ext)) {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return pages
}

// isPage recognises the pages that were saved without an extension.
func isPage(path, ext string) bool {
	if len(ext) > 1 && len(ext) <= 6 {
		return false
	}
	head, err := os.ReadFile(path)
	return err == nil && bytes.HasPrefix(bytes.ToLower(head[:min(len(head), 64)]), []byte("<!doctype html"))
}
