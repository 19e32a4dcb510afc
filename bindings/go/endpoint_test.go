package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/localendpoint"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

func endpointClient(t *testing.T, e *localendpoint.Endpoint, changes ...func(*Options)) *Client {
	client, _ := newTestClient(t, nil, append([]func(*Options){func(o *Options) { o.BaseEndpoint = &e.URL }}, changes...)...)
	client.wait = func(ctx context.Context, delay time.Duration) error { return wait(ctx, delay/10) }
	return client
}

func endpointInput() *CreateInterconnectInput {
	input := testInput()
	input.LagId = nil // the endpoint has no such LAG
	return input
}

func TestAnOrderAtTheLocalEndpoint(t *testing.T) {
	endpoint := localendpoint.Start(t)
	input := endpointInput()
	input.Bandwidth = String("5Gbps")
	_, err := endpointClient(t, endpoint).CreateInterconnect(background, input)
	as[*types.DirectConnectClientException](t, err)
	input.Bandwidth = String("10Gbps")
	out, err := endpointClient(t, endpoint).CreateInterconnect(background, input)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(ToString(out.InterconnectId), "dxcon-") {
		t.Errorf("got id %q", ToString(out.InterconnectId))
	}
	equal(t, "name", ToString(out.InterconnectName), "acme-iad-1")
	equal(t, "state", string(out.InterconnectState), "requested")
	equal(t, "attempts", out.ResultMetadata.Attempts, 1)
	equal(t, "status", out.ResultMetadata.HTTPStatusCode, 200)
	if out.ResultMetadata.RequestID == "" {
		t.Error("no request id")
	}
	equal(t, "orders", endpoint.Orders(), 1)
}

// What comes of each of the local endpoint's faults when it stands for more requests than a client may
// send. An order placed twice is the mistake that this package is there to bar.
var faultCases = []struct {
	name    string
	fault   map[string]any // more than the name; times is 5 unless said
	timeout time.Duration  // of the context
	check   func(*testing.T, *CreateInterconnectOutput, error)
	orders  int
	sent    int // requests that the endpoint read; -1: not to be told
}{
	{"close-port", map[string]any{"times": 1, "parameters": map[string]any{"seconds": 30}}, 0, isNotSent, 0, 0},
	{"cut-before-reading", nil, 0, isUnknown, 0, -1},
	{"clock-skew", nil, 0, isCreatedAt(2), 1, 2},
	{"clock-skew", map[string]any{"times": 1}, 0, isAPIError(""), 0, 2}, // right again when it is corrected, which is done once
	{"hang", nil, time.Second, isUnknownByDeadline, 1, 1},
	{"hang", map[string]any{"placed": false}, time.Second, isUnknownByDeadline, 0, 1},
	{"cut-after-reading", nil, 0, isUnknown, 1, 1},
	{"cut-after-reading", map[string]any{"parameters": map[string]any{"how": "reset"}}, 0, isUnknown, 1, 1},
	{"cut-after-reading", map[string]any{"placed": false}, 0, isUnknown, 0, 1},
	{"cut-inside-answer", nil, 0, isCreatedAndCutOff, 1, 1},
	{"cut-inside-answer", map[string]any{"parameters": map[string]any{"at": "before-id"}}, 0, isUnknown, 1, 1},
	{"500", nil, 0, isUnknown, 1, 1},
	{"503-html", nil, 0, isUnknown, 0, 1},
	{"503-html", map[string]any{"placed": true}, 0, isUnknown, 1, 1},
	{"200-html", nil, 0, isUnknown, 0, 1},
	{"200-empty", nil, 0, isUnknown, 1, 1},
	{"throttling", nil, 0, isAPIError("ThrottlingException"), 0, 3},
	{"throttling", map[string]any{"times": 2}, 0, isCreatedAt(3), 1, 3},
	{"too-many-requests", nil, 0, isAPIError(""), 0, 3},
	{"too-many-requests", map[string]any{"times": 1}, 0, isCreatedAt(2), 1, 2},
	{"server-exception", nil, 0, isUnknown, 1, 1},
	{"slow-bytes", map[string]any{"parameters": map[string]any{"seconds": 0.0005}}, 0, isCreatedAt(1), 1, 1},
	{"slow-bytes", map[string]any{"parameters": map[string]any{"seconds": 1}}, time.Second, isUnknownByDeadline, 1, 1},
	{"slow-headers", map[string]any{"parameters": map[string]any{"seconds": 0.0005}}, 0, isCreatedAt(1), 1, 1},
	{"slow-headers", map[string]any{"parameters": map[string]any{"seconds": 1}}, time.Second, isUnknownByDeadline, 1, 1},
	{"endless-headers", nil, 0, isUnknown, 1, 1},
	{"endless-body", nil, 0, isUnknown, 1, 1},
	{"huge-answer", nil, 0, isCreatedAt(1), 1, 1},
	{"wrong-content-length", nil, 0, isCreatedAt(1), 1, 1},
	{"wrong-content-length", map[string]any{"parameters": map[string]any{"by": -10}}, 0, isCreatedAndCutOff, 1, 1},
	{"compressed-garbage", nil, 0, isUnknown, 1, 1},
	{"redirect", nil, 0, isAPIError(""), 0, 1},
	{"redirect", map[string]any{"parameters": map[string]any{"status": 303}}, 0, isAPIError(""), 0, 1},
	{"cbor", nil, 0, isUnknown, 1, 1},
}

func isNotSent(t *testing.T, _ *CreateInterconnectOutput, err error) {
	equal(t, "attempts", as[*NotSentError](t, err).Attempts, 3)
}

