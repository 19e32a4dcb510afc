// Package types holds the data types, enumerations and exceptions of AWS Direct Connect that the package
// dxinterconnect uses, under the names that they have in aws-sdk-go-v2's service/directconnect/types.
package types

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
