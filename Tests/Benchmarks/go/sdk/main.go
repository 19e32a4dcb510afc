// Command sdk orders with aws-sdk-go-v2, and does the steps of its client one by one. Those are private to it:
// they are reached by the linker, as they are.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
	_ "unsafe" // for go:linkname

	"dxbench/inputs"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/directconnect"
	"github.com/aws/aws-sdk-go-v2/service/directconnect/types"
	"github.com/aws/smithy-go"
	smithyjson "github.com/aws/smithy-go/encoding/json"
	smithyio "github.com/aws/smithy-go/io"
	smithymiddleware "github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/dxinterconnect/dxinterconnect/Tests/Benchmarks/go/worker"
)

//go:linkname validate github.com/aws/aws-sdk-go-v2/service/directconnect.validateOpCreateInterconnectInput
func validate(input *directconnect.CreateInterconnectInput) error

//go:linkname serialize github.com/aws/aws-sdk-go-v2/service/directconnect.awsAwsjson11_serializeOpDocumentCreateInterconnectInput
func serialize(input *directconnect.CreateInterconnectInput, value smithyjson.Value) error

//go:linkname deserialize github.com/aws/aws-sdk-go-v2/service/directconnect.awsAwsjson11_deserializeOpDocumentCreateInterconnectOutput
func deserialize(output **directconnect.CreateInterconnectOutput, value interface{}) error

//go:linkname deserializeError github.com/aws/aws-sdk-go-v2/service/directconnect.awsAwsjson11_deserializeOpErrorCreateInterconnect
func deserializeError(response *smithyhttp.Response, metadata *smithymiddleware.Metadata) error

func makeInput(list [][2]string) *directconnect.CreateInterconnectInput {
	input := &directconnect.CreateInterconnectInput{
		InterconnectName: aws.String(inputs.Name),
		Bandwidth:        aws.String(inputs.Bandwidth),
		Location:         aws.String(inputs.Location),
		LagId:            aws.String(inputs.LagID),
		ProviderName:     aws.String(inputs.Provider),
	}
	for i := range list {
		input.Tags = append(input.Tags, types.Tag{Key: &list[i][0], Value: &list[i][1]})
	}
	return input
}

func build(tags [][2]string) []byte {
	input := makeInput(tags)
	worker.Must(validate(input))
	encoder := smithyjson.NewEncoder()
	worker.Must(serialize(input, encoder.Value))
	return encoder.Bytes()
}

// The client keeps the signer, and that the derived key.
var (
	signer = v4.NewSigner()
	keys   = aws.Credentials{AccessKeyID: inputs.AccessKey, SecretAccessKey: inputs.SecretKey, SessionToken: inputs.SessionToken}
	body   = []byte(inputs.Body)
	now    = time.Unix(inputs.Now, 0).UTC()
)

const url = "https://directconnect." + inputs.Region + ".amazonaws.com/"

func sign(signer *v4.Signer) *http.Request {
	request, err := http.NewRequest(http.MethodPost, url, nil) // without a body no Content-Length is signed, as nobody here does
	worker.Must(err)
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "OvertureService.CreateInterconnect")
	hash := sha256.Sum256(body)
	worker.Must(signer.SignHTTP(context.Background(), keys, request, hex.EncodeToString(hash[:]), "directconnect", inputs.Region, now))
	return request
}

// As the client's middleware does it.
func read(body []byte) *directconnect.CreateInterconnectOutput {
	output := &directconnect.CreateInterconnectOutput{}
	var buffer [1024]byte
	decoder := json.NewDecoder(io.TeeReader(bytes.NewReader(body), smithyio.NewRingBuffer(buffer[:])))
	decoder.UseNumber()
	var shape interface{}
	worker.Must(decoder.Decode(&shape))
	worker.Must(deserialize(&output, shape))
	return output
}

func readError() error {
	var metadata smithymiddleware.Metadata
	return deserializeError(&smithyhttp.Response{Response: worker.Response(400, errorHeader, []byte(inputs.Error))}, &metadata)
}

var answer, errorHeader = []byte(inputs.Answer), worker.Header(inputs.ErrorHeaders)

func main() {
	client := directconnect.New(directconnect.Options{
		Region:      inputs.Region,
		Credentials: aws.NewCredentialsCache(credentials.NewStaticCredentialsProvider(inputs.AccessKey, inputs.SecretKey, inputs.SessionToken)),
		HTTPClient:  worker.Stub{},
	})
	call := func() *directconnect.CreateInterconnectOutput {
		output, err := client.CreateInterconnect(context.Background(), makeInput(inputs.Tags))
		worker.Must(err)
		return output
	}
	worker.Serve(map[string]worker.Operation{
		"build": {
			Run: func() { build(inputs.Tags) },
			Sized: func(size int) func() {
				tags := worker.Tags(size)
				return func() { build(tags) }
			},
			Show: func() string { return string(build(inputs.Tags)) + "|" },
		},
		"sign":   {Run: func() { sign(signer) }, Show: func() string { return sign(signer).Header.Get("Authorization") + "|" }},
		"derive": {Run: func() { sign(v4.NewSigner()) }, Show: func() string { return sign(v4.NewSigner()).Header.Get("Authorization") + "|" }},
		"read":   {Run: func() { read(answer) }, Show: func() string { return show(read(answer), inputs.AnswerHeaders["x-amzn-RequestId"]) }},
		"tags": {Sized: func(size int) func() {
			body := worker.LongAnswer(size)
			return func() { read(body) }
		}},
		"error": {Run: func() { readError() }, Show: func() string {
			var apiError smithy.APIError
			if !errors.As(readError(), &apiError) {
				return "no APIError"
			}
			return worker.ShowError(apiError.ErrorCode(), apiError.ErrorMessage(), inputs.ErrorHeaders["x-amzn-RequestId"])
		}},
		"call": {Run: func() { call() }, Show: func() string {
			output := call()
			id, _ := middleware.GetRequestIDMetadata(output.ResultMetadata)
			return show(output, id)
		}},
	})
}

func show(out *directconnect.CreateInterconnectOutput, requestID string) string {
	var tags [][2]string
	for _, tag := range out.Tags {
		tags = append(tags, [2]string{*tag.Key, *tag.Value})
	}
	return worker.Show([]string{
		*out.InterconnectId, *out.InterconnectName, string(out.InterconnectState), *out.Region, *out.Location, *out.Bandwidth, *out.LagId,
		*out.AwsDevice, *out.AwsDeviceV2, *out.AwsLogicalDeviceId, string(out.HasLogicalRedundancy), *out.ProviderName,
	}, aws.ToBool(out.JumboFrameCapable), *out.LoaIssueTime, tags, requestID)
}
