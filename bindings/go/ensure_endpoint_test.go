package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/localendpoint"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// ensuringClient is one whose waits take no time: its clock, with which it also signs, is put forward by them.
func ensuringClient(t *testing.T, e *localendpoint.Endpoint, changes ...func(*Options)) *Client {
	client := endpointClient(t, e, changes...)
	var skipped time.Duration
	client.now = func() time.Time { return time.Now().Add(skipped) }
	client.wait = func(ctx context.Context, delay time.Duration) error {
		skipped += delay
		return ctx.Err()
	}
	return client
}

// impatient gives up on an answer soon, for the faults that take their time.
func impatient(o *Options) {
	client := newHTTPClient()
	client.Timeout = 100 * time.Millisecond
	o.HTTPClient, o.RetryMaxAttempts = client, 2
}

// checkEnsured holds what EnsureInterconnect says against what is there: exactly one order and the interconnect,
// or an error that is true. Never two.
func checkEnsured(t *testing.T, e *localendpoint.Endpoint, output *EnsureOutput, err error) {
	t.Helper()
	var unknown *OutcomeUnknownError
	orders := e.Orders()
	switch {
	case orders > 1:
		t.Fatalf("%d orders stand; it said %+v, %v", orders, output, err)
	case err == nil:
		if orders != 1 || output.Outcome != InterconnectCreated || !strings.HasPrefix(ToString(output.Interconnect.InterconnectId), "dxcon-") {
			t.Errorf("%d orders, and it says %+v", orders, output)
		}
		if output.Orders != 1 || output.Looks == 0 {
			t.Errorf("%d orders and %d looks are told", output.Orders, output.Looks)
		}
	case errors.As(err, &unknown):
		if !strings.Contains(err.Error(), "DescribeInterconnects") || unknown.Body == "" {
			t.Errorf("%q does not say what was sent and what to do", err)
		}
	case orders != 0:
		t.Errorf("one order stands, and the error does not say so: %v", err)
	case !strings.Contains(strings.ToLower(err.Error()), "nothing was ordered"):
		t.Errorf("%q does not say that nothing was ordered", err)
	}
	if err != nil && output != nil {
		t.Error("both an output and an error")
	}
	if t.Failed() {
		return
	}
	// Whoever comes later and sees all that is there orders only what is not.
	e.ClearFaults()
	e.Habits(map[string]any{"show_after": nil})
	later, err := ensuringClient(t, e).EnsureInterconnect(background, endpointInput())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "orders in the end", e.Orders(), 1)
	equal(t, "exists", later.Outcome == InterconnectExists, orders == 1)
}

// Where a conversation can be met by a fault: what there is beforehand, and the fault's place.
var points = []struct {
	name    string
	prepare func(*localendpoint.Endpoint)
	place   map[string]any
}{
	{"first look", func(*localendpoint.Endpoint) {}, map[string]any{"operation": "DescribeInterconnects"}},
	{"further page", func(e *localendpoint.Endpoint) {
		e.Habits(map[string]any{"page_size": 1})
		for i := 0; i < 3; i++ {
			e.Put(map[string]any{"interconnectName": fmt.Sprint("other-", i), "interconnectState": "available"})
		}
	}, map[string]any{"operation": "DescribeInterconnects", "skip": 1}},
	{"order", func(*localendpoint.Endpoint) {}, map[string]any{"operation": "CreateInterconnect"}},
	{"look after a lost order", func(e *localendpoint.Endpoint) {
		e.Fault(map[string]any{"name": "cut-after-reading", "operation": "CreateInterconnect"})
		e.Habits(map[string]any{"show_after": "2looks"})
	}, map[string]any{"operation": "DescribeInterconnects", "skip": 1}},
	{"look after an order that never was", func(e *localendpoint.Endpoint) {
		e.Fault(map[string]any{"name": "cut-after-reading", "operation": "CreateInterconnect", "placed": false})
	}, map[string]any{"operation": "DescribeInterconnects", "skip": 1}},
}

// Faults that a look does not get past, once is enough: what it is told is to be mended, or, of a clock that is wrong
// for one request only, that the correction is wrong then.
var stopsALook = map[string]bool{"redirect": true, "close-port": true, "early-answer": true, "clock-skew": true}

