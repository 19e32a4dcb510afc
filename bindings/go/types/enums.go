package types

// InterconnectState is the state of an interconnect. The service may send others than the constants
// here; they are kept as they came.
type InterconnectState string

// The states of an interconnect.
const (
	// Until the letter of authorization is sent to the customer.
	InterconnectStateRequested InterconnectState = "requested"
	// Approved, and being initialized.
	InterconnectStatePending InterconnectState = "pending"
	// The network link is up, and the interconnect is ready for use.
	InterconnectStateAvailable InterconnectState = "available"
	// The network link is down.
	InterconnectStateDown     InterconnectState = "down"
	InterconnectStateDeleting InterconnectState = "deleting"
	InterconnectStateDeleted  InterconnectState = "deleted"
	// The service does not know.
	InterconnectStateUnknown InterconnectState = "unknown"
)

// Values returns the states that this package knows.
func (InterconnectState) Values() []InterconnectState {
	return []InterconnectState{
		InterconnectStateRequested,
		InterconnectStatePending,
		InterconnectStateAvailable,
		InterconnectStateDown,
		InterconnectStateDeleting,
		InterconnectStateDeleted,
		InterconnectStateUnknown,
	}
}

// HasLogicalRedundancy says whether an interconnect supports a secondary BGP session in the same
// address family.
type HasLogicalRedundancy string

// What the service says of logical redundancy.
const (
	HasLogicalRedundancyUnknown HasLogicalRedundancy = "unknown"
	HasLogicalRedundancyYes     HasLogicalRedundancy = "yes"
	HasLogicalRedundancyNo      HasLogicalRedundancy = "no"
)

// Values returns the values that this package knows.
func (HasLogicalRedundancy) Values() []HasLogicalRedundancy {
	return []HasLogicalRedundancy{
		HasLogicalRedundancyUnknown,
		HasLogicalRedundancyYes,
		HasLogicalRedundancyNo,
	}
}
