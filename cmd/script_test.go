package cmd_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"wxbackup/cmd"
	"wxbackup/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"wxbackup": func() {
			os.Exit(cmd.Main(os.Args[1:], cmd.Env{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Network: scriptNetwork()}))
		},
	})
}

// TestScripts runs each script of testdata/script: one behaviour of the
// command line each, as a user types it.
func TestScripts(t *testing.T) {
	export, err := filepath.Abs(filepath.Join("..", "testdata", "export"))
	if err != nil {
		t.Fatal(err)
	}
	cdn := startCDN(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, cdn...)
			env.Vars = append(env.Vars, "RULES_URL="+startRulesHost(env.WorkDir, env.Defer))
			return os.CopyFS(filepath.Join(env.WorkDir, "export"), os.DirFS(export))
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "hold": hold, "badinput": badInput, "tree": tree, "same": same, "nothere": nothere, "damage": damage,
		},
	})
}

// exits runs a command and requires its exit code: exits CODE COMMAND ARG...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("running %s: %v", args[1], err)
	}
	if code != want {
		ts.Fatalf("%v exited %d, want %d\nstdout: %s\nstderr: %s", args[1:], code, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// hold opens an archive for writing until the script ends: hold ARCHIVE
func hold(ts *testscript.TestScript, _ bool, args []string) {
	archive, err := store.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { archive.Close() })
}

// nothere requires that no file matches: nothere PATTERN
func nothere(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) > 0 {
		ts.Fatalf("found %v", found)
	}
}

// damage changes the first file that matches, pages so that they are gone:
// damage PATTERN
func damage(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("no file matches %s", args[0])
	}
	if filepath.Ext(found[0]) == ".zst" {
		ts.Check(os.Remove(found[0]))
		return
	}
	data, err := os.ReadFile(found[0])
	ts.Check(err)
	ts.Check(os.WriteFile(found[0], append(data, "手写的一行\n"...), 0o644))
}
