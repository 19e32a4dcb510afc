// Package types holds the data types, enumerations and exceptions of AWS Direct Connect that the package
// dxinterconnect uses, under the names that they have in aws-sdk-go-v2's service/directconnect/types.
package types

import "time"

// Interconnect is a port between the network of a Direct Connect Partner and a Direct Connect location. A
// member that the service did not send is nil or "".
type Interconnect struct {
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
	HasLogicalRedundancy HasLogicalRedundancy

	// The ID of the interconnect, "dxcon-…".
	InterconnectId *string

	// The name of the interconnect.
	InterconnectName *string

	// The state of the interconnect.
	InterconnectState InterconnectState

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
	MacSecKeys []MacSecKey

	// The MAC Security (MACsec) port link status: "Encryption Up" or "Encryption Down".
	PortEncryptionStatus *string

	// The name of the service provider associated with the interconnect.
	ProviderName *string

	// The region of the interconnect.
	Region *string

	// The tags of the interconnect.
	Tags []Tag

	// Members that this package does not know, each as its JSON text; nil if there are none.
	UnknownMembers map[string]string
}

// Tag is a tag of an interconnect.
type Tag struct {
	// The key. This member is required.
	Key *string

	// The value. A tag without one is not the same as a tag whose value is "".
	Value *string
}

// MacSecKey is a MAC Security (MACsec) secret key.
type MacSecKey struct {
	// The connection key name (CKN) of the secret key.
	Ckn *string

	// The Amazon Resource Name (ARN) of the secret key.
	SecretARN *string

	// When the secret key takes effect, in UTC, as the service writes it.
	StartOn *string

	// The state of the secret key: associating, associated, disassociating or disassociated.
	State *string
}
