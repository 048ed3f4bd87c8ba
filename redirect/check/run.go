package check

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"wxbackup/redirect"
)

// ErrUnreachable says that a host gives no answers.
var ErrUnreachable = errors.New("host does not answer")

// mostLost is how many addresses in a row may stay without a useful answer
// before the host is given up.
const mostLost = 20

// Summary is how a check ended.
type Summary struct {
	// Asked are the addresses, Arrived those whose answer is right.
	Asked   int `json:"asked"`
	Arrived int `json:"arrived"`
	// Failed counts the others.
	Failed map[Reason]int `json:"failed"`
	// Elsewhere is how many old addresses belong to hosts that were not named.
	Elsewhere int `json:"elsewhere"`
	// Targets is how many pages were asked for, Unasked how many were not
	// because they are on a host that was not named.
	Targets int `json:"targets"`
	Unasked int `json:"targets_unasked"`
}

// Run asks the hosts for all old addresses in the spellings that went round.
// The error is ErrHost, ErrUnreachable or that of ctx; addresses that do not
// arrive are no error.
func Run(ctx context.Context, m redirect.Map, opts Options) (Summary, error) {
	opts = opts.filled()
	hosts, err := parseHosts(opts.Hosts)
	if err != nil {
		return Summary{}, err
	}
	a := newAsker(opts)
	defer a.transport.CloseIdleConnections()
	for _, h := range hosts {
		if _, err := a.ask(ctx, h.base+"/"); err != nil {
			return Summary{}, unreachable(ctx, h.base, err)
		}
	}
	r := &run{asker: a, targets: newTargets(m, hosts, a.ask), waiting: map[int]*Failure{}}
	r.questions, r.summary.Elsewhere = questions(m, hosts)
	r.summary.Failed = map[Reason]int{}
	opts.Expect(len(r.questions))
	err = r.all(ctx)
	r.summary.Targets, r.summary.Unasked = r.targets.count()
	return r.summary, err
}

func unreachable(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("asking %q: %w: %w", address, ErrUnreachable, err)
}

// run is one check.
type run struct {
	asker
	targets   *targets
	questions []Question

	mu sync.Mutex
	// asked is how many questions were given out, told how many outcomes were;
	// waiting are those that have to wait for an earlier one.
	asked, told int
	waiting     map[int]*Failure
	// lost counts the last addresses in a row that got no useful answer.
	lost    int
	summary Summary
}

func (r *run) all(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for range r.opts.Connections {
		group.Go(func() error {
			for i, more := r.next(); more; i, more = r.next() {
				f := r.check(ctx, r.questions[i])
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if err := r.done(i, f); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (r *run) next() (i int, more bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	return r.asked - 1, r.asked <= len(r.questions)
}

// check asks one question; nil is a right answer.
func (r *run) check(ctx context.Context, q Question) *Failure {
	got, err := r.ask(ctx, q.Address)
	f := Failure{Question: q, Status: got.status, Location: got.location, Err: err}
	if err != nil {
		f.Reason = Unanswered
		return &f
	}
	if f.Reason = q.judge(got); f.Reason != "" {
		return &f
	}
	if q.Target == "" {
		return nil
	}
	if p := r.targets.get(ctx, q.Target); !p.isThere() {
		f.Reason, f.TargetStatus, f.Err = DeadTarget, p.status, p.err
		return &f
	}
	return nil
}

// done counts an outcome, and tells those whose turn it is.
func (r *run) done(i int, f *Failure) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting[i] = f
	for f, ok := r.waiting[r.told]; ok; f, ok = r.waiting[r.told] {
		delete(r.waiting, r.told)
		r.told++
		r.tell(f)
	}
	if f == nil || f.Reason != Unanswered && !isBusy(f.Status) {
		r.lost = 0
	} else if r.lost++; r.lost == mostLost {
		return fmt.Errorf("asking %q: %w: no useful answer to %d addresses in a row", f.Question.Address, ErrUnreachable, r.lost)
	}
	return nil
}

func (r *run) tell(f *Failure) {
	r.summary.Asked++
	r.opts.Progress()
	if f == nil {
		r.summary.Arrived++
		return
	}
	r.summary.Failed[f.Reason]++
	r.opts.Outcome(*f)
}
