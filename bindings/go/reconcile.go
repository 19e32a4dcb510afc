package dxinterconnect

// #include "native.h"
import "C"

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// Decision is what there is to do about an interconnect that is wanted.
type Decision int

const (
	// DecisionCreate says that none is there: it is to be ordered.
	DecisionCreate Decision = 1
	// DecisionExists says that it is there.
	DecisionExists Decision = 2
	// DecisionConflict says that it is there, and not as asked for.
	DecisionConflict Decision = 3
	// DecisionAmbiguous says that several are there.
	DecisionAmbiguous Decision = 4
)

// String is "create", "exists", "conflict" or "ambiguous".
func (d Decision) String() string { return nameOf(decisionNames, d, DecisionAmbiguous) }

var decisionNames = map[Decision]string{
	DecisionCreate: "create", DecisionExists: "exists", DecisionConflict: "conflict", DecisionAmbiguous: "ambiguous",
}

// ReconcileOptions is by what an interconnect is the one that is wanted: by its name, unless they say otherwise.
type ReconcileOptions struct {
	// By its location as well.
	MatchLocation bool

	// By the value of the tag of this key, in place of the name. The input must have the tag.
	IdentityTagKey string
}

// Difference is something that is not as asked for.
type Difference struct {
	// Such as "bandwidth", or `tags["team"]`.
	Path string

	// What was asked for and what is there; nil where there is nothing.
	Desired, Actual *string

	// Whether it makes this another interconnect than the one that is wanted; false of tags.
	IsConflict bool
}

// Reconciliation is what is there of an interconnect that is wanted, and what there is to do.
type Reconciliation struct {
	Decision Decision

	// Those that are there: none for DecisionCreate, one for DecisionExists and DecisionConflict.
	Matches []types.Interconnect

	// In what the only match is not as asked for.
	Differences []Difference

	// What is there and what to do, in one or two sentences.
	Explanation string
}

// Reconcile says what there is to do about an interconnect that is wanted, by all that are there: a pure
// function, which [Client.EnsureInterconnect] goes by.
//
// The interconnects must be all of the account: from one page of several nobody may conclude that none is there.
// What is wrong with the input comes as a *[ValidationError].
func Reconcile(desired *CreateInterconnectInput, interconnects []types.Interconnect, optFns ...func(*ReconcileOptions)) (*Reconciliation, error) {
	var options ReconcileOptions
	for _, change := range optFns {
		change(&options)
	}
	return reconcile(desired, interconnects, &options, 0)
}

func reconcile(desired *CreateInterconnectInput, interconnects []types.Interconnect, options *ReconcileOptions, rules C.uint32_t) (*Reconciliation, error) {
	if problems := nulProblems("identity_tag_key", options.IdentityTagKey); problems != nil {
		return nil, &ValidationError{Problems: problems}
	}
	e := newExchange()
	defer e.release()
	e.in.reconcileOptions(options, rules)
	e.in.request(desired)
	page := pageOf(interconnects)
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_reconcile(e.in.pointer(), pointer(page), C.size_t(len(page)), to, capacity)
	})
	if problems := out.problems(); result.status != C.DXI_OK {
		return nil, &ValidationError{Problems: orStatus(problems, result.status)}
	}
	made := out.reconciliation()
	for i := range made.Matches { // of which only what is compared went to C
		index, err := strconv.Atoi(made.Matches[i].UnknownMembers[indexName])
		if err != nil {
			return nil, err
		}
		made.Matches[i] = interconnects[index]
	}
	return made, nil
}

// The name under which an interconnect's place in the list goes to C and comes back.
const indexName = "goIndex"

// pageOf writes what a reconciliation reads of interconnects, as the wire has it. A string goes out as it is: what
// is no UTF-8 is for the library to refuse, and encoding/json would repair it.
func pageOf(interconnects []types.Interconnect) []byte {
	page := []byte(`{"interconnects":[`)
	for i := range interconnects {
		interconnect := &interconnects[i]
		page = append(page, `{"`+indexName+`":`+strconv.Itoa(i)+`,"tags":[`...)
		for _, tag := range interconnect.Tags {
			page = append(appendMembers(append(page, '{'), "key", tag.Key, "value", tag.Value), "},"...)
		}
		page = append(bytes.TrimSuffix(page, []byte{','}), "],"...)
		if interconnect.MacSecCapable != nil {
			page = append(strconv.AppendBool(append(page, `"macSecCapable":`...), *interconnect.MacSecCapable), ',')
		}
		var state *string
		if interconnect.InterconnectState != "" {
			state = (*string)(&interconnect.InterconnectState)
		}
		page = append(appendMembers(page,
			"interconnectId", interconnect.InterconnectId,
			"interconnectName", interconnect.InterconnectName,
			"interconnectState", state,
			"location", interconnect.Location,
			"bandwidth", interconnect.Bandwidth,
			"lagId", interconnect.LagId,
			"providerName", interconnect.ProviderName,
		), "},"...)
	}
	return append(bytes.TrimSuffix(page, []byte{','}), "]}"...)
}

// appendMembers appends names and their values, a *string each, of which nil is absent.
func appendMembers(to []byte, namesAndValues ...any) []byte {
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		value := namesAndValues[i+1].(*string)
		if value == nil {
			continue
		}
		to = append(to, `"`+namesAndValues[i].(string)+`":"`...)
		for _, character := range []byte(*value) {
			if character < ' ' || character == '"' || character == '\\' {
				to = append(to, fmt.Sprintf(`\u%04x`, character)...)
			} else {
				to = append(to, character)
			}
		}
		to = append(to, `",`...)
	}
	return bytes.TrimSuffix(to, []byte{','})
}

// reconcileOptions packs what native.c's take_reconcile_options reads.
func (p *packer) reconcileOptions(options *ReconcileOptions, rules C.uint32_t) {
	p.number(int64(rules))
	p.flag(options.MatchLocation)
	p.optionalText(options.IdentityTagKey)
}

// reconciliation reads what native.c's put_reconciliation writes.
func (u *unpacker) reconciliation() *Reconciliation {
	made := &Reconciliation{
		Decision:    Decision(u.number()),
		Explanation: u.text(),
		Matches:     u.interconnects(u.number()),
	}
	optional := func() *string {
		if text, isThere := u.optional(); isThere {
			return &text
		}
		return nil
	}
	for count := u.number(); count > 0; count-- {
		made.Differences = append(made.Differences, Difference{
			Path: u.text(), Desired: optional(), Actual: optional(), IsConflict: u.number() != 0,
		})
	}
	return made
}
