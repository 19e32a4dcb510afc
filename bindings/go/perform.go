package dxinterconnect

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"time"
)

// input is what an operation is asked with.
type input interface {
	operation() Operation
	// pack packs what native.c reads of it.
	pack(*packer)
}

// performed is what came of an operation.
type performed struct {
	answer   *Answer  // nil where nothing was tried
	response Response // what the answer was read from
}

// perform sends a request, and sends it again as long as the library's advice is to: that of an order whose
// outcome is unknown never is. Without an error the answer holds what was asked for.
func (c *Client) perform(ctx context.Context, params input, options *Options) (performed, error) {
	client := withoutRedirects(options.HTTPClient)
	most := options.RetryMaxAttempts
	if most < 1 {
		most = defaultMaxAttempts
	}
	invocationID := newInvocationID()
	hasCorrectedClock := false
	var done performed
	var previous error
	for attempt := 1; ; attempt++ {
		if err := contextError(ctx); err != nil {
			return done, &NotSentError{Err: err, Attempts: attempt - 1, Previous: previous}
		}
		signer, err := c.signerFor(ctx, options, params)
		if err != nil {
			return done, err
		}
		// Read once: another call may correct the clock under way, and what the service then says of this
		// request's time is to be added to the offset that this request was signed with.
		offset := c.clockOffset.Load()
		sentAt := c.timeAt(offset)
		signed, err := signer.sign(&signing{
			input: params, time: sentAt, rules: options.rules(), attempt: attempt, invocationID: invocationID,
		})
		if err != nil {
			return done, err
		}
		// Credentials may have taken their time.
		if err := contextError(ctx); err != nil {
			return done, &NotSentError{Err: err, Attempts: attempt - 1, Previous: previous}
		}

		result := send(ctx, client, signed)
		result.Operation, result.Time = params.operation(), c.timeAt(offset)
		answer := ReadResponse(result.Response)
		if result.isUntrusted {
			answer.Advice, answer.Explanation = AdviceFixRequest, untrusted
		}
		done = performed{answer, result.Response}
		if answer.APIError != nil {
			answer.APIError.Attempts = attempt
		}
		err = answer.Err()
		switch failure := err.(type) {
		case nil:
			metadata := answer.resultMetadata()
			metadata.Attempts, metadata.Warnings = attempt, signed.Warnings
			return done, nil
		case *OutcomeUnknownError:
			failure.URL, failure.Body, failure.SentAt, failure.Attempts = signed.URL, signed.Body, sentAt, attempt
			if result.err != nil {
				failure.Err = result.err
			}
		case *NotDescribedError:
			failure.Attempts = attempt
			if result.err != nil {
				failure.Err = result.err
			}
		case *NotSentError:
			failure.Err, failure.Attempts, failure.Previous = result.err, attempt, previous
		}

		if attempt >= most {
			return done, err
		}
		switch answer.Advice {
		case AdviceResend:
			delay := answer.Delay(attempt, random())
			if !c.isWorthWaiting(ctx, delay) {
				return done, err
			}
			if ended := c.wait(ctx, delay); ended != nil {
				return done, &NotSentError{Err: ended, Attempts: attempt, Previous: orAnswer(previous, err)}
			}
		case AdviceCorrectClock:
			// Once: where it did not help, the clock is not what is wrong.
			if hasCorrectedClock || answer.ClockOffset == nil {
				return done, err
			}
			hasCorrectedClock = true
			c.clockOffset.Store(offset + int64(*answer.ClockOffset/time.Second))
		default:
			return done, err
		}
		previous = orAnswer(previous, err)
	}
}

// orAnswer is err if that is an answer of the service, and what the service said before if not.
func orAnswer(previous, err error) error {
	if _, isAnswer := err.(*APIError); isAnswer {
		return err
	}
	return previous
}

// longestWait is the longest that a service's hint is followed: the caller, who is given the hint with
// the error, may have better things to do.
const longestWait = time.Minute

// isWorthWaiting says whether the request could still be sent after the delay.
func (c *Client) isWorthWaiting(ctx context.Context, delay time.Duration) bool {
	deadline, isThere := ctx.Deadline()
	return delay <= longestWait && (!isThere || time.Now().Add(delay).Before(deadline))
}

func wait(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// newInvocationID is the same for every time that a request is sent: a version 4 UUID.
func newInvocationID() string {
	var bytes [16]byte
	readRandom(bytes[:])
	bytes[6] = bytes[6]&0x0f | 0x40
	bytes[8] = bytes[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[:8], bytes[:4])
	hex.Encode(text[9:13], bytes[4:6])
	hex.Encode(text[14:18], bytes[6:8])
	hex.Encode(text[19:23], bytes[8:10])
	hex.Encode(text[24:], bytes[10:])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// random is a number from 0 to 1.
func random() float64 {
	var bytes [8]byte
	readRandom(bytes[:])
	return float64(binary.LittleEndian.Uint64(bytes[:])>>11) / (1 << 53)
}

// readRandom reads from the system, and not from math/rand, whose numbers are the same in every process up
// to Go 1.19: many that were throttled together would come again together.
func readRandom(into []byte) {
	if _, err := rand.Read(into); err != nil {
		panic("dxinterconnect: the system has no random numbers: " + err.Error())
	}
}
