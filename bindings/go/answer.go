package dxinterconnect

import (
	"net/http"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// Operation is an operation of the service.
type Operation int

// The operations. The zero value is the one that orders.
const (
	OperationCreateInterconnect    Operation = 0
	OperationDescribeInterconnects Operation = 1
)

// String is the name that AWS gives it, such as "CreateInterconnect".
func (o Operation) String() string {
	if o == OperationDescribeInterconnects {
		return "DescribeInterconnects"
	}
	return "CreateInterconnect"
}

// Delivery says how far a program's own transport came with a request.
type Delivery int

const (
	// DeliveryComplete says that a whole answer is here.
	DeliveryComplete Delivery = 0
	// DeliveryNothingSent says that no byte of the request was written: no connection, no TLS.
	DeliveryNothingSent Delivery = 1
	// DeliveryNoAnswer says that the request was sent in part or whole, and that no answer came. Where it
	// is not known whether anything was sent, this is what to say.
	DeliveryNoAnswer Delivery = 2
	// DeliveryAnswerCutOff says that the answer ended too early; what came of it is here.
	DeliveryAnswerCutOff Delivery = 3
)

// Response is what a program's own transport received. The zero value of a member means that there is
// none.
type Response struct {
	// What it is a response to.
	Operation Operation

	Delivery   Delivery
	StatusCode int
	Header     http.Header

	// What is over 16 MiB counts as cut off.
	Body []byte

	// When the answer came, by the clock that signed the request; without it no clock offset is told.
	Time time.Time
}

// Outcome is what became of a request.
type Outcome int

const (
	// OutcomeCreated says that the port is ordered.
	OutcomeCreated Outcome = 1
	// OutcomeNotCreated says that no port was ordered: sending again is safe once the advice is followed.
	OutcomeNotCreated Outcome = 2
	// OutcomeUnknown says that a port may be ordered: never send again before looking.
	OutcomeUnknown Outcome = 3
	// OutcomeDescribed says that the whole page of interconnects is here.
	OutcomeDescribed Outcome = 4
	// OutcomeNotDescribed says that no whole page is here: nothing may be concluded from it.
	OutcomeNotDescribed Outcome = 5
)

// String is "created", "not created", "unknown", "described" or "not described".
func (o Outcome) String() string { return nameOf(outcomeNames, o, OutcomeUnknown) }

var outcomeNames = map[Outcome]string{
	OutcomeCreated: "created", OutcomeNotCreated: "not created", OutcomeUnknown: "unknown",
	OutcomeDescribed: "described", OutcomeNotDescribed: "not described",
}

// Advice is what to do next.
type Advice int

const (
	// AdviceDone says that nothing is left to do.
	AdviceDone Advice = 1
	// AdviceFixRequest says to change request, rights, endpoint or proxy: sent as it is it fails again.
	AdviceFixRequest Advice = 2
	// AdviceCorrectClock says to add Answer.ClockOffset to the time, sign anew and send again.
	AdviceCorrectClock Advice = 3
	// AdviceResend says to wait for Answer.Delay, sign anew and send again.
	AdviceResend Advice = 4
	// AdviceLookFirst says to look with DescribeInterconnects whether the port is there.
	AdviceLookFirst Advice = 5
)

// String is the advice in one or two words.
func (a Advice) String() string { return nameOf(adviceNames, a, AdviceLookFirst) }

var adviceNames = map[Advice]string{
	AdviceDone: "done", AdviceFixRequest: "fix request", AdviceCorrectClock: "correct clock", AdviceResend: "resend",
	AdviceLookFirst: "look first",
}

// Answer is what is true after a request was sent, and what to do next.
type Answer struct {
	Outcome Outcome
	Advice  Advice

	// What happened and what to do, in one or two sentences.
	Explanation string

	// The interconnect; nil unless the outcome is OutcomeCreated.
	Output *CreateInterconnectOutput

	// The page of interconnects; nil unless the outcome is OutcomeDescribed.
	DescribeOutput *DescribeInterconnectsOutput

	// What the service said instead; nil when created or described, or when no answer came.
	APIError *APIError

	HTTPStatusCode int

	// x-amzn-RequestId: give it to AWS support.
	RequestID string

	// How long the service asked to wait; 0: it did not.
	RetryAfter time.Duration

	// The service's clock minus the host's; nil without a Date or without Response.Time.
	ClockOffset *time.Duration

	// What was wrong with the body without changing the outcome.
	Problems []Problem

	delivery Delivery
}

// ReadResponse reads what came back, or did not, for what [Sign] or [SignDescribeInterconnects] signed. There
// is always an answer, however bad the response.
func ReadResponse(response Response) *Answer {
	e := newExchange()
	defer e.release()
	e.in.response(&response)
	return e.read(&response)
}

// Err returns the error that the client's method would return; nil when created or described.
func (a *Answer) Err() error {
	switch {
	case a.Advice == AdviceDone:
		return nil
	case a.Outcome == OutcomeUnknown: // below
	case a.delivery == DeliveryNothingSent:
		return &NotSentError{Explanation: a.Explanation}
	case a.APIError != nil && (a.Outcome == OutcomeNotCreated || a.APIError.Code != "" || a.HTTPStatusCode >= 300):
		return a.APIError
	default: // nothing came, or what should have been a list
		return &NotDescribedError{
			Explanation:    a.Explanation,
			HTTPStatusCode: a.HTTPStatusCode,
			RequestID:      a.RequestID,
			Problems:       a.Problems,
		}
	}
	unknown := &OutcomeUnknownError{
		Explanation:    a.Explanation,
		HTTPStatusCode: a.HTTPStatusCode,
		RequestID:      a.RequestID,
		Problems:       a.Problems,
	}
	if a.APIError != nil {
		unknown.Err = a.APIError
	}
	return unknown
}

// Delay is how long to wait before resend number attempt, counted from 1, is sent: exponential with full
// jitter, for which random is a number from 0 to 1, or as long as the service asked, if that is longer.
func (a *Answer) Delay(attempt int, random float64) time.Duration {
	return backoff(attempt, random, a.RetryAfter)
}

// headers writes the lines that the C library reads. A line break within a value would make a header of its
// own out of the rest, and is a space here.
func (p *packer) headers(header http.Header) {
	for name, values := range header {
		for _, value := range values {
			start := len(p.bytes)
			p.bytes = append(append(append(p.bytes, name...), ": "...), value...)
			for i, character := range p.bytes[start:] {
				if character == '\r' || character == '\n' {
					p.bytes[start+i] = ' '
				}
			}
			p.bytes = append(p.bytes, "\r\n"...)
		}
	}
}

// unpackAnswer reads what native.c's dxgo_read writes.
func unpackAnswer(out *unpacker, response *Response) *Answer {
	answer := &Answer{
		delivery:       response.Delivery,
		Outcome:        Outcome(out.number()),
		Advice:         Advice(out.number()),
		HTTPStatusCode: int(out.number()),
		Explanation:    out.text(),
		RequestID:      out.text(),
	}
	if count, isThere := out.optionalNumber(); isThere {
		answer.RetryAfter = milliseconds(count)
	}
	if seconds, isThere := out.optionalNumber(); isThere {
		offset := time.Duration(seconds) * time.Second
		answer.ClockOffset = &offset
	}
	kind := out.number()
	code := out.text()
	message, hasMessage := out.optional()
	answer.Problems = out.problems()
	if kind != serviceErrorNone {
		answer.APIError = newAPIError(answer, kind, code, message, hasMessage)
		answer.APIError.Operation = response.Operation
	}
	switch answer.Outcome {
	case OutcomeCreated:
		made := &struct { // one allocation
			CreateInterconnectOutput
			memory
		}{}
		out.interconnect(&made.Interconnect, &made.memory)
		answer.Output = &made.CreateInterconnectOutput
	case OutcomeDescribed:
		answer.DescribeOutput = out.describeOutput()
	default:
		return answer
	}
	*answer.resultMetadata() = Metadata{
		RequestID:      answer.RequestID,
		HTTPStatusCode: answer.HTTPStatusCode,
		AnswerProblems: answer.Problems,
	}
	return answer
}

// resultMetadata is that of the answer's output, which is there.
func (a *Answer) resultMetadata() *Metadata {
	if a.DescribeOutput != nil {
		return &a.DescribeOutput.ResultMetadata
	}
	return &a.Output.ResultMetadata
}

// Metadata is what is known of a call beside its result.
type Metadata struct {
	// x-amzn-RequestId: give it to AWS support.
	RequestID string

	HTTPStatusCode int

	// How often the request was sent, the last time included.
	Attempts int

	// What is odd about the input, though it was sent.
	Warnings []Problem

	// What is odd about the answer: members of the wrong type, which were left out, or an answer that
	// was cut off after its interconnectId.
	AnswerProblems []Problem
}

// unreadableAnswer is for a response that the library refuses to read.
func unreadableAnswer(operation Operation, why string) *Answer {
	if operation == OperationDescribeInterconnects {
		return &Answer{Outcome: OutcomeNotDescribed, Advice: AdviceFixRequest, Explanation: why, delivery: DeliveryNoAnswer}
	}
	return &Answer{Outcome: OutcomeUnknown, Advice: AdviceLookFirst, Explanation: why}
}

// The numbers of dxi_service_error.
const (
	serviceErrorNone             = 0
	serviceErrorDuplicateTagKeys = 1
	serviceErrorTooManyTags      = 2
	serviceErrorServer           = 3
	serviceErrorClient           = 4
)

func newAPIError(answer *Answer, kind int64, code, message string, hasMessage bool) *APIError {
	apiError := &APIError{
		Code:           code,
		Message:        message,
		HTTPStatusCode: answer.HTTPStatusCode,
		RequestID:      answer.RequestID,
		RetryAfter:     answer.RetryAfter,
		Explanation:    answer.Explanation,
	}
	var pointer *string
	if hasMessage {
		pointer = &apiError.Message
	}
	switch kind {
	case serviceErrorDuplicateTagKeys:
		apiError.err = &types.DuplicateTagKeysException{Message: pointer}
	case serviceErrorTooManyTags:
		apiError.err = &types.TooManyTagsException{Message: pointer}
	case serviceErrorServer:
		apiError.err = &types.DirectConnectServerException{Message: pointer}
	case serviceErrorClient:
		apiError.err = &types.DirectConnectClientException{Message: pointer}
	}
	switch {
	case kind == serviceErrorServer || answer.HTTPStatusCode >= 500:
		apiError.Fault = types.FaultServer
	case answer.HTTPStatusCode >= 400:
		apiError.Fault = types.FaultClient
	}
	return apiError
}
