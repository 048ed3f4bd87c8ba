package emit

import "strings"

// The regular expressions of PCRE read a query as article.ParseAddress does:
// the first parameter of a name counts, an empty one as missing; the separator
// may carry any number of HTML escapes or be JavaScript's. They do not decode
// percent-encoded letters and digits, which nobody encodes.
const (
	paramSep = `(?:&|\\x26)(?:amp;)*`
	paramEnd = `(?=&|\\x26|$)`
	// midNumber leaves out numbers of 20 digits: platform numbers have ten.
	midNumber = `0*([1-9][0-9]{0,18})`
	// idxNumber is 1 to 65535.
	idxNumber = `0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])`
)

// paramIs matches a query whose first parameter of the name has the value. The
// atomic group keeps the search from going on to a second one.
func paramIs(name, value string) string { return paramBegins(name, value+paramEnd) }

// paramGiven matches when the first parameter of the name is not empty.
func paramGiven(name string) string { return paramBegins(name, `(?!&|\\x26|$)`) }

func paramBegins(name, value string) string {
	return `^(?>(?:.*?` + paramSep + `)??` + name + `(?==|&|\\x26|$))=` + value
}

// bizValue matches the spellings of an account: base64 may be percent-encoded
// once, its padding also twice or missing.
func bizValue(biz string) string {
	encoded := strings.NewReplacer("+", `(?:\+|%2[Bb])`, "/", `(?:/|%2[Ff])`).Replace(biz)
	return encoded + `(?:=|%(?:25)?3[Dd])*`
}
