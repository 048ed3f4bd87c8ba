// Package page reads a page of the WeChat platform: in come its bytes, out go
// the article's facts and the tree of its raw body, or the reason why the page
// is no article.
//
// Every selector and variable name of mp.weixin.qq.com lives here. A page of
// 2025 is 2 to 4 MB of which the body is a few per cent, so the page is
// scanned for the body, the data scripts and a few elements, and only those
// are parsed; a page on which the scan fails is parsed whole, with the same
// result. Of messages that keep their content in data, notes and what plays a
// film or a sound, the raw body is made from that data in the platform's own
// markup. The package never changes text, never passes a part of an article
// for the whole, knows neither disk nor index, and never runs a script.
package page
