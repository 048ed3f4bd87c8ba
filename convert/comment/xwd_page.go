package comment

import (
	"bytes"
	"encoding/json"
)

// wechatDownload of xiaoguyu puts the platform's answers into a script.
const (
	xwdMark    = "const electedCommentArr = "
	xwdReplies = "const electedCommentDetailMap = "
)

func readXWD(src []byte) Shown {
	var list json.RawMessage
	if json.NewDecoder(bytes.NewReader(src[len(xwdMark):])).Decode(&list) != nil {
		return Shown{}
	}
	var further map[string]json.RawMessage
	if _, rest, ok := bytes.Cut(src[len(xwdMark)+len(list):], []byte(xwdReplies)); ok {
		// Without replies of its own the script says undefined.
		_ = json.NewDecoder(bytes.NewReader(rest)).Decode(&further)
	}
	return Shown{Comments: Answers(list, further)}
}
