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

// SlugOwners are the articles that got base or a number behind it, in the order
// of the numbers.
func (tx *Tx) SlugOwners(base string) []string {
	folded := strings.ToLower(base)
	owners := []string{tx.text(inSlugs, folded)}
	last, _ := strconv.Atoi(tx.text(inSlugs, nextKey(folded)))
	for n := 2; n <= last; n++ {
		slug := folded + "-" + strconv.Itoa(n)
		if owner := tx.text(inSlugs, slug); tx.text(inSlugs, givenKey(folded, owner)) != "" {
			owners = append(owners, owner)
		}
	}
	return owners
}

// ExchangeSlugs gives slugs of one base, which articles among those named have,
// to others of them: moved is ID → slug. Their records are put afterwards.
func (tx *Tx) ExchangeSlugs(base string, moved map[string]string) error {
	folded := strings.ToLower(base)
	for id, slug := range moved {
		err := tx.put(inSlugs, strings.ToLower(slug), []byte(id))
		if strings.ToLower(slug) == folded {
			err = errors.Join(err, tx.delete(inSlugs, givenKey(folded, id)))
		} else {
			err = errors.Join(err, tx.put(inSlugs, givenKey(folded, id), []byte(slug)))
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
	owner := tx.text(inSlugs, folded)
	if owner != "" && owner != id && tx.get(inArticles, owner) != nil {
		return fmt.Errorf("the slug %q belongs to article %q", slug, owner)
	}
	return tx.put(inSlugs, folded, []byte(id))
}

func nextKey(base string) string      { return "\x00" + base }
func givenKey(base, id string) string { return "\x00" + base + "\x00" + id }
