package dxinterconnect

import (
	"context"
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
func (c *Client) signerFor(ctx context.Context, options *Options, params input) (*signer, error) {
	var credentials Credentials // without a provider they are told to be missing, with all that is wrong
	if options.Credentials != nil {
		var err error
		if credentials, err = options.Credentials.Retrieve(ctx); err != nil {
			return nil, fmt.Errorf("dxinterconnect: nothing was sent, since there are no credentials: %w", err)
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
