package article

// Kind is the form in which the platform shows a message.
type Kind string

// The kinds, named after the page's own ITEM_SHOW_TYPE_MAP. KindShare is a
// page that shows another account's article under a remark; it calls itself
// an article, and is told apart by its reprint_type.
const (
	KindArticle Kind = "article" // item_show_type 0, or none before 2018-05
	KindVideo   Kind = "video"   // 5
	KindMusic   Kind = "music"   // 6
	KindAudio   Kind = "audio"   // 7
	KindPicture Kind = "picture" // 8
	KindText    Kind = "text"    // 10
	KindShare   Kind = "share"   // 11 in lists, 0 with reprint_type 2 on pages
	KindShort   Kind = "short"   // 17
	KindUnknown Kind = "unknown"
)

// KindOf names the kind of an item_show_type; the numbers are an open set.
func KindOf(itemShowType int) Kind {
	switch itemShowType {
	case 0:
		return KindArticle
	case 5:
		return KindVideo
	case 6:
		return KindMusic
	case 7:
		return KindAudio
	case 8:
		return KindPicture
	case 10:
		return KindText
	case 11:
		return KindShare
	case 17:
		return KindShort
	}
	return KindUnknown
}
