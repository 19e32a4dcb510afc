package dxinterconnect

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

const throttled = `{"__type":"ThrottlingException","message":"Rate exceeded"}`

func TestEveryMemberOfAnAnswer(t *testing.T) {
	stub := &stub{responses: []*http.Response{response(200, fullAnswer, "x-amzn-RequestId", "RID")}}
	client, _ := newTestClient(t, stub)
	out, err := client.CreateInterconnect(background, testInput())
	if err != nil {
		t.Fatal(err)
	}
	issued := time.Date(2016, 1, 25, 21, 30, 21, 250e6, time.UTC)
	equal(t, "output", *out, CreateInterconnectOutput{Interconnect: types.Interconnect{
		AwsDevice: String("EqDC2-2cmx0h"), AwsDeviceV2: String("EqDC2-2cmx0h"), AwsLogicalDeviceId: String("EqDC2-3zk1p"),
		Bandwidth: String("10Gbps"), EncryptionMode: String("no_encrypt"),
		HasLogicalRedundancy: types.HasLogicalRedundancyUnknown, InterconnectId: String("dxcon-fg1a2b3c"),
		InterconnectName: String("acme-iad-1"), InterconnectState: types.InterconnectStateRequested,
		JumboFrameCapable: Bool(true), LagId: String("dxlag-fg1a2b3c"), LoaIssueTime: &issued, Location: String("EqDC2"),
		MacSecCapable: Bool(false),
		MacSecKeys: []types.MacSecKey{
			{SecretARN: String("arn:x"), Ckn: String("0a1b"), State: String("associated"), StartOn: String("2026-01-02")}, {},
		},
		PortEncryptionStatus: String("Encryption Down"), ProviderName: String("Acme Partner"), Region: String("us-east-1"),
		Tags: []types.Tag{
			{Key: String("env"), Value: String("prod")}, {Key: String("owner")}, {Key: String("note"), Value: String("")},
		},
		UnknownMembers: map[string]string{"newMember": `{"a":[1]}`, "location2": "7", "region2": "1e400"},
	}, ResultMetadata: Metadata{RequestID: "RID", HTTPStatusCode: 200, Attempts: 1}})
	equal(t, "body", stub.bodies, []string{`{"interconnectName":"acme-iad-1","bandwidth":"10Gbps","location":"EqDC2",` +
		`"lagId":"dxlag-fg1a2b3c","tags":[{"key":"env","value":"prod"},{"key":"owner"},{"key":"note","value":""}],` +
		`"providerName":"Acme Partner","requestMACSec":true}`})
	request := stub.requests[0]
	equal(t, "Content-Length", request.ContentLength, int64(len(stub.bodies[0])))
	if request.GetBody != nil {
		t.Error("net/http could send the body again")
	}
	if agent := request.Header.Get("User-Agent"); !strings.Contains(agent, "dxinterconnect/"+LibraryVersion()+" lang/go#") {
		t.Errorf("User-Agent: %q", agent)
	}
	if out.InterconnectState.Values()[0] != out.InterconnectState || len(out.HasLogicalRedundancy.Values()) != 3 {
		t.Error("the enumerations do not know their values")
	}
}

func TestWarningsAreReportedBesideTheResult(t *testing.T) {
	input := testInput()
	input.Bandwidth = String("1Gbps") // with MACsec
	stub := &stub{responses: []*http.Response{response(200, `{"interconnectId":"dxcon-x","region":5}`)}}
	client, _ := newTestClient(t, stub)
	out, err := client.CreateInterconnect(background, input)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "warnings", codes(out.ResultMetadata.Warnings), []string{"MACSEC_AT_1_GBPS requestMACSec"})
	equal(t, "about the answer", codes(out.ResultMetadata.AnswerProblems), []string{"WRONG_TYPE region"})

	_, err = client.CreateInterconnect(background, input, func(o *Options) { o.WarningsAsErrors = true })
	equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"MACSEC_AT_1_GBPS requestMACSec"})
	equal(t, "requests", len(stub.requests), 1)
}

