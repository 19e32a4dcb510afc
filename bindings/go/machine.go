package dxinterconnect

// #include "native.h"
import "C"

import (
	"fmt"
	"math"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

type ensureStep int

const (
	stepLook  ensureStep = C.DXI_STEP_LOOK
	stepOrder ensureStep = C.DXI_STEP_ORDER
	stepWait  ensureStep = C.DXI_STEP_WAIT
	stepDone  ensureStep = C.DXI_STEP_DONE
)

type ensureKind int

const (
	ensureCreated    ensureKind = C.DXI_ENSURED_CREATED
	ensureExists     ensureKind = C.DXI_ENSURED_EXISTS
	ensureConflict   ensureKind = C.DXI_ENSURED_CONFLICT
	ensureAmbiguous  ensureKind = C.DXI_ENSURED_AMBIGUOUS
	ensureNotCreated ensureKind = C.DXI_ENSURED_NOT_CREATED
	ensureUnknown    ensureKind = C.DXI_ENSURED_UNKNOWN
)

// ensureMachine owns a dxi_ensure, which decides what an EnsureInterconnect does.
type ensureMachine struct {
	handle *C.dxi_ensure
	delay  time.Duration // of the last stepWait
}

// newEnsureMachine returns the problems of the request instead where there are errors among them.
func newEnsureMachine(params *CreateInterconnectInput, options *EnsureOptions, rules C.uint32_t) (*ensureMachine, error) {
	if problems := nulProblems("identity_tag_key", options.IdentityTagKey); problems != nil {
		return nil, &ValidationError{Problems: problems}
	}
	if (options.OrderAgainAfterLooks > 0) != (options.OrderAgainAfter > 0) {
		return nil, &ValidationError{Problems: orderAgainProblems}
	}
	var orderAgainAfterLooks, orderAgainAfter int64
	if options.OrderAgainAfterLooks > 0 {
		orderAgainAfterLooks = int64(options.OrderAgainAfterLooks)
		orderAgainAfter = inMilliseconds(options.OrderAgainAfter)
	}
	if orderAgainAfterLooks > math.MaxInt32 { // C counts in 32 bits
		orderAgainAfterLooks = math.MaxInt32
	}
	e := newExchange()
	defer e.release()
	e.in.reconcileOptions(&options.ReconcileOptions, rules)
	e.in.number(inMilliseconds(options.LookAgain))
	e.in.number(orderAgainAfterLooks)
	e.in.number(orderAgainAfter)
	e.in.request(params)
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_ensure_new(e.in.pointer(), to, capacity)
	})
	if problems := out.problems(); result.status != C.DXI_OK {
		return nil, &ValidationError{Problems: orStatus(problems, result.status)}
	}
	return &ensureMachine{handle: result.ensure}, nil
}

var orderAgainProblems = []Problem{{
	Severity: SeverityError,
	Code:     "INVALID_ARGUMENT",
	Path:     "OrderAgainAfter",
	Message:  "OrderAgainAfterLooks and OrderAgainAfter go together: an order is only sent again after so many looks and so long a time",
}}

func (m *ensureMachine) close() { C.dxi_ensure_free(m.handle) }

// next is what to do next; now is in milliseconds, of a clock that does not go back.
func (m *ensureMachine) next(now int64, random float64) ensureStep {
	step := C.dxi_step(C.DXI_STEP_DONE)
	C.dxi_ensure_next(m.handle, C.int64_t(now), C.double(random), &step)
	m.delay = milliseconds(int64(C.dxi_ensure_wait_ms(m.handle)))
	return ensureStep(step)
}

// look is what to send for stepLook.
func (m *ensureMachine) look() *DescribeInterconnectsInput {
	e := newExchange()
	defer e.release()
	_, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_ensure_look(m.handle, to, capacity)
	})
	look := &DescribeInterconnectsInput{}
	if text, isThere := out.optional(); isThere {
		look.InterconnectId = &text
	}
	if text, isThere := out.optional(); isThere {
		look.NextToken = &text
	}
	if number, isThere := out.optionalNumber(); isThere {
		look.MaxResults = Int32(int32(number))
	}
	return look
}

// receive gives back what came of stepLook or stepOrder.
func (m *ensureMachine) receive(response Response) error {
	e := newExchange()
	defer e.release()
	e.in.response(&response)
	status := C.dxgo_ensure_receive(m.handle, e.in.pointer(), C.size_t(len(e.in.bytes)), pointer(response.Body), C.size_t(len(response.Body)))
	if status != C.DXI_OK {
		return fmt.Errorf("%sthe state machine refuses what came back: %s", prefix, statusMessage(status))
	}
	return nil
}

type ensureResult struct {
	kind              ensureKind
	explanation       string
	looks, orders     int
	foundAfterUnknown bool
	interconnect      *types.Interconnect
	reconciliation    *Reconciliation
}

// result is what it came to, once it is done.
func (m *ensureMachine) result() ensureResult {
	e := newExchange()
	defer e.release()
	_, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_ensure_result(m.handle, to, capacity)
	})
	result := ensureResult{
		kind:              ensureKind(out.number()),
		explanation:       out.text(),
		looks:             int(out.number()),
		orders:            int(out.number()),
		foundAfterUnknown: out.number() != 0,
	}
	if out.number() != 0 {
		result.interconnect = &out.interconnects(1)[0]
	}
	if out.number() != 0 {
		result.reconciliation = out.reconciliation()
	}
	return result
}

// stateNumber is a dxi_interconnect_state; "" is none.
func stateNumber(state types.InterconnectState) C.dxi_interconnect_state {
	if state == "" {
		return C.DXI_INTERCONNECT_STATE_ABSENT
	}
	text := []byte(state)
	return C.dxi_interconnect_state_from_string(pointer(text), C.size_t(len(text)))
}

// canReach says whether an interconnect can come from one state to another, in any number of steps.
func canReach(from, to types.InterconnectState) bool {
	return bool(C.dxi_interconnect_state_can_reach(stateNumber(from), stateNumber(to)))
}

// pollDelay is how long to wait after look number poll, counted from 1.
func pollDelay(poll int, random float64, shortest, longest time.Duration) time.Duration {
	return milliseconds(int64(C.dxi_poll_delay_ms(C.uint32_t(poll), C.double(random),
		C.uint64_t(inMilliseconds(shortest)), C.uint64_t(inMilliseconds(longest)))))
}

// inMilliseconds rounds up what is no whole number of them, so that nothing becomes the 0 that means the default.
func inMilliseconds(duration time.Duration) int64 {
	if duration < 0 {
		return 1
	}
	return int64((duration + time.Millisecond - 1) / time.Millisecond)
}
