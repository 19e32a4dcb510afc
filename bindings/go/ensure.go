package dxinterconnect

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// EnsureOutcome is how an interconnect comes to be there.
type EnsureOutcome string

const (
	// InterconnectCreated says that it was ordered by this call.
	InterconnectCreated EnsureOutcome = "created"
	// InterconnectExists says that it was there already, and that nothing was ordered.
	InterconnectExists EnsureOutcome = "exists"
)

// EnsureOptions is how to look for an interconnect, and how long. The zero value of a member is its default.
type EnsureOptions struct {
	ReconcileOptions

	// How long to look for an order whose outcome is unknown, since the service may be slow to show it; 0
	// means a minute.
	LookAgain time.Duration

	// Order once more where an order's outcome is unknown, and so many looks after it have not shown it and so
	// long a time has passed. Without both of them, the default, nothing is ever ordered again; one without the
	// other is a *[ValidationError].
	//
	// This risks a second port: that nobody sees an order does not prove that there is none.
	OrderAgainAfterLooks int
	OrderAgainAfter      time.Duration

	// Changes of the client's options for this call.
	ClientOptions []func(*Options)
}

// EnsureOutput is the interconnect that is there.
type EnsureOutput struct {
	// Whether it was ordered or there already.
	Outcome EnsureOutcome

	Interconnect types.Interconnect

	// Tags that are not as asked for. All else is.
	Differences []Difference

	// Whether the order's own outcome was unknown, and looking showed the interconnect.
	FoundAfterUnknown bool

	// How often the whole list was looked at, and how often an order was sent.
	Looks, Orders int

	// What happened, in one or two sentences.
	Explanation string

	// What is known of the last call.
	ResultMetadata Metadata
}

// ConflictError says that an interconnect with the identity of the one that was asked for is there, and is not
// as asked for.
type ConflictError struct {
	// What is there, and each difference.
	Reconciliation Reconciliation

	// The *[OutcomeUnknownError] of an order that was sent before it was found; nil where nothing was ordered.
	Err error

	// What happened and what to do, in one or two sentences.
	Explanation string
}

func (e *ConflictError) Error() string { return prefix + e.Explanation }

// Unwrap returns Err.
func (e *ConflictError) Unwrap() error { return e.Err }

// AmbiguousError says that several interconnects have the identity of the one that was asked for.
type AmbiguousError struct {
	// Which ones: Reconciliation.Matches.
	Reconciliation Reconciliation

	// The *[OutcomeUnknownError] of an order that was sent before they were found; nil where nothing was ordered.
	Err error

	// What happened and what to do, in one or two sentences.
	Explanation string
}

func (e *AmbiguousError) Error() string { return prefix + e.Explanation }

// Unwrap returns Err.
func (e *AmbiguousError) Unwrap() error { return e.Err }

// EnsureInterconnect leaves one interconnect standing: it looks through all that are there and orders only if
// none is the one that is asked for. Where the outcome of the order is unknown it looks again, for as long as
// [EnsureOptions].LookAgain, and never orders again by itself.
//
// Without an error the interconnect is there. The errors are those of [Client.CreateInterconnect], of which an
// *[OutcomeUnknownError] then says that looking did not show the order either, and besides:
//
//   - *[ConflictError], *[AmbiguousError]: something else is there in its place.
//   - what [Client.DescribeInterconnects] returns, wrapped, where nobody could see what is there. Nothing was
//     ordered then.
//
// One caller at a time: the service has no token against two that look at once, see nothing, and both order.
func (c *Client) EnsureInterconnect(ctx context.Context, params *CreateInterconnectInput, optFns ...func(*EnsureOptions)) (*EnsureOutput, error) {
	e, err := c.ensuring(ctx, params, optFns)
	if err != nil {
		return nil, err
	}
	defer e.machine.close()
	if _, err := e.runUntil(ctx, stepDone); err != nil {
		return nil, err
	}
	return e.result()
}

// EnsureDryRun does what [Client.EnsureInterconnect] would do before it orders, and orders nothing: it looks
// through all that is there and returns what there is to do. [Client.DryRun] shows the order.
func (c *Client) EnsureDryRun(ctx context.Context, params *CreateInterconnectInput, optFns ...func(*EnsureOptions)) (*Reconciliation, error) {
	e, err := c.ensuring(ctx, params, optFns)
	if err != nil {
		return nil, err
	}
	defer e.machine.close()
	step, err := e.runUntil(ctx, stepOrder)
	if err != nil {
		return nil, err
	}
	if step == stepOrder { // none of what is there matters
		return reconcile(params, nil, &e.identity, e.options.rules())
	}
	if found := e.machine.result().reconciliation; found != nil {
		return found, nil
	}
	_, err = e.result() // nobody could see what is there
	return nil, err
}

// ensuring is one call of EnsureInterconnect or EnsureDryRun: it sends what the library's state machine asks for,
// waits, and gives back what came. What is ordered, and when, is decided there alone.
type ensuring struct {
	client   *Client
	params   *CreateInterconnectInput
	identity ReconcileOptions
	options  Options
	machine  *ensureMachine

	last     performed
	lookErr  error                // of the last look
	orderErr error                // of the last order
	unknown  *OutcomeUnknownError // of an order whose outcome is unknown
}