func TestExceptionsAreFoundByErrorsAs(t *testing.T) {
	order := func(code string) error {
		client, _ := newTestClient(t, &stub{responses: []*http.Response{
			response(400, `{"__type":"`+code+`","message":"because"}`, "x-amzn-RequestId", "RID"),
		}})
		_, err := client.CreateInterconnect(background, testInput())
		return err
	}
	client := as[*types.DirectConnectClientException](t, order("DirectConnectClientException"))
	duplicate := as[*types.DuplicateTagKeysException](t, order("com.amazonaws#DuplicateTagKeysException"))
	tooMany := as[*types.TooManyTagsException](t, order("TooManyTagsException:http://x"))
	server := as[*types.DirectConnectServerException](t, order("DirectConnectServerException"))
	for _, exception := range []interface {
		error
		ErrorCode() string
		ErrorMessage() string
		ErrorFault() types.ErrorFault
	}{client, duplicate, tooMany, server} {
		name := reflect.TypeOf(exception).Elem().Name()
		equal(t, "code", exception.ErrorCode(), name)
		equal(t, "message", exception.ErrorMessage(), "because")
		equal(t, "error", exception.Error(), name+": because")
		fault := types.FaultClient
		if name == "DirectConnectServerException" {
			fault = types.FaultServer
		}
		equal(t, "fault", exception.ErrorFault(), fault)
		err := order(name)
		apiError := as[*APIError](t, err)
		equal(t, "code", apiError.ErrorCode(), name)
		equal(t, "message", apiError.ErrorMessage(), "because")
		equal(t, "fault", apiError.ErrorFault(), fault)
		equal(t, "request id", apiError.RequestID, "RID")
		equal(t, "attempts", apiError.Attempts, 1)
		var unknown *OutcomeUnknownError
		equal(t, name+" is an unknown outcome", errors.As(err, &unknown), fault == types.FaultServer)
		for _, part := range []string{name, "because", "RID"} {
			if strings.Count(err.Error(), part) != 1 {
				t.Errorf("%q does not say %s once", err, part)
			}
		}
	}
	equal(t, "fault", types.FaultUnknown.String()+types.FaultClient.String()+types.FaultServer.String(), "unknownclientserver")
}

func TestResends(t *testing.T) {
	created := func() *http.Response { return response(200, `{"interconnectId":"dxcon-x"}`) }
	again := func() *http.Response { return response(400, throttled) }
	for _, c := range []struct {
		name      string
		most      int
		responses []*http.Response
		sent      int
		isCreated bool
	}{
		{"3 times by default", 0, []*http.Response{again(), again(), created()}, 3, true},
		{"no more than 3 times by default", 0, []*http.Response{again(), again(), again(), created()}, 3, false},
		{"once", 1, []*http.Response{again(), created()}, 1, false},
		{"5 times", 5, []*http.Response{again(), again(), again(), again(), created()}, 5, true},
		{"not after a refusal", 5, []*http.Response{response(403, `{"__type":"AccessDeniedException"}`), created()}, 1, false},
		{"not after a 500", 5, []*http.Response{response(500, ""), created()}, 1, false},
		{"not after a throttled one met a 500", 5, []*http.Response{again(), response(500, ""), created()}, 2, false},
		{"not after a 200 without an interconnect", 5, []*http.Response{response(200, ""), created()}, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			stub := &stub{responses: c.responses}
			client, waited := newTestClient(t, stub, func(o *Options) { o.RetryMaxAttempts = c.most })
			out, err := client.CreateInterconnect(background, testInput())
			equal(t, "created", err == nil, c.isCreated)
			equal(t, "sent", len(stub.requests), c.sent)
			if c.isCreated {
				equal(t, "attempts", out.ResultMetadata.Attempts, c.sent)
				equal(t, "waits", len(*waited), c.sent-1)
			}
			for i, request := range stub.requests {
				equal(t, "attempt", request.Header.Get("Amz-Sdk-Request"), fmt.Sprint("attempt=", i+1))
				id := request.Header.Get("Amz-Sdk-Invocation-Id")
				if len(id) != 36 || id != stub.requests[0].Header.Get("Amz-Sdk-Invocation-Id") {
					t.Errorf("invocation id %q", id)
				}
			}
		})
	}
}

func TestWaitsAreExponentialWithJitterAndFollowTheHint(t *testing.T) {
	var responses []*http.Response
	for i := 0; i < 5; i++ {
		responses = append(responses, response(400, throttled))
	}
	responses = append(responses, response(429, "", "Retry-After", "7"), response(200, `{"interconnectId":"dxcon-x"}`))
	client, waited := newTestClient(t, &stub{responses: responses}, func(o *Options) { o.RetryMaxAttempts = 10 })
	if _, err := client.CreateInterconnect(background, testInput()); err != nil {
		t.Fatal(err)
	}
	equal(t, "waits", len(*waited), 6)
	shares := map[float64]bool{}
	for i, most := range []time.Duration{1, 2, 4, 8, 16} {
		delay := (*waited)[i]
		if delay < 0 || delay > most*time.Second {
			t.Errorf("wait %d is %v", i+1, delay)
		}
		shares[delay.Seconds()/most.Seconds()] = true
	}
	if len(shares) == 1 {
		t.Errorf("no jitter: %v", *waited)
	}
	if hinted := (*waited)[5]; hinted < 7*time.Second || hinted > 20*time.Second {
		t.Errorf("the hint of 7 s became %v", hinted)
	}
}

