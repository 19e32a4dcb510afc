package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// WaitOptions is how to wait. The zero value of a member is its default.
type WaitOptions struct {
	// The shortest and the longest time between two looks, which grow further apart; 0 means 15 seconds and 2
	// minutes.
	MinDelay, MaxDelay time.Duration

	// Called after each look, with nil where the interconnect did not show, and with how long it has taken.
	OnProgress func(interconnect *types.Interconnect, waited time.Duration)

	// Changes of the client's options for this call.
	ClientOptions []func(*Options)
}

const (
	defaultMinDelay = 15 * time.Second
	defaultMaxDelay = 2 * time.Minute
)

// WaitUntilAvailable waits until an interconnect is available: see [Client.WaitUntil].
func (c *Client) WaitUntilAvailable(ctx context.Context, interconnectID string, maxWait time.Duration, optFns ...func(*WaitOptions)) (*types.Interconnect, error) {
	return c.WaitUntil(ctx, interconnectID, types.InterconnectStateAvailable, maxWait, optFns...)
}

// WaitUntil looks at an interconnect, with growing delays, until it is in a state, and returns it.
//
// It ends at once with a *[StateError] where that state can no longer come, such as available after deleting,
// and with a *[WaitTimeoutError] when maxWait is over or the context ends. A look that has begun is finished: only
// the context bounds it. An interconnect that does not show is waited for, since the service may be slow to show
// it, and so is a look that fails and may succeed later; what the service refuses is returned as
// [Client.DescribeInterconnects] does.
func (c *Client) WaitUntil(ctx context.Context, interconnectID string, state types.InterconnectState, maxWait time.Duration, optFns ...func(*WaitOptions)) (*types.Interconnect, error) {
	var waiting WaitOptions
	for _, change := range optFns {
		change(&waiting)
	}
	if waiting.MinDelay == 0 {
		waiting.MinDelay = defaultMinDelay
	}
	if waiting.MaxDelay == 0 {
		waiting.MaxDelay = defaultMaxDelay
	}
	if maxWait <= 0 || waiting.MinDelay <= 0 || waiting.MaxDelay < waiting.MinDelay {
		return nil, fmt.Errorf("%sto wait at most %v, with delays from %v to %v, is not possible: write a maxWait and a MinDelay "+
			"above 0, and a MaxDelay that is no shorter", prefix, maxWait, waiting.MinDelay, waiting.MaxDelay)
	}
	options := c.changed(waiting.ClientOptions)
	params := &DescribeInterconnectsInput{InterconnectId: &interconnectID}
	began := c.now()
	timeout := &WaitTimeoutError{InterconnectID: interconnectID, State: state}
	for poll := 1; ; poll++ {
		done, err := c.perform(ctx, params, &options)
		waited := c.now().Sub(began)
		var seen *types.Interconnect
		switch {
		case err == nil:
			seen = find(done.answer.DescribeOutput, interconnectID)
		case contextError(ctx) != nil:
			timeout.Err = err
			return nil, timeout
		case !isNotFound(err) && (done.answer == nil || done.answer.Advice != AdviceResend):
			return nil, err
		}
		timeout.LastError = err
		if seen != nil {
			timeout.Interconnect = seen
		}
		if waiting.OnProgress != nil {
			waiting.OnProgress(seen, waited)
		}
		if seen != nil && seen.InterconnectState == state {
			return seen, nil
		}
		if seen != nil && !canReach(seen.InterconnectState, state) {
			return nil, &StateError{Interconnect: seen, State: state}
		}
		delay := pollDelay(poll, random(), waiting.MinDelay, waiting.MaxDelay)
		if left := maxWait - waited; left <= 0 {
			timeout.Err = context.DeadlineExceeded
			return nil, timeout
		} else if delay > left {
			delay = left // the last look comes when the time is over
		}
		if err := c.wait(ctx, delay); err != nil {
			timeout.Err = err
			return nil, timeout
		}
	}
}

// find is the interconnect of an ID in a list; nil if it is not there.
func find(page *DescribeInterconnectsOutput, interconnectID string) *types.Interconnect {
	for i := range page.Interconnects {
		if ToString(page.Interconnects[i].InterconnectId) == interconnectID {
			return &page.Interconnects[i]
		}
	}
	return nil
}

// isNotFound says whether the service refused a look since there is no such interconnect, or none yet. It has no
// code for that, only a sentence.
func isNotFound(err error) bool {
	var refused *types.DirectConnectClientException
	return errors.As(err, &refused) && strings.HasPrefix(refused.ErrorMessage(), "Could not find")
}

// StateError says that an interconnect can no longer come to the state that was waited for.
type StateError struct {
	// As it was seen last.
	Interconnect *types.Interconnect

	// What was waited for.
	State types.InterconnectState
}

func (e *StateError) Error() string {
	return fmt.Sprintf("%s%s is %s, from where it does not become %s any more", prefix,
		ToString(e.Interconnect.InterconnectId), e.Interconnect.InterconnectState, e.State)
}

// WaitTimeoutError says that an interconnect did not come to a state in time.
type WaitTimeoutError struct {
	InterconnectID string

	// As it was seen last; nil if it never was.
	Interconnect *types.Interconnect

	// What was waited for.
	State types.InterconnectState

	// context.DeadlineExceeded when the time was over, or what ended the context.
	Err error

	// Why the last look failed; nil if it did not.
	LastError error
}

func (e *WaitTimeoutError) Error() string {
	seen := "was never seen"
	if e.Interconnect != nil {
		seen = "is " + string(e.Interconnect.InterconnectState)
	}
	text := fmt.Sprintf("%swaited for %s to become %s, and it %s", prefix, e.InterconnectID, e.State, seen)
	if e.LastError != nil {
		text += "; the last look failed: " + strings.TrimPrefix(e.LastError.Error(), prefix)
	}
	return fmt.Sprintf("%s (%v)", text, e.Err)
}

// Unwrap returns Err.
func (e *WaitTimeoutError) Unwrap() error { return e.Err }
