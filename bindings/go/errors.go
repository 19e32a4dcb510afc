package dxinterconnect

import (
	"errors"
	"strings"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// ErrClosed says that a client was used after it was closed.
var ErrClosed = errors.New("dxinterconnect: the client is closed")

// ValidationError says that input or options cannot be sent as they are. Nothing was sent.
type ValidationError struct {
	// Everything that is wrong, warnings included, and not only the first mistake.
	Problems []Problem
}

func (e *ValidationError) Error() string {
	var text strings.Builder
	text.WriteString("dxinterconnect: the request cannot be sent:")
	for _, problem := range e.Problems {
		text.WriteString("\n- ")
		if problem.Severity == SeverityWarning {
			text.WriteString("warning: ")
		}
		text.WriteString(problem.String())
	}
	return text.String()
}

// APIError is what the service answered in place of what was asked for. As an error of its own it says that
// nothing was ordered; within an [OutcomeUnknownError] it does not.
//
// An exception that the service documents is found within it by [errors.As], such as
// *types.DuplicateTagKeysException.
type APIError struct {
	// What was asked for.
	Operation Operation

	// The code, such as "DirectConnectClientException"; "" where the answer has none.
	Code string

	// The service's message.
	Message string

	// Whose fault it is.
	Fault types.ErrorFault

	HTTPStatusCode int

	// x-amzn-RequestId: give it to AWS support.
	RequestID string

	// How long the service asked to wait before the request is sent again; 0: it did not.
	RetryAfter time.Duration

	// How often the request was sent.
	Attempts int

	// What happened and what to do, in one or two sentences.
	Explanation string

	err error // the exception, if it is one that the service documents
}

func (e *APIError) Error() string { return message(e.Explanation, e.RequestID, nil) }

// ErrorCode is Code.
func (e *APIError) ErrorCode() string { return e.Code }

// ErrorMessage is Message.
func (e *APIError) ErrorMessage() string { return e.Message }

// ErrorFault is Fault.
func (e *APIError) ErrorFault() types.ErrorFault { return e.Fault }

// Unwrap returns the exception, if it is one that the service documents.
func (e *APIError) Unwrap() error { return e.err }

// NotSentError says that the request was not sent, or not again, since there was no connection, no TLS that
// is to be trusted, or the context ended first. Nothing was ordered.
type NotSentError struct {
	// Why: the transport's error or the context's.
	Err error

	// How often sending was tried.
	Attempts int

	// What the service answered when it was sent before, which says that nothing was ordered then either;
	// nil if it never was.
	Previous error

	// What happened and what to do, in one or two sentences.
	Explanation string
}

func (e *NotSentError) Error() string {
	explanation := e.Explanation
	if explanation == "" {
		explanation = "Nothing was sent, so nothing was ordered."
	}
	text := message(explanation, "", e.Err)
	if e.Previous != nil {
		text += "; before that, " + strings.TrimPrefix(e.Previous.Error(), prefix)
	}
	return text
}

// Unwrap returns Err.
func (e *NotSentError) Unwrap() error { return e.Err }

// NotDescribedError says that interconnects were asked for and that no list came back that is whole and can be
// read. It says nothing of what is there. To ask again is safe.
type NotDescribedError struct {
	// Why: the transport's error or the context's; nil for an answer that cannot be read.
	Err error

	// How often the request was sent.
	Attempts int

	// The HTTP status; 0 where no answer came.
	HTTPStatusCode int

	// x-amzn-RequestId: give it to AWS support.
	RequestID string

	// What is wrong with the answer, if one came.
	Problems []Problem

	// What happened and what to do, in one or two sentences.
	Explanation string
}

func (e *NotDescribedError) Error() string { return message(e.Explanation, e.RequestID, e.Err) }

// Unwrap returns Err.
func (e *NotDescribedError) Unwrap() error { return e.Err }

// OutcomeUnknownError says that the order was sent and that nobody knows what became of it: a port may be
// ordered. Look with DescribeInterconnects before ordering again.
type OutcomeUnknownError struct {
	// Why: the transport's error, the context's, or an *APIError; nil for an answer that cannot be read.
	Err error

	// What was sent, where to and when; "" and zero from [Answer.Err], which was not told.
	URL    string
	Body   string
	SentAt time.Time

	// How often the order was sent, this last time included.
	Attempts int

	// The HTTP status; 0 where no answer came.
	HTTPStatusCode int

	// x-amzn-RequestId: give it to AWS support.
	RequestID string

	// What is wrong with the answer, if one came.
	Problems []Problem

	// What happened and what to do, in one or two sentences.
	Explanation string
}

func (e *OutcomeUnknownError) Error() string {
	cause := e.Err
	if _, isAnswer := cause.(*APIError); isAnswer { // the explanation has it already
		cause = nil
	}
	return message(e.Explanation, e.RequestID, cause)
}

// Unwrap returns Err.
func (e *OutcomeUnknownError) Unwrap() error { return e.Err }

const prefix = "dxinterconnect: "

func message(explanation, requestID string, cause error) string {
	text := prefix + explanation
	if requestID != "" {
		text += " (request id " + requestID + ")"
	}
	if cause != nil {
		text += " (" + cause.Error() + ")"
	}
	return text
}
