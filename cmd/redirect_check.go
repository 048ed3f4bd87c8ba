package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"wxbackup/internal/ui"
	"wxbackup/redirect"
	"wxbackup/redirect/check"
	"wxbackup/store"
)

const checkHelp = `

With --check nothing is written: it asks a running host for every old address, in
the spellings that went round, and says which do not answer 301 with the new
address, or whose page does not answer 200. It connects to the hosts that you
name and to the site's own, and asks slowly (--rate). Old addresses of a domain
that you had before are asked when you name that domain too.

Exit codes of --check: 0 all arrive, 3 some do not, 1 the host cannot be reached
(see docs/exit-codes.md for all).`

const checkExample = `
  wxbackup redirect --check https://old.example.com
  wxbackup redirect --check https://old.example.com --rate 100 --json`

// checkFlags are the flags of redirect --check.
type checkFlags struct {
	hosts []string
	rate  float64
}

func (f *checkFlags) add(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.hosts, "check", nil, "ask the running host at this `URL` whether old addresses arrive (repeatable)")
	c.Flags().Float64Var(&f.rate, "rate", check.DefaultRate, "requests a second to each host, with --check")
	for _, writes := range []string{"format", "out", "mirror", "report"} {
		c.MarkFlagsMutuallyExclusive("check", writes)
	}
}

// maxFailures is how many failures are printed for people.
const maxFailures = 100

// runCheck makes the rules and asks the hosts for them. The archive is closed
// by then: a check can take hours.
func (a *app) runCheck(ctx context.Context, opts redirectOptions) error {
	if !(opts.check.rate > 0) {
		return usageError{errors.New("--rate must be more than 0")}
	}
	var m redirect.Map
	err := a.withArchive(store.OpenReadOnly, func(archive *store.Archive) (err error) {
		m, _, err = buildRules(archive, opts)
		return err
	})
	if err != nil {
		return err
	}
	var failures []check.Failure
	progress := a.ui.Progress("asking", "address")
	summary, err := check.Run(ctx, m, check.Options{
		Hosts: opts.check.hosts, Rate: opts.check.rate, Agent: "wxbackup/" + a.version(),
		Expect:   func(n int) { progress.Expect(int64(n), 0) },
		Progress: func() { progress.Add(1, 0) },
		Outcome: func(f check.Failure) {
			// A line that cannot be written shows when the program ends.
			_ = a.ui.JSON(failureLineOf(f))
			if len(failures) < maxFailures {
				failures = append(failures, f)
			}
		},
	})
	progress.Finish()
	a.tellFailures(failures, summary)
	if err != nil {
		return err
	}
	return a.tellCheck(summary)
}

// failureLine is one line of `redirect --check --json`.
type failureLine struct {
	Type         string          `json:"type"`
	URL          string          `json:"url"`
	Kind         redirect.Kind   `json:"kind"`
	Source       redirect.Source `json:"source"`
	ID           string          `json:"id"`
	Reason       check.Reason    `json:"reason"`
	WantStatus   int             `json:"want_status"`
	WantLocation string          `json:"want_location"`
	Status       int             `json:"status"`
	Location     string          `json:"location"`
	TargetStatus int             `json:"target_status"`
	Detail       string          `json:"detail"`
}

func failureLineOf(f check.Failure) failureLine {
	q := f.Question
	return failureLine{
		"address", q.Address, q.Source.Kind(), q.Source, q.ID, f.Reason,
		q.Status, q.Target, f.Status, f.Location, f.TargetStatus, failureOfCheck(f),
	}
}

// failureOfCheck says in one line what is wrong.
func failureOfCheck(f check.Failure) string {
	switch {
	case f.Reason == check.DeadTarget && f.Err != nil:
		return fmt.Sprintf("leads to %s, which does not answer: %v", f.Question.Target, f.Err)
	case f.Reason == check.DeadTarget:
		return fmt.Sprintf("leads to %s, which answers %d", f.Question.Target, f.TargetStatus)
	case f.Reason == check.WrongLocation:
		return fmt.Sprintf("%d to %s instead of %s", f.Status, cmp.Or(f.Location, "nowhere"), f.Question.Target)
	case f.Reason == check.Unanswered:
		return fmt.Sprintf("no answer: %v", f.Err)
	case f.Location != "" && f.Status != http.StatusOK:
		return fmt.Sprintf("%d to %s instead of %d", f.Status, f.Location, f.Question.Status)
	}
	return fmt.Sprintf("%d instead of %d", f.Status, f.Question.Status)
}

func (a *app) tellFailures(failures []check.Failure, s check.Summary) {
	if len(failures) == 0 {
		return
	}
	t := ui.NewTable(ui.Column{Name: "ADDRESS"}, ui.Column{Name: "ANSWER"})
	for _, f := range failures {
		t.Row(f.Question.Address, failureOfCheck(f))
	}
	a.ui.Table(t)
	if more := s.Asked - s.Arrived - len(failures); more > 0 {
		a.ui.Resultf("and %s more; --json prints all", ui.Count(int64(more)))
	}
}

// checkSummaryLine is the last line of `redirect --check --json`.
type checkSummaryLine struct {
	Type string `json:"type"`
	check.Summary
}

func (a *app) tellCheck(s check.Summary) error {
	if err := a.ui.JSON(checkSummaryLine{"summary", s}); err != nil {
		return err
	}
	t := ui.NewTable(ui.Column{}, ui.Column{Right: true}, ui.Column{Shrink: true})
	t.Row("arrive", ui.Count(int64(s.Arrived)), "of "+ui.Plural(int64(s.Asked), "spelling")+" of old addresses, at "+ui.Plural(int64(s.Targets), "page"))
	for _, reason := range []check.Reason{check.WrongStatus, check.WrongLocation, check.DeadTarget, check.Unanswered} {
		if n := s.Failed[reason]; n > 0 {
			t.Row("do not", ui.Count(int64(n)), checkReasonText(reason))
		}
	}
	if s.Elsewhere > 0 {
		t.Row("not asked", ui.Count(int64(s.Elsewhere)), "old addresses of other hosts; name those with --check too")
	}
	if s.Unasked > 0 {
		t.Row("not asked", ui.Count(int64(s.Unasked)), "pages on other hosts")
	}
	a.ui.Table(t)
	if s.Arrived < s.Asked {
		return errLosses
	}
	return nil
}

func checkReasonText(reason check.Reason) string {
	switch reason {
	case check.WrongStatus:
		return "answered with another status than 301, or 410 for what is gone"
	case check.WrongLocation:
		return "redirected to another address than the new one"
	case check.DeadTarget:
		return "redirected right, but the page there does not answer 200"
	}
	return "not answered"
}
