package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/localendpoint"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// makeItsWaitsShort puts the client's clock forward in place of waiting.
func makeItsWaitsShort(client *Client) {
	var skipped time.Duration
	client.now = func() time.Time { return time.Now().Add(skipped) }
	client.wait = func(ctx context.Context, delay time.Duration) error {
		skipped += delay
		return ctx.Err()
	}
}

const notFound = `{"__type":"DirectConnectClientException","message":"Could not find Interconnect with ID dxcon-x"}`

// waitingClient answers each look with the next state, or with what stands in place of a state.
func waitingClient(t *testing.T, states ...string) (*Client, *int) {
	looks := new(int)
	client, _ := newTestClient(t, roundTripper(func(*http.Request) (*http.Response, error) {
		at := *looks
		if *looks++; at >= len(states) {
			at = len(states) - 1
		}
		switch state := states[at]; state {
		case "not found":
			return response(400, notFound), nil
		case "none":
			return response(200, `{"interconnects":[]}`), nil
		case "refused":
			return response(403, `{"__type":"AccessDeniedException"}`), nil
		case "500":
			return response(500, ""), nil
		case "no state":
			return response(200, `{"interconnects":[{"interconnectId":"dxcon-x"}]}`), nil
		default:
			return response(200, `{"interconnects":[{"interconnectId":"dxcon-x","interconnectState":"`+state+`"}]}`), nil
		}
	}), func(o *Options) { o.RetryMaxAttempts = 1 })
	makeItsWaitsShort(client)
	return client, looks
}

func TestWaitUntil(t *testing.T) {
	for _, c := range []struct {
		states string
		want   types.InterconnectState
		looks  int
		check  func(*testing.T, error)
	}{
		{"available", "available", 1, nil},
		{"requested pending available", "available", 3, nil},
		{"not found none 500 no-state requested unknown resting down available", "available", 9, nil},
		{"requested deleting", "available", 2, cannotBecome("deleting")},
		{"requested deleted", "available", 2, cannotBecome("deleted")},
		{"available", "requested", 1, cannotBecome("available")},
		{"available deleting deleted", "deleted", 3, nil},
		{"requested", "available", -1, timesOut("requested")},
		{"none", "available", -1, timesOut("never seen")},
		{"not found", "available", -1, timesOut("Could not find")},
		{"500", "available", -1, timesOut("500")},
		{"requested refused", "available", 2, func(t *testing.T, err error) {
			equal(t, "code", as[*APIError](t, err).Code, "AccessDeniedException")
		}},
	} {
		t.Run(c.states, func(t *testing.T) {
			states := strings.Fields(strings.ReplaceAll(c.states, "not found", "not-found"))
			for i := range states {
				states[i] = strings.ReplaceAll(states[i], "-", " ")
			}
			client, looks := waitingClient(t, states...)
			progress, last := 0, time.Duration(-1)
			began := client.now()
			seen, err := client.WaitUntil(background, "dxcon-x", c.want, time.Hour, func(o *WaitOptions) {
				o.OnProgress = func(interconnect *types.Interconnect, waited time.Duration) {
					progress++
					if waited < last {
						t.Errorf("%v after %v", waited, last)
					}
					last = waited
				}
			})
			if c.check == nil {
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "state", seen.InterconnectState, c.want)
			} else {
				c.check(t, err)
			}
			if c.looks >= 0 {
				equal(t, "looks", *looks, c.looks)
			} else {
				waited := client.now().Sub(began)
				if waited < time.Hour || waited > time.Hour+time.Minute || *looks < 30 || *looks > 100 {
					t.Errorf("%d looks in %v", *looks, waited)
				}
			}
			if !strings.Contains(c.states, "refused") {
				equal(t, "progress", progress, *looks)
			}
		})
	}
}

func cannotBecome(state types.InterconnectState) func(*testing.T, error) {
	return func(t *testing.T, err error) {
		equal(t, "state", as[*StateError](t, err).Interconnect.InterconnectState, state)
		if !strings.Contains(err.Error(), "dxcon-x is "+string(state)) {
			t.Errorf("%q does not say so", err)
		}
	}
}

func timesOut(part string) func(*testing.T, error) {
	return func(t *testing.T, err error) {
		timeout := as[*WaitTimeoutError](t, err)
		equal(t, "deadline", errors.Is(err, context.DeadlineExceeded), true)
		equal(t, "was seen", timeout.Interconnect != nil, part == "requested")
		if !strings.Contains(err.Error(), part) || strings.Count(err.Error(), prefix) != 1 {
			t.Errorf("%q does not say %q", err, part)
		}
	}
}