func TestAWaitThatIsTooLongIsTheCallersToDecide(t *testing.T) {
	for name, c := range map[string]struct {
		hint    string
		timeout time.Duration
	}{"hint of a day": {"86400", time.Hour}, "past the deadline": {"30", 10 * time.Second}} {
		t.Run(name, func(t *testing.T) {
			stub := &stub{responses: []*http.Response{response(429, "", "Retry-After", c.hint)}}
			client, waited := newTestClient(t, stub)
			ctx, cancel := context.WithTimeout(background, c.timeout)
			defer cancel()
			_, err := client.CreateInterconnect(ctx, testInput())
			equal(t, "hint", fmt.Sprint(as[*APIError](t, err).RetryAfter.Seconds()), c.hint)
			equal(t, "waits", len(*waited), 0)
		})
	}
}

func TestTheContextEndsBeforeSending(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	stub := &stub{}
	client, _ := newTestClient(t, stub)
	_, err := client.CreateInterconnect(ended, testInput())
	notSent := as[*NotSentError](t, err)
	equal(t, "attempts", notSent.Attempts, 0)
	equal(t, "canceled", errors.Is(err, context.Canceled), true)
	equal(t, "sent", len(stub.requests), 0)

	// While credentials are fetched, by a provider that does not look at the context.
	ctx, cancel := context.WithCancel(background)
	_, err = client.CreateInterconnect(ctx, testInput(), func(o *Options) {
		o.Credentials = CredentialsProviderFunc(func(context.Context) (Credentials, error) {
			cancel()
			return testCredentials, nil
		})
	})
	as[*NotSentError](t, err)
	equal(t, "sent", len(stub.requests), 0)
}

func TestTheContextEndsBetweenAttempts(t *testing.T) {
	stub := &stub{responses: []*http.Response{response(400, throttled)}}
	client, _ := newTestClient(t, stub)
	ctx, cancel := context.WithCancel(background)
	client.wait = func(ctx context.Context, _ time.Duration) error {
		cancel()
		return wait(ctx, time.Hour)
	}
	_, err := client.CreateInterconnect(ctx, testInput())
	notSent := as[*NotSentError](t, err)
	equal(t, "attempts", notSent.Attempts, 1)
	equal(t, "canceled", errors.Is(err, context.Canceled), true)
	equal(t, "before", as[*APIError](t, notSent.Previous).Code, "ThrottlingException")
	if !strings.Contains(err.Error(), "ThrottlingException") {
		t.Errorf("%q does not say what came before", err)
	}
}

func TestTheContextEndsAfterSending(t *testing.T) {
	ctx, cancel := context.WithCancel(background)
	client, _ := newTestClient(t, roundTripper(func(request *http.Request) (*http.Response, error) {
		io.Copy(io.Discard, request.Body)
		cancel()
		return nil, errors.New("some error that does not wrap the context's")
	}))
	_, err := client.CreateInterconnect(ctx, testInput())
	as[*OutcomeUnknownError](t, err)
	equal(t, "canceled", errors.Is(err, context.Canceled), true)
}

// The body ends with the context, but the interconnect stands in what came of it.
func TestTheContextEndsWithinAnAnswerThatIsEnough(t *testing.T) {
	ctx, cancel := context.WithCancel(background)
	client, _ := newTestClient(t, roundTripper(func(request *http.Request) (*http.Response, error) {
		cancel()
		answer := response(200, "")
		answer.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"interconnectId":"dxcon-x","interconnectName":"a`), failing{}))
		return answer, nil
	}))
	out, err := client.CreateInterconnect(ctx, testInput())
	isCreatedAndCutOff(t, out, err)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("cut") }

