// Package dxinterconnect orders AWS Direct Connect interconnects.
//
// It is shaped like the package service/directconnect of aws-sdk-go-v2 and depends on nothing but the
// standard library and libdxinterconnect, the C library that checks and signs the order and reads the
// answer:
//
//	client := dxinterconnect.New(dxinterconnect.Options{
//		Region:      "us-east-1",
//		Credentials: dxinterconnect.FromSDK(cfg.Credentials),
//	})
//	out, err := client.CreateInterconnect(ctx, &dxinterconnect.CreateInterconnectInput{
//		InterconnectName: dxinterconnect.String("acme-iad-1"),
//		Bandwidth:        dxinterconnect.String("10Gbps"),
//		Location:         dxinterconnect.String("EqDC2"),
//	})
//
// # Unlike the SDK
//
// CreateInterconnect has no idempotency token: an order that is sent twice may be two ports. So this
// package never resends an order whose outcome is unknown, such as one that timed out after it was sent,
// or one that was answered with a bare 500 or with a page that is no interconnect. It returns an
// [OutcomeUnknownError] instead: look with DescribeInterconnects before ordering again. What is known not
// to have created anything (no connection, throttling, a wrong clock) is resent, as often as
// Options.RetryMaxAttempts says.
//
// An input is checked by what AWS documents before anything is sent, and all that is wrong with it comes
// in one [ValidationError].
//
// # Errors
//
// An error of CreateInterconnect is one of these, to be found with [errors.As]:
//
//   - *[ValidationError]: input or options are wrong; nothing was sent.
//   - *[NotSentError]: there was no connection, or none with a certificate that is trusted, or the context
//     ended first; nothing was ordered.
//   - *[APIError]: the service refused; nothing was ordered. The exceptions that the service documents
//     are there as well, such as *types.DuplicateTagKeysException.
//   - *[OutcomeUnknownError]: a port may be ordered. It wraps what is known: the service's *[APIError], the
//     transport's error, or the context's.
//   - what the CredentialsProvider returned, wrapped; or [ErrClosed]. Nothing was ordered.
//
// # Ordering what is not there
//
// [Client.EnsureInterconnect] looks first, orders only if the interconnect is not there, and looks for an order whose
// outcome is unknown in place of ordering again. [Client.WaitUntilAvailable] follows it from there.
//
// # With a transport of its own
//
// A program that does its own sending uses [Sign], [SignDescribeInterconnects] and [ReadResponse], which do no
// I/O.
package dxinterconnect
