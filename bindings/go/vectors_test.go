package dxinterconnect

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// The vectors that every language runs: see README.md in their folder.
const vectorsFolder = "../../Tests/Vectors/"

func vectors[Case any](t *testing.T, name string) []Case {
	t.Helper()
	text, err := os.ReadFile(vectorsFolder + name)
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Cases []Case }
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Cases) == 0 {
		t.Fatal(name + " has no cases")
	}
	return document.Cases
}

// bytesOf returns what stands as text or as base64, and whether either does.
func bytesOf(t *testing.T, text, base *string) ([]byte, bool) {
	t.Helper()
	if base != nil {
		decoded, err := base64.StdEncoding.DecodeString(*base)
		if err != nil {
			t.Fatal(err)
		}
		return decoded, true
	}
	if text == nil {
		return nil, false
	}
	return []byte(*text), true
}

type requestProblem struct {
	Severity, Code, Path, Suggestion string
	Message                          *string
	MessageHolds, MessageLacks       []string
	Line                             int
}

type requestCase struct {
	Name         string
	JSON, Base64 *string
	Rules        []string
	Status       string
	Problems     []requestProblem
	Body         *string
}

// sayable decodes a request into an input, if Go's types can say it.
func (c *requestCase) sayable(t *testing.T) (*CreateInterconnectInput, string) {
	input := &CreateInterconnectInput{}
	if why := c.sayableAs(t, input); why != "" {
		return nil, why
	}
	for i := range input.Tags {
		if input.Tags[i].Key == nil {
			// C's setters take a NULL key for a mistake of the program, not for an absent member.
			return nil, "a tag without a key"
		}
	}
	return input, ""
}

// sayableAs decodes a request, if Go's types can say it: what they cannot is left out by kind.
func (c *requestCase) sayableAs(t *testing.T, input any) string {
	for _, problem := range c.Problems {
		switch problem.Code {
		case "WRONG_TYPE", "UNKNOWN_MEMBER", "DUPLICATE_MEMBER", "INVALID_JSON", "NOT_UNICODE":
			return problem.Code
		case "MISSING_MEMBER", "INVALID_UTF8":
			if problem.Line != 0 {
				return problem.Code + " at a place in a text"
			}
		}
	}
	for _, rule := range c.Rules {
		if rule == "ALLOW_UNKNOWN_MEMBERS" {
			return rule
		}
	}
	text, _ := bytesOf(t, c.JSON, c.Base64)
	if c.Status == "INVALID_JSON" {
		return c.Status
	}
	var tooLarge *json.UnmarshalTypeError
	if err := json.Unmarshal(text, input); errors.As(err, &tooLarge) && strings.HasPrefix(tooLarge.Value, "number ") {
		return tooLarge.Value
	} else if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	return ""
}

func TestVectorsOfRequests(t *testing.T) {
	now := time.Unix(1767323045, 0)
	notSayable := map[string]int{}
	ran := 0
	for _, c := range vectors[requestCase](t, "requests.json") {
		input, why := c.sayable(t)
		if why != "" {
			notSayable[why]++
			continue
		}
		ran++
		t.Run(c.Name, func(t *testing.T) {
			options := Options{Region: "us-east-1"}
			for _, rule := range c.Rules {
				if rule != "WARNINGS_AS_ERRORS" {
					t.Fatal("no such rule:", rule)
				}
				options.WarningsAsErrors = true
			}
			signed, err := Sign(input, testCredentials, options, now)
			if c.Status == "OK" {
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "body", signed.Body, *c.Body)
				checkProblems(t, signed.Warnings, c.Problems)
			} else {
				equal(t, "status", c.Status, "INVALID_REQUEST")
				checkProblems(t, as[*ValidationError](t, err).Problems, c.Problems)
			}
			if len(c.Rules) == 0 { // Problems has none
				checkProblems(t, input.Problems(), c.Problems)
			}
		})
	}
	t.Logf("%d cases ran; Go's types cannot say %v", ran, notSayable)
	if ran < 80 {
		t.Errorf("only %d cases ran", ran)
	}
}

