// Package localendpoint runs the local Direct Connect endpoint of the Python package, for tests.
package localendpoint

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Endpoint is a local endpoint in a process of its own.
type Endpoint struct {
	t   testing.TB
	URL string
}

// command runs the endpoint's command line, or skips the test where there is no Python.
func command(t testing.TB, arguments ...string) *exec.Cmd {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("skipped: the local endpoint needs python3")
	}
	_, here, _, _ := runtime.Caller(0)
	python := filepath.Join(filepath.Dir(here), "..", "..", "..", "python")
	command := exec.Command("python3", append([]string{"-m", "dxinterconnect.local_endpoint"}, arguments...)...)
	command.Env = append(os.Environ(), "PYTHONPATH="+python, "PYTHONDONTWRITEBYTECODE=1")
	command.Stderr = os.Stderr
	return command
}

// FaultNames is every fault that there is.
func FaultNames(t testing.TB) []string {
	t.Helper()
	table, err := command(t, "--list-faults=markdown").Output()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range strings.Split(strings.TrimSpace(string(table)), "\n")[2:] {
		names = append(names, strings.TrimSpace(strings.Split(row, "|")[1]))
	}
	return names
}

// Start starts one that ends with the test.
func Start(t testing.TB, arguments ...string) *Endpoint {
	t.Helper()
	command := command(t, append([]string{"--port", "0", "--json"}, arguments...)...)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Signal(os.Interrupt)
		command.Wait()
	})
	var ready struct{ URL string }
	if err := json.NewDecoder(output).Decode(&ready); err != nil {
		t.Fatal("the local endpoint did not start: ", err)
	}
	return &Endpoint{t, strings.TrimSuffix(ready.URL, "/")}
}

func (e *Endpoint) control(method, path string, document, answer any) {
	e.t.Helper()
	var body io.Reader
	if document != nil {
		text, err := json.Marshal(document)
		if err != nil {
			e.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, e.URL+"/_local/"+path, body)
	if err != nil {
		e.t.Fatal(err)
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		e.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		e.t.Fatalf("%s %s: %d %s %v", method, path, response.StatusCode, text, err)
	}
	if answer != nil {
		if err := json.Unmarshal(text, answer); err != nil {
			e.t.Fatal(err)
		}
	}
}

// Fault makes requests meet a fault: the members of POST /_local/faults.
func (e *Endpoint) Fault(fault map[string]any) {
	e.t.Helper()
	e.control("POST", "faults", fault, nil)
}

// ClearFaults takes back the faults that are still due.
func (e *Endpoint) ClearFaults() {
	e.t.Helper()
	e.control("DELETE", "faults", nil, nil)
}

// Habits changes move_after, show_after and page_size.
func (e *Endpoint) Habits(habits map[string]any) {
	e.t.Helper()
	e.control("POST", "habits", habits, nil)
}

// Put has an interconnect there that nobody ordered, with exactly these members, and returns its id.
func (e *Endpoint) Put(interconnect map[string]any) string {
	e.t.Helper()
	var answer struct{ InterconnectID string }
	e.control("PUT", "interconnects", interconnect, &answer)
	return answer.InterconnectID
}

// SetState sets the state of an interconnect by hand.
func (e *Endpoint) SetState(id, state string) {
	e.t.Helper()
	e.control("POST", "interconnects", map[string]any{"interconnectId": id, "interconnectState": state}, nil)
}

// Reset makes everything as it was at first.
func (e *Endpoint) Reset() {
	e.t.Helper()
	e.control("POST", "reset", nil, nil)
}

// Orders is how many orders the endpoint holds.
func (e *Endpoint) Orders() int {
	e.t.Helper()
	var answer struct{ Orders []any }
	e.control("GET", "orders", nil, &answer)
	return len(answer.Orders)
}

// Received is how many requests the endpoint has read.
func (e *Endpoint) Received() int {
	e.t.Helper()
	var answer struct{ Log []any }
	e.control("GET", "log", nil, &answer)
	return len(answer.Log)
}
