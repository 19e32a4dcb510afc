package comparison

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/directconnect"
	sdktypes "github.com/aws/aws-sdk-go-v2/service/directconnect/types"

	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

var background = context.Background()

const (
	accessKeyID     = "AKIDEXAMPLE"
	secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// transport answers every request alike, and keeps the last one's body.
type transport struct {
	status int
	header http.Header
	answer []byte
	body   []byte
	sent   int

	sentHeader http.Header
}

func (t *transport) Do(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	t.body, t.sentHeader = body, request.Header
	t.sent++
	return &http.Response{
		StatusCode: t.status, Header: t.header.Clone(), ContentLength: int64(len(t.answer)),
		Body: io.NopCloser(bytes.NewReader(t.answer)), Request: request,
	}, nil
}

func newSDKClient(client directconnect.HTTPClient, endpoint string) *directconnect.Client {
	options := directconnect.Options{
		Region:      "us-east-1",
		Credentials: credentials.NewStaticCredentialsProvider(accessKeyID, secretAccessKey, ""),
		HTTPClient:  client,
	}
	if endpoint != "" {
		options.EndpointResolver = directconnect.EndpointResolverFromURL(endpoint)
	}
	return directconnect.New(options)
}

func newOurClient(client dxinterconnect.HTTPClient, endpoint string) *dxinterconnect.Client {
	options := dxinterconnect.Options{
		Region:      "us-east-1",
		Credentials: dxinterconnect.FromSDK(credentials.NewStaticCredentialsProvider(accessKeyID, secretAccessKey, "")),
		HTTPClient:  client,
	}
	if endpoint != "" {
		options.BaseEndpoint = &endpoint
	}
	return dxinterconnect.New(options)
}

// Members that the SDK of Debian 12 does not have yet.
var newerThanTheSDK = map[string]bool{
	"MaxResults": true, "NextToken": true, // of DescribeInterconnects
	"RequestMACSec": true, "EncryptionMode": true, "MacSecCapable": true, "MacSecKeys": true, "PortEncryptionStatus": true,
}

// Members that are ours alone.
var oursAlone = map[string]bool{"UnknownMembers": true, "ResultMetadata": true}

func TestTheTypesHaveTheSDKsMembers(t *testing.T) {
	for _, pair := range [][2]any{
		{dxinterconnect.CreateInterconnectInput{}, directconnect.CreateInterconnectInput{}},
		{dxinterconnect.CreateInterconnectOutput{}, directconnect.CreateInterconnectOutput{}},
		{types.Interconnect{}, sdktypes.Interconnect{}},
		{dxinterconnect.DescribeInterconnectsInput{}, directconnect.DescribeInterconnectsInput{}},
		{dxinterconnect.DescribeInterconnectsOutput{}, directconnect.DescribeInterconnectsOutput{}},
		{types.Tag{}, sdktypes.Tag{}},
		{types.MacSecKey{}, sdktypes.MacSecKey{}},
		{types.DuplicateTagKeysException{}, sdktypes.DuplicateTagKeysException{}},
		{types.TooManyTagsException{}, sdktypes.TooManyTagsException{}},
		{types.DirectConnectClientException{}, sdktypes.DirectConnectClientException{}},
		{types.DirectConnectServerException{}, sdktypes.DirectConnectServerException{}},
		{dxinterconnect.Credentials{}, aws.Credentials{}},
	} {
		ours, theirs := reflect.TypeOf(pair[0]), reflect.TypeOf(pair[1])
		for i := 0; i < theirs.NumField(); i++ {
			field := theirs.Field(i)
			if !field.IsExported() || field.Name == "ResultMetadata" {
				continue
			}
			our, isThere := ours.FieldByName(field.Name)
			if !isThere {
				t.Errorf("%v has no %s", ours, field.Name)
			} else if our.Type.String() != field.Type.String() {
				t.Errorf("%v.%s is a %v and not a %v", ours, field.Name, our.Type, field.Type)
			}
		}
		for _, field := range reflect.VisibleFields(ours) {
			name := field.Name
			if _, isThere := theirs.FieldByName(name); field.IsExported() && !field.Anonymous && !isThere && !newerThanTheSDK[name] && !oursAlone[name] {
				t.Errorf("%v.%s is not the SDK's", ours, name)
			}
		}
	}
	ourStates, theirStates := types.InterconnectState("").Values(), sdktypes.InterconnectState("").Values()
	if fmt.Sprint(ourStates) != fmt.Sprint(theirStates) {
		t.Errorf("states: %v and %v", ourStates, theirStates)
	}
	ours, theirs := types.HasLogicalRedundancy("").Values(), sdktypes.HasLogicalRedundancy("").Values()
	if fmt.Sprint(ours) != fmt.Sprint(theirs) {
		t.Errorf("redundancies: %v and %v", ours, theirs)
	}
}

// plainInput is one that nothing is odd about.
func plainInput() *dxinterconnect.CreateInterconnectInput {
	return &dxinterconnect.CreateInterconnectInput{
		InterconnectName: aws.String("acme-iad-1"), Bandwidth: aws.String("10Gbps"), Location: aws.String("EqDC2"),
		Tags: []types.Tag{{Key: aws.String("env"), Value: aws.String("prod")}, {Key: aws.String("owner"), Value: aws.String("network")}},
	}
}

// inputs are ones that both sides take: each member there and absent, and many by chance.
func inputs() []*dxinterconnect.CreateInterconnectInput {
	random := rand.New(rand.NewSource(20121025))
	letters := []rune("abcXYZ0189 -_/.:=+@äß東京") // all of which a tag may hold
	text := func(most int) *string {
		runes := make([]rune, 1+random.Intn(most))
		for i := range runes {
			runes[i] = letters[random.Intn(len(letters))]
		}
		return aws.String(string(runes))
	}
	var made []*dxinterconnect.CreateInterconnectInput
	for i := 0; i < 500; i++ {
		input := &dxinterconnect.CreateInterconnectInput{
			InterconnectName: text(200),
			Bandwidth:        aws.String([]string{"1Gbps", "10Gbps", "100Gbps"}[random.Intn(3)]),
			Location:         text(20),
		}
		if random.Intn(2) == 0 {
			input.LagId = text(30)
		}
		if random.Intn(2) == 0 {
			input.ProviderName = text(60)
		}
		for j := random.Intn(51); j > 0; j-- {
			tag := types.Tag{Key: aws.String(fmt.Sprint(j, *text(100)))}
			switch random.Intn(3) {
			case 0:
				tag.Value = text(256)
			case 1:
				tag.Value = aws.String("")
			}
			input.Tags = append(input.Tags, tag)
		}
		made = append(made, input)
	}
	// What JSON must escape, in a name: the rules about it only warn.
	made = append(made, &dxinterconnect.CreateInterconnectInput{
		InterconnectName: aws.String("\"\\/<>&'\u2028\u2029😀\u00a0"), Bandwidth: aws.String("10Gbps"), Location: aws.String("EqDC2"),
	})
	return made
}

func sdkInput(input *dxinterconnect.CreateInterconnectInput) *directconnect.CreateInterconnectInput {
	made := &directconnect.CreateInterconnectInput{
		InterconnectName: input.InterconnectName, Bandwidth: input.Bandwidth, Location: input.Location,
		LagId: input.LagId, ProviderName: input.ProviderName,
	}
	for _, tag := range input.Tags {
		made.Tags = append(made.Tags, sdktypes.Tag{Key: tag.Key, Value: tag.Value})
	}
	return made
}

func TestTheSameInputGivesTheSameBody(t *testing.T) {
	ours := &transport{status: 200, answer: []byte(`{"interconnectId":"dxcon-x"}`)}
	theirs := &transport{status: 200, answer: ours.answer}
	client, sdk := newOurClient(ours, ""), newSDKClient(theirs, "")
	for _, input := range inputs() {
		if _, err := client.CreateInterconnect(background, input); err != nil {
			t.Fatal(err)
		}
		if _, err := sdk.CreateInterconnect(background, sdkInput(input)); err != nil {
			t.Fatal(err)
		}
		if our, their := parsed(t, ours.body), parsed(t, theirs.body); !reflect.DeepEqual(our, their) {
			t.Fatalf("we sent %s, the SDK %s", ours.body, theirs.body)
		}
	}
}

func TestTheSameInputAsksForTheSameList(t *testing.T) {
	ours := &transport{status: 200, answer: []byte(`{"interconnects":[]}`)}
	theirs := &transport{status: 200, answer: ours.answer}
	client, sdk := newOurClient(ours, ""), newSDKClient(theirs, "")
	for _, id := range []*string{nil, aws.String("dxcon-fg1a2b3c"), aws.String("\"\\/<>&'\u2028😀")} {
		if _, err := client.DescribeInterconnects(background, &dxinterconnect.DescribeInterconnectsInput{InterconnectId: id}); err != nil {
			t.Fatal(err)
		}
		if _, err := sdk.DescribeInterconnects(background, &directconnect.DescribeInterconnectsInput{InterconnectId: id}); err != nil {
			t.Fatal(err)
		}
		if our, their := parsed(t, ours.body), parsed(t, theirs.body); !reflect.DeepEqual(our, their) {
			t.Errorf("we sent %s, the SDK %s", ours.body, theirs.body)
		}
		for _, name := range []string{"X-Amz-Target", "Content-Type"} {
			if our, their := ours.sentHeader.Get(name), theirs.sentHeader.Get(name); our != their || our == "" {
				t.Errorf("%s: ours %q, the SDK's %q", name, our, their)
			}
		}
	}
}

func parsed(t *testing.T, text []byte) (document any) {
	t.Helper()
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document
}

// The SDK's signer signs what we signed: the same headers of the same body at the same time.
func TestTheSameTimeAndBodyGiveTheSameSignature(t *testing.T) {
	random := rand.New(rand.NewSource(4))
	for i, input := range inputs() {
		keys := dxinterconnect.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secretAccessKey}
		if i%2 == 0 {
			keys.SessionToken = "IQoJb3JpZ2luX2Vj//token+with/every=sort=="
		}
		now := time.Unix(random.Int63n(4e9), 0).UTC()
		region := []string{"us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1"}[i%4]
		signed, err := dxinterconnect.Sign(input, keys, dxinterconnect.Options{Region: region}, now)
		if err != nil {
			t.Fatal(err)
		}
		authorization := signed.Header.Get("Authorization")
		request, err := http.NewRequest(signed.Method, signed.URL, nil) // without a body no Content-Length is signed, nor is ours
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Content-Type", "X-Amz-Target"} {
			request.Header.Set(name, signed.Header.Get(name))
		}
		hash := sha256.Sum256([]byte(signed.Body))
		err = v4.NewSigner().SignHTTP(background, aws.Credentials{
			AccessKeyID: keys.AccessKeyID, SecretAccessKey: keys.SecretAccessKey, SessionToken: keys.SessionToken,
		}, request, hex.EncodeToString(hash[:]), "directconnect", region, now)
		if err != nil {
			t.Fatal(err)
		}
		if their := request.Header.Get("Authorization"); authorization != their {
			t.Fatalf("we sign %s, the SDK %s", authorization, their)
		}
		if our, their := signed.Header.Get("X-Amz-Date"), request.Header.Get("X-Amz-Date"); our != their {
			t.Fatalf("we date %s, the SDK %s", our, their)
		}
	}
}