func TestTheClockIsNotCorrectedWithoutADate(t *testing.T) {
	skewed := func() *http.Response {
		return response(403, `{"__type":"RequestTimeTooSkewed"}`, "Date", "Sun, 06 Nov 1994 08:49:37 GMT")
	}
	for name, c := range map[string]struct {
		responses []*http.Response
		sent      int
	}{
		"without a date": {[]*http.Response{response(403, `{"__type":"RequestTimeTooSkewed"}`)}, 1},
		"once":           {[]*http.Response{skewed(), skewed(), skewed()}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			stub := &stub{responses: c.responses}
			client, _ := newTestClient(t, stub, func(o *Options) { o.RetryMaxAttempts = 9 })
			_, err := client.CreateInterconnect(background, testInput())
			equal(t, "code", as[*APIError](t, err).Code, "RequestTimeTooSkewed")
			equal(t, "sent", len(stub.requests), c.sent)
			if c.sent == 2 && !strings.HasPrefix(stub.requests[1].Header.Get("X-Amz-Date"), "19941106T0849") {
				t.Errorf("signed for %s", stub.requests[1].Header.Get("X-Amz-Date"))
			}
		})
	}
}

// Each of the orders was signed before any of them learned that the service is an hour ahead. Run with -race.
func TestTheClockIsCorrectedOnceByManyOrders(t *testing.T) {
	const orders, ahead = 8, time.Hour
	var mutex sync.Mutex
	var first sync.WaitGroup
	first.Add(orders)
	received, created := 0, map[string]int{}
	client, _ := newTestClient(t, roundTripper(func(request *http.Request) (*http.Response, error) {
		var body struct{ InterconnectName string }
		if err := json.NewDecoder(request.Body).Decode(&body); err != nil {
			return nil, err
		}
		mutex.Lock()
		received++
		isEarly := received <= orders
		mutex.Unlock()
		if isEarly {
			first.Done()
			first.Wait()
		}
		signedFor, err := time.Parse("20060102T150405Z", request.Header.Get("X-Amz-Date"))
		if err != nil {
			return nil, err
		}
		now := time.Now().Add(ahead)
		if skew := now.Sub(signedFor); skew < -5*time.Minute || skew > 5*time.Minute {
			return response(403, `{"__type":"RequestTimeTooSkewed"}`, "Date", now.UTC().Format(http.TimeFormat)), nil
		}
		mutex.Lock()
		defer mutex.Unlock()
		created[body.InterconnectName]++
		return response(200, `{"interconnectId":"dxcon-x"}`), nil
	}))
	var group sync.WaitGroup
	wanted := map[string]int{}
	for i := 0; i < orders; i++ {
		input := testInput()
		input.InterconnectName = String(fmt.Sprint("acme-", i))
		wanted[*input.InterconnectName] = 1
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := client.CreateInterconnect(background, input); err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	equal(t, "created", created, wanted)
	equal(t, "received", received, 2*orders)
	if offset := client.clockOffset.Load(); offset < 3598 || offset > 3602 {
		t.Errorf("the clock is corrected by %d s", offset)
	}
}

func TestEveryProblemAtOnce(t *testing.T) {
	stub := &stub{}
	client := New(Options{Region: "a/b", BaseEndpoint: String("ftp://x"), HTTPClient: stub})
	_, err := client.CreateInterconnect(background, &CreateInterconnectInput{
		InterconnectName: String(""),
		Bandwidth:        String("7 bananas"),
		LagId:            String("\xff"),
		ProviderName:     String("a\x00b"),
		Tags:             []types.Tag{{Key: String("aws:x")}, {Key: String("k")}, {Key: String("k")}, {}},
	})
	problems := as[*ValidationError](t, err).Problems
	equal(t, "problems", codes(problems), []string{
		"INVALID_CREDENTIALS access_key_id", "INVALID_CREDENTIALS secret_access_key", "INVALID_REGION region", "INVALID_ENDPOINT endpoint_url",
		"MISSING_MEMBER location", "TOO_SHORT interconnectName", "BANDWIDTH_FORM bandwidth", "INVALID_UTF8 lagId",
		"RESERVED_TAG_PREFIX tags[0].key", "REFUSED_VALUE tags[3].key", "DUPLICATE_TAG_KEY tags[2].key", "NUL_CHARACTER providerName",
	})
	for _, problem := range problems {
		if !strings.Contains(err.Error(), problem.Message) || problem.Number == 0 {
			t.Errorf("%q does not say %+v", err, problem)
		}
	}
	equal(t, "sent", len(stub.requests), 0)
}

func TestAnEmptyListOfTagsIsNotAnAbsentOne(t *testing.T) {
	input := testInput()
	input.Tags = []types.Tag{}
	equal(t, "problems", codes(input.Problems()), []string{"TOO_SHORT tags"})
	input.Tags = nil
	equal(t, "problems", codes(input.Problems()), []string{})
	var none *CreateInterconnectInput
	equal(t, "problems of nil", len(none.Problems()), 3)
}

func TestALongOrderAndALongAnswer(t *testing.T) {
	input := longInput()
	answer := `{"interconnectId":"dxcon-x","more":"` + strings.Repeat("x", 100_000) + `"}`
	stub := &stub{responses: []*http.Response{response(200, answer)}}
	client, _ := newTestClient(t, stub)
	out, err := client.CreateInterconnect(background, input)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "length", len(out.UnknownMembers["more"]), 100_002)
	var body struct{ Tags []types.Tag }
	if err := json.Unmarshal([]byte(stub.bodies[0]), &body); err != nil {
		t.Fatal(err)
	}
	equal(t, "tags", body.Tags, input.Tags)
	text, err := client.DryRun(background, input)
	if err != nil || !strings.Contains(text, *input.Tags[49].Value) {
		t.Errorf("%q %v", text, err)
	}
}

