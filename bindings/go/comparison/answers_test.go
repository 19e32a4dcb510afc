package comparison

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/directconnect"
	"github.com/aws/smithy-go"

	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
)

type answerCase struct {
	Name             string
	Delivery         string
	Status           int
	Headers          string
	Body, BodyBase64 *string
}

func answerCases(t *testing.T, name string) []answerCase {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	text, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../../Tests/Vectors", name))
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Cases []answerCase }
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document.Cases
}

func (c *answerCase) transport(t *testing.T) *transport {
	made := &transport{status: c.Status, header: http.Header{}}
	for _, line := range strings.Split(c.Headers, "\r\n") {
		if name, value, isHeader := strings.Cut(line, ":"); isHeader {
			made.header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	if c.Body != nil {
		made.answer = []byte(*c.Body)
	} else if c.BodyBase64 != nil {
		decoded, err := base64.StdEncoding.DecodeString(*c.BodyBase64)
		if err != nil {
			t.Fatal(err)
		}
		made.answer = decoded
	}
	return made
}

// asked is what both clients make of one answer.
type asked struct {
	our, their       any // pointers to outputs
	ourErr, theirErr error
}

// The shared answers go to both clients: what the SDK reads as a success or as an error, we read as the
// same, but for what it gets wrong.
func TestTheSameAnswersGiveTheSameOutput(t *testing.T) {
	classes := []string{theSame, aSuccessOfNothing, anInterconnectLost, anErrorLost}
	compareAnswers(t, "responses.json", classes, differences, func(c *answerCase) asked {
		our, ourErr := newOurClient(c.transport(t), "").CreateInterconnect(background, plainInput(), once)
		their, theirErr := newSDKClient(c.transport(t), "").CreateInterconnect(background, sdkInput(plainInput()), never)
		return asked{our, their, ourErr, theirErr}
	})
}

func TestTheSameAnswersGiveTheSameList(t *testing.T) {
	classes := []string{theSame, aListThatIsNotWhole, aListLost}
	compareAnswers(t, "describe_responses.json", classes, nil, func(c *answerCase) asked {
		our, ourErr := newOurClient(c.transport(t), "").DescribeInterconnects(background, nil, once)
		their, theirErr := newSDKClient(c.transport(t), "").DescribeInterconnects(background, nil, never)
		return asked{our, their, ourErr, theirErr}
	})
}

func compareAnswers(t *testing.T, vectors string, classes []string, differences map[string]string, ask func(*answerCase) asked) {
	counts := map[string]int{}
	for _, class := range classes {
		counts[class] = 0
	}
	unused := map[string]bool{}
	for name := range differences {
		unused[name] = true
	}
	for _, c := range answerCases(t, vectors) {
		if c.Delivery != "" && c.Delivery != "COMPLETE" || c.Status < 200 {
			continue
		}
		c := c
		t.Run(c.Name, func(t *testing.T) {
			verdict := ask(&c).compare(t)
			if _, isClass := counts[verdict]; isClass {
				counts[verdict]++
				return
			}
			if _, isListed := differences[c.Name]; !isListed {
				t.Error(verdict)
			}
			delete(unused, c.Name)
		})
	}
	for verdict, count := range counts {
		t.Logf("%d: %s", count, verdict)
		if count == 0 {
			t.Errorf("nothing is %q any more", verdict)
		}
	}
	for name := range unused {
		t.Errorf("%q stands in the list of differences, and there is none", name)
	}
}

func once(o *dxinterconnect.Options) { o.RetryMaxAttempts = 1 }

func never(o *directconnect.Options) { o.Retryer = aws.NopRetryer{} }

// compare says how the clients differ: one of the classes below, or in detail.
func (a asked) compare(t *testing.T) string {
	var unknown *dxinterconnect.OutcomeUnknownError
	var notDescribed *dxinterconnect.NotDescribedError
	var unread *smithy.DeserializationError
	created, _ := a.their.(*directconnect.CreateInterconnectOutput)
	switch {
	case a.ourErr == nil && a.theirErr == nil:
		if ours, theirs := valuesOf(t, a.our), valuesOf(t, a.their); !reflect.DeepEqual(ours, theirs) {
			return fmt.Sprintf("other values: ours %v, the SDK's %v", ours, theirs)
		}
		return theSame
	case a.theirErr == nil && errors.As(a.ourErr, &notDescribed):
		return aListThatIsNotWhole
	case a.theirErr == nil && errors.As(a.ourErr, &unknown) && created != nil && created.InterconnectId == nil:
		return aSuccessOfNothing
	case a.ourErr == nil && errors.As(a.theirErr, &unread):
		if _, isList := a.our.(*dxinterconnect.DescribeInterconnectsOutput); isList {
			return aListLost
		}
		return anInterconnectLost
	case a.ourErr == nil || a.theirErr == nil:
		return fmt.Sprintf("other outcome: ours %v, the SDK's %v", a.ourErr, a.theirErr)
	}
	var ourError *dxinterconnect.APIError
	var theirError smithy.APIError
	hasOurs, hasTheirs := errors.As(a.ourErr, &ourError), errors.As(a.theirErr, &theirError)
	switch {
	case !hasTheirs && errors.As(a.theirErr, &unread):
		if errors.As(a.ourErr, &unknown) || errors.As(a.ourErr, &notDescribed) || ourError.Code == "" {
			return theSame // an answer that cannot be read; what to do about it, only we say
		}
		return anErrorLost
	case !hasOurs || !hasTheirs:
		return fmt.Sprintf("other error: ours %v, the SDK's %v", a.ourErr, a.theirErr)
	}
	code := ourError.Code
	if code == "" {
		code = "UnknownError" // is what the SDK calls a code that is not there, and most times a message, too
	}
	message := theirError.ErrorMessage()
	if message == "UnknownError" {
		message = ""
	}
	if code != theirError.ErrorCode() || message != ourError.Message {
		return fmt.Sprintf("other error: ours %q %q, the SDK's %q %q", code, ourError.Message, theirError.ErrorCode(), message)
	}
	return theSame
}

// What the facts about the protocol call mistakes, beside what is the same.
const (
	theSame             = "the same"
	aSuccessOfNothing   = "the SDK takes an answer without an interconnect for a success"
	aListThatIsNotWhole = "the SDK takes what is no whole list for one, from which nobody may conclude what is there"
	anInterconnectLost  = "the SDK takes an interconnect that was created for an error, because of something else in the answer"
	aListLost           = "the SDK takes a whole list for an error, because of something else in the answer"
	anErrorLost         = "the SDK does not read an error because of something else in the answer"
)

// The answers that the clients read differently in another way, and what the SDK makes of them.
var differences = map[string]string{
	"loaIssueTime 1e18":                                       tooFar,
	"loaIssueTime 1453757421000":                              tooFar,
	"loaIssueTime 253402300799.999999":                        tooFar,
	"loaIssueTime 253402300800":                               tooFar,
	"loaIssueTime 253402300799.9999996":                       tooFar,
	"loaIssueTime -62135596800":                               tooFar,
	"loaIssueTime -62135596800.000001":                        tooFar,
	"loaIssueTime -62135596801":                               tooFar,
	"loaIssueTime 9223372036854775808":                        tooFar,
	"a tag is null":                                           "a tag without key and value",
	"the id twice, then null":                                 "no id, though one was there",
	"the id twice, then empty":                                "an empty id, though one was there",
	"half of a surrogate pair":                                repaired,
	"the low half of a surrogate pair":                        repaired,
	"bad UTF-8 in a member":                                   repaired,
	"bad UTF-8 in a tag":                                      repaired,
	"bad UTF-8 in the id":                                     repaired,
	"an id that is half of a surrogate pair, with status 200": repaired,
	"an id that is empty, with status 200":                    "an interconnect without a name to find it by",
	"half of a surrogate pair in __type: nobody knows which code was meant":              repaired,
	"__type and code contradict each other: the one that leaves the outcome open counts": "the first of two codes",
	"the header before __type and code":                                                  "the body's code before the header's, which newer SDKs have the other way round",
}

const (
	tooFar   = "another time, since its nanoseconds overflow"
	repaired = "U+FFFD in place of what was no text"
)