func TestEnsureUnderEveryFaultAtEachPoint(t *testing.T) {
	names := localendpoint.FaultNames(t)
	for _, point := range points {
		point := point
		t.Run(point.name, func(t *testing.T) {
			t.Parallel()
			endpoint := localendpoint.Start(t)
			for _, name := range names {
				for _, times := range []int{1, 50} {
					t.Run(fmt.Sprint(name, " ", times), func(t *testing.T) {
						endpoint.Reset()
						point.prepare(endpoint)
						fault := map[string]any{"name": name, "times": times}
						for key, value := range point.place {
							fault[key] = value
						}
						var changes []func(*Options)
						switch name {
						case "close-port": // acts at once, whatever the point
							if times > 1 || point.name != "first look" {
								return
							}
							fault = map[string]any{"name": name, "parameters": map[string]any{"seconds": 1}}
						case "hang", "slow-bytes", "slow-headers":
							changes = append(changes, impatient)
						case "endless-headers", "endless-body", "endless-trailers": // a little more than is read
							if times > 1 {
								return
							}
							fault["parameters"] = map[string]any{"bytes": 17 << 20}
						case "huge-answer", "compression-bomb":
							fault["parameters"] = map[string]any{"bytes": 1 << 20}
						}
						if testing.Short() && times > 1 && changes != nil {
							return
						}
						endpoint.Fault(fault)
						output, err := ensuringClient(t, endpoint, changes...).EnsureInterconnect(background, endpointInput())
						if name == "close-port" {
							time.Sleep(1200 * time.Millisecond)
						}
						isLook := point.place["operation"] == "DescribeInterconnects"
						if isLook && times == 1 && !stopsALook[name] && err != nil && point.name != "look after an order that never was" {
							t.Errorf("one fault of a look, which may be repeated, made it fail: %v", err)
						}
						checkEnsured(t, endpoint, output, err)
					})
				}
			}
		})
	}
}

// Conversations by chance: as many as DXINTERCONNECT_SEQUENCES says, from DXINTERCONNECT_SEED.
func TestEnsureUnderRandomSequencesOfFaults(t *testing.T) {
	count, seed := 50, time.Now().UnixNano()
	number := func(name string, fallback int64) int64 {
		if text := os.Getenv(name); text != "" {
			value, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				t.Fatal(name, err)
			}
			return value
		}
		return fallback
	}
	count, seed = int(number("DXINTERCONNECT_SEQUENCES", int64(count))), number("DXINTERCONNECT_SEED", seed)
	t.Logf("%d sequences with DXINTERCONNECT_SEED=%d", count, seed)
	random := rand.New(rand.NewSource(seed))
	endpoint := localendpoint.Start(t)
	// Not those that take long, and not the one that closes the control paths as well.
	var names []string
	for _, name := range localendpoint.FaultNames(t) {
		switch name {
		case "close-port", "hang", "slow-bytes", "slow-headers", "endless-headers", "endless-body", "endless-trailers", "huge-answer", "compression-bomb":
		default:
			names = append(names, name)
		}
	}
	came := map[string]int{}
	for i := 0; i < count; i++ {
		endpoint.Reset()
		said := []string{}
		say := func(do func(map[string]any), document map[string]any) {
			said = append(said, fmt.Sprint(document))
			do(document)
		}
		say(endpoint.Habits, map[string]any{
			"page_size":  1 + random.Intn(4),
			"show_after": []any{nil, "1looks", "2looks", "5looks", "100looks"}[random.Intn(5)],
		})
		for j := random.Intn(4); j > 0; j-- {
			say(func(document map[string]any) { endpoint.Put(document) }, map[string]any{
				"interconnectName":  []string{"other", "acme-iad-2", "acme-iad-1"}[random.Intn(3)],
				"interconnectState": "deleted",
			})
		}
		for j := 1 + random.Intn(5); j > 0; j-- {
			fault := map[string]any{"name": names[random.Intn(len(names))], "times": 1 + random.Intn(4), "skip": random.Intn(3)}
			if operation := []string{"", "CreateInterconnect", "CreateInterconnect", "DescribeInterconnects"}[random.Intn(4)]; operation != "" {
				fault["operation"] = operation
			}
			if operation := fault["operation"]; operation == "CreateInterconnect" { // of which there is one
				fault["skip"] = 0
			}
			switch fault["name"] {
			case "cut-after-reading", "500", "503-html", "200-html", "200-empty", "server-exception":
				fault["placed"] = random.Intn(2) == 0
			}
			say(endpoint.Fault, fault)
		}
		output, err := ensuringClient(t, endpoint, func(o *Options) { o.RetryMaxAttempts = 1 + random.Intn(4) }).
			EnsureInterconnect(background, endpointInput())
		checkEnsured(t, endpoint, output, err)
		if err == nil {
			came[fmt.Sprint(output.Outcome, " found after unknown: ", output.FoundAfterUnknown)]++
		} else {
			came[fmt.Sprintf("%T", err)]++
		}
		if t.Failed() {
			t.Fatalf("sequence %d: %s", i, strings.Join(said, ", "))
		}
	}
	t.Log(came)
	if count >= 50 && len(came) < 3 {
		t.Errorf("the sequences come to little: %v", came)
	}
}

