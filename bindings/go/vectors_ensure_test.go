package dxinterconnect

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

func TestVectorsOfDescribeRequests(t *testing.T) {
	ran := 0
	for _, c := range vectors[requestCase](t, "describe_requests.json") {
		input := &DescribeInterconnectsInput{}
		if why := c.sayableAs(t, input); why != "" {
			continue
		}
		ran++
		t.Run(c.Name, func(t *testing.T) {
			options := Options{Region: "us-east-1", WarningsAsErrors: len(c.Rules) != 0}
			signed, err := SignDescribeInterconnects(input, testCredentials, options, time.Unix(1767323045, 0))
			if c.Status == "OK" {
				if err != nil {
					t.Fatal(err)
				}
				equal(t, "body", signed.Body, *c.Body)
				checkProblems(t, signed.Warnings, c.Problems)
				return
			}
			equal(t, "status", c.Status, "INVALID_REQUEST")
			checkProblems(t, as[*ValidationError](t, err).Problems, c.Problems)
		})
	}
	if ran < 15 {
		t.Errorf("only %d cases ran", ran)
	}
}

// wireInterconnects reads interconnects as the wire has them.
func wireInterconnects(t *testing.T, page json.RawMessage) []types.Interconnect {
	t.Helper()
	answer := ReadResponse(Response{Operation: OperationDescribeInterconnects, StatusCode: 200, Body: page})
	if err := answer.Err(); err != nil {
		t.Fatal(err)
	}
	return answer.DescribeOutput.Interconnects
}

type reconcileRules struct {
	MatchLocation        bool
	IdentityTagKey       string
	Rules                []string
	LookAgainMs          int64
	OrderAgainAfterLooks int
	OrderAgainAfterMs    int64
}

func (r *reconcileRules) options() ReconcileOptions {
	return ReconcileOptions{MatchLocation: r.MatchLocation, IdentityTagKey: r.IdentityTagKey}
}

func TestVectorsOfReconcile(t *testing.T) {
	type difference struct {
		Path            string
		Desired, Actual *string
		Conflict        bool
	}
	type reconcileCase struct {
		Name        string
		Desired     CreateInterconnectInput
		Pages       []json.RawMessage
		Options     reconcileRules
		Status      string
		Decision    string
		Matches     []*string
		Differences []difference
		Problems    []string
	}
	for _, c := range vectors[reconcileCase](t, "reconcile.json") {
		if c.Status == "INCOMPLETE_LIST" && c.Problems == nil { // which a list of Go's cannot be
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			var there []types.Interconnect
			for _, page := range c.Pages {
				there = append(there, wireInterconnects(t, page)...)
			}
			options, strict := c.Options.options(), Options{WarningsAsErrors: len(c.Options.Rules) != 0}
			found, err := reconcile(&c.Desired, there, &options, strict.rules())
			if c.Status != "OK" {
				var problems []string
				for _, problem := range as[*ValidationError](t, err).Problems {
					problems = append(problems, problem.Code)
				}
				equal(t, "problems", problems, c.Problems)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "decision", found.Decision.String(), c.Decision)
			ids := []*string{}
			for _, match := range found.Matches {
				ids = append(ids, match.InterconnectId)
			}
			equal(t, "matches", ids, c.Matches)
			differences := []difference{}
			for _, d := range found.Differences {
				differences = append(differences, difference{d.Path, d.Desired, d.Actual, d.IsConflict})
			}
			equal(t, "differences", differences, c.Differences)
			if found.Explanation == "" {
				t.Error("no explanation")
			}
		})
	}
}

func TestVectorsOfEnsure(t *testing.T) {
	type received struct {
		Status         int
		Body, Delivery string
	}
	type ensureCase struct {
		Name    string
		Desired CreateInterconnectInput
		Options reconcileRules
		Steps   []struct {
			Now     int64
			Random  float64
			Step    string
			WaitMs  *int64
			Look    *DescribeInterconnectsInput
			Receive *received
			Refuse  []struct {
				Operation string
				Receive   received
			}
		}
		Result, Decision  string
		Looks, Orders     int
		FoundAfterUnknown bool
		InterconnectID    string
	}
	steps := map[string]ensureStep{"LOOK": stepLook, "ORDER": stepOrder, "WAIT": stepWait, "DONE": stepDone}
	kinds := map[string]ensureKind{
		"created": ensureCreated, "exists": ensureExists, "conflict": ensureConflict, "ambiguous": ensureAmbiguous,
		"not_created": ensureNotCreated, "unknown": ensureUnknown,
	}
	response := func(operation Operation, from received) Response {
		delivery := map[string]Delivery{
			"": DeliveryComplete, "NOTHING_SENT": DeliveryNothingSent, "NO_ANSWER": DeliveryNoAnswer, "ANSWER_CUT_OFF": DeliveryAnswerCutOff,
		}[from.Delivery]
		return Response{Operation: operation, Delivery: delivery, StatusCode: from.Status, Body: []byte(from.Body)}
	}
	for _, c := range vectors[ensureCase](t, "ensure.json") {
		t.Run(c.Name, func(t *testing.T) {
			machine, err := newEnsureMachine(&c.Desired, &EnsureOptions{
				ReconcileOptions:     c.Options.options(),
				LookAgain:            milliseconds(c.Options.LookAgainMs),
				OrderAgainAfterLooks: c.Options.OrderAgainAfterLooks,
				OrderAgainAfter:      milliseconds(c.Options.OrderAgainAfterMs),
			}, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer machine.close()
			for _, s := range c.Steps {
				equal(t, "step", machine.next(s.Now, s.Random), steps[s.Step])
				if s.WaitMs != nil {
					equal(t, "wait", machine.delay, milliseconds(*s.WaitMs))
				}
				if s.Look != nil {
					equal(t, "look", machine.look(), s.Look)
				}
				for _, refused := range s.Refuse {
					operation := OperationCreateInterconnect
					if refused.Operation == OperationDescribeInterconnects.String() {
						operation = OperationDescribeInterconnects
					}
					if machine.receive(response(operation, refused.Receive)) == nil {
						t.Error("what is not due is taken")
					}
				}
				if s.Receive != nil {
					operation := OperationDescribeInterconnects
					if s.Step == "ORDER" {
						operation = OperationCreateInterconnect
					}
					if err := machine.receive(response(operation, *s.Receive)); err != nil {
						t.Error(err)
					}
					if machine.receive(response(operation, *s.Receive)) == nil {
						t.Error("an answer is taken twice")
					}
				}
			}
			result := machine.result()
			equal(t, "result", result.kind, kinds[c.Result])
			equal(t, "looks", result.looks, c.Looks)
			equal(t, "orders", result.orders, c.Orders)
			equal(t, "found after unknown", result.foundAfterUnknown, c.FoundAfterUnknown)
			id, decision := "", ""
			if result.interconnect != nil {
				id = ToString(result.interconnect.InterconnectId)
			}
			if result.reconciliation != nil {
				decision = result.reconciliation.Decision.String()
			}
			equal(t, "interconnect", id, c.InterconnectID)
			equal(t, "decision", decision, c.Decision)
			if result.explanation == "" {
				t.Error("no explanation")
			}
		})
	}
}
