// Package store is the archive on disk: content-addressed pages and assets,
// readable Markdown, append-only provenance journals, and a bbolt index over
// them.
//
//	index.db                             the index; `wxbackup reindex` makes it again from the rest
//	pages/ab/<sha256>.html.zst           every exported page, byte-exact, plain zstd
//	assets/ab/<sha256>.<ext>             every asset, byte-exact
//	articles/2024/2024-03-05-<slug>.md   Markdown for people
//	pages.jsonl assets.jsonl             where each page and asset came from
//	published.jsonl                      which path each article was published at
//
// In come records and bytes from package backup, out go records and bytes to
// publish and redirect. A batch is one transaction: everything it names is on
// disk before the index says so, hence a killed import leaves an archive that
// can be read, and running the import again completes it. The package never
// looks inside a page, never writes outside its folder, whatever name it is
// given, and nothing outside it knows bbolt.
package store
