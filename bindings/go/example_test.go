package dxinterconnect_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// answering stands for the service in these examples.
type answering struct {
	status int
	body   string
}

func (a answering) Do(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: a.status, Body: io.NopCloser(strings.NewReader(a.body))}, nil
}

func newClient(status int, body string) *dxinterconnect.Client {
	return dxinterconnect.New(dxinterconnect.Options{
		Region:      "us-east-1",
		Credentials: dxinterconnect.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
		HTTPClient:  answering{status, body}, // in a program of yours: leave it out
	})
}

func newInput() *dxinterconnect.CreateInterconnectInput {
	return &dxinterconnect.CreateInterconnectInput{
		InterconnectName: dxinterconnect.String("acme-iad-1"),
		Bandwidth:        dxinterconnect.String("10Gbps"),
		Location:         dxinterconnect.String("EqDC2"),
		Tags:             []types.Tag{{Key: dxinterconnect.String("env"), Value: dxinterconnect.String("prod")}},
	}
}

func ExampleClient_CreateInterconnect() {
	client := newClient(200, `{"interconnectId": "dxcon-fg1a2b3c", "interconnectState": "requested"}`)
	defer client.Close()

	out, err := client.CreateInterconnect(context.Background(), newInput())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*out.InterconnectId, out.InterconnectState == types.InterconnectStateRequested)
	// Output: dxcon-fg1a2b3c true
}

func ExampleClient_CreateInterconnect_errors() {
	order := func(client *dxinterconnect.Client, input *dxinterconnect.CreateInterconnectInput) {
		defer client.Close()
		_, err := client.CreateInterconnect(context.Background(), input)

		var unknown *dxinterconnect.OutcomeUnknownError
		var duplicate *types.DuplicateTagKeysException
		var refused *dxinterconnect.APIError
		var invalid *dxinterconnect.ValidationError
		switch {
		case errors.As(err, &unknown): // first: it may hold an APIError
			fmt.Println("a port may be ordered: look before ordering again")
		case errors.As(err, &duplicate):
			fmt.Println("duplicate tag:", duplicate.ErrorMessage())
		case errors.As(err, &refused):
			fmt.Println("refused:", refused.ErrorCode(), refused.HTTPStatusCode)
		case errors.As(err, &invalid):
			for _, problem := range invalid.Problems {
				fmt.Println(problem.Path, problem.Code)
			}
		case err != nil:
			fmt.Println("nothing was ordered:", err)
		}
	}
	order(newClient(500, ""), newInput())
	order(newClient(400, `{"__type": "DuplicateTagKeysException", "message": "env"}`), newInput())
	order(newClient(403, `{"__type": "AccessDeniedException"}`), newInput())
	order(newClient(200, ""), &dxinterconnect.CreateInterconnectInput{Bandwidth: dxinterconnect.String("7 bananas")})
	// Output:
	// a port may be ordered: look before ordering again
	// duplicate tag: env
	// refused: AccessDeniedException 403
	// interconnectName MISSING_MEMBER
	// location MISSING_MEMBER
	// bandwidth BANDWIDTH_FORM
}

func ExampleClient_DryRun() {
	client := newClient(200, "")
	defer client.Close()

	text, err := client.DryRun(context.Background(), newInput())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.SplitN(text, "\n", 2)[0])
	// Output: POST https://directconnect.us-east-1.amazonaws.com/
}

func ExampleCreateInterconnectInput_Problems() {
	input := newInput()
	input.Bandwidth = dxinterconnect.String("10 Gbps")
	for _, problem := range input.Problems() {
		fmt.Println(problem.Severity, problem.Path, problem.Suggestion)
	}
	// Output: error bandwidth write "10Gbps"
}

// A program with a transport of its own signs, sends and reads in three steps.
func ExampleSign() {
	options := dxinterconnect.Options{Region: "us-east-1"}
	credentials := dxinterconnect.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}
	signed, err := dxinterconnect.Sign(newInput(), credentials, options, time.Unix(1767323045, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(signed.Method, signed.URL, signed.Header.Get("X-Amz-Date"))
	fmt.Println(signed.Body)
	// Output:
	// POST https://directconnect.us-east-1.amazonaws.com/ 20260102T030405Z
	// {"interconnectName":"acme-iad-1","bandwidth":"10Gbps","location":"EqDC2","tags":[{"key":"env","value":"prod"}]}
}

func ExampleReadResponse() {
	answer := dxinterconnect.ReadResponse(dxinterconnect.Response{
		StatusCode: 400,
		Body:       []byte(`{"__type": "ThrottlingException", "message": "Rate exceeded"}`),
	})
	fmt.Println(answer.Outcome, answer.Advice)

	answer = dxinterconnect.ReadResponse(dxinterconnect.Response{Delivery: dxinterconnect.DeliveryNoAnswer})
	fmt.Println(answer.Outcome, answer.Advice)
	// Output:
	// not created resend
	// unknown look first
}

// sdkCredentials stands for aws.Credentials, and provider for the Credentials of an aws.Config.
type sdkCredentials struct{ AccessKeyID, SecretAccessKey, SessionToken string }

type provider struct{}

func (provider) Retrieve(context.Context) (sdkCredentials, error) {
	return sdkCredentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}, nil
}

