package dxinterconnect

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// What aws.Credentials is in a newer SDK: a member more, in another order. The comparison package tests
// with the real one.
type sdkCredentials struct {
	AccountID       string
	AccessKeyID     string
	SecretAccessKey string
	SessionToken    string
	Expires         time.Time
	CanExpire       bool
	Source          string
}

type sdkProvider struct{ err error }

func (p sdkProvider) Retrieve(ctx context.Context) (sdkCredentials, error) {
	return sdkCredentials{"1", "AKID", "secret", "token", time.Unix(9, 0), true, "test"}, p.err
}

func TestFromSDK(t *testing.T) {
	for _, provider := range []any{sdkProvider{}, &sdkProvider{}} {
		got, err := FromSDK(provider).Retrieve(background)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "credentials", got, Credentials{"AKID", "secret", "token", "test", true, time.Unix(9, 0)})
	}
	failure := errors.New("no SSO session")
	client, _ := newTestClient(t, &stub{}, func(o *Options) { o.Credentials = FromSDK(sdkProvider{failure}) })
	_, err := client.CreateInterconnect(background, testInput())
	equal(t, "wrapped", errors.Is(err, failure), true)
	_, err = client.DryRun(background, testInput())
	equal(t, "wrapped", errors.Is(err, failure), true)
}

type withoutSecret struct{}

func (withoutSecret) Retrieve(context.Context) (struct{ AccessKeyID, SessionToken string }, error) {
	panic("not to be called")
}

type withOtherType struct{}

func (withOtherType) Retrieve(context.Context) (struct {
	AccessKeyID, SessionToken string
	SecretAccessKey           []byte
}, error) {
	panic("not to be called")
}

type withoutContext struct{}

func (withoutContext) Retrieve() (sdkCredentials, error) { panic("not to be called") }

func TestFromSDKOfWhatIsNoProvider(t *testing.T) {
	var none *sdkProvider
	for part, provider := range map[string]any{
		"the provider is nil":       nil,
		"provider is nil":           none,
		"no method Retrieve":        7,
		"no string SecretAccessKey": withoutSecret{},
		"string SecretAccessKey":    withOtherType{},
		"is a func()":               withoutContext{},
	} {
		_, err := FromSDK(provider).Retrieve(background)
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
}

func TestEnvironment(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION",
		"AWS_ENDPOINT_URL_DIRECT_CONNECT", "AWS_ENDPOINT_URL", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"} {
		t.Setenv(name, "")
	}
	options := OptionsFromEnvironment()
	if options.Region != "" || options.BaseEndpoint != nil || options.UseFIPSEndpoint || options.UseDualStackEndpoint {
		t.Errorf("got %+v from nothing", options)
	}
	if _, err := options.Credentials.Retrieve(background); err == nil {
		t.Error("credentials from nothing")
	}
	t.Setenv("AWS_ACCESS_KEY_ID", "AKID")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_DEFAULT_REGION", "eu-west-1")
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	t.Setenv("AWS_USE_FIPS_ENDPOINT", "true")
	t.Setenv("AWS_USE_DUALSTACK_ENDPOINT", "True")
	options = OptionsFromEnvironment()
	equal(t, "region", options.Region, "eu-west-1")
	equal(t, "endpoint", ToString(options.BaseEndpoint), "http://127.0.0.1:1")
	equal(t, "FIPS and dual-stack", options.UseFIPSEndpoint && options.UseDualStackEndpoint, true)
	t.Setenv("AWS_REGION", "us-west-2")
	t.Setenv("AWS_ENDPOINT_URL_DIRECT_CONNECT", "http://127.0.0.1:2")
	t.Setenv("AWS_SESSION_TOKEN", "token")
	options = OptionsFromEnvironment()
	equal(t, "region", options.Region, "us-west-2")
	equal(t, "endpoint", ToString(options.BaseEndpoint), "http://127.0.0.1:2")
	credentials, err := options.Credentials.Retrieve(background)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "credentials", credentials, Credentials{
		AccessKeyID: "AKID", SecretAccessKey: "secret", SessionToken: "token", Source: "EnvironmentCredentials",
	})
}

func TestPointers(t *testing.T) {
	now := time.Now()
	equal(t, "string", ToString(String("a"))+ToString(nil), "a")
	equal(t, "bool", []bool{ToBool(Bool(true)), ToBool(Bool(false)), ToBool(nil)}, []bool{true, false, false})
	equal(t, "time", []time.Time{ToTime(&now), ToTime(nil)}, []time.Time{now, {}})
}
