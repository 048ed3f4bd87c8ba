package emit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"github.com/goccy/go-yaml"
)

// traefikModel answers as the documentation of Traefik 3 says that Traefik
// does: it reads the files by itself and shares no code with the format. It is
// NOT Traefik, which these tests do not run.
type traefikModel struct{ routers []modelRouter }

type modelRouter struct {
	priority int
	matches  func(modelRequest) bool
	regex    *regexp.Regexp
	target   string
}

// modelRequest is what matchers see.
type modelRequest struct {
	host, path string
	query      url.Values
}

// modelFile is the part of a file of the file provider that the format uses.
type modelFile struct {
	HTTP struct {
		Routers map[string]struct {
			Rule        string   `yaml:"rule"`
			Priority    int      `yaml:"priority"`
			Middlewares []string `yaml:"middlewares"`
			Service     string   `yaml:"service"`
		} `yaml:"routers"`
		Middlewares map[string]struct {
			RedirectRegex struct {
				Regex       string `yaml:"regex"`
				Replacement string `yaml:"replacement"`
				Permanent   bool   `yaml:"permanent"`
			} `yaml:"redirectRegex"`
		} `yaml:"middlewares"`
	} `yaml:"http"`
}

func newTraefikModel(t testing.TB, files []File) traefikModel {
	t.Helper()
	var model traefikModel
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".yml") {
			continue
		}
		if err := model.load(f.Data); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	slices.SortStableFunc(model.routers, func(a, b modelRouter) int { return cmp.Compare(b.priority, a.priority) })
	return model
}

// load reads a file as the file provider does: as a template, then as YAML.
func (m *traefikModel) load(data []byte) error {
	text, err := template.New("").Parse(string(data))
	if err != nil {
		return err
	}
	var rendered bytes.Buffer
	if err := text.Execute(&rendered, nil); err != nil {
		return err
	}
	var file modelFile
	if err := yaml.UnmarshalWithOptions(rendered.Bytes(), &file, yaml.Strict()); err != nil {
		return err
	}
	for name, r := range file.HTTP.Routers {
		if len(r.Middlewares) != 1 || r.Service != "noop@internal" {
			return fmt.Errorf("router %s has middlewares %q and service %q", name, r.Middlewares, r.Service)
		}
		redirect := file.HTTP.Middlewares[r.Middlewares[0]].RedirectRegex
		regex, err := regexp.Compile(redirect.Regex)
		if err != nil || !redirect.Permanent {
			return fmt.Errorf("middleware of %s: %+v, %w", name, redirect, err)
		}
		matches, err := modelRule(r.Rule)
		if err != nil {
			return fmt.Errorf("rule %s: %w", r.Rule, err)
		}
		m.routers = append(m.routers, modelRouter{r.Priority, matches, regex, redirect.Replacement})
	}
	return nil
}

// ServeHTTP answers 404 where no router matches, but 200 to the root: the
// user's own service.
func (m traefikModel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// Repeated slashes and dot segments go before routing.
	clean := r.URL.JoinPath()
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	request := modelRequest{strings.ToLower(host), modelPath(clean.EscapedPath()), clean.Query()}
	for _, router := range m.routers {
		if router.matches(request) {
			w.Header().Set("Location", router.regex.ReplaceAllString("http://"+r.Host+r.RequestURI, router.target))
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
	}
	if clean.Path != "/" {
		w.WriteHeader(http.StatusNotFound)
	}
}

// modelPath is the path that rules are compared with: decoded but for reserved
// characters.
func modelPath(escaped string) string {
	return modelEscape.ReplaceAllStringFunc(escaped, func(triple string) string {
		plain, err := url.PathUnescape(triple)
		if err == nil && !slices.Contains(modelReserved, plain[0]) {
			return plain
		}
		return strings.ToUpper(triple)
	})
}

var modelReserved = []byte(":/?#[]@!$&'()*+,;=%")

var modelEscape = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// modelRule reads a rule, which is an expression of Go.
func modelRule(rule string) (func(modelRequest) bool, error) {
	expr, err := parser.ParseExpr(rule)
	if err != nil {
		return nil, err
	}
	return modelExpr(expr)
}

func modelExpr(expr ast.Expr) (func(modelRequest) bool, error) {
	switch e := expr.(type) {
	case *ast.ParenExpr:
		return modelExpr(e.X)
	case *ast.UnaryExpr:
		of, err := modelExpr(e.X)
		if e.Op != token.NOT {
			err = errors.New("operator " + e.Op.String())
		}
		return func(r modelRequest) bool { return !of(r) }, err
	case *ast.BinaryExpr:
		return modelBinary(e)
	case *ast.CallExpr:
		return modelCall(e)
	}
	return nil, fmt.Errorf("expression %T", expr)
}

func modelBinary(e *ast.BinaryExpr) (func(modelRequest) bool, error) {
	left, err := modelExpr(e.X)
	if err != nil {
		return nil, err
	}
	right, err := modelExpr(e.Y)
	switch e.Op {
	case token.LAND:
		return func(r modelRequest) bool { return left(r) && right(r) }, err
	case token.LOR:
		return func(r modelRequest) bool { return left(r) || right(r) }, err
	}
	return nil, errors.New("operator " + e.Op.String())
}

func modelCall(e *ast.CallExpr) (func(modelRequest) bool, error) {
	name, ok := e.Fun.(*ast.Ident)
	if !ok {
		return nil, fmt.Errorf("matcher %T", e.Fun)
	}
	var args []string
	for _, arg := range e.Args {
		literal, ok := arg.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return nil, fmt.Errorf("argument %T", arg)
		}
		value, err := strconv.Unquote(literal.Value)
		if err != nil || value == "" {
			return nil, fmt.Errorf("argument %s: %w", literal.Value, err)
		}
		args = append(args, value)
	}
	return modelMatcher(name.Name, args)
}

func modelMatcher(name string, args []string) (func(modelRequest) bool, error) {
	regex, err := regexp.Compile(args[len(args)-1])
	switch fmt.Sprint(name, len(args)) {
	case "Host1":
		return func(r modelRequest) bool { return r.host == args[0] }, nil
	case "Path1":
		return func(r modelRequest) bool { return r.path == args[0] }, nil
	case "PathRegexp1":
		return func(r modelRequest) bool { return regex.MatchString(r.path) }, err
	case "Query1":
		return func(r modelRequest) bool { return slices.Contains(r.query[args[0]], "") }, nil
	case "Query2":
		return func(r modelRequest) bool { return slices.Contains(r.query[args[0]], args[1]) }, nil
	case "QueryRegexp2":
		return func(r modelRequest) bool { return slices.ContainsFunc(r.query[args[0]], regex.MatchString) }, err
	}
	return nil, fmt.Errorf("matcher %s of %d arguments", name, len(args))
}

// startTraefikModel serves the model on a free port. Traefik takes semicolons
// in queries for separators, as the wrapper does.
func startTraefikModel(t testing.TB, files []File) site {
	t.Helper()
	server := httptest.NewServer(http.AllowQuerySemicolons(newTraefikModel(t, files)))
	t.Cleanup(server.Close)
	return newSite(strings.TrimPrefix(server.URL, "http://"))
}
