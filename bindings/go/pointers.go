package dxinterconnect

import "time"

// String returns a pointer to a copy of value, as members of inputs are.
func String(value string) *string { return &value }

// Bool returns a pointer to a copy of value.
func Bool(value bool) *bool { return &value }

// Int32 returns a pointer to a copy of value.
func Int32(value int32) *int32 { return &value }

// ToString returns what value points to, and "" for nil.
func ToString(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

// ToBool returns what value points to, and false for nil.
func ToBool(value *bool) bool { return value != nil && *value }

// ToTime returns what value points to, and the zero time for nil.
func ToTime(value *time.Time) time.Time {
	if value == nil {
		return time.Time{}
	}
	return *value
}
