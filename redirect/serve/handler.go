package serve

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// HealthPath is answered with 200 while the server serves.
const HealthPath = "/healthz"

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		// What a request brings is not read, so nothing may follow it.
		w.Header().Set("Connection", "close")
	}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		writePage(w, http.StatusMethodNotAllowed)
	case r.URL.Path == HealthPath:
		s.health(w)
	default:
		s.redirect(w, r)
	}
}

func (s *Server) redirect(w http.ResponseWriter, r *http.Request) {
	a, err := s.answer(r)
	switch {
	case err != nil:
		w.Header().Set("Retry-After", "10")
		writePage(w, http.StatusServiceUnavailable)
	case a.location != "":
		w.Header()["Location"] = []string{a.location}
		w.WriteHeader(a.status)
	default:
		writePage(w, a.status)
	}
}

// answer asks the table of the moment, and counts readers: HEAD is what
// programs send.
func (s *Server) answer(r *http.Request) (answer, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	a, err := ask(s.now.table, r.Host, r.URL.EscapedPath(), r.URL.RawQuery)
	if err != nil {
		s.now.failed.Do(func() { s.warn(err) })
		return answer{}, err
	}
	if s.opts.Counts != "" && a.article >= 0 && a.article < s.now.table.ArticleCount() && r.Method == http.MethodGet {
		s.now.counts.add(a.article, 1)
	}
	return a, nil
}

func (s *Server) health(w http.ResponseWriter) {
	body, err := json.Marshal(struct {
		Status string `json:"status"`
		Rules  int    `json:"rules"`
	}{"ok", s.Rules()})
	if err != nil {
		writePage(w, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	writeBody(w, http.StatusOK, "application/json", append(body, '\n'))
}

func writeBody(w http.ResponseWriter, status int, kind string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// A client that has gone away needs no answer; for HEAD the body is dropped.
	_, _ = w.Write(body)
}