func checkProblems(t *testing.T, got []Problem, want []requestProblem) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i, problem := range got {
		equal(t, "severity", problem.Severity.String(), want[i].Severity)
		equal(t, "code", problem.Code, want[i].Code)
		equal(t, "path", problem.Path, want[i].Path)
		equal(t, "suggestion", problem.Suggestion, want[i].Suggestion)
		if want[i].Message != nil {
			equal(t, "message", problem.Message, *want[i].Message)
		}
		for _, part := range want[i].MessageHolds {
			if !strings.Contains(problem.Message, part) {
				t.Errorf("%q does not hold %q", problem.Message, part)
			}
		}
		for _, part := range want[i].MessageLacks {
			if strings.Contains(problem.Message, part) {
				t.Errorf("%q holds %q", problem.Message, part)
			}
		}
	}
}

type responseCase struct {
	Name             string
	Operation        string
	Delivery         string
	Status           int
	Headers          *string
	HeadersBase64    *string
	Body, BodyBase64 *string
	Now              int64
	Answer           map[string]any
}

// describeResponses are those to the other operation.
func describeResponses(t *testing.T) []responseCase {
	cases := vectors[responseCase](t, "describe_responses.json")
	for i := range cases {
		cases[i].Operation = "DescribeInterconnects"
	}
	return cases
}

func (c *responseCase) operation(t *testing.T) Operation {
	for _, operation := range []Operation{OperationCreateInterconnect, OperationDescribeInterconnects} {
		if c.Operation == "" || c.Operation == operation.String() {
			return operation
		}
	}
	t.Fatal("no such operation:", c.Operation)
	return 0
}

func TestVectorsOfResponses(t *testing.T) {
	deliveries := map[string]Delivery{
		"": DeliveryComplete, "COMPLETE": DeliveryComplete, "NOTHING_SENT": DeliveryNothingSent,
		"NO_ANSWER": DeliveryNoAnswer, "ANSWER_CUT_OFF": DeliveryAnswerCutOff,
	}
	throughHeader := 0
	for _, c := range append(vectors[responseCase](t, "responses.json"), describeResponses(t)...) {
		t.Run(c.Name, func(t *testing.T) {
			delivery, isThere := deliveries[c.Delivery]
			if !isThere {
				t.Fatal("no such delivery:", c.Delivery)
			}
			headers, _ := bytesOf(t, c.Headers, c.HeadersBase64)
			body, _ := bytesOf(t, c.Body, c.BodyBase64)
			response := Response{Operation: c.operation(t), Delivery: delivery, StatusCode: c.Status, Body: body}
			if c.Now != 0 {
				response.Time = time.Unix(c.Now, 0)
			}
			e := newExchange()
			e.in.response(&response)
			e.in.bytes = append(e.in.bytes, headers...)
			answer := e.read(&response)
			e.release()
			equal(t, "answer", documentOf(t, answer), normalized(t, c.Answer))

			// What net/http would have made of the same headers, where it takes them.
			lines := append(append([]byte(nil), headers...), "\r\n"...)
			header, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(lines))).ReadMIMEHeader()
			if err != nil || c.Name == "lines that are no headers" { // of which an http.Header keeps less
				return
			}
			throughHeader++
			response.Header = http.Header(header)
			equal(t, "answer by http.Header", documentOf(t, ReadResponse(response)), normalized(t, c.Answer))
		})
	}
	if throughHeader < 300 {
		t.Errorf("only %d cases have headers that net/http takes", throughHeader)
	}
}

// normalized is the expected document with what Go's types make of it.
func normalized(t *testing.T, document map[string]any) map[string]any {
	t.Helper()
	if milliseconds, isThere := document["retryAfterMs"].(float64); isThere {
		most := float64(time.Duration(1<<63 - 1).Milliseconds()) // of a Duration
		switch {
		case milliseconds == 0: // a Duration of 0 says that there is none
			delete(document, "retryAfterMs")
		case milliseconds > most:
			document["retryAfterMs"] = most
		}
	}
	if apiError, isThere := document["error"].(map[string]any); isThere && apiError["message"] == "" {
		delete(apiError, "message") // a string of Go's is "" or absent all the same
	}
	interconnects, _ := document["interconnects"].([]any)
	if interconnect, isThere := document["interconnect"]; isThere {
		interconnects = append(interconnects, interconnect)
	}
	for _, interconnect := range interconnects {
		for _, list := range []string{"tags", "macSecKeys"} {
			elements, _ := interconnect.(map[string]any)[list].([]any)
			for _, element := range elements { // there is no getter in C for what only the JSON document shows
				delete(element.(map[string]any), "unknownMembers")
			}
		}
	}
	if problems, isThere := document["problems"].([]any); !isThere || len(problems) == 0 {
		delete(document, "problems")
	}
	return document
}

