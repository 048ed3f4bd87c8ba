package emit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// userMaps are what many configurations hold; nginx must accept the rules
// beside them.
const userMaps = `
map $http_upgrade $connection_upgrade { default upgrade; "" close; }
map $host $a_map_of_the_user { default ""; example.com 1; }`

func TestNginxLoadsAHundredThousandRowsWithoutWarning(t *testing.T) {
	m := build(t, manyArticles(33_334))
	if len(m.Rules) < 100_000 {
		t.Fatalf("%d rules only", len(m.Rules))
	}
	s := startNginx(t, m, nginxConfig{afterRules: userMaps})
	for i := 0; i < len(m.Rules); i += 997 {
		rule := m.Rules[i]
		target := rule.Source.URLPath()
		if target == "" {
			k := rule.Source.Key
			target = fmt.Sprintf("/s?mid=%d&idx=%d&__biz=%s", k.Mid, k.Idx, k.Biz)
		}
		if a := s.get(t, target); a.status != 301 || a.location != rule.Target {
			t.Errorf("%s: %d %q, want 301 %q", target, a.status, a.location, rule.Target)
		}
	}
}

// A small archive's rules set no global directive, hence may stand anywhere
// and beside any directive of the user.
func TestNginxRulesOfASmallArchiveClashWithNothing(t *testing.T) {
	in := manyArticles(100)
	for i := range in.Former {
		in.Former[i].Path = fmt.Sprintf("/2024/article-%d/", i)
	}
	m, binary := build(t, in), nginxBinary(t)
	for name, config := range map[string]nginxConfig{
		"maps before":       {beforeRules: userMaps},
		"maps after":        {afterRules: userMaps},
		"directives before": {beforeRules: "map_hash_bucket_size 64; map_hash_max_size 2048;"},
		"larger sizes":      {beforeRules: "map_hash_bucket_size 512; map_hash_max_size 65536;"},
		"directives on top": {beforeRules: "map_hash_bucket_size 128;" + userMaps},
	} {
		dir := writeNginxConf(t, m, config, "127.0.0.1:1")
		if out, err := checkNginx(t, binary, dir); err != nil || strings.Contains(out, "[warn]") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// What the README says of a clash is what nginx says.
func TestNginxRulesOfALargeArchiveClashAsTheReadmeTells(t *testing.T) {
	m, binary := build(t, manyArticles(2000)), nginxBinary(t)
	for where, config := range map[string]nginxConfig{
		"wxbackup-map.conf:": {beforeRules: userMaps},
		"nginx.conf:":        {afterRules: "map_hash_max_size 4096;"},
	} {
		dir := writeNginxConf(t, m, config, "127.0.0.1:1")
		out, err := checkNginx(t, binary, dir)
		if err == nil || !strings.Contains(out, "directive is duplicate") || !strings.Contains(out, where) {
			t.Errorf("nginx does not name %q: %v\n%s", where, err, out)
		}
	}
}

// A list of rows that fits, and the same list with one row more that does not,
// must be told apart in the same way by nginx.
func TestNginxHashFitsWhereNginxBuildsWithoutWarning(t *testing.T) {
	binary, random := nginxBinary(t), rand.New(rand.NewPCG(7, 7))
	sizes := []nginxHash{nginxDefaultHash(), {maxSize: 512, bucketSize: 128}, {maxSize: 16384, bucketSize: 64}}
	for _, size := range sizes {
		for range 2 {
			rows := randomRows(random)
			most, tooMany := 1, len(rows)
			for most+1 < tooMany {
				if middle := (most + tooMany) / 2; size.fits(rows[:middle]) {
					most = middle
				} else {
					tooMany = middle
				}
			}
			if !nginxFits(t, binary, size, rows[:most]) || nginxFits(t, binary, size, rows[:most+1]) {
				t.Errorf("%d rows fit in %+v and one more does not, but nginx says otherwise", most, size)
			}
		}
	}
}

func randomRows(random *rand.Rand) (rows []nginxRow) {
	for i := range 6000 {
		key := fmt.Sprintf("%d:%d:%d", i, random.IntN(10_000_000), 1+random.IntN(8))
		if i%3 == 0 {
			key = fmt.Sprintf("/S/%d-%d", random.IntN(1_000_000), i)
		}
		rows = append(rows, nginxRow{key, "/"})
	}
	return rows
}

// nginxFits says whether nginx loads the rows at that size without a word.
func nginxFits(t *testing.T, binary string, size nginxHash, rows []nginxRow) bool {
	t.Helper()
	var conf bytes.Buffer
	fmt.Fprintf(&conf, "events {}\nhttp {\nmap_hash_max_size %d;\nmap_hash_bucket_size %d;\n", size.maxSize, size.bucketSize)
	nginxMap{from: "$uri", to: "$x", rows: rows}.write(&conf)
	conf.WriteString("}\n")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), conf.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	out, _ := checkNginx(t, binary, filepath.ToSlash(dir))
	return !strings.Contains(out, "map_hash")
}

// Long paths need larger buckets, and so do paths made to have one hash: "az"
// and "b[" have.
func TestNginxLoadsLongAndCollidingPathsWithoutWarning(t *testing.T) {
	binary := nginxBinary(t)
	colliding := []string{""}
	for range 7 {
		for _, p := range colliding {
			colliding = append(colliding, p+"az")
		}
		for i := range len(colliding) / 2 {
			colliding[i] += "b["
		}
	}
	for name, paths := range map[string][]string{
		"long": {strings.Repeat("很长的标题", 50)}, "colliding": colliding,
	} {
		in := redirect.Input{Articles: []redirect.Article{{ID: "a", Path: "/a/"}}}
		for _, p := range paths {
			in.Former = append(in.Former, redirect.FormerPath{ID: "a", Path: "/" + p + "/"})
		}
		m := build(t, in)
		if len(m.Rules) != len(paths) {
			t.Fatalf("%s: %d rules of %d paths", name, len(m.Rules), len(paths))
		}
		dir := writeNginxConf(t, m, nginxConfig{}, "127.0.0.1:1")
		if out, err := checkNginx(t, binary, dir); err != nil || strings.Contains(out, "[warn]") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestNginxAnswersHostilePaths(t *testing.T) {
	m := build(t, hostilePaths(2000))
	testHostilePaths(t, startNginx(t, m, nginxConfig{}), m)
}
