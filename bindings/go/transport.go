package dxinterconnect

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

const (
	connectTimeout = 10 * time.Second
	answerTimeout  = 60 * time.Second
	wholeTimeout   = 2 * time.Minute
)

// newHTTPClient is what sends unless Options.HTTPClient says otherwise.
func newHTTPClient() *http.Client {
	return &http.Client{
		Timeout:       wholeTimeout,
		CheckRedirect: forbidRedirect,
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: connectTimeout}).DialContext,
			TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:   connectTimeout,
			ResponseHeaderTimeout: answerTimeout,
			// An order over a connection that the service has meanwhile closed fails in a way that does
			// not show whether it was sent. A port is ordered seldom enough for a connection of its own.
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: 1 << 20,
		},
	}
}

func forbidRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// withoutRedirects returns a client that follows none, as far as that is in our hands: an order that is
// redirected is an order that was refused, and its signature is good for no other host.
func withoutRedirects(client HTTPClient) HTTPClient {
	ordinary, isOrdinary := client.(*http.Client)
	if !isOrdinary {
		return client
	}
	copied := *ordinary
	copied.CheckRedirect = forbidRedirect
	return &copied
}

// delivered is how far an order came, and what came back.
type delivered struct {
	Response
	err         error // why there is no whole answer
	isUntrusted bool  // nothing was sent, for a reason that time does not mend
}

// untrusted takes the place of what the library says of an order that was not sent: to wait and resend.
const untrusted = "Nothing was sent, so nothing was ordered: there was no TLS with a certificate that this machine trusts. " +
	"Mend the endpoint, the proxy or the trusted certificates; as it is, it fails again."

// isUntrusted says whether TLS failed for good: over the server's certificate, or since what answered does
// not speak TLS.
func isUntrusted(err error) bool {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var noTLS tls.RecordHeaderError
	return errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &noTLS)
}

// send sends an order once.
func send(ctx context.Context, client HTTPClient, signed *SignedRequest) delivered {
	var trace connectionTrace
	request, err := signed.HTTPRequest(httptrace.WithClientTrace(ctx, trace.hooks()))
	if err != nil { // no URL that the library signs for is one that net/http cannot read
		return delivered{Response: Response{Delivery: DeliveryNothingSent}, err: err}
	}
	trace.watch(request)
	response, err := client.Do(request)
	if response != nil && response.Body != nil {
		defer response.Body.Close()
	}
	switch {
	case err == nil && response == nil:
		err = errors.New("the HTTPClient returned neither a response nor an error")
	case err == nil && wasRedirected(request, response):
		err = fmt.Errorf("the HTTPClient followed a redirect to %s, where no order was sent", response.Request.URL.Redacted())
	}
	if err != nil {
		failed := delivered{Response: Response{Delivery: DeliveryNoAnswer}, err: withContextError(ctx, err)}
		if trace.nothingWasSent() {
			failed.Delivery = DeliveryNothingSent
			failed.isUntrusted = isUntrusted(err) || trace.untrusted.Load()
		}
		return failed
	}
	answer := delivered{Response: Response{StatusCode: response.StatusCode, Header: response.Header}}
	answer.Body, err = readBody(response)
	if err != nil {
		answer.Delivery = DeliveryAnswerCutOff
		answer.err = withContextError(ctx, err)
	}
	return answer
}

// wasRedirected says whether the response is that of another request than the order.
func wasRedirected(order *http.Request, response *http.Response) bool {
	return response.Request != nil && response.Request.Method != order.Method
}

// readBody reads one byte more than the library takes, by which it sees that there is more.
func readBody(response *http.Response) ([]byte, error) {
	if response.Body == nil {
		return nil, nil
	}
	const most = int64(maximumLength) + 1
	size := response.ContentLength + 1 // room to see the end without growing
	if size <= 0 || size > most {      // not told, or not to be believed
		size = 1 << 10
	}
	body := make([]byte, 0, size)
	from := io.LimitReader(response.Body, most)
	for {
		if len(body) == cap(body) {
			body = append(body, 0)[:len(body)]
		}
		n, err := from.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		if err == io.EOF {
			return body, nil
		}
		if err != nil {
			return body, err
		}
	}
}

// connectionTrace finds out whether any part of an order can have left this machine.
//
// net/http asks for a connection (GetConn), gets one with TLS and proxy done (GotConn), and only then
// writes to it and reads the body. So where a connection was asked for and none was got, no byte of the
// order was written. A client that reports nothing proves nothing. The hooks may run in other goroutines,
// also after Do has returned.
type connectionTrace struct {
	asked, got, read atomic.Bool

	// Noticed here as well, since net/http tells of plain HTTP in place of TLS by an error without a type.
	untrusted atomic.Bool
}

func (t *connectionTrace) hooks() *httptrace.ClientTrace {
	// The Wrote… ones come after GotConn in net/http. They are for whoever else may report here.
	return &httptrace.ClientTrace{
		GetConn: func(string) { t.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { t.got.Store(true) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if isUntrusted(err) {
				t.untrusted.Store(true)
			}
		},
		WroteHeaders: func() { t.got.Store(true) },
		WroteRequest: func(httptrace.WroteRequestInfo) { t.got.Store(true) },
	}
}

// watch notices when the body is read, which a client that fell back to a transport that reports nothing
// must do as well.
func (t *connectionTrace) watch(request *http.Request) {
	request.Body = &watchedBody{request.Body, &t.read}
}

func (t *connectionTrace) nothingWasSent() bool {
	return t.asked.Load() && !t.got.Load() && !t.read.Load()
}

type watchedBody struct {
	io.ReadCloser
	read *atomic.Bool
}

func (b *watchedBody) Read(into []byte) (int, error) {
	b.read.Store(true)
	return b.ReadCloser.Read(into)
}

// withContextError makes errors.Is find the context's error where the context has ended, whatever the
// transport made of it.
func withContextError(ctx context.Context, err error) error {
	ended := contextError(ctx)
	if ended == nil || errors.Is(err, ended) {
		return err
	}
	return fmt.Errorf("%w: %v", ended, err)
}

// contextError is ctx.Err, but for the moment between a deadline, at which sockets time out by themselves,
// and the context's noticing.
func contextError(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if deadline, isThere := ctx.Deadline(); isThere && !time.Now().Before(deadline) {
		return context.DeadlineExceeded
	}
	return nil
}
