// Command order orders an AWS Direct Connect interconnect.
//
//	order [-ensure] [-dry-run] [-wait 72h] [-bandwidth 10Gbps] [-tag key=value]… NAME LOCATION
//
// Credentials, region and endpoint come from the environment, under the names that AWS's tools use. It
// prints the interconnect's id. With -ensure it looks first, and orders only what is not there. With -wait it
// then waits until the interconnect is available. Its exit status says what is true:
//
//	0  ordered, there already, or shown
//	1  nothing was ordered
//	2  the command line is wrong
//	3  nobody knows whether a port was ordered: look before ordering again
//	4  it is there, and not available yet
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

const (
	exitNotOrdered = 1
	exitUsage      = 2
	exitUnknown    = 3
	exitNotYet     = 4
)

type tags []types.Tag

func (t *tags) String() string { return "" }

func (t *tags) Set(text string) error {
	key, value, hasValue := strings.Cut(text, "=")
	tag := types.Tag{Key: &key}
	if hasValue {
		tag.Value = &value
	}
	*t = append(*t, tag)
	return nil
}

func main() {
	ensure := flag.Bool("ensure", false, "look first, and order only what is not there")
	dryRun := flag.Bool("dry-run", false, "order nothing: show what would be sent, or with -ensure what there is to do")
	maxWait := flag.Duration("wait", 0, "wait so long for it to become available; 0: not at all")
	bandwidth := flag.String("bandwidth", "10Gbps", "1Gbps, 10Gbps or 100Gbps")
	var tags tags
	flag.Var(&tags, "tag", "key=value; may be given again")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: order [options] NAME LOCATION")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(exitUsage)
	}
	// Ctrl-C before the order is sent keeps it from being sent; after that, it says that nobody knows.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client := dxinterconnect.New(dxinterconnect.OptionsFromEnvironment())
	input := &dxinterconnect.CreateInterconnectInput{
		InterconnectName: dxinterconnect.String(flag.Arg(0)),
		Location:         dxinterconnect.String(flag.Arg(1)),
		Bandwidth:        bandwidth,
		Tags:             tags,
	}
	var err error
	if *dryRun {
		err = show(ctx, client, *ensure, input)
	} else {
		err = order(ctx, client, *ensure, input, *maxWait)
	}
	client.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitStatus(err))
	}
}

// show orders nothing.
func show(ctx context.Context, client *dxinterconnect.Client, ensure bool, input *dxinterconnect.CreateInterconnectInput) error {
	if ensure {
		found, err := client.EnsureDryRun(ctx, input)
		if err != nil {
			return err
		}
		fmt.Printf("%s: %s\n", found.Decision, found.Explanation)
		return nil
	}
	text, err := client.DryRun(ctx, input)
	fmt.Print(text)
	return err
}

func order(ctx context.Context, client *dxinterconnect.Client, ensure bool, input *dxinterconnect.CreateInterconnectInput, maxWait time.Duration) error {
	var interconnect types.Interconnect
	var metadata dxinterconnect.Metadata
	if ensure {
		out, err := client.EnsureInterconnect(ctx, input)
		if err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, out.Explanation)
		interconnect, metadata = out.Interconnect, out.ResultMetadata
	} else {
		out, err := client.CreateInterconnect(ctx, input)
		if err != nil {
			return err
		}
		interconnect, metadata = out.Interconnect, out.ResultMetadata
	}
	for _, warning := range metadata.Warnings {
		fmt.Fprintln(os.Stderr, "warning:", warning)
	}
	id := *interconnect.InterconnectId
	fmt.Println(id)
	if maxWait == 0 {
		return nil
	}
	_, err := client.WaitUntilAvailable(ctx, id, maxWait, func(o *dxinterconnect.WaitOptions) {
		o.MaxDelay = maxWait/2 + 1
		if o.MaxDelay > time.Minute {
			o.MaxDelay = time.Minute
		}
		o.MinDelay = o.MaxDelay / 4
		o.OnProgress = func(seen *types.Interconnect, waited time.Duration) {
			state := types.InterconnectState("not shown yet")
			if seen != nil {
				state = seen.InterconnectState
			}
			fmt.Fprintf(os.Stderr, "%s after %v\n", state, waited.Round(time.Second))
		}
	})
	if err != nil {
		return &notAvailableError{err}
	}
	return nil
}

// notAvailableError is about an interconnect that is there.
type notAvailableError struct{ error }

func exitStatus(err error) int {
	var unknown *dxinterconnect.OutcomeUnknownError
	if errors.As(err, &unknown) {
		return exitUnknown
	}
	if _, isThere := err.(*notAvailableError); isThere {
		return exitNotYet
	}
	return exitNotOrdered
}
