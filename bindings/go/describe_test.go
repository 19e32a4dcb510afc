package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/localendpoint"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

const onePage = `{"interconnects":[{"interconnectId":"dxcon-a"},{"interconnectId":"dxcon-b"}],"nextToken":null}`

func TestEveryMemberOfAPage(t *testing.T) {
	stub := &stub{responses: []*http.Response{response(200, `{"interconnects":[`+fullAnswer+`,{}],"nextToken":"more"}`, "x-amzn-RequestId", "RID")}}
	client, _ := newTestClient(t, stub)
	out, err := client.DescribeInterconnects(background, &DescribeInterconnectsInput{
		InterconnectId: String("dxcon-fg1a2b3c"), MaxResults: Int32(7), NextToken: String("token"),
	})
	if err != nil {
		t.Fatal(err)
	}
	answer := ReadResponse(Response{StatusCode: 200, Body: []byte(fullAnswer)})
	equal(t, "output", *out, DescribeInterconnectsOutput{
		Interconnects:  []types.Interconnect{answer.Output.Interconnect, {}},
		NextToken:      String("more"),
		ResultMetadata: Metadata{RequestID: "RID", HTTPStatusCode: 200, Attempts: 1},
	})
	equal(t, "body", stub.bodies, []string{`{"interconnectId":"dxcon-fg1a2b3c","maxResults":7,"nextToken":"token"}`})
	equal(t, "target", stub.requests[0].Header.Get("X-Amz-Target"), "OvertureService.DescribeInterconnects")

	// All of them, by no input at all; an empty list is one.
	stub.responses = append(stub.responses, response(200, `{"interconnects":[]}`))
	out, err = client.DescribeInterconnects(background, nil)
	if err != nil || len(out.Interconnects) != 0 || out.NextToken != nil {
		t.Errorf("got %+v, %v", out, err)
	}
	equal(t, "body", stub.bodies[1], `{}`)
}

func TestALookIsResentBlindly(t *testing.T) {
	cut := &http.Response{StatusCode: 200, Body: io.NopCloser(io.MultiReader(strings.NewReader(onePage[:60]), failing{}))}
	for name, failed := range map[string]*http.Response{
		"500": response(500, ""), "503": response(503, "<html>"), "throttled": response(400, throttled), "a page of HTML": response(200, "<html>"),
		"server exception": response(400, `{"__type":"DirectConnectServerException"}`), "nothing": response(200, ""), "no list": response(200, "{}"),
		"a list cut off": response(200, onePage[:60]), "a connection cut off": cut, "no response": nil,
	} {
		t.Run(name, func(t *testing.T) {
			sent := 0
			client, waited := newTestClient(t, roundTripper(func(request *http.Request) (*http.Response, error) {
				io.Copy(io.Discard, request.Body)
				if sent++; sent == 1 {
					return failed, nil
				}
				return response(200, onePage), nil
			}))
			out, err := client.DescribeInterconnects(background, nil)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "attempts", out.ResultMetadata.Attempts, 2)
			equal(t, "waits", len(*waited), 1)
			equal(t, "length", len(out.Interconnects), 2)
		})
	}
}

func TestAListThatIsNotWholeIsNoList(t *testing.T) {
	for name, body := range map[string]string{
		"cut off": onePage[:60], "a member that is none": `{"interconnects":[{"interconnectId":"a"},7]}`, "no list": `{"interconnects":{}}`,
		"none": `{}`, "no text": "", "a name of another type": `{"interconnects":[{"interconnectName":7}]}`, "a token of another type": `{"interconnects":[],"nextToken":7}`,
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := newTestClient(t, roundTripper(func(*http.Request) (*http.Response, error) {
				return response(200, body, "x-amzn-RequestId", "RID"), nil
			}))
			out, err := client.DescribeInterconnects(background, nil)
			if out != nil {
				t.Errorf("got %+v", out)
			}
			failed := as[*NotDescribedError](t, err)
			equal(t, "attempts", failed.Attempts, 3)
			equal(t, "status", failed.HTTPStatusCode, 200)
			equal(t, "request id", failed.RequestID, "RID")
			if failed.Explanation == "" || len(failed.Problems) == 0 {
				t.Errorf("nothing is told: %+v", failed)
			}
			var unknown *OutcomeUnknownError
			equal(t, "it may be an order", errors.As(err, &unknown), false)
		})
	}
}

