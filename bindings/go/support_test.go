package dxinterconnect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

var background = context.Background()

// The credentials that the local endpoint accepts.
var (
	testCredentials = Credentials{
		AccessKeyID:     "AKIDEXAMPLE",
		SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
	}
	staticTestCredentials = NewStaticCredentialsProvider(testCredentials.AccessKeyID, testCredentials.SecretAccessKey, "")
)

func testInput() *CreateInterconnectInput {
	return &CreateInterconnectInput{
		InterconnectName: String("acme-iad-1"),
		Bandwidth:        String("10Gbps"),
		Location:         String("EqDC2"),
		LagId:            String("dxlag-fg1a2b3c"),
		ProviderName:     String("Acme Partner"),
		RequestMACSec:    Bool(true),
		Tags: []types.Tag{
			{Key: String("env"), Value: String("prod")},
			{Key: String("owner")},
			{Key: String("note"), Value: String("")},
		},
	}
}

// longInput is the longest that is allowed: what comes out of C for it takes more room than there is at first.
func longInput() *CreateInterconnectInput {
	input := testInput()
	input.Tags = nil
	for i := 0; i < 50; i++ {
		input.Tags = append(input.Tags, types.Tag{Key: String(fmt.Sprintf("%0128d", i)), Value: String(fmt.Sprintf("%0256d", i))})
	}
	return input
}

const fullAnswer = `{"interconnectId":"dxcon-fg1a2b3c","interconnectName":"acme-iad-1","interconnectState":"requested",
"region":"us-east-1","location":"EqDC2","bandwidth":"10Gbps","loaIssueTime":1453757421.25,"lagId":"dxlag-fg1a2b3c",
"awsDevice":"EqDC2-2cmx0h","jumboFrameCapable":true,"awsDeviceV2":"EqDC2-2cmx0h","awsLogicalDeviceId":"EqDC2-3zk1p",
"hasLogicalRedundancy":"unknown","tags":[{"key":"env","value":"prod"},{"key":"owner"},{"key":"note","value":""}],
"providerName":"Acme Partner","macSecCapable":false,"portEncryptionStatus":"Encryption Down","encryptionMode":"no_encrypt",
"macSecKeys":[{"secretARN":"arn:x","ckn":"0a1b","state":"associated","startOn":"2026-01-02"},{}],"newMember":{"a":[1]},
"location2":7,"region2":1e400}`

// roundTripper is an HTTPClient made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) Do(request *http.Request) (*http.Response, error) { return f(request) }

// stub is an HTTPClient that answers with one response after another and keeps what it was sent.
type stub struct {
	responses []*http.Response
	bodies    []string
	requests  []*http.Request
}

func (s *stub) Do(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	s.bodies = append(s.bodies, string(body))
	s.requests = append(s.requests, request)
	if len(s.responses) == 0 {
		return nil, errors.New("the stub has no more responses")
	}
	response := s.responses[0]
	s.responses = s.responses[1:]
	return response, nil
}

func response(status int, body string, headers ...string) *http.Response {
	header := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		header.Add(headers[i], headers[i+1])
	}
	return &http.Response{
		StatusCode: status, Header: header, Body: io.NopCloser(bytes.NewReader([]byte(body))), ContentLength: int64(len(body)),
	}
}

// newTestClient does not wait before it resends, but notes for how long it would have.
func newTestClient(t *testing.T, httpClient HTTPClient, changes ...func(*Options)) (*Client, *[]time.Duration) {
	t.Helper()
	client := New(Options{Region: "us-east-1", Credentials: staticTestCredentials, HTTPClient: httpClient}, changes...)
	t.Cleanup(func() { client.Close() })
	waited := &[]time.Duration{}
	client.wait = func(ctx context.Context, delay time.Duration) error {
		*waited = append(*waited, delay)
		return ctx.Err()
	}
	return client, waited
}

// as finds an error of a type, or ends the test.
func as[E error](t *testing.T, err error) E {
	t.Helper()
	var found E
	if !errors.As(err, &found) {
		t.Fatalf("got %T (%v), want %T", err, err, found)
	}
	return found
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %#v, want %#v", what, got, want)
	}
}

func codes(problems []Problem) []string {
	found := []string{}
	for _, problem := range problems {
		found = append(found, problem.Code+" "+problem.Path)
	}
	return found
}
