package dxinterconnect

import (
	"context"
	"errors"
	"strconv"
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

func clearEnvironment(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION",
		"AWS_ENDPOINT_URL_DIRECT_CONNECT", "AWS_ENDPOINT_URL", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"} {
		t.Setenv(name, "")
	}
}

func TestEnvironment(t *testing.T) {
	clearEnvironment(t)
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

func TestAnEnvironmentFlagThatIsNeitherTrueNorFalse(t *testing.T) {
	for _, name := range []string{"AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"} {
		t.Run(name, func(t *testing.T) {
			clearEnvironment(t)
			t.Setenv("AWS_REGION", "us-east-1")
			t.Setenv("AWS_ACCESS_KEY_ID", "AKID")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
			for _, value := range []string{"yes", "1", " true", "treu"} {
				t.Setenv(name, value)
				stub := &stub{}
				client := New(OptionsFromEnvironment(), func(o *Options) { o.HTTPClient = stub })
				_, ordering := client.CreateInterconnect(background, testInput())
				_, describing := client.DryRun(background, testInput())
				_, signing := Sign(testInput(), testCredentials, client.Options(), time.Now())
				for _, err := range []error{ordering, describing, signing} {
					equal(t, "problems", codes(as[*ValidationError](t, err).Problems), []string{"INVALID_ENDPOINT " + name})
					if !strings.Contains(err.Error(), strconv.Quote(value)) || !strings.Contains(err.Error(), "write true or false") {
						t.Errorf("%q does not say what is wrong with %q", err, value)
					}
				}
				equal(t, "sent", len(stub.requests), 0)
			}
			for _, value := range []string{"", "true", "TRUE", "false", "False"} {
				t.Setenv(name, value)
				client := New(OptionsFromEnvironment())
				if _, err := client.DryRun(background, testInput()); err != nil {
					t.Errorf("%q: %v", value, err)
				}
				client.Close()
			}
		})
	}
}

func TestConfiguredEndpointURLsAreIgnored(t *testing.T) {
	clearEnvironment(t)
	t.Setenv("AWS_ENDPOINT_URL_DIRECT_CONNECT", "http://127.0.0.1:1")
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:2")
	for value, endpoint := range map[string]string{"true": "", "True": "", "false": "http://127.0.0.1:1", "": "http://127.0.0.1:1"} {
		t.Setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", value)
		equal(t, "endpoint with "+value, ToString(OptionsFromEnvironment().BaseEndpoint), endpoint)
	}
}

func TestPointers(t *testing.T) {
	now := time.Now()
	equal(t, "string", ToString(String("a"))+ToString(nil), "a")
	equal(t, "bool", []bool{ToBool(Bool(true)), ToBool(Bool(false)), ToBool(nil)}, []bool{true, false, false})
	equal(t, "time", []time.Time{ToTime(&now), ToTime(nil)}, []time.Time{now, {}})
}
