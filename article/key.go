package article

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrKey says that a text is no article key.
var ErrKey = errors.New("not an article key")

// Key is the canonical identity of an article: the account, the message in
// the account, the position in the message. No two articles share one; no
// article was seen with two (wechat-pages.md §8.2).
type Key struct {
	// Biz is the account: base64 of its decimal number, without padding.
	Biz string `json:"biz,omitempty"`
	Mid uint64 `json:"mid,omitempty"`
	Idx uint64 `json:"idx,omitempty"`
}

// NewKey reads the three parts as pages and addresses spell them: padding of
// biz is dropped, a missing idx is 1.
func NewKey(biz, mid, idx string) (Key, error) {
	biz = TrimBiz(biz)
	if !validBiz(biz) {
		return Key{}, fmt.Errorf("reading biz %q: %w", biz, ErrKey)
	}
	m, err := strconv.ParseUint(mid, 10, 64)
	if err != nil || m == 0 {
		return Key{}, fmt.Errorf("reading mid %q: %w", mid, ErrKey)
	}
	if idx == "" {
		idx = "1"
	}
	i, err := strconv.ParseUint(idx, 10, 16)
	if err != nil || i == 0 {
		return Key{}, fmt.Errorf("reading idx %q: %w", idx, ErrKey)
	}
	return Key{Biz: biz, Mid: m, Idx: i}, nil
}

// ParseKey reads what String writes.
func ParseKey(s string) (Key, error) {
	biz, rest, ok := strings.Cut(s, ":")
	mid, idx, ok2 := strings.Cut(rest, ":")
	if !ok || !ok2 || idx == "" {
		return Key{}, fmt.Errorf("reading key %q: %w", s, ErrKey)
	}
	return NewKey(biz, mid, idx)
}

// IsZero reports whether the key is not known.
func (k Key) IsZero() bool { return k == Key{} }

// String is "biz:mid:idx", or "" for the zero key.
func (k Key) String() string {
	if k.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", k.Biz, k.Mid, k.Idx)
}

// TrimBiz drops the base64 padding, literal or percent-encoded, and spaces
// around it; "+" stays.
func TrimBiz(biz string) string {
	biz = strings.TrimSpace(biz)
	for _, pad := range []string{"=", "%3D", "%3d"} {
		biz = strings.ReplaceAll(biz, pad, "")
	}
	return biz
}

// BizOfUIN is the biz of an account's decimal number, as page variables of
// the copyright block give it.
func BizOfUIN(uin string) string {
	if _, err := strconv.ParseUint(uin, 10, 64); err != nil {
		return ""
	}
	return base64.RawStdEncoding.EncodeToString([]byte(uin))
}

func validBiz(biz string) bool {
	if biz == "" || len(biz) > 64 {
		return false
	}
	return strings.IndexFunc(biz, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
			r == '+' || r == '/' || r == '-' || r == '_')
	}) < 0
}

// IsShortID reports whether s has the form of a short id: 22 URL-safe
// characters.
func IsShortID(s string) bool {
	if len(s) != 22 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_')
	}) < 0
}

// PadBiz restores the base64 padding that addresses carry.
func PadBiz(biz string) string {
	return biz + strings.Repeat("=", (4-len(biz)%4)%4)
}

func uintString(n uint64) string { return strconv.FormatUint(n, 10) }