func ExampleFromSDK() {
	var cfg struct{ Credentials provider } // cfg, err := config.LoadDefaultConfig(ctx)
	credentials, err := dxinterconnect.FromSDK(cfg.Credentials).Retrieve(context.Background())
	fmt.Println(credentials.AccessKeyID, err)
	// Output: AKIDEXAMPLE <nil>
}

// Credentials do not show in logs.
func ExampleCredentials() {
	var log bytes.Buffer
	fmt.Fprintf(&log, "%+v", dxinterconnect.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"})
	fmt.Println(strings.Contains(log.String(), "secret"))
	// Output: false
}

func ExampleClient_EnsureInterconnect() {
	client := newClient(200, `{"interconnects": [{"interconnectId": "dxcon-fg1a2b3c", "interconnectName": "acme-iad-1",
		"interconnectState": "available", "location": "EqDC2", "bandwidth": "10Gbps"}]}`)
	defer client.Close()

	out, err := client.EnsureInterconnect(context.Background(), newInput())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(out.Outcome, *out.Interconnect.InterconnectId)
	for _, difference := range out.Differences {
		fmt.Println(difference.Path, *difference.Desired)
	}
	// Output:
	// exists dxcon-fg1a2b3c
	// tags["env"] prod
}

func ExampleClient_EnsureInterconnect_conflict() {
	client := newClient(200, `{"interconnects": [{"interconnectId": "dxcon-fg1a2b3c", "interconnectName": "acme-iad-1",
		"interconnectState": "available", "location": "EqDC2", "bandwidth": "1Gbps"}]}`)
	defer client.Close()

	_, err := client.EnsureInterconnect(context.Background(), newInput())
	var conflict *dxinterconnect.ConflictError
	if errors.As(err, &conflict) {
		for _, difference := range conflict.Reconciliation.Differences {
			fmt.Println(difference.Path, dxinterconnect.ToString(difference.Desired), dxinterconnect.ToString(difference.Actual), difference.IsConflict)
		}
	}
	// Output:
	// bandwidth 10Gbps 1Gbps true
	// tags["env"] prod  false
}

func ExampleNewDescribeInterconnectsPaginator() {
	client := newClient(200, `{"interconnects": [{"interconnectId": "dxcon-fg1a2b3c", "interconnectName": "acme-iad-1"}]}`)
	defer client.Close()

	paginator := dxinterconnect.NewDescribeInterconnectsPaginator(client, nil)
	for paginator.HasMorePages() {
		page, err := paginator.NextPage(context.Background())
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, interconnect := range page.Interconnects {
			fmt.Println(*interconnect.InterconnectId, *interconnect.InterconnectName)
		}
	}
	// Output: dxcon-fg1a2b3c acme-iad-1
}

func ExampleClient_WaitUntilAvailable() {
	client := newClient(200, `{"interconnects": [{"interconnectId": "dxcon-fg1a2b3c", "interconnectState": "available"}]}`)
	defer client.Close()

	interconnect, err := client.WaitUntilAvailable(context.Background(), "dxcon-fg1a2b3c", 72*time.Hour, func(o *dxinterconnect.WaitOptions) {
		o.OnProgress = func(seen *types.Interconnect, waited time.Duration) {
			fmt.Println("it is", seen.InterconnectState)
		}
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*interconnect.InterconnectId)
	// Output:
	// it is available
	// dxcon-fg1a2b3c
}

func ExampleReconcile() {
	input := newInput()
	input.Tags = nil
	found, err := dxinterconnect.Reconcile(input, []types.Interconnect{{
		InterconnectId: dxinterconnect.String("dxcon-fg1a2b3c"), InterconnectName: input.InterconnectName,
		Location: input.Location, Bandwidth: dxinterconnect.String("10G"),
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Decision)
	// Output: exists
}
