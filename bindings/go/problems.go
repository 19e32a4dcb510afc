package dxinterconnect

// Severity says whether a Problem bars an order.
type Severity int

const (
	// SeverityError refuses the order.
	SeverityError Severity = 1
	// SeverityWarning does not: AWS may accept it.
	SeverityWarning Severity = 2
)

// String is "error" or "warning".
func (s Severity) String() string {
	if s == SeverityWarning {
		return "warning"
	}
	return "error"
}

// nameOf is the name of a number; of one that has none, that of another.
func nameOf[Number ~int](names map[Number]string, number, other Number) string {
	if name, isThere := names[number]; isThere {
		return name
	}
	return names[other]
}

// Problem is one thing that is wrong with an input, with options, or with an answer.
type Problem struct {
	Severity Severity

	// What kind of problem it is, such as "MISSING_MEMBER", and its number: the C header's
	// DXI_PROBLEM_… constants.
	Code   string
	Number int

	// Where, in the names of the wire: "bandwidth", "tags[3].key"; "" for the whole.
	Path string

	// What is wrong: the rule and the value.
	Message string

	// What to write instead; "" where there is nothing to suggest.
	Suggestion string
}

// String is the message with the suggestion.
func (p Problem) String() string {
	if p.Suggestion == "" {
		return p.Message
	}
	return p.Message + " (" + p.Suggestion + ")"
}