func TestDelaysBetweenLooksGrow(t *testing.T) {
	client, _ := waitingClient(t, "requested")
	var waited []time.Duration
	inner := client.wait
	client.wait = func(ctx context.Context, delay time.Duration) error {
		waited = append(waited, delay)
		return inner(ctx, delay)
	}
	_, err := client.WaitUntilAvailable(background, "dxcon-x", 10*time.Minute, func(o *WaitOptions) {
		o.MinDelay, o.MaxDelay = 8*time.Second, 64*time.Second
	})
	timesOut("requested")(t, err)
	for i, most := range []time.Duration{8, 16, 32, 64, 64, 64} {
		if waited[i] < most*time.Second/2 || waited[i] > most*time.Second {
			t.Errorf("wait %d is %v", i+1, waited[i])
		}
	}
	if waited[4] == waited[5] && waited[3] == waited[4] {
		t.Errorf("no jitter: %v", waited)
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	for _, at := range []string{"the look", "the wait"} {
		client, looks := waitingClient(t, "pending")
		ctx, cancel := context.WithCancel(background)
		if at == "the wait" {
			client.wait = func(ctx context.Context, delay time.Duration) error { cancel(); return wait(ctx, delay) }
		} else {
			cancel()
		}
		_, err := client.WaitUntilAvailable(ctx, "dxcon-x", time.Hour)
		timeout := as[*WaitTimeoutError](t, err)
		equal(t, "canceled", errors.Is(err, context.Canceled), true)
		equal(t, "was seen", timeout.Interconnect != nil, at == "the wait")
		equal(t, "looks", *looks == 1, at == "the wait")
	}
}

func TestWaitsThatAreNotPossible(t *testing.T) {
	client, looks := waitingClient(t, "pending")
	for i, change := range []func(*WaitOptions){
		func(o *WaitOptions) { o.MinDelay = -1 },
		func(o *WaitOptions) { o.MaxDelay = time.Second },
		nil,
	} {
		maxWait := time.Hour
		if change == nil {
			maxWait, change = 0, func(*WaitOptions) {}
		}
		if _, err := client.WaitUntilAvailable(background, "dxcon-x", maxWait, change); err == nil {
			t.Error("no error", i)
		}
	}
	_, err := client.WaitUntilAvailable(background, "", time.Hour)
	as[*ValidationError](t, err)
	equal(t, "looks", *looks, 0)
}

func TestWaitingAtTheLocalEndpoint(t *testing.T) {
	endpoint := localendpoint.Start(t)
	endpoint.Habits(map[string]any{"show_after": "2looks", "move_after": "2looks"})
	client := ensuringClient(t, endpoint)
	out, err := client.CreateInterconnect(background, endpointInput())
	if err != nil {
		t.Fatal(err)
	}
	id := ToString(out.InterconnectId)
	endpoint.Fault(map[string]any{"name": "500", "times": 4, "skip": 3})
	var states []string
	seen, err := client.WaitUntilAvailable(background, id, time.Hour, func(o *WaitOptions) {
		o.MinDelay, o.MaxDelay = time.Second, 4*time.Second
		o.OnProgress = func(interconnect *types.Interconnect, _ time.Duration) {
			state := "nothing"
			if interconnect != nil {
				state = string(interconnect.InterconnectState)
			}
			if len(states) == 0 || states[len(states)-1] != state {
				states = append(states, state)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "id", ToString(seen.InterconnectId), id)
	if text := fmt.Sprint(states); !strings.HasPrefix(text, "[nothing ") || !strings.HasSuffix(text, " available]") {
		t.Errorf("progress: %v", states)
	}
	endpoint.SetState(id, "deleting")
	_, err = client.WaitUntilAvailable(background, id, time.Hour)
	as[*StateError](t, err)
}

func TestStatesAndDelaysOfC(t *testing.T) {
	for _, c := range []struct {
		from, to types.InterconnectState
		canReach bool
	}{
		{"requested", "available", true}, {"available", "available", true}, {"available", "pending", false}, {"deleting", "available", false},
		{"deleted", "deleted", true}, {"", "available", true}, {"resting", "available", true}, {"unknown", "pending", true},
	} {
		equal(t, string(c.from+" to "+c.to), canReach(c.from, c.to), c.canReach)
	}
	equal(t, "first", pollDelay(1, 1, time.Second, time.Minute), time.Second)
	equal(t, "third", pollDelay(3, 1, time.Second, time.Minute), 4*time.Second)
	equal(t, "halved", pollDelay(3, 0, time.Second, time.Minute), 2*time.Second)
	equal(t, "longest", pollDelay(math.MaxInt32, 1, time.Second, time.Minute), time.Minute)
	equal(t, "a nanosecond", inMilliseconds(1), int64(1))
}
