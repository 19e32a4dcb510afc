package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// service answers looks with one list after another, of which the last stays, and orders with one response.
type service struct {
	lists   []string
	order   func() *http.Response
	looks   int
	ordered int
}

func (s *service) Do(request *http.Request) (*http.Response, error) {
	if strings.HasSuffix(request.Header.Get("X-Amz-Target"), ".CreateInterconnect") {
		s.ordered++
		return s.order(), nil
	}
	s.looks++
	list := s.lists[0]
	if len(s.lists) > 1 {
		s.lists = s.lists[1:]
	}
	return response(200, list), nil
}

const (
	emptyList = `{"interconnects":[]}`
	shownList = `{"interconnects":[{"interconnectId":"dxcon-x","interconnectName":"acme-iad-1","bandwidth":"10Gbps","location":"EqDC2",` +
		`"lagId":"dxlag-fg1a2b3c","providerName":"Acme Partner","newMember":{"a":[1]}}]}`
)

func lost() *http.Response { return response(500, "") }

func ids(interconnects []types.Interconnect) (ids []string) {
	for _, interconnect := range interconnects {
		ids = append(ids, ToString(interconnect.InterconnectId))
	}
	return ids
}

func ensuringTestClient(t *testing.T, httpClient HTTPClient, changes ...func(*Options)) *Client {
	client, _ := newTestClient(t, httpClient, changes...)
	return client
}

func TestEnsureReturnsWholeInterconnects(t *testing.T) {
	created := func() *http.Response { return response(200, fullAnswer, "x-amzn-RequestId", "RID") }
	service := &service{lists: []string{emptyList}, order: created}
	output, err := ensuringTestClient(t, service).EnsureInterconnect(background, testInput())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "interconnect", output.Interconnect, ReadResponse(Response{StatusCode: 200, Body: []byte(fullAnswer)}).Output.Interconnect)
	equal(t, "request id", output.ResultMetadata.RequestID, "RID")
	equal(t, "orders", service.ordered, 1)

	service.lists = []string{shownList}
	output, err = ensuringTestClient(t, service).EnsureInterconnect(background, testInput())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "outcome", output.Outcome, InterconnectExists)
	equal(t, "unknown members", output.Interconnect.UnknownMembers, map[string]string{"newMember": `{"a":[1]}`})
	equal(t, "orders", service.ordered, 1)
}

func TestEnsureTellsEveryProblemAtOnce(t *testing.T) {
	client := New(Options{Region: "a/b", HTTPClient: &stub{}})
	_, err := client.EnsureInterconnect(background, &CreateInterconnectInput{Bandwidth: String("7 bananas")})
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{
		"INVALID_CREDENTIALS access_key_id", "INVALID_CREDENTIALS secret_access_key", "INVALID_REGION region",
		"MISSING_MEMBER interconnectName", "MISSING_MEMBER location", "BANDWIDTH_FORM bandwidth",
	})
	byTag := func(o *EnsureOptions) { o.IdentityTagKey = "site" }
	_, err = ensuringTestClient(t, &stub{}).EnsureInterconnect(background, testInput(), byTag)
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"NO_IDENTITY_TAG tags"})
	_, err = ensuringTestClient(t, &stub{}).EnsureDryRun(background, testInput(), byTag)
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"NO_IDENTITY_TAG tags"})
	_, err = ensuringTestClient(t, &stub{}).EnsureInterconnect(background, testInput(), func(o *EnsureOptions) { o.IdentityTagKey = "a\x00b" })
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"NUL_CHARACTER identity_tag_key"})
	warned := testInput()
	warned.Bandwidth = String("1Gbps")
	_, err = ensuringTestClient(t, &stub{}).EnsureInterconnect(background, warned, func(o *EnsureOptions) {
		o.ClientOptions = append(o.ClientOptions, func(o *Options) { o.WarningsAsErrors = true })
	})
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"MACSEC_AT_1_GBPS requestMACSec"})
}

