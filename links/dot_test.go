package links_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

// hostileTitles are titles that break one program or another.
var hostileTitles = []string{
	`"双引号" 'single'`, `结尾\`, `\"`, `\\" -> "x`, `\N \G \l \r \n`, "&lt;b&gt; &amp; &#65; &nbsp", "<b>粗</b>", "<<i>>", "a -> b; }",
	"// 注释 /* 这 */ # 那", "😀❤️👩‍👩‍👧", "换\n行\t和\u2028分隔\x01", "坏\xff字节", "graph", "node [x=1]", "1", "-", "{a|b}", strings.Repeat("长标题", 200),
}

// drawing is what Graphviz draws of a graph, as SVG.
type drawing struct {
	Groups []struct {
		Class string   `xml:"class,attr"`
		Title string   `xml:"title"`
		Text  []string `xml:"text"`
		Path  []struct {
			Dashes string `xml:"stroke-dasharray,attr"`
		} `xml:"path"`
	} `xml:"g>g"`
}

// draw has Graphviz draw what it is given.
func draw(t *testing.T, graph []byte) drawing {
	t.Helper()
	dot, err := exec.LookPath("dot")
	if err != nil {
		const missing = "no dot (package graphviz) in the search path"
		if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	var stderr bytes.Buffer
	c := exec.Command(dot, "-Tsvg")
	c.Stdin, c.Stderr = bytes.NewReader(graph), &stderr
	svg, err := c.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("drawing: %v\n%s\n%s", err, &stderr, graph)
	}
	var d drawing
	if err := xml.Unmarshal(svg, &d); err != nil {
		t.Fatalf("reading drawing: %v", err)
	}
	return d
}

// TestGraphvizDrawsEveryTitle links hostile titles in a ring, the first and
// last of them to an article that is missing, and twice.
func TestGraphvizDrawsEveryTitle(t *testing.T) {
	lost := numbered(oursBiz, "", 900)
	var all []article.Article
	bodies, labels, arrows := map[string]string{}, map[string]string{lost.ID: "没有的 & 标题"}, []string{}
	for i, title := range hostileTitles {
		a := numbered(oursBiz, oursName, i+1)
		a.Title = title
		all = append(all, a)
		labels[a.ID] = title
	}
	for i, a := range all {
		next := all[(i+1)%len(all)]
		bodies[a.ID] = linkTo(next.URL, "下一站") + linkTo(a.URL, "自己") + linkTo("https://example.org/", "外面")
		arrows = append(arrows, a.ID+"->"+next.ID)
	}
	bodies[all[0].ID] += linkTo(lost.URL, "没有的 &amp; 标题") + linkTo(lost.URL, "")
	arrows = append(arrows, all[0].ID+"->"+lost.ID+" 2")
	alone := numbered(oursBiz, oursName, 800)
	bodies[alone.ID] = "<p>谁也不认识</p>"

	var graph bytes.Buffer
	if err := read(t, newArchive(t, bodies, append(all, alone)...), "").WriteDOT(&graph); err != nil {
		t.Fatal(err)
	}
	gotLabels, gotArrows := map[string]string{}, []string{}
	for _, g := range draw(t, graph.Bytes()).Groups {
		switch g.Class {
		case "node":
			gotLabels[g.Title] = strings.Join(g.Text, "\n")
			if dashed := g.Path[0].Dashes != ""; dashed != (g.Title == lost.ID) {
				t.Errorf("%s is dashed: %v", g.Title, dashed)
			}
		case "edge":
			gotArrows = append(gotArrows, strings.TrimSpace(g.Title+" "+strings.Join(g.Text, "")))
		}
	}
	for id, label := range labels {
		labels[id] = oneLine(label)
	}
	if diff := cmp.Diff(labels, gotLabels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
	slices.Sort(arrows)
	slices.Sort(gotArrows)
	if diff := cmp.Diff(arrows, gotArrows); diff != "" {
		t.Errorf("arrows (-want +got):\n%s", diff)
	}
}

// oneLine is text as one line of valid characters.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\x01", " ", "\xff", "\ufffd").Replace(text)), " ")
}

// The same archive gives the same graph.
func TestDOTIsStable(t *testing.T) {
	a := crossroads(t)
	var graphs []string
	for range 3 {
		var b strings.Builder
		if err := read(t, a, "").WriteDOT(&b); err != nil {
			t.Fatal(err)
		}
		graphs = append(graphs, b.String())
	}
	if graphs[0] != graphs[1] || graphs[1] != graphs[2] || !strings.Contains(graphs[0], fmt.Sprintf("%q -> %q [label=\"2\"];", oursBiz+":1:1", oursBiz+":2:1")) {
		t.Errorf("graphs are %q", graphs)
	}
}
