package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The slugs bucket holds three kinds of keys, so that the thousandth article
// of one title costs no more than the second: the slug → its owner;
// NUL, base → the number to try next; NUL, base, NUL, ID → the slug it got.

// GiveSlug returns the slug for an article: base, or base-2, base-3 and so on
// when others have it. An article gets the same slug again. Slugs that differ
// by case only count as the same, for some file systems hold them so, and a
// slug is never given to a second article.
func (tx *Tx) GiveSlug(base, id string) (string, error) {
	if base == "" || id == "" {
		return "", errors.New("giving slug: no base or no article")
	}
	folded := strings.ToLower(base)
	if given := tx.text(inSlugs, givenKey(folded, id)); given != "" {
		return given, nil
	}
	slug, n := tx.freeSlug(base, id)
	err := tx.put(inSlugs, strings.ToLower(slug), []byte(id))
	if n > 1 {
		err = errors.Join(err,
			tx.put(inSlugs, nextKey(folded), []byte(strconv.Itoa(n))),
			tx.put(inSlugs, givenKey(folded, id), []byte(slug)))
	}
	if err != nil {
		return "", fmt.Errorf("giving slug %q: %w", slug, err)
	}
	return slug, nil
}

// Numbered is a slug with the article it was given to, which may be found by
// another name now, or be gone.
type Numbered struct{ Slug, Owner string }

// SlugFamily are base and all numbers behind it that were given, in the order
// of the numbers.
func (tx *Tx) SlugFamily(base string) []Numbered {
	folded := strings.ToLower(base)
	family := []Numbered{{base, tx.text(inSlugs, folded)}}
	last, _ := strconv.Atoi(tx.text(inSlugs, nextKey(folded)))
	for n := 2; n <= last; n++ {
		slug := base + "-" + strconv.Itoa(n)
		owner := tx.text(inSlugs, strings.ToLower(slug))
		if tx.text(inSlugs, givenKey(folded, owner)) != "" {
			family = append(family, Numbered{slug, owner})
		}
	}
	return family
}

// ExchangeSlugs gives slugs of one family to articles among them, which were
// never published. Their records are put afterwards.
func (tx *Tx) ExchangeSlugs(base string, given []Numbered) error {
	folded := strings.ToLower(base)
	for _, g := range given {
		err := tx.put(inSlugs, strings.ToLower(g.Slug), []byte(g.Owner))
		if strings.ToLower(g.Slug) == folded {
			err = errors.Join(err, tx.delete(inSlugs, givenKey(folded, g.Owner)))
		} else {
			err = errors.Join(err, tx.put(inSlugs, givenKey(folded, g.Owner), []byte(g.Slug)))
		}
		if err != nil {
			return fmt.Errorf("exchanging slugs of %q: %w", base, err)
		}
	}
	return nil
}

// freeSlug is the first slug that nobody else has, and its number.
func (tx *Tx) freeSlug(base, id string) (string, int) {
	if tx.slugIsFor(base, id) {
		return base, 1
	}
	next, _ := strconv.Atoi(tx.text(inSlugs, nextKey(strings.ToLower(base))))
	for n := max(2, next); ; n++ {
		if slug := base + "-" + strconv.Itoa(n); tx.slugIsFor(slug, id) {
			return slug, n
		}
	}
}

func (tx *Tx) slugIsFor(slug, id string) bool {
	owner := tx.text(inSlugs, strings.ToLower(slug))
	return owner == "" || owner == id
}

// claimSlug makes an article the owner of the slug in its record. It may have
// been given under a name that the article had before.
func (tx *Tx) claimSlug(slug, id string) error {
	if slug == "" {
		return nil
	}
	folded := strings.ToLower(slug)
	if owner := tx.text(inSlugs, folded); owner != "" && owner != id {
		rec, err := tx.stored(owner)
		if err != nil {
			return err
		}
		if rec != nil && strings.ToLower(rec.Slug) == folded {
			return fmt.Errorf("the slug %q belongs to article %q", slug, owner)
		}
	}
	return tx.put(inSlugs, folded, []byte(id))
}

func nextKey(base string) string      { return "\x00" + base }
func givenKey(base, id string) string { return "\x00" + base + "\x00" + id }
