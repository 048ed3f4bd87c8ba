package item

import (
	"regexp"
	"strings"

	"wxbackup/article"
)

// readW2M reads the Markdown of wechatmp2markdown: a line with the title, a
// line of facts, a line of albums, each with two spaces at its end, and the
// body. The tool escapes nothing.
func readW2M(t *text) error {
	title, rest := cutLine(t.source)
	facts, rest := cutLine(rest)
	albums, rest := cutLine(rest)
	t.article.Title = oneLine(strings.TrimPrefix(title, "#"))
	if strings.HasPrefix(facts, original) {
		t.article.Origin = article.OriginOriginal
	}
	t.readFacts(facts)
	t.article.Tags = w2mTags(albums)
	// A table goes on to the next empty line, which the tool does not write.
	t.source = strings.ReplaceAll(inlinePictures(rest), "</table>  \n", "</table>\n\n")
	return t.parse()
}

// w2mTags are the albums of an article, as the page lists them: #a #b.
func w2mTags(line string) []string {
	var tags []string
	for _, name := range strings.Split(line, "#")[1:] {
		if name = strings.TrimSpace(name); name != "" {
			tags = append(tags, name)
		}
	}
	return tags
}

// w2mPicture is a picture that names its bytes by number, up to the number,
// and the line that has the bytes.
var w2mPicture = regexp.MustCompile(`\]\[(\d{1,6})\]|\n\[(\d{1,6})\]:(data:image/[a-z+.-]+;base64,[A-Za-z0-9+/=]*)`)

// inlinePictures puts the bytes of pictures where the pictures stand. Lists and
// quotes count theirs anew, so one number means several pictures: bytes belong
// to the last picture before them that has none yet.
func inlinePictures(s string) string {
	found := w2mPicture.FindAllStringSubmatchIndex(s, -1)
	open := map[string][]int{}
	bytesOf := make([]string, len(found))
	for i, m := range found {
		if m[2] >= 0 {
			number := s[m[2]:m[3]]
			open[number] = append(open[number], i)
			continue
		}
		number := s[m[4]:m[5]]
		if waiting := open[number]; len(waiting) > 0 {
			bytesOf[waiting[len(waiting)-1]] = s[m[6]:m[7]]
			open[number] = waiting[:len(waiting)-1]
			bytesOf[i] = "\n"
		}
	}
	return rewrite(s, found, bytesOf)
}

// rewrite puts bytes in the place of numbers, and takes the lines away that
// had them.
func rewrite(s string, found [][]int, bytesOf []string) string {
	var b strings.Builder
	last := 0
	for i, m := range found {
		if bytesOf[i] == "" {
			continue
		}
		b.WriteString(s[last:m[0]])
		if m[2] >= 0 {
			b.WriteString("](" + bytesOf[i] + ")")
		} else {
			b.WriteString(bytesOf[i])
		}
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String()
}
