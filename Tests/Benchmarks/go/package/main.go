// Command package orders with this project's Go package.
package main

import (
	"context"

	"dxbench/inputs"

	"github.com/dxinterconnect/dxinterconnect/Tests/Benchmarks/go/worker"
	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

func main() {
	client := dxinterconnect.New(dxinterconnect.Options{
		Region:      inputs.Region,
		Credentials: dxinterconnect.NewStaticCredentialsProvider(inputs.AccessKey, inputs.SecretKey, inputs.SessionToken),
		HTTPClient:  worker.Stub{},
	})
	call := func() *dxinterconnect.CreateInterconnectOutput {
		input := &dxinterconnect.CreateInterconnectInput{
			InterconnectName: dxinterconnect.String(inputs.Name),
			Bandwidth:        dxinterconnect.String(inputs.Bandwidth),
			Location:         dxinterconnect.String(inputs.Location),
			LagId:            dxinterconnect.String(inputs.LagID),
			ProviderName:     dxinterconnect.String(inputs.Provider),
		}
		for i := range inputs.Tags {
			input.Tags = append(input.Tags, types.Tag{Key: &inputs.Tags[i][0], Value: &inputs.Tags[i][1]})
		}
		out, err := client.CreateInterconnect(context.Background(), input)
		worker.Must(err)
		return out
	}
	worker.Serve(map[string]worker.Operation{"call": {Run: func() { call() }, Show: func() string { return show(call()) }}})
}

func show(out *dxinterconnect.CreateInterconnectOutput) string {
	var tags [][2]string
	for _, tag := range out.Tags {
		tags = append(tags, [2]string{*tag.Key, *tag.Value})
	}
	return worker.Show([]string{
		*out.InterconnectId, *out.InterconnectName, string(out.InterconnectState), *out.Region, *out.Location, *out.Bandwidth, *out.LagId,
		*out.AwsDevice, *out.AwsDeviceV2, *out.AwsLogicalDeviceId, string(out.HasLogicalRedundancy), *out.ProviderName,
	}, *out.JumboFrameCapable, *out.LoaIssueTime, tags, out.ResultMetadata.RequestID)
}
