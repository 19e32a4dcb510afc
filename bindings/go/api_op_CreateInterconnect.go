package dxinterconnect

import (
	"context"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// CreateInterconnect orders an interconnect: a port between a Direct Connect Partner's network and a
// Direct Connect location. It is for Direct Connect Partners only.
//
// It never resends an order whose outcome is unknown, but returns an *[OutcomeUnknownError]. A context
// that ends before the order is sent keeps it from being sent; one that ends after that makes the outcome
// unknown. The functions change the options of this call.
func (c *Client) CreateInterconnect(ctx context.Context, params *CreateInterconnectInput, optFns ...func(*Options)) (*CreateInterconnectOutput, error) {
	options := c.changed(optFns)
	done, err := c.perform(ctx, params, &options)
	if err != nil {
		return nil, err
	}
	return done.answer.Output, nil
}

// DryRun shows what CreateInterconnect would send now: URL, headers, body, what is signed, and warnings.
// The session token and the signature are masked, and the secret is nowhere. Nothing is sent.
func (c *Client) DryRun(ctx context.Context, params *CreateInterconnectInput, optFns ...func(*Options)) (string, error) {
	options := c.changed(optFns)
	signer, err := c.signerFor(ctx, &options, params)
	if err != nil {
		return "", err
	}
	return signer.describe(&signing{input: params, time: c.timeAt(c.clockOffset.Load()), rules: options.rules()})
}

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

func (*CreateInterconnectInput) operation() Operation { return OperationCreateInterconnect }

// pack packs what native.c's take_create reads; nil is an input without members.
func (in *CreateInterconnectInput) pack(p *packer) {
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

// CreateInterconnectOutput is the interconnect that was created.
type CreateInterconnectOutput struct {
	// Its members are those of the output: out.InterconnectId.
	types.Interconnect

	// What is known of the call itself.
	ResultMetadata Metadata
}
