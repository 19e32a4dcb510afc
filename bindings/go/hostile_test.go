package dxinterconnect

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/localendpoint"
)

const (
	// By how much one order may make this process grow: the longest body that is read is 16 MiB, and it is
	// held as it came, in C, and in what the garbage collector has not taken away yet.
	mostMemory = 128 << 20
	plenty     = 30 * time.Second
)

type hostileCase struct {
	Name, Fault string
	Parameters  map[string]any
	Timeout     float64
	Outcome     any // a string, or one for each client
}

func hostileCases(t *testing.T) []hostileCase {
	t.Helper()
	text, err := os.ReadFile(vectorsFolder + "hostile-servers.json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Cases []hostileCase }
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document.Cases
}

func TestHostileServers(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector and its like would count as memory")
	}
	endpoint, other := localendpoint.Start(t), localendpoint.Start(t)
	for _, c := range hostileCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			endpoint.Reset()
			fault := map[string]any{"name": c.Fault, "parameters": map[string]any{}}
			for key, value := range c.Parameters {
				if text, isText := value.(string); isText {
					value = strings.ReplaceAll(text, "{other}", strings.TrimPrefix(other.URL, "http://"))
				}
				fault["parameters"].(map[string]any)[key] = value
			}
			endpoint.Fault(fault)
			sender := newHTTPClient()
			sender.Timeout = plenty
			if c.Timeout != 0 {
				sender.Timeout = time.Duration(c.Timeout * float64(time.Second))
			}
			client, _ := newTestClient(t, sender, at(endpoint.URL))

			before := beginPeak(t)
			_, err := client.CreateInterconnect(background, endpointInput())
			if grown := memoryOf(t, "VmHWM") - before; grown > mostMemory {
				t.Errorf("grew by %d MiB", grown>>20)
			}

			outcome := told(t, err)
			want := c.Outcome
			if ofEach, isMap := want.(map[string]any); isMap {
				want = ofEach["go"]
			}
			equal(t, "outcome", outcome, want)
			if outcome == "unknown" && c.Timeout != 0 && !strings.Contains(err.Error(), "Client.Timeout") {
				t.Errorf("%q does not name the timeout", err)
			}
			orders := endpoint.Orders()
			equal(t, "requests", endpoint.Received(), 1)
			if orders > 1 || orders == 1 && outcome == "not_created" {
				t.Errorf("%d orders, and %s", orders, outcome)
			}
			equal(t, "requests elsewhere", other.Received(), 0)
		})
	}
}

// told is the outcome, and that it is told in words.
func told(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return "created"
	}
	outcome, words := "not_created", "Nothing was ordered"
	var unknown *OutcomeUnknownError
	if errors.As(err, &unknown) {
		outcome, words = "unknown", "DescribeInterconnects"
	}
	if !strings.Contains(err.Error(), words) {
		t.Errorf("%q does not say %q", err, words)
	}
	return outcome
}

// beginPeak has the process's peak begin now, and returns what it holds.
func beginPeak(t *testing.T) int {
	t.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Fatal(err)
	}
	return memoryOf(t, "VmRSS")
}

// memoryOf is a line of /proc/self/status, in bytes.
func memoryOf(t *testing.T, name string) int {
	t.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(string(text), name+":")
	var kilobytes int
	if _, err := fmt.Sscan(line, &kilobytes); err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
