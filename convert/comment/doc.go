// Package comment reads the comments (留言) under an article, from the answers
// of the platform's interface that tools keep and from what tools write at the
// end of a page.
//
// In come the bytes of a page or the JSON of a list, out go comments. One file
// reads one form. Comments are data beside an article: nothing here touches its
// body, and nothing of a body is taken for comments, for they are what a page
// ends with.
package comment
