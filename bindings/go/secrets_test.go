package dxinterconnect

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// What goes to and comes from C is wiped when the call is over, wherever it was meanwhile.
func TestNothingSecretStaysInTheMemoryOfACall(t *testing.T) {
	const secret = "the-secret-key"
	// The second token is longer than the memory that there is at first.
	for _, token := range []string{"the-session-token", strings.Repeat("the-session-token", 2*usualSize/17)} {
		e := newExchange()
		in, out := e.in.bytes[:cap(e.in.bytes)], e.out
		options := signerOptions{accessKeyID: "AKIDEXAMPLE", secretAccessKey: secret, sessionToken: token, region: "us-east-1"}
		e.in.signer(&options)
		packed := e.in.bytes
		if !bytes.Contains(packed, []byte(secret)) {
			t.Fatal("the secret is not where it is looked for")
		}
		e.used = copy(e.out, token)
		e.release()
		for _, memory := range [][]byte{in, packed, out} {
			for _, hidden := range []string{secret, "the-session-token"} {
				if bytes.Contains(memory, []byte(hidden)) {
					t.Errorf("%q is left, with a token of %d bytes", hidden, len(token))
				}
			}
		}
	}
}

// Every exchange that is kept for the next call is empty, after calls of all kinds.
func TestNothingSecretIsKeptBetweenCalls(t *testing.T) {
	credentials := Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "the-secret-key", SessionToken: "the-session-token"}
	client, _ := newTestClient(t, &stub{}, func(o *Options) {
		o.Credentials = NewStaticCredentialsProvider(credentials.AccessKeyID, credentials.SecretAccessKey, credentials.SessionToken)
	})
	if _, err := client.DryRun(background, testInput()); err != nil {
		t.Fatal(err)
	}
	if _, err := Sign(testInput(), credentials, client.Options(), time.Unix(1767323045, 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := Sign(&CreateInterconnectInput{}, credentials, client.Options(), time.Unix(1767323045, 0)); err == nil {
		t.Fatal("an empty input was signed")
	}
	for i := 0; i < 10; i++ {
		e := newExchange()
		for _, memory := range [][]byte{e.in.bytes[:cap(e.in.bytes)], e.out} {
			if len(bytes.Trim(memory, "\x00")) != 0 {
				t.Errorf("%q is kept", bytes.Trim(memory, "\x00"))
			}
		}
	}
}
