package comparison

import (
	"errors"
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
