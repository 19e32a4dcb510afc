package comparison

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go"

	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/localendpoint"
)

func TestFromSDKTakesTheSDKsProviders(t *testing.T) {
	static := credentials.NewStaticCredentialsProvider("AKID", "secret", "token")
	cached := aws.NewCredentialsCache(static)
	for _, provider := range []aws.CredentialsProvider{static, &static, cached, aws.Config{Credentials: cached}.Credentials} {
		got, err := dxinterconnect.FromSDK(provider).Retrieve(background)
		if err != nil {
			t.Fatal(err)
		}
		want, err := provider.Retrieve(background)
		if err != nil {
			t.Fatal(err)
		}
		if aws.Credentials(got) != want {
			t.Errorf("%T: got %v, want %v", provider, got, want)
		}
	}
	var empty *credentials.StaticCredentialsEmptyError
	_, err := dxinterconnect.FromSDK(credentials.NewStaticCredentialsProvider("", "", "")).Retrieve(background)
	if !errors.As(err, &empty) {
		t.Errorf("got %v", err)
	}
}

// The SDK's exceptions and ours answer to the same methods.
func TestErrorsHaveTheSDKsMethods(t *testing.T) {
	transport := &transport{status: 400, answer: []byte(`{"__type":"TooManyTagsException","message":"m"}`)}
	_, ours := newOurClient(transport, "").CreateInterconnect(background, plainInput())
	_, theirs := newSDKClient(transport, "").CreateInterconnect(background, sdkInput(plainInput()))
	var our interface {
		error
		ErrorCode() string
		ErrorMessage() string
	}
	var their smithy.APIError
	if !errors.As(ours, &our) || !errors.As(theirs, &their) {
		t.Fatalf("%v, %v", ours, theirs)
	}
	if our.ErrorCode() != their.ErrorCode() || our.ErrorMessage() != their.ErrorMessage() {
		t.Errorf("%v, %v", our, their)
	}
}

// This is what the package is for: the SDK places an order again that it has no answer to.
func TestTheSDKOrdersTwiceAndWeDoNot(t *testing.T) {
	fault := map[string]any{"name": "cut-after-reading", "times": 10}
	endpoint := localendpoint.Start(t)
	endpoint.Fault(fault)
	input := plainInput()
	if _, err := newSDKClient(nil, endpoint.URL).CreateInterconnect(background, sdkInput(input)); err == nil {
		t.Fatal("an answer was cut off, and the SDK read it")
	}
	if orders := endpoint.Orders(); orders != 3 {
		t.Errorf("the SDK placed %d orders", orders)
	}
	endpoint = localendpoint.Start(t)
	endpoint.Fault(fault)
	_, err := newOurClient(nil, endpoint.URL).CreateInterconnect(background, input)
	var unknown *dxinterconnect.OutcomeUnknownError
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v", err)
	}
	if orders := endpoint.Orders(); orders != 1 {
		t.Errorf("we placed %d orders", orders)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) Do(request *http.Request) (*http.Response, error) { return f(request) }

// BenchmarkCreateInterconnect is a whole call with a transport that does nothing.
func BenchmarkCreateInterconnect(b *testing.B) {
	answer := []byte(`{"interconnectId":"dxcon-fg1a2b3c","interconnectName":"acme-iad-1","interconnectState":"requested",` +
		`"region":"us-east-1","location":"EqDC2","bandwidth":"10Gbps","jumboFrameCapable":true,"awsDeviceV2":"EqDC2-2cmx0h",` +
		`"hasLogicalRedundancy":"unknown","tags":[{"key":"env","value":"prod"},{"key":"owner","value":"network"}],"providerName":"Acme"}`)
	input := plainInput()
	header := http.Header{"X-Amzn-Requestid": {"RID"}}
	stub := roundTripper(func(request *http.Request) (*http.Response, error) {
		if _, err := io.Copy(io.Discard, request.Body); err != nil {
			return nil, err
		}
		return &http.Response{StatusCode: 200, Header: header, ContentLength: int64(len(answer)), Body: io.NopCloser(bytes.NewReader(answer))}, nil
	})
	b.Run("dxinterconnect", func(b *testing.B) {
		client := dxinterconnect.New(dxinterconnect.Options{
			Region: "us-east-1", Credentials: dxinterconnect.NewStaticCredentialsProvider(accessKeyID, secretAccessKey, ""), HTTPClient: stub,
		})
		b.ReportAllocs()
		for i := 0; i < b.N; i++ {
			if _, err := client.CreateInterconnect(background, input); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("aws-sdk-go-v2", func(b *testing.B) {
		client, input := newSDKClient(stub, ""), sdkInput(input)
		b.ReportAllocs()
		for i := 0; i < b.N; i++ {
			if _, err := client.CreateInterconnect(background, input); err != nil {
				b.Fatal(err)
			}
		}
	})
}
