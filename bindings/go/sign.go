package dxinterconnect

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// SignedRequest is what to send. It holds the session token and the signature: keep it out of logs.
type SignedRequest struct {
	Method string
	URL    string

	// The Host header: with a port that is not the scheme's.
	Host string

	// Every other header but Content-Length, both of which HTTP stacks write by themselves.
	Header http.Header

	Body string

	// What is odd about the input, though it can be sent.
	Warnings []Problem

	// SigV4's intermediate texts, to find out why a signature was refused. The first holds the session
	// token.
	CanonicalRequest string
	StringToSign     string
}

// String shows neither the session token nor the signature, so that no log gets to hold them.
func (r SignedRequest) String() string { return fmt.Sprintf("{%s %s}", r.Method, r.URL) }

// GoString is String, for the same reason.
func (r SignedRequest) GoString() string { return "dxinterconnect.SignedRequest" + r.String() }

// Format is String, or GoString for %#v, whatever the verb.
func (r SignedRequest) Format(to fmt.State, verb rune) { formatMasked(to, verb, r) }

// Sign checks an order, writes it and signs it for a time, the time now; nothing is sent, and no
// environment, file or clock is read. Of the options, Credentials, HTTPClient and RetryMaxAttempts are not
// used. The request is good for 5 minutes by AWS's clock.
//
// What is wrong with options or input comes as a *[ValidationError].
func Sign(params *CreateInterconnectInput, credentials Credentials, options Options, now time.Time) (*SignedRequest, error) {
	return sign(params, credentials, options, now)
}

// SignDescribeInterconnects does for DescribeInterconnects what [Sign] does for an order.
func SignDescribeInterconnects(params *DescribeInterconnectsInput, credentials Credentials, options Options, now time.Time) (*SignedRequest, error) {
	return sign(params, credentials, options, now)
}

func sign(params input, credentials Credentials, options Options, now time.Time) (*SignedRequest, error) {
	signer, err := options.newSigner(credentials, params)
	if err != nil {
		return nil, err
	}
	defer signer.close()
	return signer.sign(&signing{input: params, time: now, rules: options.rules(), details: true})
}

// newSigner tells the problems of options and input together, so that they can be mended in one go.
func (o *Options) newSigner(credentials Credentials, params input) (*signer, error) {
	options, problems := o.signer(credentials)
	if len(problems) == 0 {
		var made *signer
		if made, problems = newSigner(options); made != nil {
			return made, nil
		}
	}
	more, _ := validate(params, o.rules())
	return nil, &ValidationError{Problems: append(problems, more...)}
}

// HTTPRequest makes a request for net/http of it, which can be sent once.
func (r *SignedRequest) HTTPRequest(ctx context.Context) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, r.Method, r.URL, nil)
	if err != nil {
		return nil, err
	}
	request.Host = r.Host
	request.Header = r.Header
	// A strings.Reader as it is would make net/http set GetBody, and with it net/http may send the body
	// again: to where a redirect points, or over a new connection. An order must go out once.
	request.Body = &body{strings.NewReader(r.Body)}
	request.ContentLength = int64(len(r.Body))
	return request, nil
}

// body is the body of a request, of a type of its own: see HTTPRequest.
type body struct{ io.Reader }

func (*body) Close() error { return nil }

// unpackSignedRequest reads what native.c's dxgo_sign writes.
func unpackSignedRequest(out *unpacker, warnings []Problem) *SignedRequest {
	request := &SignedRequest{
		Method:           http.MethodPost,
		URL:              out.text(),
		Host:             out.text(),
		Body:             out.text(),
		CanonicalRequest: out.text(),
		StringToSign:     out.text(),
		Warnings:         warnings,
	}
	count := int(out.number())
	request.Header = make(http.Header, count-1)
	values := make([]string, 0, count) // one allocation for all of them
	for i := 0; i < count; i++ {
		name := http.CanonicalHeaderKey(out.text())
		value := out.text()
		if name == "Host" { // net/http wants it in Request.Host
			continue
		}
		values = append(values, value)
		request.Header[name] = values[len(values)-1 : len(values) : len(values)]
	}
	return request
}