func TestAMemberThatIsTooLongToRead(t *testing.T) {
	input := testInput()
	input.InterconnectName = String(strings.Repeat("x", 16<<20+1))
	equal(t, "problems", codes(input.Problems()), []string{"REFUSED_VALUE interconnectName"})
}

func TestANULInAnOptionIsToldAndNotCutAt(t *testing.T) {
	for path, change := range map[string]func(*Options){
		"region":            func(o *Options) { o.Region = "us-east-1\x00x" },
		"endpoint_url":      func(o *Options) { o.BaseEndpoint = String("http://127.0.0.1\x00x") },
		"user_agent_extra":  func(o *Options) { o.AppID = "a\x00b" },
		"access_key_id":     func(o *Options) { o.Credentials = NewStaticCredentialsProvider("a\x00b", "b", "c") },
		"secret_access_key": func(o *Options) { o.Credentials = NewStaticCredentialsProvider("a", "b\x00", "c") },
		"session_token":     func(o *Options) { o.Credentials = NewStaticCredentialsProvider("a", "b", "\x00") },
	} {
		client, _ := newTestClient(t, &stub{}, change)
		_, err := client.CreateInterconnect(background, testInput())
		equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"NUL_CHARACTER " + path})
	}
}

func TestAClosedClient(t *testing.T) {
	client, _ := newTestClient(t, &stub{responses: []*http.Response{response(200, `{"interconnectId":"dxcon-x"}`)}})
	if _, err := client.CreateInterconnect(background, testInput()); err != nil {
		t.Fatal(err)
	}
	before := liveSigners.Load()
	client.Close()
	client.Close()
	equal(t, "signers", liveSigners.Load(), before-1)
	_, err := client.CreateInterconnect(background, testInput())
	equal(t, "closed", errors.Is(err, ErrClosed), true)
	_, err = client.DryRun(background, testInput())
	equal(t, "closed", errors.Is(err, ErrClosed), true)
}

// Orders may be under way when a client is closed: they are done or refused, and nothing is used after it
// was freed. Run with -race.
func TestClosingUnderWay(t *testing.T) {
	for i := 0; i < 20; i++ {
		client := New(Options{Region: "us-east-1", Credentials: staticTestCredentials, HTTPClient: roundTripper(
			func(*http.Request) (*http.Response, error) { return response(200, `{"interconnectId":"dxcon-x"}`), nil },
		)})
		var group sync.WaitGroup
		for j := 0; j < 8; j++ {
			group.Add(1)
			go func() {
				defer group.Done()
				for {
					if _, err := client.CreateInterconnect(background, testInput()); err != nil {
						equal(t, "error", err, ErrClosed)
						return
					}
				}
			}()
		}
		time.Sleep(time.Millisecond)
		client.Close()
		group.Wait()
	}
}