func isUnknown(t *testing.T, _ *CreateInterconnectOutput, err error) {
	unknown := as[*OutcomeUnknownError](t, err)
	equal(t, "attempts", unknown.Attempts, 1)
	if !strings.Contains(unknown.Body, `"acme-iad-1"`) || unknown.URL == "" || unknown.SentAt.IsZero() {
		t.Errorf("what was sent is not told: %+v", unknown)
	}
	if !strings.Contains(err.Error(), "DescribeInterconnects") {
		t.Errorf("%q does not say what to do", err)
	}
}

func isUnknownByDeadline(t *testing.T, out *CreateInterconnectOutput, err error) {
	isUnknown(t, out, err)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v does not wrap the context's error", err)
	}
}

func isAPIError(code string) func(*testing.T, *CreateInterconnectOutput, error) {
	return func(t *testing.T, _ *CreateInterconnectOutput, err error) {
		apiError := as[*APIError](t, err)
		var unknown *OutcomeUnknownError
		if errors.As(err, &unknown) {
			t.Errorf("%v is an unknown outcome", err)
		}
		if code != "" {
			equal(t, "code", apiError.Code, code)
		}
	}
}

func isCreatedAt(attempt int) func(*testing.T, *CreateInterconnectOutput, error) {
	return func(t *testing.T, out *CreateInterconnectOutput, err error) {
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "attempts", out.ResultMetadata.Attempts, attempt)
		if ToString(out.InterconnectId) == "" {
			t.Error("no id")
		}
	}
}

func isCreatedAndCutOff(t *testing.T, out *CreateInterconnectOutput, err error) {
	isCreatedAt(1)(t, out, err)
	if out != nil && len(out.ResultMetadata.AnswerProblems) == 0 {
		t.Error("that the answer was cut off is not told")
	}
}

func TestEveryFaultOfTheLocalEndpoint(t *testing.T) {
	for _, c := range faultCases {
		c := c
		t.Run(strings.TrimSuffix(fmt.Sprint(c.name, " ", c.fault), " map[]"), func(t *testing.T) {
			t.Parallel()
			endpoint := localendpoint.Start(t)
			fault := map[string]any{"name": c.name, "times": 5}
			for key, value := range c.fault {
				fault[key] = value
			}
			endpoint.Fault(fault)
			ctx := background
			if c.timeout != 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, c.timeout)
				defer cancel()
			}
			out, err := endpointClient(t, endpoint).CreateInterconnect(ctx, endpointInput())
			if err != nil && out != nil {
				t.Error("both an output and an error")
			}
			c.check(t, out, err)
			if c.name == "close-port" { // the control paths are closed as well; nothing was received by what was said
				return
			}
			equal(t, "orders", endpoint.Orders(), c.orders)
			if c.sent >= 0 {
				equal(t, "requests", endpoint.Received(), c.sent)
			}
		})
	}
}

// The table above and the hostile servers have every fault that there is.
func TestNoFaultIsForgotten(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range hostileCases(t) {
		tested[c.Fault] = true
	}
	for _, c := range faultCases {
		tested[c.name] = true
	}
	for _, name := range localendpoint.FaultNames(t) {
		if !tested[name] {
			t.Errorf("the fault %s is not tested", name)
		}
		delete(tested, name)
	}
	for name := range tested {
		t.Errorf("there is no fault %s", name)
	}
}

// A client whose clock is wrong learns the service's, and keeps what it learned.
func TestTheClockIsCorrectedOnce(t *testing.T) {
	endpoint := localendpoint.Start(t)
	client := endpointClient(t, endpoint)
	client.now = func() time.Time { return time.Now().Add(-2 * time.Hour) }
	for i, attempts := range []int{2, 1} {
		out, err := client.CreateInterconnect(background, endpointInput())
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprint("attempts of call ", i+1), out.ResultMetadata.Attempts, attempts)
	}
	equal(t, "orders", endpoint.Orders(), 2)
	equal(t, "requests", endpoint.Received(), 3)
}

// The port opens again while the client waits.
func TestNoConnectionIsResent(t *testing.T) {
	endpoint := localendpoint.Start(t)
	client := endpointClient(t, endpoint)
	reopened := make(chan struct{})
	client.wait = func(context.Context, time.Duration) error { <-reopened; return nil }
	endpoint.Fault(map[string]any{"name": "close-port", "times": 1, "parameters": map[string]any{"seconds": 0.3}})
	go func() {
		time.Sleep(time.Second)
		close(reopened)
	}()
	out, err := client.CreateInterconnect(background, endpointInput())
	isCreatedAt(2)(t, out, err)
	equal(t, "orders", endpoint.Orders(), 1)
}

func TestARefusalOfTheLocalEndpoint(t *testing.T) {
	endpoint := localendpoint.Start(t, "--session-token", "only-this-one")
	_, err := endpointClient(t, endpoint).CreateInterconnect(background, endpointInput())
	apiError := as[*APIError](t, err)
	if apiError.Code == "" || apiError.HTTPStatusCode < 400 || apiError.RequestID == "" {
		t.Errorf("got %+v", apiError)
	}
	equal(t, "orders", endpoint.Orders(), 0)
}

func TestOneClientFromManyGoroutines(t *testing.T) {
	endpoint := localendpoint.Start(t)
	client := endpointClient(t, endpoint)
	const orders = 20
	var group sync.WaitGroup
	for i := 0; i < orders; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			input := endpointInput()
			input.InterconnectName = String(fmt.Sprint("acme-", i))
			out, err := client.CreateInterconnect(background, input, func(o *Options) {
				o.Region = []string{"us-east-1", "eu-west-1"}[i%2] // so that signers are replaced under way
			})
			if err != nil {
				t.Error(err)
				return
			}
			equal(t, "name", ToString(out.InterconnectName), ToString(input.InterconnectName))
		}(i)
	}
	group.Wait()
	equal(t, "orders", endpoint.Orders(), orders)
}
