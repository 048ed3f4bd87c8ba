package page

import (
	"bytes"
	"strings"
)

// maxDataScript is the size up to which a script is read for variables. Data
// scripts have 1 to 30 KB; the minified bundles, in which the same names mean
// other things, have more than 90 KB.
const maxDataScript = 64 << 10

// wantedVariables are the page variables that facts are read from
// (wechat-pages.md §1.3, column B).
var wantedVariables = wordSet(
	"biz mid idx sn appmsgid itemidx msg_title nickname nick_name user_name author alias",
	"ct oriCreateTime create_time publish_time svr_time modify_time msg_desc msg_link msg_source_url",
	"msg_cdn_url cdn_url_235_1 copyright_stat _copyright_stat reprint_type reprint_url",
	"source_username source_encode_biz source_mid source_idx item_show_type real_item_show_type",
	"comment_id isPaySubscribe isPaid ip_wording appmsg_album_info album_info_list",
	"transferTargetLink transfer_target_link cgiData picture_page_info_list del_reason",
	"desc is_user_title is_pay_subscribe payDesc voiceid voiceList video_page_info videoPageInfos",
)

// variables are the values assigned in the page's scripts; the first value of
// a name that is not empty wins, for pages define some twice with only one
// slot filled.
type variables map[string]literal

// readScripts reads the data objects and the variables of all scripts: data
// holds every fact of a page since 2025, ssr some of those of a text note.
func readScripts(scripts [][]byte) (data, ssr *object, vars variables) {
	vars = variables{}
	for _, src := range scripts {
		if data == nil {
			data = readDataObject(src, "cgiDataNew")
		}
		if ssr == nil {
			ssr = readDataObject(src, "__QMTPL_SSR_DATA__")
		}
		if len(src) <= maxDataScript {
			vars.read(src)
		}
	}
	return data, ssr, vars
}

// readDataObject reads "window.NAME = {…}", which stands near the head of its
// script.
func readDataObject(src []byte, name string) *object {
	for pos := 0; ; {
		i := bytes.Index(src[pos:min(len(src), 4<<10)], []byte(name))
		if i < 0 {
			return nil
		}
		pos += i + len(name)
		r := literalReader{src: src, pos: pos}
		if r.accept('=') && r.peek() == '{' {
			if o, err := r.objectLiteral(); err == nil {
				return o
			}
		}
		if pos >= 4<<10 {
			return nil
		}
	}
}

// maxDense is the size up to which every "=" of a script is looked at. Data is
// written with a space before it; larger scripts without are minified code.
const maxDense = 8 << 10

// read looks at every assignment of a script.
func (v variables) read(src []byte) {
	spaced := len(src) > maxDense
	for pos := 0; ; pos++ {
		i := bytes.IndexByte(src[pos:], '=')
		if i < 0 {
			return
		}
		pos += i
		if spaced && (pos == 0 || src[pos-1] != ' ') {
			continue
		}
		if pos+1 < len(src) && src[pos+1] == '=' {
			pos++
			continue
		}
		name := assignedName(src[:pos])
		if !wantedVariables[string(name)] || v[string(name)].filled() {
			continue
		}
		if value, _, err := readLiteral(src[pos+1:]); err == nil && value.kind != undefined {
			v[string(name)] = value
		}
	}
}

// assignedName is the name left of an assignment: NAME, var NAME, window.NAME,
// window.cgiData.NAME or d.NAME; that of any other object's member is empty.
func assignedName(before []byte) []byte {
	for len(before) > 0 && isTagSpace(before[len(before)-1]) {
		before = before[:len(before)-1]
	}
	start := len(before)
	for start > 0 && isIdentifier(before[start-1]) {
		start--
	}
	name, owner := before[start:], before[:start]
	if len(owner) == 0 {
		return name
	}
	switch owner[len(owner)-1] {
	case ' ', '\t', '\n', '\r', ';', ',', '{', '}', '(', ')':
		return name
	case '.':
		if hasWordSuffix(owner, "window.") || hasWordSuffix(owner, "d.") || hasWordSuffix(owner, "window.cgiData.") {
			return name
		}
	}
	return nil
}

func hasWordSuffix(s []byte, word string) bool {
	rest, ok := bytes.CutSuffix(s, []byte(word))
	return ok && (len(rest) == 0 || !isIdentifier(rest[len(rest)-1]) && rest[len(rest)-1] != '.')
}

// text is the first of the named variables that is not empty.
func (v variables) text(names ...string) string {
	for _, name := range names {
		if s := strings.TrimSpace(v[name].text); s != "" {
			return s
		}
	}
	return ""
}