// A context that ends at the beginning or at the end of any request.
func TestEnsureIsCancelledAtEachPoint(t *testing.T) {
	endpoint := localendpoint.Start(t)
	for _, isLost := range []bool{false, true} {
		for _, isAfter := range []bool{false, true} {
			for at := 1; at <= 6; at++ {
				t.Run(fmt.Sprintf("lost order %v, request %d, after it %v", isLost, at, isAfter), func(t *testing.T) {
					endpoint.Reset()
					endpoint.Habits(map[string]any{"show_after": "2looks", "page_size": 1})
					endpoint.Put(map[string]any{"interconnectName": "other", "interconnectState": "available"})
					if isLost {
						endpoint.Fault(map[string]any{"name": "cut-after-reading", "operation": "CreateInterconnect"})
					}
					ctx, cancel := context.WithCancel(background)
					defer cancel()
					sent, inner := 0, newHTTPClient()
					client := ensuringClient(t, endpoint, func(o *Options) {
						o.HTTPClient = roundTripper(func(request *http.Request) (*http.Response, error) {
							sent++
							if sent == at && !isAfter {
								cancel()
							}
							response, err := inner.Do(request)
							if sent == at && isAfter {
								cancel()
							}
							return response, err
						})
					})
					output, err := client.EnsureInterconnect(ctx, endpointInput())
					if err != nil && !errors.Is(err, context.Canceled) {
						t.Errorf("%v is not the context's error", err)
					}
					checkEnsured(t, endpoint, output, err)
				})
			}
		}
	}
}

func TestEnsureFindsWhatIsThere(t *testing.T) {
	endpoint := localendpoint.Start(t)
	there := func(changes ...any) map[string]any {
		made := map[string]any{
			"interconnectId": "dxcon-fg1a2b3c", "interconnectName": "acme-iad-1", "interconnectState": "available",
			"location": "EqDC2", "bandwidth": "10Gbps", "providerName": "Acme Partner", "macSecCapable": true,
			"tags": []any{map[string]any{"key": "env", "value": "prod"}, map[string]any{"key": "owner"}, map[string]any{"key": "note", "value": ""}},
		}
		for i := 0; i < len(changes); i += 2 {
			made[changes[i].(string)] = changes[i+1]
		}
		return made
	}
	byTag := func(o *EnsureOptions) { o.IdentityTagKey = "env" }
	for _, c := range []struct {
		name   string
		there  []map[string]any
		change func(*EnsureOptions)
		want   string
		ids    []string
		paths  []string
	}{
		{"nothing", nil, nil, "created", nil, nil},
		{"the same", []map[string]any{there()}, nil, "exists", nil, nil},
		{"another way to write the bandwidth", []map[string]any{there("bandwidth", "10G")}, nil, "exists", nil, nil},
		{"other tags", []map[string]any{there("tags", []any{})}, nil, "exists", nil, []string{`tags["env"]`, `tags["owner"]`, `tags["note"]`}},
		{"another bandwidth", []map[string]any{there("bandwidth", "1Gbps")}, nil, "conflict", []string{"dxcon-fg1a2b3c"}, []string{"bandwidth"}},
		{"another location", []map[string]any{there("location", "CSVA1")}, nil, "conflict", []string{"dxcon-fg1a2b3c"}, []string{"location"}},
		{"another location, which is of the identity", []map[string]any{there("location", "CSVA1")}, func(o *EnsureOptions) { o.MatchLocation = true }, "created", nil, nil},
		{"another name, and the tag", []map[string]any{there("interconnectName", "b")}, byTag, "conflict", []string{"dxcon-fg1a2b3c"}, []string{"interconnectName"}},
		{"the tag is another's", []map[string]any{there("tags", []any{map[string]any{"key": "env", "value": "test"}})}, byTag, "created", nil, nil},
		{"deleted", []map[string]any{there("interconnectState", "deleted")}, nil, "created", nil, nil},
		{"deleting", []map[string]any{there("interconnectState", "deleting")}, nil, "created", nil, nil},
		{"a state that nobody knows", []map[string]any{there("interconnectState", "resting")}, nil, "exists", nil, nil},
		{"twice", []map[string]any{there(), there("interconnectId", "dxcon-fg1a2b3d")}, nil, "ambiguous", []string{"dxcon-fg1a2b3c", "dxcon-fg1a2b3d"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			endpoint.Reset()
			endpoint.Habits(map[string]any{"page_size": 2})
			for i := 0; i < 3; i++ {
				endpoint.Put(map[string]any{"interconnectName": fmt.Sprint("other-", i)})
			}
			for _, interconnect := range c.there {
				endpoint.Put(interconnect)
			}
			var changes []func(*EnsureOptions)
			if c.change != nil {
				changes = append(changes, c.change)
			}
			client := ensuringClient(t, endpoint)
			plan, err := client.EnsureDryRun(background, endpointInput(), changes...)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "orders of the dry run", endpoint.Orders(), 0)
			equal(t, "decision", strings.Replace(plan.Decision.String(), "create", "created", 1), c.want)

			output, err := client.EnsureInterconnect(background, endpointInput(), changes...)
			var found *Reconciliation
			switch c.want {
			case "conflict":
				found = &as[*ConflictError](t, err).Reconciliation
			case "ambiguous":
				found = &as[*AmbiguousError](t, err).Reconciliation
			default:
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "outcome", string(output.Outcome), c.want)
				found = &Reconciliation{Differences: output.Differences}
				equal(t, "attempts", output.ResultMetadata.Attempts, 1)
			}
			equal(t, "ids", ids(found.Matches), c.ids)
			var paths []string
			for _, difference := range found.Differences {
				paths = append(paths, difference.Path)
				equal(t, "is a conflict", difference.IsConflict, c.want == "conflict")
			}
			equal(t, "differences", paths, c.paths)
			if err != nil {
				for _, part := range append(append([]string{"Nothing was ordered"}, c.ids...), c.paths...) {
					if !strings.Contains(err.Error(), part) {
						t.Errorf("%q does not say %q", err, part)
					}
				}
			}
			orders := 0
			if c.want == "created" {
				orders = 1
			}
			equal(t, "orders", endpoint.Orders(), orders)
		})
	}
}

