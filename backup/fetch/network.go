package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// Network is how a client reaches hosts. Its zero value is the network of this
// machine; tests put servers of their own in its place. What Lookup says is
// checked in any case.
type Network struct {
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	Dial   func(ctx context.Context, address netip.AddrPort) (net.Conn, error)
	// Roots are the certificates that servers are trusted by; nil for those of
	// the machine.
	Roots *x509.CertPool
}

// connectWait is how long one address may take to answer.
const connectWait = 15 * time.Second

func (n Network) filled() Network {
	if n.Lookup == nil {
		n.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if n.Dial == nil {
		dialer := net.Dialer{Timeout: connectWait}
		n.Dial = func(ctx context.Context, address netip.AddrPort) (net.Conn, error) {
			return dialer.DialContext(ctx, "tcp", address.String())
		}
	}
	return n
}

// errPrivate says that a name leads into a network that is nobody else's.
var errPrivate = errors.New("host has no public address")

// connect dials the host's public addresses in turn. It dials what it checked:
// a name that changes between the two leads nowhere.
func (n Network) connect(ctx context.Context, _, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ips, err := n.Lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	tried := &Failure{Reason: PrivateAddress, Address: host, Err: errPrivate}
	err = tried
	for _, ip := range ips {
		if !isPublic(ip) {
			continue
		}
		target, perr := netip.ParseAddrPort(net.JoinHostPort(ip.Unmap().String(), port))
		if perr != nil {
			return nil, perr
		}
		conn, derr := n.Dial(ctx, target)
		if derr == nil {
			return conn, nil
		}
		err = fmt.Errorf("connecting to %q: %w", host, derr)
	}
	return nil, err
}

// reserved are the networks that netip does not tell apart and that are not
// the public internet (RFC 6890): shared and test networks, and those that
// carry an IPv4 address inside, which may be any.
var reserved = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
)

func prefixes(list ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(list))
	for i, s := range list {
		all[i] = netip.MustParsePrefix(s)
	}
	return all
}

// isPublic reports whether an address is one of the public internet.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if ip.Zone() != "" || !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}