// documentOf writes an answer as the JSON document that the C header describes.
func documentOf(t *testing.T, answer *Answer) map[string]any {
	t.Helper()
	if answer.Explanation == "" {
		t.Error("no explanation")
	}
	document := map[string]any{
		"outcome": strings.ReplaceAll(answer.Outcome.String(), " ", "_"),
		"advice":  strings.ReplaceAll(answer.Advice.String(), " ", "_"),
	}
	if answer.HTTPStatusCode != 0 {
		document["httpStatus"] = answer.HTTPStatusCode
	}
	if answer.RequestID != "" {
		document["requestId"] = answer.RequestID
	}
	if answer.RetryAfter != 0 {
		document["retryAfterMs"] = answer.RetryAfter.Milliseconds()
	}
	if answer.ClockOffset != nil {
		document["clockOffset"] = int64(*answer.ClockOffset / time.Second)
	}
	if answer.APIError != nil {
		document["error"] = errorDocument(answer.APIError)
	}
	if answer.Output != nil {
		document["interconnect"] = interconnectDocument(&answer.Output.Interconnect)
	}
	if page := answer.DescribeOutput; page != nil {
		interconnects := []any{}
		for i := range page.Interconnects {
			interconnects = append(interconnects, interconnectDocument(&page.Interconnects[i]))
		}
		document["interconnects"] = interconnects
		if page.NextToken != nil {
			document["nextToken"] = *page.NextToken
		}
	}
	problems := []any{}
	for _, problem := range answer.Problems {
		problems = append(problems, map[string]any{"code": problem.Code, "path": problem.Path})
	}
	if len(problems) != 0 {
		document["problems"] = problems
	}
	// Through JSON, so that numbers have one type on both sides.
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	var plain map[string]any
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	return plain
}

func errorDocument(apiError *APIError) map[string]any {
	document := map[string]any{"kind": "other"}
	message := apiError.Message
	hasMessage := message != ""
	if exception, isModelled := apiError.Unwrap().(interface {
		ErrorCode() string
		ErrorMessage() string
	}); isModelled {
		document["kind"] = exception.ErrorCode()
		message = exception.ErrorMessage()
	}
	if apiError.Code != "" {
		document["code"] = apiError.Code
	}
	if hasMessage {
		document["message"] = message
	}
	return document
}

func interconnectDocument(output *types.Interconnect) map[string]any {
	document := map[string]any{}
	for name, value := range map[string]*string{
		"interconnectId": output.InterconnectId, "interconnectName": output.InterconnectName, "region": output.Region,
		"location": output.Location, "bandwidth": output.Bandwidth, "lagId": output.LagId, "awsDevice": output.AwsDevice,
		"awsDeviceV2": output.AwsDeviceV2, "awsLogicalDeviceId": output.AwsLogicalDeviceId,
		"providerName": output.ProviderName, "portEncryptionStatus": output.PortEncryptionStatus,
		"encryptionMode": output.EncryptionMode,
	} {
		if value != nil {
			document[name] = *value
		}
	}
	if output.InterconnectState != "" {
		document["interconnectState"] = output.InterconnectState
	}
	if output.HasLogicalRedundancy != "" {
		document["hasLogicalRedundancy"] = output.HasLogicalRedundancy
	}
	if output.LoaIssueTime != nil {
		document["loaIssueTime"] = output.LoaIssueTime.UnixMicro()
	}
	if output.JumboFrameCapable != nil {
		document["jumboFrameCapable"] = *output.JumboFrameCapable
	}
	if output.MacSecCapable != nil {
		document["macSecCapable"] = *output.MacSecCapable
	}
	if output.Tags != nil {
		tags := []any{}
		for _, tag := range output.Tags {
			tags = append(tags, texts("key", tag.Key, "value", tag.Value))
		}
		document["tags"] = tags
	}
	if output.MacSecKeys != nil {
		keys := []any{}
		for _, key := range output.MacSecKeys {
			keys = append(keys, texts("secretARN", key.SecretARN, "ckn", key.Ckn, "state", key.State, "startOn", key.StartOn))
		}
		document["macSecKeys"] = keys
	}
	if output.UnknownMembers != nil {
		document["unknownMembers"] = output.UnknownMembers
	}
	return document
}

