// Package bench measures whole imports as a user runs them: in come exports,
// out go ratios of CPU time and of memory within one run, which hold on any
// machine. It tests nothing and never fails for being slow.
package bench
