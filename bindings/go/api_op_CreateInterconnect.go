package dxinterconnect

import (
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// CreateInterconnectInput is what to order.
type CreateInterconnectInput struct {
	// The port bandwidth: "1Gbps", "10Gbps" or "100Gbps". This member is required.
	Bandwidth *string

	// The name of the interconnect. This member is required.
	InterconnectName *string

	// The code of the location, such as "EqDC2". This member is required.
	Location *string

	// The ID of the LAG, "dxlag-…".
	LagId *string

	// The name of the service provider associated with the interconnect.
	ProviderName *string

	// Whether the interconnect is to support MAC Security (MACsec).
	RequestMACSec *bool

	// The tags to associate with the interconnect, at most 50. A list that is there and empty is
	// refused, as the service would: leave it nil.
	Tags []types.Tag
}

// Problems returns everything that is wrong with the input, warnings too; nothing is sent.
func (in *CreateInterconnectInput) Problems() []Problem {
	problems, _ := validate(in, 0)
	return problems
}

// input packs what native.c's take_request reads; nil is an input without members.
func (p *packer) input(in *CreateInterconnectInput) {
	if in == nil {
		in = &CreateInterconnectInput{}
	}
	if in.Tags == nil {
		p.number(-1)
	} else {
		p.number(int64(len(in.Tags)))
	}
	p.optional(in.InterconnectName)
	p.optional(in.Bandwidth)
	p.optional(in.Location)
	p.optional(in.LagId)
	p.optional(in.ProviderName)
	switch {
	case in.RequestMACSec == nil:
		p.number(-1)
	case *in.RequestMACSec:
		p.number(1)
	default:
		p.number(0)
	}
	for i := range in.Tags {
		p.optional(in.Tags[i].Key)
		p.optional(in.Tags[i].Value)
	}
}

// CreateInterconnectOutput is the interconnect that was created. A member that the service did not send
// is nil or "".
type CreateInterconnectOutput struct {
	// The Direct Connect endpoint on which the physical connection terminates.
	//
	// Deprecated: the service prefers AwsDeviceV2.
	AwsDevice *string

	// The Direct Connect endpoint that terminates the physical connection.
	AwsDeviceV2 *string

	// The Direct Connect endpoint that terminates the logical connection, which may be another device.
	AwsLogicalDeviceId *string

	// The bandwidth of the port.
	Bandwidth *string

	// The MAC Security (MACsec) encryption mode: no_encrypt, should_encrypt or must_encrypt.
	EncryptionMode *string

	// Whether the interconnect supports a secondary BGP session in the same address family.
	HasLogicalRedundancy types.HasLogicalRedundancy

	// The ID of the interconnect, "dxcon-…".
	InterconnectId *string

	// The name of the interconnect.
	InterconnectName *string

	// The state of the interconnect.
	InterconnectState types.InterconnectState

	// Whether jumbo frames (9001 MTU) are supported.
	JumboFrameCapable *bool

	// The ID of the LAG.
	LagId *string

	// The time of the most recent call to DescribeLoa for this interconnect.
	LoaIssueTime *time.Time

	// The location of the interconnect.
	Location *string

	// Whether the interconnect supports MAC Security (MACsec).
	MacSecCapable *bool

	// The MAC Security (MACsec) secret keys of the interconnect.
	MacSecKeys []types.MacSecKey

	// The MAC Security (MACsec) port link status: "Encryption Up" or "Encryption Down".
	PortEncryptionStatus *string

	// The name of the service provider associated with the interconnect.
	ProviderName *string

	// The region of the interconnect.
	Region *string

	// The tags of the interconnect.
	Tags []types.Tag

	// Members that this package does not know, each as its JSON text; nil if there are none.
	UnknownMembers map[string]string

	// What is known of the call itself.
	ResultMetadata Metadata
}

// Metadata is what is known of a call beside its result.
type Metadata struct {
	// x-amzn-RequestId: give it to AWS support.
	RequestID string

	HTTPStatusCode int

	// How often the order was sent, the last time included.
	Attempts int

	// What is odd about the input, though it was sent.
	Warnings []Problem

	// What is odd about the answer: members of the wrong type, which were left out, or an answer that
	// was cut off after its interconnectId.
	AnswerProblems []Problem
}

// interconnect is an output with the memory that its pointers point to, so that it is one allocation.
type interconnect struct {
	CreateInterconnectOutput
	texts         [12]string
	loaIssueTime  time.Time
	jumboFrame    bool
	macSecCapable bool
}

// unpackInterconnect reads what native.c's put_interconnect writes.
func unpackInterconnect(out *unpacker) *CreateInterconnectOutput {
	made := &interconnect{}
	used := 0
	text := func() *string {
		text, isThere := out.optional()
		if !isThere {
			return nil
		}
		made.texts[used] = text
		used++
		return &made.texts[used-1]
	}
	made.InterconnectId = text()
	made.InterconnectName = text()
	made.InterconnectState = types.InterconnectState(out.text())
	made.Region = text()
	made.Location = text()
	made.Bandwidth = text()
	made.LagId = text()
	made.AwsDevice = text()
	made.AwsDeviceV2 = text()
	made.AwsLogicalDeviceId = text()
	made.HasLogicalRedundancy = types.HasLogicalRedundancy(out.text())
	made.ProviderName = text()
	made.PortEncryptionStatus = text()
	made.EncryptionMode = text()
	if microseconds, isThere := out.optionalNumber(); isThere {
		made.loaIssueTime = time.UnixMicro(microseconds).UTC()
		made.LoaIssueTime = &made.loaIssueTime
	}
	if value, isThere := out.optionalNumber(); isThere {
		made.jumboFrame = value != 0
		made.JumboFrameCapable = &made.jumboFrame
	}
	if value, isThere := out.optionalNumber(); isThere {
		made.macSecCapable = value != 0
		made.MacSecCapable = &made.macSecCapable
	}
	if count := out.number(); count >= 0 {
		made.Tags = make([]types.Tag, count)
		texts := out.texts(2 * int(count))
		for i := range made.Tags {
			made.Tags[i] = types.Tag{Key: texts(), Value: texts()}
		}
	}
	if count := out.number(); count >= 0 {
		made.MacSecKeys = make([]types.MacSecKey, count)
		texts := out.texts(4 * int(count))
		for i := range made.MacSecKeys {
			made.MacSecKeys[i] = types.MacSecKey{SecretARN: texts(), Ckn: texts(), State: texts(), StartOn: texts()}
		}
	}
	if count := out.number(); count > 0 {
		made.UnknownMembers = make(map[string]string, count)
		for ; count > 0; count-- {
			name := out.text()
			made.UnknownMembers[name] = out.text()
		}
	}
	return &made.CreateInterconnectOutput
}

// texts returns a function that unpacks one text after another; their pointers share one allocation.
func (u *unpacker) texts(count int) func() *string {
	if count == 0 {
		return nil
	}
	memory := make([]string, 0, count)
	return func() *string {
		text, isThere := u.optional()
		if !isThere {
			return nil
		}
		memory = append(memory, text)
		return &memory[len(memory)-1]
	}
}
