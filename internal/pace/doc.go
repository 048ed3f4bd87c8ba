// Package pace asks hosts no faster than they can bear.
//
// In come the names of hosts and what their answers ask for; out comes the
// moment at which the next request may go. The package connects to nothing.
package pace
