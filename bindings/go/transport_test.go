package dxinterconnect

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// at makes a client order at a server of the test's own.
func at(server string) func(*Options) { return func(o *Options) { o.BaseEndpoint = &server } }

func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestWhatIsKnownNotToHaveBeenSent(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no", http.StatusBadGateway)
	}))
	defer proxy.Close()
	proxyURL, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, endpoint string
		client         HTTPClient
	}{
		{"connection refused", "http://" + closedPort(t), nil},
		{"connection refused, with the user's *http.Client", "http://" + closedPort(t), http.DefaultClient},
		{"a proxy that refuses", "https://" + closedPort(t), &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxyURL)}}},
		{"no such host", "https://no-such-host.invalid", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, waited := newTestClient(t, c.client, at(c.endpoint))
			_, err := client.CreateInterconnect(background, testInput())
			notSent := as[*NotSentError](t, err)
			equal(t, "attempts", notSent.Attempts, 3)
			equal(t, "waits", len(*waited), 2)
			if notSent.Err == nil || notSent.Previous != nil {
				t.Errorf("got %+v", notSent)
			}
		})
	}
}

func TestABadCertificateIsNotTriedAgain(t *testing.T) {
	var received atomic.Int32
	handler := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { received.Add(1) })
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	plain := httptest.NewServer(handler)
	defer plain.Close()
	trusting := func(change func(*tls.Config)) HTTPClient {
		config := server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		change(config)
		return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
	}
	for _, c := range []struct {
		name, endpoint string
		client         HTTPClient
	}{
		{"nobody trusts it", server.URL, nil},
		{"nobody trusts it, with a dialer of the user's", server.URL, &http.Client{Transport: &http.Transport{
			DialTLSContext: (&tls.Dialer{}).DialContext,
		}}},
		{"of another host", server.URL, trusting(func(config *tls.Config) { config.ServerName = "other.test" })},
		{"expired", server.URL, trusting(func(config *tls.Config) {
			config.Time = func() time.Time { return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }
		})},
		{"no TLS at all", strings.Replace(plain.URL, "http:", "https:", 1), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, waited := newTestClient(t, c.client, at(c.endpoint))
			_, err := client.CreateInterconnect(background, testInput())
			notSent := as[*NotSentError](t, err)
			equal(t, "attempts", notSent.Attempts, 1)
			equal(t, "waits", len(*waited), 0)
			if notSent.Err == nil || !strings.Contains(err.Error(), "nothing was ordered") || strings.Contains(err.Error(), "delay") {
				t.Errorf("got %q", err)
			}
		})
	}
	equal(t, "received", received.Load(), int32(0))
}

func TestATLSHandshakeThatStallsHasSentNothing(t *testing.T) {
	for _, drips := range []bool{false, true} {
		drips := drips
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		go func() {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			defer connection.Close()
			if drips {
				connection.Write([]byte("\x16\x03\x03\x40\x00")) // 16 KiB of handshake follow
			}
			for i := 0; i < 100 && err == nil; i++ {
				time.Sleep(50 * time.Millisecond)
				if drips {
					_, err = connection.Write([]byte{2})
				}
			}
		}()
		sender := newHTTPClient()
		sender.Transport.(*http.Transport).TLSHandshakeTimeout = 300 * time.Millisecond
		client, _ := newTestClient(t, sender, at("https://"+listener.Addr().String()), func(o *Options) { o.RetryMaxAttempts = 1 })
		_, err = client.CreateInterconnect(background, testInput())
		as[*NotSentError](t, err)
		if !strings.Contains(err.Error(), "TLS handshake timeout") {
			t.Errorf("%q does not say what took too long", err)
		}
	}
}

func TestTheDefaultClientIsCareful(t *testing.T) {
	client := newHTTPClient()
	transport := client.Transport.(*http.Transport)
	if transport.TLSClientConfig.InsecureSkipVerify {
		t.Error("TLS is not verified")
	}
	if client.Timeout <= 0 || transport.TLSHandshakeTimeout <= 0 || transport.ResponseHeaderTimeout <= 0 {
		t.Error("it may wait for ever")
	}
	equal(t, "a connection for each order", transport.DisableKeepAlives, true)
	equal(t, "another client for each", newHTTPClient().Transport != client.Transport, true)
}