// valuesOf is every member that the SDK's type has as well, with what it points to.
func valuesOf(t *testing.T, output any) map[string]any {
	t.Helper()
	values := map[string]any{}
	value := reflect.ValueOf(output).Elem()
	for i := 0; i < value.NumField(); i++ {
		name := value.Type().Field(i).Name
		if !value.Type().Field(i).IsExported() || newerThanTheSDK[name] || oursAlone[name] {
			continue
		}
		field := value.Field(i)
		if value.Type().Field(i).Anonymous {
			for name, member := range valuesOf(t, field.Addr().Interface()) {
				values[name] = member
			}
			continue
		}
		if field.IsZero() && field.Kind() != reflect.Slice {
			continue
		}
		switch member := field.Interface().(type) {
		case *time.Time:
			values[name] = member.Round(time.Millisecond).UnixMilli() // as far as the SDK reads them
		case []types.Tag, []sdktypes.Tag, []types.Interconnect, []sdktypes.Interconnect:
			if field.IsNil() {
				continue
			}
			elements := []any{}
			for j := 0; j < field.Len(); j++ {
				elements = append(elements, valuesOf(t, field.Index(j).Addr().Interface()))
			}
			values[name] = elements
		default:
			if field.Kind() == reflect.Pointer {
				field = field.Elem()
			}
			values[name] = fmt.Sprint(field.Interface())
		}
	}
	return values
}
