package emit

import "wxbackup/redirect"

// Format is one kind of rules.
type Format struct {
	// Name is what the user asks for, "nginx".
	Name string
	// Title is the server's or host's own spelling of its name.
	Title string
	// Emit gives the format's files.
	Emit func(redirect.Map) ([]File, error)
}

// Formats are all formats, sorted by name.
func Formats() []Format {
	return []Format{
		{Name: "nginx", Title: "nginx", Emit: Nginx},
	}
}