// Whatever keeps a client from sending, an order of which nobody knows is not forgotten.
func TestEnsureIsCutShort(t *testing.T) {
	noCredentials := errors.New("no credentials any more")
	for name, c := range map[string]struct {
		at     int // how often credentials are there
		orders int
	}{"before the look": {1, 0}, "before the order": {2, 0}, "before the look after": {3, 1}} {
		t.Run(name, func(t *testing.T) {
			service, retrieved := &service{lists: []string{emptyList}, order: lost}, 0
			client := ensuringTestClient(t, service, func(o *Options) {
				o.Credentials = CredentialsProviderFunc(func(context.Context) (Credentials, error) {
					if retrieved++; retrieved > c.at {
						return Credentials{}, noCredentials
					}
					return testCredentials, nil
				})
			})
			makeItsWaitsShort(client)
			_, err := client.EnsureInterconnect(background, testInput())
			equal(t, "orders", service.ordered, c.orders)
			if c.orders == 0 {
				equal(t, "credentials", errors.Is(err, noCredentials), true)
				return
			}
			as[*OutcomeUnknownError](t, err)
		})
	}
	t.Run("closed after the order", func(t *testing.T) {
		service := &service{lists: []string{emptyList}}
		client := ensuringTestClient(t, service)
		service.order = func() *http.Response { client.Close(); return lost() }
		_, err := client.EnsureInterconnect(background, testInput())
		unknown := as[*OutcomeUnknownError](t, err)
		equal(t, "closed", errors.Is(err, ErrClosed), true)
		equal(t, "was sent", unknown.Body != "", true)
	})
	t.Run("out of time after the service failed", func(t *testing.T) {
		ctx, cancel := context.WithCancel(background)
		service := &service{lists: []string{emptyList}}
		service.order = func() *http.Response {
			cancel()
			return response(500, `{"__type":"DirectConnectServerException","message":"It is broken."}`)
		}
		_, err := ensuringTestClient(t, service).EnsureInterconnect(ctx, testInput())
		as[*OutcomeUnknownError](t, err)
		equal(t, "canceled", errors.Is(err, context.Canceled), true)
		equal(t, "message", as[*types.DirectConnectServerException](t, err).ErrorMessage(), "It is broken.")
		equal(t, "status", as[*APIError](t, err).HTTPStatusCode, 500)
		if strings.Contains(strings.ToLower(err.Error()), "nothing was") {
			t.Errorf("%q takes an order that may stand for none", err)
		}
	})
	t.Run("closed before", func(t *testing.T) {
		client := ensuringTestClient(t, &stub{})
		client.Close()
		_, err := client.EnsureInterconnect(background, testInput())
		equal(t, "closed", errors.Is(err, ErrClosed), true)
	})
}

