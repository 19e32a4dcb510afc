package dxinterconnect

import (
	"context"
	"errors"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// DescribeInterconnects lists the interconnects of the account, or the one that params ask for: one page of
// them, for which see [NewDescribeInterconnectsPaginator].
//
// To look is safe, and so it is sent again whenever no whole list came back. What it returns without an error
// is the whole page: a list that was cut off, or that holds what cannot be read, is a *[NotDescribedError] and
// never a shorter list. The functions change the options of this call.
func (c *Client) DescribeInterconnects(ctx context.Context, params *DescribeInterconnectsInput, optFns ...func(*Options)) (*DescribeInterconnectsOutput, error) {
	options := c.changed(optFns)
	done, err := c.perform(ctx, params, &options)
	if err != nil {
		return nil, err
	}
	return done.answer.DescribeOutput, nil
}

// DescribeInterconnectsInput is which interconnects to list: all of the account, unless it says otherwise.
type DescribeInterconnectsInput struct {
	// The ID of the only interconnect to list, "dxcon-…".
	InterconnectId *string

	// How many to list at most on a page, 1 to 100.
	MaxResults *int32

	// The NextToken of the page before.
	NextToken *string
}

// Problems returns everything that is wrong with the input, warnings too; nothing is sent.
func (in *DescribeInterconnectsInput) Problems() []Problem {
	problems, _ := validate(in, 0)
	return problems
}

func (*DescribeInterconnectsInput) operation() Operation { return OperationDescribeInterconnects }

// pack packs what native.c's take_describe reads; nil is an input without members.
func (in *DescribeInterconnectsInput) pack(p *packer) {
	if in == nil {
		in = &DescribeInterconnectsInput{}
	}
	p.optional(in.InterconnectId)
	p.optional(in.NextToken)
	if in.MaxResults == nil {
		p.optionalNumber(0, false)
	} else {
		p.optionalNumber(int64(*in.MaxResults), true)
	}
}

// DescribeInterconnectsOutput is one page of interconnects.
type DescribeInterconnectsOutput struct {
	// The interconnects of this page.
	Interconnects []types.Interconnect

	// What to ask the next page with; nil on the last.
	NextToken *string

	// What is known of the call itself.
	ResultMetadata Metadata
}

// describeOutput reads what native.c's put_page writes.
func (u *unpacker) describeOutput() *DescribeInterconnectsOutput {
	page := &DescribeInterconnectsOutput{}
	if token, isThere := u.optional(); isThere {
		page.NextToken = &token
	}
	page.Interconnects = u.interconnects(u.number())
	return page
}

// DescribeInterconnectsAPIClient is what a paginator asks: a *[Client], or what stands for one in a test.
type DescribeInterconnectsAPIClient interface {
	DescribeInterconnects(context.Context, *DescribeInterconnectsInput, ...func(*Options)) (*DescribeInterconnectsOutput, error)
}

// DescribeInterconnectsPaginatorOptions is how to page.
type DescribeInterconnectsPaginatorOptions struct {
	// How many interconnects to list at most on a page; 0 leaves it to the input or the service.
	Limit int32
}

// DescribeInterconnectsPaginator lists interconnects page by page.
type DescribeInterconnectsPaginator struct {
	client    DescribeInterconnectsAPIClient
	params    DescribeInterconnectsInput
	isStarted bool
}

// NewDescribeInterconnectsPaginator returns a paginator that begins at the input's NextToken.
func NewDescribeInterconnectsPaginator(client DescribeInterconnectsAPIClient, params *DescribeInterconnectsInput, optFns ...func(*DescribeInterconnectsPaginatorOptions)) *DescribeInterconnectsPaginator {
	var options DescribeInterconnectsPaginatorOptions
	for _, change := range optFns {
		change(&options)
	}
	p := &DescribeInterconnectsPaginator{client: client}
	if params != nil {
		p.params = *params
	}
	if options.Limit > 0 {
		p.params.MaxResults = &options.Limit
	}
	return p
}

// HasMorePages says whether there is a page that was not listed yet.
func (p *DescribeInterconnectsPaginator) HasMorePages() bool {
	return !p.isStarted || ToString(p.params.NextToken) != ""
}

// NextPage lists the next page. After an error it lists the same page again. A page that names itself as the
// next one is an error too: the list would never end, and to end it there would leave out what follows.
func (p *DescribeInterconnectsPaginator) NextPage(ctx context.Context, optFns ...func(*Options)) (*DescribeInterconnectsOutput, error) {
	if !p.HasMorePages() {
		return nil, errors.New(prefix + "there are no more pages")
	}
	params := p.params
	page, err := p.client.DescribeInterconnects(ctx, &params, optFns...)
	if err != nil {
		return nil, err
	}
	if token := ToString(page.NextToken); token != "" && token == ToString(params.NextToken) {
		return nil, errors.New(prefix + "the list of interconnects does not end: a page has its own token as that of the next page")
	}
	p.isStarted, p.params.NextToken = true, page.NextToken
	return page, nil
}
