package dxinterconnect

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Client orders interconnects. It may be used by any number of goroutines at once.
type Client struct {
	options Options

	// Ours alone, with connections that are ours to close.
	defaultHTTPClient *http.Client

	mutex    sync.Mutex
	isClosed bool
	signer   *signer     // of the last call; nil at first
	madeFor  fingerprint // what signer was made for, without keeping the secret in Go's memory

	// By how much this machine's clock is known to be behind the service's, in seconds.
	clockOffset atomic.Int64

	// time.Now and wait, which tests replace.
	now  func() time.Time
	wait func(context.Context, time.Duration) error
}

// New returns a client. What is wrong with the options shows when they are used.
func New(options Options, optFns ...func(*Options)) *Client {
	for _, change := range optFns {
		change(&options)
	}
	client := &Client{options: options, now: time.Now, wait: wait}
	if options.HTTPClient == nil {
		client.defaultHTTPClient = newHTTPClient()
		client.options.HTTPClient = client.defaultHTTPClient
	}
	return client
}

// String shows the region and nothing that the client signs with, so that no log gets to hold it.
func (c *Client) String() string {
	if c == nil {
		return "<nil>"
	}
	return fmt.Sprintf("{Region:%s}", c.options.Region)
}

// GoString is String, for the same reason.
func (c *Client) GoString() string { return "dxinterconnect.Client" + c.String() }

// Options returns a copy of the client's options.
func (c *Client) Options() Options { return c.options }

// Close wipes the credentials and the signing key that the C library keeps for the client. A client that
// nobody uses any more is closed by the garbage collector. To close a client again does nothing; other
// calls return [ErrClosed].
func (c *Client) Close() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.isClosed = true
	if c.signer != nil {
		c.signer.close()
		c.signer, c.madeFor = nil, fingerprint{}
	}
	if c.defaultHTTPClient != nil {
		c.defaultHTTPClient.CloseIdleConnections()
	}
	return nil
}

// CreateInterconnect orders an interconnect: a port between a Direct Connect Partner's network and a
// Direct Connect location. It is for Direct Connect Partners only.
//
// It never resends an order whose outcome is unknown, but returns an *[OutcomeUnknownError]. A context
// that ends before the order is sent keeps it from being sent; one that ends after that makes the outcome
// unknown. The functions change the options of this call.
func (c *Client) CreateInterconnect(ctx context.Context, params *CreateInterconnectInput, optFns ...func(*Options)) (*CreateInterconnectOutput, error) {
	options := c.changed(optFns)
	client := withoutRedirects(options.HTTPClient)
	most := options.RetryMaxAttempts
	if most < 1 {
		most = defaultMaxAttempts
	}
	invocationID := newInvocationID()
	hasCorrectedClock := false
	var previous error
	for attempt := 1; ; attempt++ {
		if err := contextError(ctx); err != nil {
			return nil, &NotSentError{Err: err, Attempts: attempt - 1, Previous: previous}
		}
		signer, err := c.signerFor(ctx, &options, params)
		if err != nil {
			return nil, err
		}
		// Read once: another call may correct the clock under way, and what the service then says of this
		// order's time is to be added to the offset that this order was signed with.
		offset := c.clockOffset.Load()
		sentAt := c.timeAt(offset)
		signed, err := signer.sign(&signing{
			input: params, time: sentAt, rules: options.rules(), attempt: attempt, invocationID: invocationID,
		})
		if err != nil {
			return nil, err
		}
		// Credentials may have taken their time.
		if err := contextError(ctx); err != nil {
			return nil, &NotSentError{Err: err, Attempts: attempt - 1, Previous: previous}
		}

		result := send(ctx, client, signed)
		result.Time = c.timeAt(offset)
		answer := ReadResponse(result.Response)
		if result.isUntrusted {
			answer.Advice, answer.Explanation = AdviceFixRequest, untrusted
		}
		if answer.Outcome == OutcomeCreated {
			answer.Output.ResultMetadata.Attempts = attempt
			answer.Output.ResultMetadata.Warnings = signed.Warnings
			return answer.Output, nil
		}
		if answer.APIError != nil {
			answer.APIError.Attempts = attempt
		}
		err = answer.Err()
		switch failure := err.(type) {
		case *OutcomeUnknownError:
			failure.URL, failure.Body, failure.SentAt, failure.Attempts = signed.URL, signed.Body, sentAt, attempt
			if result.err != nil {
				failure.Err = result.err
			}
			return nil, failure
		case *NotSentError:
			failure.Err, failure.Attempts, failure.Previous = result.err, attempt, previous
		}

		if attempt >= most {
			return nil, err
		}
		switch answer.Advice {
		case AdviceResend:
			delay := answer.Delay(attempt, random())
			if !c.isWorthWaiting(ctx, delay) {
				return nil, err
			}
			if ended := c.wait(ctx, delay); ended != nil {
				return nil, &NotSentError{Err: ended, Attempts: attempt, Previous: orAnswer(previous, err)}
			}
		case AdviceCorrectClock:
			// Once: where it did not help, the clock is not what is wrong.
			if hasCorrectedClock || answer.ClockOffset == nil {
				return nil, err
			}
			hasCorrectedClock = true
			c.clockOffset.Store(offset + int64(*answer.ClockOffset/time.Second))
		default:
			return nil, err
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

// DryRun shows what CreateInterconnect would send now: URL, headers, body, what is signed, and warnings.
// The session token and the signature are masked, and the secret is nowhere. Nothing is sent.
func (c *Client) DryRun(ctx context.Context, params *CreateInterconnectInput, optFns ...func(*Options)) (string, error) {
	options := c.changed(optFns)
	signer, err := c.signerFor(ctx, &options, params)
	if err != nil {
		return "", err
	}
	return signer.describe(&signing{input: params, time: c.timeAt(c.clockOffset.Load()), rules: options.rules()})
}

// changed returns the options of one call.
func (c *Client) changed(optFns []func(*Options)) Options {
	options := c.options
	for _, change := range optFns {
		change(&options)
	}
	if options.HTTPClient == nil {
		options.HTTPClient = c.options.HTTPClient
	}
	return options
}

// signerFor returns the signer of the last call, which has the key of the day, unless something changed.
func (c *Client) signerFor(ctx context.Context, options *Options, params *CreateInterconnectInput) (*signer, error) {
	var credentials Credentials // without a provider they are told to be missing, with all that is wrong
	if options.Credentials != nil {
		var err error
		if credentials, err = options.Credentials.Retrieve(ctx); err != nil {
			return nil, fmt.Errorf("dxinterconnect: nothing was ordered, since there are no credentials: %w", err)
		}
	}
	wanted, problems := options.signer(credentials)
	wantedFingerprint := wanted.fingerprint()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.isClosed {
		return nil, ErrClosed
	}
	if c.signer != nil && len(problems) == 0 && c.madeFor == wantedFingerprint {
		return c.signer, nil
	}
	made, err := options.newSigner(credentials, params)
	if err != nil {
		return nil, err
	}
	// The one before may still be signing. The garbage collector frees it when it no longer is.
	c.signer, c.madeFor = made, wantedFingerprint
	return made, nil
}

// timeAt is the service's time now, by a clock offset.
func (c *Client) timeAt(offset int64) time.Time {
	return c.now().Add(time.Duration(offset) * time.Second)
}

// longestWait is the longest that a service's hint is followed: the caller, who is given the hint with
// the error, may have better things to do.
const longestWait = time.Minute

// isWorthWaiting says whether the order could still be sent after the delay.
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

// newInvocationID is the same for every time that an order is sent: a version 4 UUID.
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