func TestErrorsOfALook(t *testing.T) {
	client, _ := newTestClient(t, &stub{responses: []*http.Response{response(400, `{"__type":"DirectConnectClientException","message":"because"}`)}})
	_, err := client.DescribeInterconnects(background, nil)
	equal(t, "message", as[*types.DirectConnectClientException](t, err).ErrorMessage(), "because")
	equal(t, "operation", as[*APIError](t, err).Operation.String(), "DescribeInterconnects")

	client, _ = newTestClient(t, roundTripper(func(*http.Request) (*http.Response, error) { return response(500, ""), nil }))
	_, err = client.DescribeInterconnects(background, nil)
	apiError := as[*APIError](t, err)
	equal(t, "status", apiError.HTTPStatusCode, 500)
	equal(t, "attempts", apiError.Attempts, 3)

	client, _ = newTestClient(t, nil, func(o *Options) { o.BaseEndpoint = String("http://127.0.0.1:9") })
	_, err = client.DescribeInterconnects(background, nil)
	equal(t, "attempts", as[*NotSentError](t, err).Attempts, 3)

	ctx, cancel := context.WithCancel(background)
	client, _ = newTestClient(t, roundTripper(func(request *http.Request) (*http.Response, error) {
		io.Copy(io.Discard, request.Body)
		cancel()
		return nil, errors.New("cut")
	}))
	_, err = client.DescribeInterconnects(ctx, nil)
	equal(t, "canceled", errors.Is(err, context.Canceled), true)

	stub := &stub{}
	client, _ = newTestClient(t, stub)
	bad := &DescribeInterconnectsInput{InterconnectId: String("\xff"), MaxResults: Int32(-1), NextToken: String("")}
	_, err = client.DescribeInterconnects(background, bad)
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), codes(bad.Problems()))
	if len(bad.Problems()) < 3 {
		t.Errorf("got %v", bad.Problems())
	}
	equal(t, "sent", len(stub.requests), 0)
}

func TestSignDescribeInterconnectsAndReadResponse(t *testing.T) {
	signed, err := SignDescribeInterconnects(nil, testCredentials, Options{Region: "us-east-1"}, time.Unix(1767323045, 0))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "body", signed.Body, "{}")
	answer := ReadResponse(Response{Operation: OperationDescribeInterconnects, StatusCode: 200, Body: []byte(onePage)})
	equal(t, "outcome", answer.Outcome.String()+", "+answer.Advice.String(), "described, done")
	equal(t, "length", len(answer.DescribeOutput.Interconnects), 2)
	answer = ReadResponse(Response{Operation: OperationDescribeInterconnects, Delivery: DeliveryNoAnswer})
	equal(t, "outcome", answer.Outcome.String()+", "+answer.Advice.String(), "not described, resend")
	as[*NotDescribedError](t, answer.Err())
	answer = ReadResponse(Response{Operation: OperationDescribeInterconnects, Delivery: 99})
	equal(t, "outcome of a delivery that is none", answer.Outcome, OutcomeNotDescribed)
	as[*NotDescribedError](t, answer.Err())
}

func TestPagesOfTheLocalEndpoint(t *testing.T) {
	endpoint := localendpoint.Start(t)
	endpoint.Habits(map[string]any{"page_size": 2})
	for i := 0; i < 5; i++ {
		endpoint.Put(map[string]any{"interconnectName": fmt.Sprint("acme-", i)})
	}
	client := endpointClient(t, endpoint)
	for limit, pages := range map[int32][]int{0: {2, 2, 1}, 1: {1, 1, 1, 1, 1}} {
		paginator := NewDescribeInterconnectsPaginator(client, nil, func(o *DescribeInterconnectsPaginatorOptions) { o.Limit = limit })
		var lengths []int
		var names []string
		for paginator.HasMorePages() {
			page, err := paginator.NextPage(background)
			if err != nil {
				t.Fatal(err)
			}
			lengths = append(lengths, len(page.Interconnects))
			for _, interconnect := range page.Interconnects {
				names = append(names, ToString(interconnect.InterconnectName))
			}
		}
		equal(t, "pages", lengths, pages)
		equal(t, "names", names, []string{"acme-0", "acme-1", "acme-2", "acme-3", "acme-4"})
		if _, err := paginator.NextPage(background); err == nil {
			t.Error("a page after the last")
		}
	}
}

func TestAPageThatFailsIsAskedForAgain(t *testing.T) {
	stub := &stub{responses: []*http.Response{
		response(200, `{"interconnects":[],"nextToken":"1"}`), response(403, `{"__type":"AccessDeniedException"}`),
		response(200, `{"interconnects":[],"nextToken":"2"}`), response(200, `{"interconnects":[],"nextToken":"2"}`),
	}}
	client, _ := newTestClient(t, stub)
	paginator := NewDescribeInterconnectsPaginator(client, &DescribeInterconnectsInput{NextToken: String("0")})
	var errs []bool
	for i := 0; i < 4; i++ {
		_, err := paginator.NextPage(background)
		errs = append(errs, err != nil)
	}
	// The last has its own token as that of the next one.
	equal(t, "errors", errs, []bool{false, true, false, true})
	equal(t, "bodies", stub.bodies, []string{`{"nextToken":"0"}`, `{"nextToken":"1"}`, `{"nextToken":"1"}`, `{"nextToken":"2"}`})
	equal(t, "more pages", paginator.HasMorePages(), true)
}

func TestALongPage(t *testing.T) {
	const count = 10_000
	body := `{"interconnects":[` + strings.Repeat(fullAnswer+",", count-1) + fullAnswer + `]}`
	client, _ := newTestClient(t, &stub{responses: []*http.Response{response(200, body)}})
	out, err := client.DescribeInterconnects(background, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "length", len(out.Interconnects), count)
	equal(t, "the last", out.Interconnects[count-1], out.Interconnects[0])
}
