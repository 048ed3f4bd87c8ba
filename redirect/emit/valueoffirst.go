package emit

// valueOfFirst matches every query; its group is the value of the first
// parameter of the name, empty where that is missing. It finds what paramIs
// finds, for servers whose regular expressions (RE2) look neither ahead nor
// back: once the name has matched, all of the rest can match, so the search
// never goes on to a second parameter of the name.
func valueOfFirst(name string) string {
	return `^(?:(?:.*?` + paramSep + `)??` + name + `(?:=(.*?))?(?:(?:&|\\x26).*)?|.*)$`
}