// Where the certificate is trusted, TLS works.
func TestOrderOverTLS(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		io.WriteString(w, `{"interconnectId":"dxcon-x"}`)
	}))
	defer server.Close()
	client, _ := newTestClient(t, server.Client(), at(server.URL))
	out, err := client.CreateInterconnect(background, testInput())
	isCreatedAt(1)(t, out, err)
}

func TestTheContextEndsWhileConnecting(t *testing.T) {
	hanging := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, errors.New("i/o timeout")
		},
	}}
	client, _ := newTestClient(t, hanging)
	ctx, cancel := context.WithTimeout(background, 50*time.Millisecond)
	defer cancel()
	_, err := client.CreateInterconnect(ctx, testInput())
	as[*NotSentError](t, err)
	equal(t, "deadline", errors.Is(err, context.DeadlineExceeded), true)
}

func TestAClientThatReportsNothingLeavesTheOutcomeUnknown(t *testing.T) {
	failure := errors.New("it failed")
	sent := 0
	for name, client := range map[string]roundTripper{
		"an error": func(*http.Request) (*http.Response, error) { return nil, failure },
		"nothing":  func(*http.Request) (*http.Response, error) { return nil, nil },
		"a fallback that reports nothing": func(request *http.Request) (*http.Response, error) {
			httptrace.ContextClientTrace(request.Context()).GetConn("first.example:443")
			io.Copy(io.Discard, request.Body)
			return nil, failure
		},
		"a connection, and no more": func(request *http.Request) (*http.Response, error) {
			trace := httptrace.ContextClientTrace(request.Context())
			trace.GetConn("first.example:443")
			trace.GotConn(httptrace.GotConnInfo{})
			return nil, failure
		},
		"a redirect followed to another place": func(request *http.Request) (*http.Response, error) {
			answer := response(200, `{"interconnectId":"dxcon-of-another-place"}`)
			answer.Request = &http.Request{Method: "GET", URL: request.URL}
			return answer, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			sent = 0
			counting := roundTripper(func(request *http.Request) (*http.Response, error) {
				sent++
				return client(request)
			})
			client, _ := newTestClient(t, counting)
			_, err := client.CreateInterconnect(background, testInput())
			unknown := as[*OutcomeUnknownError](t, err)
			if unknown.Err == nil {
				t.Error("why is not told")
			}
			equal(t, "sent", sent, 1)
		})
	}
}

// A trace that the caller has in the context is served as well.
func TestTheCallersTraceIsKept(t *testing.T) {
	var asked atomic.Int32
	ctx := httptrace.WithClientTrace(background, &httptrace.ClientTrace{GetConn: func(string) { asked.Add(1) }})
	client, _ := newTestClient(t, nil, at("http://"+closedPort(t)))
	_, err := client.CreateInterconnect(ctx, testInput())
	as[*NotSentError](t, err)
	equal(t, "connections asked for", asked.Load(), int32(3))
}

// net/http resends some requests when a connection that it kept was closed meanwhile. Not this one.
func TestNetHTTPDoesNotResendOverADeadConnection(t *testing.T) {
	var received atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if received.Add(1) == 1 {
			io.WriteString(w, `{"interconnectId":"dxcon-x"}`)
			return
		}
		connection, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			connection.Close() // over the connection of the first order
		}
	}))
	defer server.Close()
	client, _ := newTestClient(t, &http.Client{Transport: &http.Transport{}}, at(server.URL))
	out, err := client.CreateInterconnect(background, testInput())
	isCreatedAt(1)(t, out, err)
	_, err = client.CreateInterconnect(background, testInput())
	as[*OutcomeUnknownError](t, err)
	equal(t, "received", received.Load(), int32(2))
}

func TestEachOrderHasAConnectionOfItsOwn(t *testing.T) {
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		io.WriteString(w, `{"interconnectId":"dxcon-x"}`)
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	client, _ := newTestClient(t, nil, at(server.URL))
	for i := 0; i < 3; i++ {
		out, err := client.CreateInterconnect(background, testInput())
		isCreatedAt(1)(t, out, err)
	}
	equal(t, "connections", connections.Load(), int32(3))
}