func TestAForgottenClientIsFreed(t *testing.T) {
	before := liveSigners.Load()
	func() {
		client := New(Options{Region: "us-east-1", Credentials: staticTestCredentials})
		if _, err := client.DryRun(background, testInput()); err != nil {
			t.Fatal(err)
		}
	}()
	for i := 0; liveSigners.Load() > before; i++ {
		if i == 200 {
			t.Fatal("its signer was never freed")
		}
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
}

func TestASignerIsKeptAsLongAsNothingChanges(t *testing.T) {
	token := "one"
	client, _ := newTestClient(t, &stub{}, func(o *Options) {
		o.Credentials = CredentialsProviderFunc(func(context.Context) (Credentials, error) {
			return Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret", SessionToken: token}, nil
		})
	})
	dryRun := func() *signer {
		text, err := client.DryRun(background, testInput())
		if err != nil || !strings.Contains(text, "AKIDEXAMPLE") {
			t.Fatalf("%q %v", text, err)
		}
		return client.signer
	}
	first := dryRun()
	equal(t, "the same", dryRun() == first, true)
	token = "two"
	equal(t, "the same", dryRun() == first, false)
}

func TestADryRunSendsNothingAndShowsNoSecret(t *testing.T) {
	stub := &stub{}
	credentials := Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "the-secret-key", SessionToken: "the-session-token"}
	client, _ := newTestClient(t, stub, func(o *Options) {
		o.Credentials = NewStaticCredentialsProvider(credentials.AccessKeyID, credentials.SecretAccessKey, credentials.SessionToken)
	})
	text, err := client.DryRun(background, testInput())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"https://directconnect.us-east-1.amazonaws.com/", "acme-iad-1", "AKIDEXAMPLE", "curl"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q does not hold %q", text, part)
		}
	}
	_, err = client.DryRun(background, &CreateInterconnectInput{})
	equal(t, "problems", len(as[*ValidationError](t, err).Problems), 3)
	shown := text + err.Error()
	for _, secret := range []string{credentials.SecretAccessKey, credentials.SessionToken} {
		if strings.Contains(shown, secret) {
			t.Errorf("%q shows %q", shown, secret)
		}
	}
	equal(t, "sent", len(stub.requests), 0)
}

func TestPrintingShowsNoSecret(t *testing.T) {
	credentials := Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "the-secret-key", SessionToken: "the-session-token"}
	client, _ := newTestClient(t, &stub{}, func(o *Options) {
		o.Credentials = NewStaticCredentialsProvider(credentials.AccessKeyID, credentials.SecretAccessKey, credentials.SessionToken)
	})
	if _, err := client.DryRun(background, testInput()); err != nil {
		t.Fatal(err)
	}
	if client.signer == nil {
		t.Fatal("no signer is kept, and so there is nothing to hide")
	}
	signed, err := Sign(testInput(), credentials, client.Options(), time.Unix(1767323045, 0))
	if err != nil {
		t.Fatal(err)
	}
	authorization := signed.Header.Get("Authorization")
	signature := authorization[strings.LastIndex(authorization, "=")+1:]
	for _, value := range []any{
		client, credentials, &credentials, client.Options(), signed, *signed, []*SignedRequest{signed}, struct{ Signed SignedRequest }{*signed},
		reflect.ValueOf(client).Elem(), // without its methods: the members themselves
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%#d", "%t", "%c", "%!"} {
			shown := fmt.Sprintf(verb, value)
			for _, secret := range []string{credentials.SecretAccessKey, credentials.SessionToken, signature} {
				if strings.Contains(shown, secret) {
					t.Errorf("%s of %T shows %q: %q", verb, value, secret, shown)
				}
			}
		}
	}
	equal(t, "client", fmt.Sprintf("%v %#v", client, client), "{Region:us-east-1} dxinterconnect.Client{Region:us-east-1}")
	equal(t, "request", fmt.Sprint(signed), "{POST https://directconnect.us-east-1.amazonaws.com/}")
	masked := "{AccessKeyID:AKIDEXAMPLE SecretAccessKey:*** SessionToken:*** Source:}"
	equal(t, "credentials", fmt.Sprintf("%v %#v", credentials, credentials), masked+" dxinterconnect.Credentials"+masked)
	var none *Client
	equal(t, "no client", fmt.Sprint(none), "<nil>")
}

func TestOptionsOfOneCallDoNotLast(t *testing.T) {
	stub := &stub{responses: []*http.Response{response(200, `{"interconnectId":"a"}`), response(200, `{"interconnectId":"a"}`)}}
	client, _ := newTestClient(t, stub)
	for i, change := range [][]func(*Options){{func(o *Options) { o.Region = "eu-west-1"; o.AppID = "mine" }}, nil} {
		if _, err := client.CreateInterconnect(background, testInput(), change...); err != nil {
			t.Fatal(err)
		}
		host := []string{"directconnect.eu-west-1.amazonaws.com", "directconnect.us-east-1.amazonaws.com"}[i]
		equal(t, "host", stub.requests[i].Host, host)
		equal(t, "app", strings.Contains(stub.requests[i].Header.Get("User-Agent"), "app/mine"), i == 0)
	}
}