// ensuring begins a call. What is wrong with the request or the options is told before anything is sent.
func (c *Client) ensuring(ctx context.Context, params *CreateInterconnectInput, optFns []func(*EnsureOptions)) (*ensuring, error) {
	var options EnsureOptions
	for _, change := range optFns {
		change(&options)
	}
	clientOptions := c.changed(options.ClientOptions)
	// So that what is wrong with the options is told together with what is wrong with the request.
	if _, err := c.signerFor(ctx, &clientOptions, params); err != nil {
		return nil, err
	}
	machine, err := newEnsureMachine(params, &options, clientOptions.rules())
	if err != nil {
		return nil, err
	}
	return &ensuring{client: c, params: params, identity: options.ReconcileOptions, options: clientOptions, machine: machine}, nil
}

// runUntil does what the state machine asks for, up to a step or to its end. An error ends the call.
func (e *ensuring) runUntil(ctx context.Context, last ensureStep) (ensureStep, error) {
	began := e.client.now()
	for {
		step := e.machine.next(e.client.now().Sub(began).Milliseconds(), random())
		if step == last || step == stepDone {
			return step, nil
		}
		if err := e.carryOut(ctx, step); err != nil {
			return step, err
		}
	}
}

// carryOut does what a step asks for. An error ends the call.
func (e *ensuring) carryOut(ctx context.Context, step ensureStep) error {
	var done performed
	var err error
	switch step {
	case stepWait:
		if err := e.client.wait(ctx, e.machine.delay); err != nil {
			return e.ended(ctx, err)
		}
		return nil
	case stepLook:
		look := e.machine.look()
		done, err = e.client.perform(ctx, look, &e.options)
		e.lookErr = err
		if err != nil && (contextError(ctx) != nil || errors.Is(err, ErrClosed)) {
			return e.ended(ctx, err)
		}
		if done.answer == nil { // credentials that are not to be had
			done.response = Response{Operation: OperationDescribeInterconnects, Delivery: DeliveryNothingSent}
		}
	case stepOrder:
		done, err = e.client.perform(ctx, e.params, &e.options)
		e.orderErr = err
		if unknown, isUnknown := err.(*OutcomeUnknownError); isUnknown {
			e.unknown = unknown
		}
		if done.answer == nil { // it was never sent
			done.response = Response{Delivery: DeliveryNothingSent}
		}
	}
	e.last = done
	if err := e.machine.receive(done.response); err != nil {
		return e.ended(ctx, err)
	}
	return nil
}

// ended is the error of a call that its context, or the client's end, cut short.
func (e *ensuring) ended(ctx context.Context, err error) error {
	if e.unknown == nil {
		return &notSeenError{err}
	}
	if cause := contextError(ctx); cause != nil {
		err = cause // a look that was not sent says that nothing was ordered
	}
	unknown := *e.unknown
	if unknown.Err != nil {
		err = &cutShortError{err: err, before: unknown.Err}
	}
	unknown.Err = err
	return &unknown
}

// cutShortError is what cut short the looking after an order, and why there was something to look for. [errors.Is]
// and [errors.As] find both.
type cutShortError struct{ err, before error }

func (e *cutShortError) Error() string {
	return e.err.Error() + "; before that, " + strings.TrimPrefix(e.before.Error(), prefix)
}

func (e *cutShortError) Unwrap() error        { return e.err }
func (e *cutShortError) Is(target error) bool { return errors.Is(e.before, target) }
func (e *cutShortError) As(target any) bool   { return errors.As(e.before, target) }

// result is what the machine came to.
func (e *ensuring) result() (*EnsureOutput, error) {
	result := e.machine.result()
	var before error
	if e.unknown != nil {
		before = e.unknown
	}
	switch result.kind {
	case ensureCreated, ensureExists:
		output := &EnsureOutput{
			Outcome:           InterconnectCreated,
			Interconnect:      *result.interconnect,
			FoundAfterUnknown: result.foundAfterUnknown,
			Looks:             result.looks,
			Orders:            result.orders,
			Explanation:       result.explanation,
			ResultMetadata:    *e.last.answer.resultMetadata(),
		}
		if result.kind == ensureExists {
			output.Outcome = InterconnectExists
		}
		if result.reconciliation != nil {
			output.Differences = result.reconciliation.Differences
		}
		return output, nil
	case ensureConflict:
		return nil, &ConflictError{Reconciliation: *result.reconciliation, Err: before, Explanation: result.explanation}
	case ensureAmbiguous:
		return nil, &AmbiguousError{Reconciliation: *result.reconciliation, Err: before, Explanation: result.explanation}
	case ensureNotCreated:
		if result.orders > 0 {
			return nil, e.orderErr
		}
		if e.lookErr == nil { // all was listed, and yet it says nothing
			return nil, &NotDescribedError{
				Explanation: result.explanation, HTTPStatusCode: e.last.answer.HTTPStatusCode, RequestID: e.last.answer.RequestID,
			}
		}
		return nil, &notSeenError{e.lookErr}
	default:
		unknown := *e.unknown
		unknown.Explanation = result.explanation
		return nil, &unknown
	}
}

// notSeenError is why nothing was ordered: nobody could see what is there.
type notSeenError struct{ err error }

func (e *notSeenError) Error() string {
	return prefix + "nothing was ordered, since it could not be seen what is there: " + strings.TrimPrefix(e.err.Error(), prefix)
}

func (e *notSeenError) Unwrap() error { return e.err }