// The user's *http.Client follows redirects, and would answer with what another place says.
func TestRedirectsAreNotFollowed(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere.Add(1)
		io.WriteString(w, `{"interconnectId":"dxcon-of-another-place"}`)
	}))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL, status)
		}))
		for _, httpClient := range []HTTPClient{nil, &http.Client{}} {
			client, _ := newTestClient(t, httpClient, at(server.URL))
			_, err := client.CreateInterconnect(background, testInput())
			equal(t, "status", as[*APIError](t, err).HTTPStatusCode, status)
		}
		server.Close()
	}
	equal(t, "requests elsewhere", elsewhere.Load(), int32(0))
}

func TestAnAnswerIsReadOnlySoFar(t *testing.T) {
	var left atomic.Int64
	client, _ := newTestClient(t, roundTripper(func(*http.Request) (*http.Response, error) {
		body := io.LimitReader(spaces{}, 64<<20).(*io.LimitedReader)
		answer := response(200, "")
		answer.ContentLength = -1
		answer.Body = struct {
			io.Reader
			io.Closer
		}{body, closer(func() { left.Store(body.N) })}
		return answer, nil
	}))
	_, err := client.CreateInterconnect(background, testInput())
	equal(t, "problems", codes(as[*OutcomeUnknownError](t, err).Problems)[0], "BODY_CUT_OFF ")
	equal(t, "read", int64(64<<20)-left.Load(), int64(16<<20)+1)
}

type spaces struct{}

func (spaces) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = ' '
	}
	return len(into), nil
}

type closer func()

func (f closer) Close() error { f(); return nil }

func TestALineBreakInAHeaderMakesNoOtherHeader(t *testing.T) {
	answer := ReadResponse(Response{
		StatusCode: 400,
		Header:     http.Header{"X-Other": {"a\r\nX-Amzn-Errortype: ThrottlingException\nx-amzn-RequestId: RID"}},
		Body:       []byte(`{"__type":"DirectConnectClientException"}`),
	})
	equal(t, "code", answer.APIError.Code, "DirectConnectClientException")
	equal(t, "request id", answer.RequestID, "")
}

// Cut to C's 32 bits, these would be a throttled order, a created one and one that was not sent.
func TestANumberThatIsTooLongForCIsNotAnother(t *testing.T) {
	created := []byte(`{"interconnectId":"dxcon-x"}`)
	for _, response := range []Response{
		{StatusCode: 1<<40 + 429}, {StatusCode: 1<<32 + 200, Body: created}, {StatusCode: -1<<32 + 429}, {StatusCode: 1000}, {StatusCode: -1},
		{Delivery: 1<<32 + DeliveryNothingSent}, {Delivery: 1 << 32, StatusCode: 429}, {Delivery: -1},
	} {
		answer := ReadResponse(response)
		equal(t, "outcome", answer.Outcome, ReadResponse(Response{Body: response.Body}).Outcome)
		equal(t, "status", answer.HTTPStatusCode, 0)
		if answer.Advice == AdviceResend {
			t.Errorf("%+v is to be resent", response)
		}
	}
	equal(t, "outcome", ReadResponse(Response{StatusCode: 1<<40 + 429}).Outcome, OutcomeUnknown)
}

func TestReadResponseWithoutAnAnswer(t *testing.T) {
	for delivery, outcome := range map[Delivery]Outcome{
		DeliveryNothingSent: OutcomeNotCreated, DeliveryNoAnswer: OutcomeUnknown, DeliveryAnswerCutOff: OutcomeUnknown, 99: OutcomeUnknown,
	} {
		answer := ReadResponse(Response{Delivery: delivery})
		equal(t, "outcome", answer.Outcome, outcome)
		if outcome == OutcomeUnknown {
			as[*OutcomeUnknownError](t, answer.Err())
			equal(t, "advice", answer.Advice.String(), "look first")
		} else {
			as[*NotSentError](t, answer.Err())
			equal(t, "advice", answer.Advice.String(), "resend")
		}
		if !strings.Contains(answer.Err().Error(), answer.Explanation) {
			t.Errorf("%q does not say %q", answer.Err(), answer.Explanation)
		}
	}
}
