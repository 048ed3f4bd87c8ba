package source

import "io"

// openWebArchive reads the page and its parts from what Safari saves as a web
// archive: a property list of resources, and of the archives of frames. The
// error is errNoPage for a saved file that is no page.
func openWebArchive(r io.ReaderAt, size int64) (*bundle, error) {
	top, damage := readPlist(r, size)
	main := top.dict["WebMainResource"].dict
	data := main["WebResourceData"].data
	mediaType := main["WebResourceMIMEType"].text
	if data == nil && damage != nil {
		return nil, damage
	}
	if data == nil || mediaType != "" && !isHTML(mediaType) {
		return nil, errNoPage
	}
	w := webArchive{file: r}
	w.add(top)
	page := bundlePage{
		address: pageAddress(main["WebResourceURL"].text),
		open:    func() (io.ReadCloser, error) { return io.NopCloser(data.open(r)), nil },
	}
	return &bundle{pages: []bundlePage{page}, part: w.part, damage: damage}, nil
}

// webArchive finds the resources of a page and its frames.
type webArchive struct {
	file  io.ReaderAt
	index partIndex[plistData]
}

func (w *webArchive) add(archive plistValue) {
	resources := append([]plistValue{archive.dict["WebMainResource"]}, archive.dict["WebSubresources"].list...)
	for _, resource := range resources {
		if data := resource.dict["WebResourceData"].data; data != nil {
			w.index.add(resource.dict["WebResourceURL"].text, *data)
		}
	}
	for _, frame := range archive.dict["WebSubframeArchives"].list {
		w.add(frame)
	}
}

// part opens what stands under an address.
func (w *webArchive) part(address string) (io.ReadCloser, error) {
	if data, ok := w.index.find(address); ok {
		return io.NopCloser(data.open(w.file)), nil
	}
	return nil, notInBundle(address)
}
