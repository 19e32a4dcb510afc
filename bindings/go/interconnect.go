package dxinterconnect

import (
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// memory is what the pointers of an interconnect point to, so that they need no allocations of their own.
type memory struct {
	texts         [12]string
	loaIssueTime  time.Time
	jumboFrame    bool
	macSecCapable bool
}

// interconnects reads so many; their memory is one piece.
func (u *unpacker) interconnects(count int64) []types.Interconnect {
	made := make([]types.Interconnect, count)
	memories := make([]memory, count)
	for i := range made {
		u.interconnect(&made[i], &memories[i])
	}
	return made
}

// interconnect reads what native.c's put_interconnect writes.
func (u *unpacker) interconnect(made *types.Interconnect, memory *memory) {
	used := 0
	text := func() *string {
		text, isThere := u.optional()
		if !isThere {
			return nil
		}
		memory.texts[used] = text
		used++
		return &memory.texts[used-1]
	}
	made.InterconnectId = text()
	made.InterconnectName = text()
	made.InterconnectState = types.InterconnectState(u.text())
	made.Region = text()
	made.Location = text()
	made.Bandwidth = text()
	made.LagId = text()
	made.AwsDevice = text()
	made.AwsDeviceV2 = text()
	made.AwsLogicalDeviceId = text()
	made.HasLogicalRedundancy = types.HasLogicalRedundancy(u.text())
	made.ProviderName = text()
	made.PortEncryptionStatus = text()
	made.EncryptionMode = text()
	if microseconds, isThere := u.optionalNumber(); isThere {
		memory.loaIssueTime = time.UnixMicro(microseconds).UTC()
		made.LoaIssueTime = &memory.loaIssueTime
	}
	if value, isThere := u.optionalNumber(); isThere {
		memory.jumboFrame = value != 0
		made.JumboFrameCapable = &memory.jumboFrame
	}
	if value, isThere := u.optionalNumber(); isThere {
		memory.macSecCapable = value != 0
		made.MacSecCapable = &memory.macSecCapable
	}
	if count := u.number(); count >= 0 {
		made.Tags = make([]types.Tag, count)
		texts := u.texts(2 * int(count))
		for i := range made.Tags {
			made.Tags[i] = types.Tag{Key: texts(), Value: texts()}
		}
	}
	if count := u.number(); count >= 0 {
		made.MacSecKeys = make([]types.MacSecKey, count)
		texts := u.texts(4 * int(count))
		for i := range made.MacSecKeys {
			made.MacSecKeys[i] = types.MacSecKey{SecretARN: texts(), Ckn: texts(), State: texts(), StartOn: texts()}
		}
	}
	if count := u.number(); count > 0 {
		made.UnknownMembers = make(map[string]string, count)
		for ; count > 0; count-- {
			name := u.text()
			made.UnknownMembers[name] = u.text()
		}
	}
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
