package store_test

import (
	"fmt"
	"strings"
	"testing"

	"wxbackup/store"
)

func TestGiveSlug(t *testing.T) {
	a := create(t)
	for _, step := range []struct{ base, id, want string }{
		{"zaoan", "1", "zaoan"},
		{"zaoan", "2", "zaoan-2"},
		{"Zaoan", "3", "Zaoan-3"},
		{"zaoan", "1", "zaoan"},
		{"ZAOAN", "2", "zaoan-2"},
		{"zaoan", "3", "Zaoan-3"},
		{"zaoan-4", "4", "zaoan-4"},
		{"zaoan", "5", "zaoan-5"},
		{"zaoan-2", "6", "zaoan-2-2"},
		{"zaoan", "4", "zaoan-6"},
		{"早安", "7", "早安"},
		{"École", "8", "École"},
		{"école", "9", "école-2"},
	} {
		update(t, a, func(tx *store.Tx) error {
			if got, err := tx.GiveSlug(step.base, step.id); got != step.want || err != nil {
				t.Errorf("GiveSlug(%q, %q) = %q, %v; want %q", step.base, step.id, got, err, step.want)
			}
			return nil
		})
	}
}

func TestSlugIsNeverReused(t *testing.T) {
	a := create(t)
	put(t, a, record("gone", noon))
	update(t, a, func(tx *store.Tx) error {
		if err := tx.Remove("gone"); err != nil {
			return err
		}
		if got, err := tx.GiveSlug("slug-gone", "next"); got != "slug-gone-2" || err != nil {
			t.Errorf("slug is %q, %v", got, err)
		}
		return nil
	})
}

func TestGiveSlugNeedsNames(t *testing.T) {
	a := create(t)
	for _, names := range [][2]string{{"", "id"}, {"base", ""}} {
		if a.Update(func(tx *store.Tx) error { _, err := tx.GiveSlug(names[0], names[1]); return err }) == nil {
			t.Errorf("GiveSlug(%q) succeeded", names)
		}
	}
}

// Many articles of few titles: no two get the same slug, whatever the case,
// and everyone gets his own again.
func TestSlugsAreUnique(t *testing.T) {
	a := create(t)
	bases := []string{"a", "A", "a-2", "a-3", "b"}
	given, owners := map[string]string{}, map[string]string{}
	for round := range 2 {
		update(t, a, func(tx *store.Tx) error {
			for n := range 400 {
				id, base := fmt.Sprint(n), bases[n%len(bases)]
				slug, err := tx.GiveSlug(base, id)
				if err != nil {
					return err
				}
				if round == 1 && given[id] != slug {
					t.Errorf("article %s had %q, now %q", id, given[id], slug)
				}
				folded := strings.ToLower(slug)
				if owner, taken := owners[folded]; taken && owner != id {
					t.Errorf("articles %s and %s have %q", owner, id, slug)
				}
				given[id], owners[folded] = slug, id
			}
			return nil
		})
	}
}
