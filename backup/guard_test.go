package backup

import (
	"errors"
	"strings"
	"testing"

	"wxbackup/convert"
)

func TestGuardMakesAnErrorOfAPanic(t *testing.T) {
	w := &worker{converter: convert.New()}
	before := w.converter
	_, err := w.guard(func() (*found, error) { panic("index out of range") })
	if !errors.Is(err, errPanic) || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("error is %v", err)
	}
	if w.converter == before {
		t.Error("the converter that failed is still in use")
	}
	if o := outcomeOf("a.html", err); o.Result != Unreadable {
		t.Errorf("result is %s", o.Result)
	}
}
