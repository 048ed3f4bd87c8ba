// Package check asks running hosts for old addresses and says which do not
// arrive.
//
// In come the rules and the hosts that the user names; out come, one by one,
// the addresses whose answer is not what the rules say, and at the end a
// summary. It connects to the named hosts and to the site's own, to nothing
// else, takes no proxy from the environment, sends no cookies, and follows no
// redirect: it asks for the page at its end, once. It knows nothing of the
// archive and of servers' configurations.
package check
