package dxinterconnect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"time"
)

// Credentials are what an order is signed with: aws-sdk-go-v2's aws.Credentials.
type Credentials struct {
	AccessKeyID     string
	SecretAccessKey string

	// "" for long-term credentials.
	SessionToken string

	// Where they come from.
	Source string

	// Whether they expire, and when.
	CanExpire bool
	Expires   time.Time
}

// String shows the access key id, which is no secret, and masks the rest, so that no log gets to hold it.
func (c Credentials) String() string {
	return fmt.Sprintf("{AccessKeyID:%s SecretAccessKey:*** SessionToken:*** Source:%s}", c.AccessKeyID, c.Source)
}

// GoString is String, for the same reason.
func (c Credentials) GoString() string { return "dxinterconnect.Credentials" + c.String() }

// Format is String, or GoString for %#v, whatever the verb: for some, such as %d, fmt would not ask for them.
func (c Credentials) Format(to fmt.State, verb rune) { formatMasked(to, verb, c) }

func formatMasked(to fmt.State, verb rune, value interface {
	fmt.Stringer
	fmt.GoStringer
}) {
	if verb == 'v' && to.Flag('#') {
		_, _ = io.WriteString(to, value.GoString())
	} else {
		_, _ = io.WriteString(to, value.String())
	}
}

// CredentialsProvider provides credentials, one time for each time that an order is sent. It may be used
// by any number of goroutines at once.
type CredentialsProvider interface {
	Retrieve(ctx context.Context) (Credentials, error)
}

// CredentialsProviderFunc makes a CredentialsProvider of a function.
type CredentialsProviderFunc func(ctx context.Context) (Credentials, error)

// Retrieve calls the function.
func (f CredentialsProviderFunc) Retrieve(ctx context.Context) (Credentials, error) { return f(ctx) }

// NewStaticCredentialsProvider provides the same credentials every time; session is "" for long-term
// credentials.
func NewStaticCredentialsProvider(key, secret, session string) CredentialsProvider {
	credentials := Credentials{AccessKeyID: key, SecretAccessKey: secret, SessionToken: session, Source: "StaticCredentials"}
	return CredentialsProviderFunc(func(context.Context) (Credentials, error) { return credentials, nil })
}

// EnvironmentCredentials provides what AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN
// hold when they are asked for. SSO, roles and instance metadata are the SDK's business: see [FromSDK].
func EnvironmentCredentials() CredentialsProvider {
	return CredentialsProviderFunc(func(context.Context) (Credentials, error) {
		credentials := Credentials{
			AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
			SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
			SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
			Source:          "EnvironmentCredentials",
		}
		if credentials.AccessKeyID == "" || credentials.SecretAccessKey == "" {
			return Credentials{}, errors.New("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set")
		}
		return credentials, nil
	})
}

// FromSDK adapts a credentials provider of aws-sdk-go-v2, such as the Credentials of an aws.Config, so
// that SSO, roles, profiles and instance metadata stay the SDK's business:
//
//	cfg, err := config.LoadDefaultConfig(ctx)
//	client := dxinterconnect.New(dxinterconnect.Options{
//		Region:      cfg.Region,
//		Credentials: dxinterconnect.FromSDK(cfg.Credentials),
//	})
//
// The provider is any value with a method Retrieve(context.Context) that returns an error and a struct
// with the members AccessKeyID, SecretAccessKey and SessionToken; what is none returns an error from
// Retrieve.
//
// It is reflection that does it. Without depending on the SDK, a type that fits aws.Credentials could only
// be written as a list of structs, one for each set of members that a version of the SDK gave it, and
// would not fit the next version's.
func FromSDK(provider any) CredentialsProvider {
	adapter, err := newSDKAdapter(provider)
	if err != nil {
		return CredentialsProviderFunc(func(context.Context) (Credentials, error) { return Credentials{}, err })
	}
	return adapter
}

type sdkAdapter struct {
	retrieve reflect.Value
	// Pairs of a member of Credentials and the same member of the provider's struct.
	members [][2][]int
}

func newSDKAdapter(provider any) (*sdkAdapter, error) {
	value := reflect.ValueOf(provider)
	if !value.IsValid() || value.Kind() == reflect.Pointer && value.IsNil() {
		return nil, errors.New("FromSDK: the provider is nil")
	}
	retrieve := value.MethodByName("Retrieve")
	if !retrieve.IsValid() {
		return nil, fmt.Errorf("FromSDK: %T has no method Retrieve", provider)
	}
	method := retrieve.Type()
	isFitting := method.NumIn() == 1 && method.In(0) == reflect.TypeOf((*context.Context)(nil)).Elem() &&
		method.NumOut() == 2 && method.Out(0).Kind() == reflect.Struct &&
		method.Out(1) == reflect.TypeOf((*error)(nil)).Elem()
	if !isFitting {
		return nil, fmt.Errorf("FromSDK: the method Retrieve of %T is a %v and no func(context.Context) (aws.Credentials, error)", provider, method)
	}
	adapter := &sdkAdapter{retrieve: retrieve}
	ours, theirs := reflect.TypeOf(Credentials{}), method.Out(0)
	for _, name := range []string{"AccessKeyID", "SecretAccessKey", "SessionToken", "Source", "CanExpire", "Expires"} {
		to, _ := ours.FieldByName(name)
		from, isThere := theirs.FieldByName(name)
		switch {
		case isThere && from.Type == to.Type:
			adapter.members = append(adapter.members, [2][]int{to.Index, from.Index})
		case to.Type.Kind() == reflect.String && name != "Source": // without these there is no signature
			return nil, fmt.Errorf("FromSDK: %v has no string %s", theirs, name)
		}
	}
	return adapter, nil
}

func (a *sdkAdapter) Retrieve(ctx context.Context) (Credentials, error) {
	if ctx == nil {
		ctx = context.Background()
	}
	results := a.retrieve.Call([]reflect.Value{reflect.ValueOf(ctx)})
	if err, isError := results[1].Interface().(error); isError {
		return Credentials{}, err
	}
	var credentials Credentials
	to := reflect.ValueOf(&credentials).Elem()
	for _, member := range a.members {
		to.FieldByIndex(member[0]).Set(results[0].FieldByIndex(member[1]))
	}
	return credentials, nil
}
