package page

import (
	"bytes"
	"strings"
	"testing"
)

func TestAssignedVariables(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"var", `var mid = '12';`, "12"},
		{"window", `window.mid = '12';`, "12"},
		{"d", `d.mid = xml ? getXmlValue('mid.DATA') : '12' || '';`, "12"},
		{"bare", `mid='12'`, "12"},
		{"without spaces", `a=1;mid='12';b=2`, "12"},
		{"in a list", `var a = 1, mid = '12'`, "12"},
		{"line end before the value", "var mid\n=\n'12'", "12"},
		{"window of window", `window.window.mid = '12'`, ""},
		{"other object", `e.mid = '12'; ad.mid = '13'`, ""},
		{"end of another name", `var amid = '12'; $mid = '13'; data_mid = '14'`, ""},
		{"start of another name", `var mid2 = '12'`, ""},
		{"comparison", `if (mid == '12' || mid === '13') {}`, ""},
		{"unequal", `mid != '12' && mid !== '13'`, ""},
		{"arrow", `mid => '12'`, ""},
		{"in an address", `"&mid="+mid+"&idx="`, ""},
		{"of unknown value", `var mid = e.mid;`, ""},
		{"unknown value first", `var mid = e.mid; var mid = '12';`, "12"},
		{"defined twice, first empty", `var mid = "" || ""; var mid = "" || "12" || "";`, "12"},
		{"defined twice", `var mid = "12"; var mid = "13";`, "12"},
		{"member in an object", `{mid: '12'}`, ""},
		{"number", `mid = 12;`, "12"},
		{"spaces in the value", `mid = ' 12 '`, "12"},
		{"unterminated", `var mid = '12`, ""},
		{"no value", `var mid =`, ""},
		{"last byte", `mid=`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, vars := readScripts([][]byte{[]byte(test.src)})
			if got := vars.text("mid"); got != test.want {
				t.Errorf("%s: mid is %q, want %q", test.src, got, test.want)
			}
		})
	}
}

func TestVariableTextTakesTheFirstThatIsNotEmpty(t *testing.T) {
	_, _, vars := readScripts([][]byte{[]byte(`var mid = ""; appmsgid = "12";`)})
	if got := vars.text("mid", "appmsgid", "idx"); got != "12" {
		t.Errorf("text is %q", got)
	}
}

func TestVariablesOfABundleAreNotRead(t *testing.T) {
	bundle := append(bytes.Repeat([]byte("a();"), maxDataScript/4), []byte(`var mid = "12"`)...)
	_, _, vars := readScripts([][]byte{bundle, []byte(`var mid = "13"`)})
	if got := vars.text("mid"); got != "13" {
		t.Errorf("mid is %q", got)
	}
}

func TestDataObject(t *testing.T) {
	const object = `{ title: 'a', }`
	tests := []struct {
		name, src string
		found     bool
	}{
		{"of the window", "window.cgiDataNew = " + object, true},
		{"without spaces", "window.cgiDataNew=" + object, true},
		{"behind a test", "if (window.cgiDataNew) {}; cgiDataNew = " + object, true},
		{"behind a string", "var s = 'cgiDataNew = {'; window.cgiDataNew = " + object, true},
		{"far from the head of its script", strings.Repeat(" ", 8<<10) + "window.cgiDataNew = " + object, false},
		{"no object", "window.cgiDataNew = window.cgiData", false},
		{"never closed", "window.cgiDataNew = { title: 'a'", false},
		{"larger than a data script", "window.cgiDataNew = { title: 'a', more: '" + strings.Repeat("m", maxDataScript) + "' }", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data, _, _ := readScripts([][]byte{[]byte("var x = 1"), []byte(test.src)})
			if found := data.get("title").text == "a"; found != test.found {
				t.Errorf("found: %v", found)
			}
		})
	}
}

func TestMembersOfTheOldDataObjectAreVariables(t *testing.T) {
	_, _, vars := readScripts([][]byte{[]byte(`window.cgiData = {}; window.cgiData.voiceid = 'QUJD'; other.cgiData.payDesc = 'a'; cgiData.x.desc = 'b';`)})
	if vars.text("voiceid") != "QUJD" || vars.text("payDesc", "desc") != "" {
		t.Errorf("variables %v", vars)
	}
}

func TestEmptyObjectsAndArraysGiveWay(t *testing.T) {
	_, _, vars := readScripts([][]byte{
		[]byte(`var videoPageInfos = []; window.cgiData = {};`),
		[]byte(`var videoPageInfos = [ { video_id: 'wxv_1' } ]; window.cgiData = { voiceid: 'QUJD' };`),
		[]byte(`var videoPageInfos = [ { video_id: 'wxv_2' } ]; window.cgiData = window.cgiData || {};`),
	})
	if got := vars["cgiData"].object.get("voiceid").text; got != "QUJD" {
		t.Errorf("voiceid %q", got)
	}
	if infos := objectsOf(vars["videoPageInfos"]); len(infos) != 1 || infos[0].get("video_id").text != "wxv_1" {
		t.Errorf("films %v", infos)
	}
}

func TestSecondDataObject(t *testing.T) {
	data, ssr, _ := readScripts([][]byte{[]byte(`window.__QMTPL_SSR_DATA__={title:'a',list:[]};`), []byte(`window.cgiDataNew = { title: 'b' };`)})
	if data.get("title").text != "b" || ssr.get("title").text != "a" {
		t.Errorf("titles %q and %q", data.get("title").text, ssr.get("title").text)
	}
}
