package emit

func bizRows(accounts []nginxAccount) []nginxRow {
	var rows []nginxRow
	for _, a := range accounts {
		rows = append(rows, nginxMatch(paramIs("__biz", bizValue(a.biz)), a.name))
	}
	return rows
}

func midRows() []nginxRow {
	return []nginxRow{
		nginxMatch(paramIs("mid", midNumber), "$1"),
		nginxMatch(paramGiven("mid"), ""),
		nginxMatch(paramIs("appmsgid", midNumber), "$1"),
	}
}

func idxRows() []nginxRow {
	return []nginxRow{
		nginxMatch(paramIs("idx", idxNumber), "$1"),
		nginxMatch(paramGiven("idx"), ""),
		nginxMatch(paramIs("itemidx", idxNumber), "$1"),
		nginxMatch(paramGiven("itemidx"), ""),
		{"default", "1"},
	}
}

// previewRows tell addresses that name no article for good.
func previewRows() []nginxRow {
	return []nginxRow{
		nginxMatch(paramGiven("tempkey"), "preview "),
		nginxMatch(paramIs("preview", "1"), "preview "),
	}
}

// nginxMatch is a row whose key is a regular expression.
func nginxMatch(regexp, value string) nginxRow { return nginxRow{"~" + regexp, value} }
