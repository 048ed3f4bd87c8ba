package source

import (
	"context"
	"io/fs"
)

// VisitFile visits one entry of a folder.
func VisitFile(ctx context.Context, dir string, e fs.DirEntry, v Visitor) error {
	f := folder{ctx: ctx, visitor: v, label: dir, root: dir}
	return f.file(e.Name(), e, nil)
}

// CleanName is the path inside an archive for a decoded name.
var CleanName = cleanName

// DecodeName is the text of an entry's name.
var DecodeName = decodeName

// ReadInto is how documents are read.
var ReadInto = readInto
