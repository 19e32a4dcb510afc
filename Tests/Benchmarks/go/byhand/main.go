// Command byhand does the work with Go's standard library: encoding/json with structs, crypto/hmac. Nothing is
// checked, and no outcome is decided. The derived key is kept.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"time"

	"dxbench/inputs"

	"github.com/dxinterconnect/dxinterconnect/Tests/Benchmarks/go/worker"
)

type tag struct {
	Key   string  `json:"key"`
	Value *string `json:"value,omitempty"`
}

type request struct {
	InterconnectName string `json:"interconnectName"`
	Bandwidth        string `json:"bandwidth"`
	Location         string `json:"location"`
	LagID            string `json:"lagId,omitempty"`
	Tags             []tag  `json:"tags,omitempty"`
	ProviderName     string `json:"providerName,omitempty"`
}

type interconnect struct {
	InterconnectID       string  `json:"interconnectId"`
	InterconnectName     string  `json:"interconnectName"`
	InterconnectState    string  `json:"interconnectState"`
	Region               string  `json:"region"`
	Location             string  `json:"location"`
	Bandwidth            string  `json:"bandwidth"`
	LoaIssueTime         float64 `json:"loaIssueTime"`
	LagID                string  `json:"lagId"`
	AwsDevice            string  `json:"awsDevice"`
	JumboFrameCapable    bool    `json:"jumboFrameCapable"`
	AwsDeviceV2          string  `json:"awsDeviceV2"`
	AwsLogicalDeviceID   string  `json:"awsLogicalDeviceId"`
	HasLogicalRedundancy string  `json:"hasLogicalRedundancy"`
	Tags                 []tag   `json:"tags"`
	ProviderName         string  `json:"providerName"`
}

func build(list [][2]string) []byte {
	order := request{inputs.Name, inputs.Bandwidth, inputs.Location, inputs.LagID, nil, inputs.Provider}
	for i := range list {
		order.Tags = append(order.Tags, tag{list[i][0], &list[i][1]})
	}
	body, err := json.Marshal(&order)
	worker.Must(err)
	return body
}

func sum(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func derive(day string) []byte {
	return sum(sum(sum(sum([]byte("AWS4"+inputs.SecretKey), day), inputs.Region), "directconnect"), "aws4_request")
}

var (
	now    = time.Unix(inputs.Now, 0).UTC()
	day    = now.Format("20060102")
	key    = derive(day)
	body   = []byte(inputs.Body)
	answer = []byte(inputs.Answer)
	header = worker.Header(inputs.ErrorHeaders)
)

const (
	host   = "directconnect." + inputs.Region + ".amazonaws.com"
	signed = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
)

func sign(body, key []byte) *http.Request {
	request, err := http.NewRequest(http.MethodPost, "https://"+host+"/", bytes.NewReader(body))
	worker.Must(err)
	date := now.Format("20060102T150405Z")
	scope := date[:8] + "/" + inputs.Region + "/directconnect/aws4_request"
	hash := sha256.Sum256(body)
	canonical := "POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:" + host + "\nx-amz-date:" + date +
		"\nx-amz-security-token:" + inputs.SessionToken + "\nx-amz-target:OvertureService.CreateInterconnect\n\n" + signed + "\n" +
		hex.EncodeToString(hash[:])
	hash = sha256.Sum256([]byte(canonical))
	toSign := "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex.EncodeToString(hash[:])
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "OvertureService.CreateInterconnect")
	request.Header.Set("X-Amz-Date", date)
	request.Header.Set("X-Amz-Security-Token", inputs.SessionToken)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+inputs.AccessKey+"/"+scope+", SignedHeaders="+signed+
		", Signature="+hex.EncodeToString(sum(key, toSign)))
	return request
}

func read(body []byte) (*interconnect, time.Time) {
	var made interconnect
	worker.Must(json.Unmarshal(body, &made))
	whole, part := math.Modf(made.LoaIssueTime)
	return &made, time.Unix(int64(whole), int64(math.Round(part*1e6))*1000).UTC()
}

func readError() (code, message, requestID string) {
	var made struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	worker.Must(json.Unmarshal([]byte(inputs.Error), &made))
	return made.Type[strings.IndexByte(made.Type, '#')+1:], made.Message, header.Get("x-amzn-RequestId")
}

func call() (*interconnect, time.Time) {
	response, err := worker.Stub{}.Do(sign(build(inputs.Tags), key))
	worker.Must(err)
	var body bytes.Buffer
	_, err = body.ReadFrom(response.Body)
	worker.Must(err)
	return read(body.Bytes())
}

func main() {
	worker.Serve(map[string]worker.Operation{
		"build": {
			Run: func() { build(inputs.Tags) },
			Sized: func(size int) func() {
				tags := worker.Tags(size)
				return func() { build(tags) }
			},
			Show: func() string { return string(build(inputs.Tags)) + "|" },
		},
		"sign":   {Run: func() { sign(body, key) }, Show: func() string { return sign(body, key).Header.Get("Authorization") + "|" }},
		"derive": {Run: func() { sign(body, derive(day)) }, Show: func() string { return sign(body, derive(day)).Header.Get("Authorization") + "|" }},
		"read":   {Run: func() { read(answer) }, Show: func() string { return show(read(answer)) }},
		"tags": {Sized: func(size int) func() {
			body := worker.LongAnswer(size)
			return func() { read(body) }
		}},
		"error": {Run: func() { readError() }, Show: func() string { return worker.ShowError(readError()) }},
		"call":  {Run: func() { call() }, Show: func() string { return show(call()) }},
	})
}

func show(made *interconnect, issued time.Time) string {
	var tags [][2]string
	for _, tag := range made.Tags {
		tags = append(tags, [2]string{tag.Key, *tag.Value})
	}
	return worker.Show([]string{
		made.InterconnectID, made.InterconnectName, made.InterconnectState, made.Region, made.Location, made.Bandwidth, made.LagID,
		made.AwsDevice, made.AwsDeviceV2, made.AwsLogicalDeviceID, made.HasLogicalRedundancy, made.ProviderName,
	}, made.JumboFrameCapable, issued, tags, inputs.AnswerHeaders["x-amzn-RequestId"])
}
