package cmd

import (
	"errors"
	"fmt"

	"wxbackup/gaps"
	"wxbackup/store"
)

// The formats of list beside JSON.
const (
	formatText = "text"
	formatCSV  = "csv"
)

// check refuses flags that do not go together.
func (o listOptions) check(json bool) error {
	switch {
	case o.format != formatText && o.format != formatCSV:
		return usageError{fmt.Errorf("unknown format %q: %s or %s", o.format, formatText, formatCSV)}
	case o.format == formatCSV && json:
		return usageError{errors.New("--format csv and --json exclude each other")}
	case o.out != "" && o.format != formatCSV:
		return usageError{errors.New("--out is for --format csv")}
	case o.format == formatCSV && !o.missing && !o.missingAssets:
		return usageError{errors.New("--format csv is for --missing and --missing-assets")}
	}
	return nil
}

// lack is what an archive lacks, as far as it was asked for.
type lack struct {
	articles []gaps.Article
	assets   []gaps.Asset
}

// runMissing lists what the archive lacks.
func (a *app) runMissing(archive *store.Archive, opts listOptions) error {
	l, err := findLack(archive, opts)
	switch {
	case err != nil:
		return err
	case opts.format == formatCSV:
		return a.writeLack(opts.out, l)
	case a.flags.json:
		return a.tellLack(l)
	}
	a.showLack(l)
	return nil
}

func findLack(archive *store.Archive, opts listOptions) (l lack, err error) {
	if opts.missing {
		if l.articles, err = gaps.Articles(archive, opts.account); err != nil {
			return l, err
		}
	}
	if opts.missingAssets {
		l.assets, err = gaps.Assets(archive, opts.account)
	}
	return l, err
}