func texts(pairs ...any) map[string]any {
	document := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		if value := pairs[i+1].(*string); value != nil {
			document[pairs[i].(string)] = *value
		}
	}
	return document
}

func TestVectorsOfEndpoints(t *testing.T) {
	type endpointCase struct {
		Name    string
		Options struct {
			Region                                string
			EndpointURL                           *string
			UseFIPS, UseDualstack, AllowPlaintext bool
		}
		URL, Region string
		Problems    []string
	}
	for _, c := range vectors[endpointCase](t, "endpoints.json") {
		if c.Name == "an empty region" { // which is none in Go
			c.Problems = []string{"MISSING_REGION"}
		}
		t.Run(c.Name, func(t *testing.T) {
			signed, err := Sign(testInput(), testCredentials, Options{
				Region:               c.Options.Region,
				BaseEndpoint:         c.Options.EndpointURL,
				UseFIPSEndpoint:      c.Options.UseFIPS,
				UseDualStackEndpoint: c.Options.UseDualstack,
				AllowPlaintext:       c.Options.AllowPlaintext,
			}, time.Unix(1767323045, 0))
			if c.Problems != nil {
				found := []string{}
				for _, problem := range as[*ValidationError](t, err).Problems {
					if problem.Severity == SeverityError {
						found = append(found, problem.Code)
					}
				}
				equal(t, "problems", found, c.Problems)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "URL", signed.URL, c.URL)
			if scope := "/" + c.Region + "/directconnect/aws4_request"; !strings.Contains(signed.StringToSign, scope) {
				t.Errorf("%q does not hold %s", signed.StringToSign, scope)
			}
		})
	}
}

func TestVectorsOfSignatures(t *testing.T) {
	type signatureCase struct {
		Name                                                     string
		AccessKeyID, SecretAccessKey, SessionToken               string
		Region                                                   string
		EndpointURL                                              *string
		Now                                                      int64
		Request                                                  CreateInterconnectInput
		Body, AmzDate, CanonicalRequest, StringToSign, Signature string
		Authorization                                            string
	}
	for _, c := range vectors[signatureCase](t, "signatures.json") {
		t.Run(c.Name, func(t *testing.T) {
			credentials := Credentials{AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken}
			options := Options{Region: c.Region, BaseEndpoint: c.EndpointURL, AllowPlaintext: true}
			signed, err := Sign(&c.Request, credentials, options, time.Unix(c.Now, 0))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "body", signed.Body, c.Body)
			equal(t, "X-Amz-Date", signed.Header.Get("X-Amz-Date"), c.AmzDate)
			equal(t, "X-Amz-Security-Token", signed.Header.Get("X-Amz-Security-Token"), c.SessionToken)
			equal(t, "canonical request", signed.CanonicalRequest, c.CanonicalRequest)
			equal(t, "string to sign", signed.StringToSign, c.StringToSign)
			equal(t, "Authorization", signed.Header.Get("Authorization"), c.Authorization)

			// What net/http puts on the request line is what was signed.
			request, err := signed.HTTPRequest(background)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := url.Parse(signed.URL)
			if err != nil {
				t.Fatal(err)
			}
			path := signed.URL[strings.Index(signed.URL, parsed.Host)+len(parsed.Host):]
			equal(t, "request line", request.URL.RequestURI(), path)
		})
	}
}

func TestVectorsOfBackoff(t *testing.T) {
	type backoffCase struct {
		Name         string
		Attempt      int
		Random       float64
		RetryAfterMs json.Number
		Ms           json.Number
	}
	number := func(text json.Number) int64 {
		count, err := text.Int64()
		if err != nil {
			t.Fatal(err)
		}
		return count
	}
	for _, c := range vectors[backoffCase](t, "backoff.json") {
		answer := Answer{RetryAfter: milliseconds(number(c.RetryAfterMs))}
		equal(t, c.Name, fmt.Sprint(answer.Delay(c.Attempt, c.Random)), fmt.Sprint(milliseconds(number(c.Ms))))
	}
}
