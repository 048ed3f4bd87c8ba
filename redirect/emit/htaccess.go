package emit

import (
	"crypto/md5"
	"fmt"
	"slices"

	"wxbackup/redirect"
)

// htaccess writes the folder htaccess, for shared hosts where the owner may
// put nothing but files into the web root. RewriteMap is not allowed there, and
// Apache reads a .htaccess anew for every request, at about 2.5 ms for a
// thousand rules. So the rules are spread over a table of folders by the MD5
// of their name, and a request reads three small files: that of the root hands
// it to that of htaccessFolder, this one to that of a bucket. A bucket that
// knows nothing hands it back to the root, where it goes its way as if it had
// never left.
func htaccess(m redirect.Map, _ Settings) (Output, error) {
	entries := entriesOf(m)
	digits := htaccessDigits(len(entries))
	readme, err := readme("htaccess", m, map[string]any{"Buckets": 1 << (4 * digits)})
	if err != nil {
		return Output{}, err
	}
	files := []File{
		{Name: "htaccess/.htaccess", Data: htaccessRoot(entries)},
		{Name: "htaccess/" + htaccessFolder + "/.htaccess", Data: htaccessEntrance(entries, digits)},
	}
	for i, bucket := range htaccessBuckets(entries, digits) {
		name := fmt.Sprintf("htaccess/%s/%0*x/.htaccess", htaccessFolder, digits, i)
		files = append(files, File{Name: name, Data: htaccessBucket(bucket, m.Accounts)})
	}
	return Output{Files: append(files, readme)}, nil
}

const (
	htaccessFolder = "wxbackup-redirects"
	// htaccessMaxRows is how many rules a bucket shall have on average at most;
	// Apache needs half a millisecond to read so many.
	htaccessMaxRows = 200
	// htaccessMaxDigits keeps the number of files to upload at 256.
	htaccessMaxDigits = 2
)

// htaccessDigits is how many hexadecimal digits number the buckets.
func htaccessDigits(rows int) int {
	digits := 1
	for digits < htaccessMaxDigits && rows > htaccessMaxRows<<(4*digits) {
		digits++
	}
	return digits
}

// htaccessBuckets are the entries by the first digits of the MD5 of their name.
// In a bucket those come first that a request is held against first.
func htaccessBuckets(entries []entry, digits int) [][]entry {
	buckets := make([][]entry, 1<<(4*digits))
	for _, e := range entries {
		sum := md5.Sum([]byte(htaccessName(e.source)))
		n := int(sum[0]) >> (8 - 4*digits)
		buckets[n] = append(buckets[n], e)
	}
	for _, bucket := range buckets {
		slices.SortStableFunc(bucket, func(e, f entry) int { return htaccessRank(e.source) - htaccessRank(f.source) })
	}
	return buckets
}

// htaccessName is what the entrance calls the addresses of a source: host and
// query are left to the bucket.
func htaccessName(s redirect.Source) string {
	if !s.Key.IsZero() {
		return longName(s.Key)
	}
	return s.URLPath()
}

func htaccessRank(s redirect.Source) int {
	switch {
	case s.Host != "" && s.Query != "":
		return 0
	case s.Query != "":
		return 1
	case s.Host != "":
		return 2
	}
	return 3
}
