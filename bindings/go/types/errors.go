package types

// ErrorFault says whose fault an error is.
type ErrorFault int

// The sides that can be at fault.
const (
	FaultUnknown ErrorFault = iota
	FaultServer
	FaultClient
)

// String is "server", "client" or "unknown".
func (f ErrorFault) String() string {
	switch f {
	case FaultServer:
		return "server"
	case FaultClient:
		return "client"
	default:
		return "unknown"
	}
}

// DirectConnectClientException says that one or more parameters are not valid.
type DirectConnectClientException struct {
	Message *string
}

func (e *DirectConnectClientException) Error() string { return describe(e.ErrorCode(), e.Message) }

// ErrorMessage is the service's message.
func (e *DirectConnectClientException) ErrorMessage() string { return text(e.Message) }

// ErrorCode is "DirectConnectClientException".
func (e *DirectConnectClientException) ErrorCode() string { return "DirectConnectClientException" }

// ErrorFault is FaultClient.
func (e *DirectConnectClientException) ErrorFault() ErrorFault { return FaultClient }

// DirectConnectServerException says that an error occurred on the server's side. It does not say that
// nothing was ordered: it comes within an OutcomeUnknownError.
type DirectConnectServerException struct {
	Message *string
}

func (e *DirectConnectServerException) Error() string { return describe(e.ErrorCode(), e.Message) }

// ErrorMessage is the service's message.
func (e *DirectConnectServerException) ErrorMessage() string { return text(e.Message) }

// ErrorCode is "DirectConnectServerException".
func (e *DirectConnectServerException) ErrorCode() string { return "DirectConnectServerException" }

// ErrorFault is FaultServer.
func (e *DirectConnectServerException) ErrorFault() ErrorFault { return FaultServer }

// DuplicateTagKeysException says that a tag key was specified more than once.
type DuplicateTagKeysException struct {
	Message *string
}

func (e *DuplicateTagKeysException) Error() string { return describe(e.ErrorCode(), e.Message) }

// ErrorMessage is the service's message.
func (e *DuplicateTagKeysException) ErrorMessage() string { return text(e.Message) }

// ErrorCode is "DuplicateTagKeysException".
func (e *DuplicateTagKeysException) ErrorCode() string { return "DuplicateTagKeysException" }

// ErrorFault is FaultClient.
func (e *DuplicateTagKeysException) ErrorFault() ErrorFault { return FaultClient }

// TooManyTagsException says that the limit on the number of tags has been reached.
type TooManyTagsException struct {
	Message *string
}

func (e *TooManyTagsException) Error() string { return describe(e.ErrorCode(), e.Message) }

// ErrorMessage is the service's message.
func (e *TooManyTagsException) ErrorMessage() string { return text(e.Message) }

// ErrorCode is "TooManyTagsException".
func (e *TooManyTagsException) ErrorCode() string { return "TooManyTagsException" }

// ErrorFault is FaultClient.
func (e *TooManyTagsException) ErrorFault() ErrorFault { return FaultClient }

func text(message *string) string {
	if message == nil {
		return ""
	}
	return *message
}

func describe(code string, message *string) string { return code + ": " + text(message) }
