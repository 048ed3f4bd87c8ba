// Package filename knows which names no file can have on every system.
//
// In comes a name made for a file or a path segment, out goes whether it can
// be one. The package makes no names and touches no disk.
package filename

import (
	"slices"
	"strings"
)

// devices are the names that Windows keeps for devices, but for the numbered
// ones, COM0 to COM9 and LPT0 to LPT9.
var devices = []string{"CON", "PRN", "AUX", "NUL"}

// IsReserved reports whether Windows keeps a name, in any letter case, for a
// device.
func IsReserved(name string) bool {
	upper := strings.ToUpper(name)
	if slices.Contains(devices, upper) {
		return true
	}
	return len(upper) == 4 && (upper[:3] == "COM" || upper[:3] == "LPT") && '0' <= upper[3] && upper[3] <= '9'
}