// A lost order turns out to be another's interconnect, or two.
func TestALostOrderMeetsSomethingElse(t *testing.T) {
	for name, list := range map[string]string{
		"conflict":  strings.Replace(shownList, "10Gbps", "1Gbps", 1),
		"ambiguous": strings.TrimSuffix(shownList, "]}") + `,{"interconnectId":"dxcon-y","interconnectName":"acme-iad-1"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			service := &service{lists: []string{emptyList, list}, order: lost}
			_, err := ensuringTestClient(t, service).EnsureInterconnect(background, testInput())
			var unknown *OutcomeUnknownError
			if !errors.As(err, &unknown) {
				t.Errorf("%v does not say that a port may be ordered", err)
			}
			if name == "conflict" {
				equal(t, "id", ids(as[*ConflictError](t, err).Reconciliation.Matches), []string{"dxcon-x"})
			} else {
				equal(t, "ids", ids(as[*AmbiguousError](t, err).Reconciliation.Matches), []string{"dxcon-x", "dxcon-y"})
			}
			equal(t, "orders", service.ordered, 1)
		})
	}
}

// The policy may order twice; when the second order is refused, the first may still stand.
func TestASecondOrderThatIsRefusedDoesNotHideTheFirst(t *testing.T) {
	service := &service{lists: []string{emptyList}}
	service.order = func() *http.Response {
		if service.ordered == 1 {
			return lost()
		}
		return response(400, `{"__type":"DirectConnectClientException","message":"no"}`)
	}
	client := ensuringTestClient(t, service)
	makeItsWaitsShort(client)
	_, err := client.EnsureInterconnect(background, testInput(), func(o *EnsureOptions) { o.OrderAgainAfterLooks, o.OrderAgainAfter = 1, 1 })
	as[*OutcomeUnknownError](t, err)
	equal(t, "orders", service.ordered, 2)
}

// Lists that were received whole, and yet say nothing.
func TestAListThatSaysNothing(t *testing.T) {
	for name, lists := range map[string][]string{
		"has no end":           {`{"interconnects":[],"nextToken":"a"}`},
		"cannot tell it apart": {`{"interconnects":[{"interconnectId":"dxcon-x"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			service := &service{lists: lists}
			_, err := ensuringTestClient(t, service).EnsureInterconnect(background, testInput())
			described := as[*NotDescribedError](t, err)
			if !strings.HasPrefix(described.Explanation, "Nothing was ordered") {
				t.Errorf("got %v", err)
			}
			equal(t, "status", described.HTTPStatusCode, 200)
			equal(t, "orders", service.ordered, 0)
		})
	}
	service := &service{lists: []string{`{"interconnects":[{"interconnectId":"dxcon-x"}]}`}}
	_, err := ensuringTestClient(t, service).EnsureDryRun(background, testInput())
	if !strings.Contains(as[*NotDescribedError](t, err).Explanation, "dxcon-x has no interconnectName") {
		t.Errorf("got %v", err)
	}
}

func TestADryRunOfAListThatHasNoEnd(t *testing.T) {
	looks := 0
	client, _ := newTestClient(t, roundTripper(func(*http.Request) (*http.Response, error) {
		looks++
		return response(200, fmt.Sprintf(`{"interconnects":[],"nextToken":"%d"}`, looks)), nil
	}))
	_, err := client.EnsureDryRun(background, testInput())
	if !strings.HasSuffix(as[*NotDescribedError](t, err).Explanation, "The list of interconnects does not end.") {
		t.Errorf("got %v", err)
	}
	equal(t, "pages", looks, 1000) // as the C library has it
}

func TestOrderingAgainNeedsLooksAndTime(t *testing.T) {
	for _, options := range []EnsureOptions{{OrderAgainAfterLooks: 3}, {OrderAgainAfter: time.Second}, {OrderAgainAfterLooks: 3, OrderAgainAfter: -1}} {
		service := &service{lists: []string{emptyList}}
		_, err := ensuringTestClient(t, service).EnsureInterconnect(background, testInput(), func(o *EnsureOptions) { *o = options })
		equal(t, "path", as[*ValidationError](t, err).Problems[0].Path, "OrderAgainAfter")
	}
}

func TestReconcile(t *testing.T) {
	there := types.Interconnect{
		InterconnectId: String("dxcon-x"), InterconnectName: String("acme-iad-1"), InterconnectState: "available",
		Bandwidth: String("10G"), Location: String("EqDC2"), Region: String("kept as it is"),
		Tags: []types.Tag{{Key: String("env"), Value: String(`"\` + "\n\x01")}},
	}
	input := testInput()
	input.LagId, input.ProviderName, input.RequestMACSec = nil, nil, nil
	found, err := Reconcile(input, []types.Interconnect{{InterconnectName: String("")}, there, {InterconnectName: String("other")}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "decision", found.Decision.String(), "exists")
	equal(t, "matches", found.Matches, []types.Interconnect{there})
	equal(t, "differences", len(found.Differences), 3)
	equal(t, "path", found.Differences[0].Path, `tags["env"]`)
	equal(t, "desired", ToString(found.Differences[0].Desired), "prod")
	if found.Explanation == "" {
		t.Error("no explanation")
	}

	found, err = Reconcile(input, nil)
	if err != nil || found.Decision != DecisionCreate || len(found.Matches) != 0 {
		t.Errorf("got %+v, %v", found, err)
	}
	input.LagId = String("dxlag-fg1a2b3c")
	found, err = Reconcile(input, []types.Interconnect{there})
	if err != nil || found.Decision != DecisionConflict {
		t.Fatalf("got %+v, %v", found, err)
	}
	equal(t, "differences", found.Differences[0], Difference{Path: "lagId", Desired: input.LagId, IsConflict: true})

	_, err = Reconcile(&CreateInterconnectInput{}, nil)
	equal(t, "problems", len(as[*ValidationError](t, err).Problems), 3)
	_, err = Reconcile(input, []types.Interconnect{there, {InterconnectId: String("dxcon-y")}})
	if problems := as[*ValidationError](t, err).Problems; problems[0].Path != "interconnects[1].interconnectName" {
		t.Errorf("what cannot be told apart is not told: %v", problems)
	}
	there.Location = String("\xff")
	_, err = Reconcile(testInput(), []types.Interconnect{there})
	if problems := as[*ValidationError](t, err).Problems; !strings.Contains(problems[0].Path, "interconnects[0].location") {
		t.Errorf("what is no text is not told: %v", problems)
	}
}