// The service refuses the order.
func TestEnsureIsRefused(t *testing.T) {
	endpoint := localendpoint.Start(t)
	input := endpointInput()
	input.Bandwidth = String("5Gbps")
	_, err := ensuringClient(t, endpoint).EnsureInterconnect(background, input)
	as[*types.DirectConnectClientException](t, err)
	equal(t, "operation", as[*APIError](t, err).Operation, OperationCreateInterconnect)
	equal(t, "orders", endpoint.Orders(), 0)
}

func TestTheLookIsRefused(t *testing.T) {
	endpoint := localendpoint.Start(t, "--session-token", "only-this-one")
	_, err := ensuringClient(t, endpoint).EnsureInterconnect(background, endpointInput())
	equal(t, "operation", as[*APIError](t, err).Operation, OperationDescribeInterconnects)
	checkNothingOrdered(t, err)
	_, err = ensuringClient(t, endpoint).EnsureDryRun(background, endpointInput())
	checkNothingOrdered(t, err)
}

func checkNothingOrdered(t *testing.T, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "nothing was ordered") || strings.Count(err.Error(), prefix) != 1 {
		t.Errorf("%v does not say that nothing was ordered", err)
	}
}

// An order that is lost is ordered again only where that was asked for.
func TestOrderingAgainIsAPolicyThatIsOff(t *testing.T) {
	endpoint := localendpoint.Start(t)
	for _, c := range []struct {
		policy func(*EnsureOptions)
		orders int
	}{
		{func(*EnsureOptions) {}, 1},
		{func(o *EnsureOptions) { o.OrderAgainAfterLooks, o.OrderAgainAfter = 3, 20*time.Second }, 2},
	} {
		endpoint.Reset()
		endpoint.Fault(map[string]any{"name": "cut-after-reading", "operation": "CreateInterconnect", "placed": false})
		client := ensuringClient(t, endpoint)
		began := client.now()
		output, err := client.EnsureInterconnect(background, endpointInput(), c.policy)
		waited := client.now().Sub(began)
		if c.orders == 1 {
			unknown := as[*OutcomeUnknownError](t, err)
			equal(t, "status", unknown.HTTPStatusCode, 0)
			equal(t, "orders", endpoint.Orders(), 0)
			if waited < 55*time.Second || waited > 2*time.Minute {
				t.Errorf("it looked for %v", waited)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "orders sent", output.Orders, 2)
		equal(t, "orders", endpoint.Orders(), 1)
		if waited < 20*time.Second {
			t.Errorf("it ordered again after %v", waited)
		}
	}
}
