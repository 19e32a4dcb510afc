package dxinterconnect

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
)

// HTTPClient sends a request and returns what came back, as *http.Client does.
//
// It must send a request once: an order that it sends again by itself may be two ports. To an
// *http.Client redirects are forbidden, since a signature is good for one host only. Requests have no
// GetBody, so that net/http can neither redirect nor replay their body.
//
// Whether anything was sent when it fails is known from net/http/httptrace. With a client that does not
// report there, every failure is an unknown outcome.
type HTTPClient interface {
	Do(*http.Request) (*http.Response, error)
}

// Options is how a Client orders. The zero value of a member is its default.
type Options struct {
	// The region to order in. Required. "fips-us-east-1" and "us-east-1-fips" ask for FIPS.
	Region string

	// What to sign with. Required.
	Credentials CredentialsProvider

	// Another endpoint than AWS's of the region: http(s)://host[:port][/prefix].
	BaseEndpoint *string

	// Use the FIPS, the dual-stack endpoint of the region; not together with BaseEndpoint.
	UseFIPSEndpoint      bool
	UseDualStackEndpoint bool

	// Lets BaseEndpoint be http to another host than this machine.
	AllowPlaintext bool

	// What sends. The default verifies TLS, takes proxies from the environment, follows no redirect, opens
	// a connection for each order and gives up after 2 minutes.
	//
	// One of your own has its own bounds: an *http.Client without a Timeout waits for as long as the context
	// lets it, also for a server that sends a byte now and then.
	HTTPClient HTTPClient

	// How often to send an order at most, resends of what is known not to have created anything included;
	// 0 means 3.
	RetryMaxAttempts int

	// Refuse an input that has warnings.
	WarningsAsErrors bool

	// Appended to User-Agent as app/….
	AppID string

	// What OptionsFromEnvironment could not read, for the first use to tell; nil if nothing. A pointer, so
	// that Options can be compared.
	environment *[]Problem
}

const defaultMaxAttempts = 3

// OptionsFromEnvironment returns options with EnvironmentCredentials, AWS_REGION or else
// AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_DIRECT_CONNECT or else AWS_ENDPOINT_URL (both unless
// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS), AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT.
//
// The last three are true or false. With another value nothing is ordered: the options are good for nothing
// but a *[ValidationError] that names the variable.
func OptionsFromEnvironment() Options {
	var problems []Problem
	flag := func(name string) bool {
		value := os.Getenv(name)
		isTrue := strings.EqualFold(value, "true")
		if value != "" && !isTrue && !strings.EqualFold(value, "false") {
			problems = append(problems, Problem{
				Severity:   SeverityError,
				Code:       "INVALID_ENDPOINT",
				Number:     problemInvalidEndpoint,
				Path:       name,
				Message:    fmt.Sprintf("Invalid value for environment variable %s: %q is neither true nor false", name, value),
				Suggestion: "write true or false, or unset it",
			})
		}
		return isTrue
	}
	options := Options{
		Region:               firstOf("AWS_REGION", "AWS_DEFAULT_REGION"),
		Credentials:          EnvironmentCredentials(),
		UseFIPSEndpoint:      flag("AWS_USE_FIPS_ENDPOINT"),
		UseDualStackEndpoint: flag("AWS_USE_DUALSTACK_ENDPOINT"),
	}
	ignoresURLs := flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
	if endpoint := firstOf("AWS_ENDPOINT_URL_DIRECT_CONNECT", "AWS_ENDPOINT_URL"); endpoint != "" && !ignoresURLs {
		options.BaseEndpoint = &endpoint
	}
	if problems != nil {
		options.environment = &problems
	}
	return options
}

func firstOf(names ...string) string {
	for _, name := range names {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return ""
}

// Constant while the program runs, and so put together once.
var languageVersion = "lang/go#" + strings.TrimPrefix(runtime.Version(), "go")

// signer is what the C library makes a signer of. A string that it would read only up to a NUL is told as
// a problem instead, as is what the environment held.
func (o *Options) signer(credentials Credentials) (signerOptions, []Problem) {
	options := signerOptions{
		accessKeyID:     credentials.AccessKeyID,
		secretAccessKey: credentials.SecretAccessKey,
		sessionToken:    credentials.SessionToken,
		region:          o.Region,
		endpoint:        ToString(o.BaseEndpoint),
		hasEndpoint:     o.BaseEndpoint != nil,
		userAgentExtra:  languageVersion,
		useFIPS:         o.UseFIPSEndpoint,
		useDualStack:    o.UseDualStackEndpoint,
		allowPlaintext:  o.AllowPlaintext,
	}
	if o.AppID != "" {
		options.userAgentExtra += " app/" + o.AppID
	}
	var problems []Problem
	if o.environment != nil {
		problems = append(problems, *o.environment...)
	}
	for _, option := range []struct{ path, value string }{
		{"access_key_id", options.accessKeyID},
		{"secret_access_key", options.secretAccessKey},
		{"session_token", options.sessionToken},
		{"region", options.region},
		{"endpoint_url", options.endpoint},
		{"user_agent_extra", options.userAgentExtra},
	} {
		problems = append(problems, nulProblems(option.path, option.value)...)
	}
	return options, problems
}

// nulProblems is the problem of an option that C would read only up to a NUL.
func nulProblems(path, value string) []Problem {
	if strings.IndexByte(value, 0) < 0 {
		return nil
	}
	return []Problem{{
		Severity: SeverityError,
		Code:     "NUL_CHARACTER",
		Number:   problemNULCharacter,
		Path:     path,
		Message:  "Invalid value for option " + path + ": it holds a NUL character",
	}}
}
