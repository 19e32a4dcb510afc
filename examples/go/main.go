// Command order orders an AWS Direct Connect interconnect.
//
//	order [-dry-run] [-bandwidth 10Gbps] [-tag key=value]… NAME LOCATION
//
// Credentials, region and endpoint come from the environment, under the names that AWS's tools use. It
// prints the new interconnect's id. Its exit status says what is true:
//
//	0  ordered, or shown
//	1  nothing was ordered
//	2  the command line is wrong
//	3  nobody knows whether a port was ordered: look before ordering again
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"

	dxinterconnect "github.com/dxinterconnect/dxinterconnect/bindings/go"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

const (
	exitNotOrdered = 1
	exitUsage      = 2
	exitUnknown    = 3
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
	dryRun := flag.Bool("dry-run", false, "show what would be sent, and send nothing")
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
	err := order(ctx, client, *dryRun, &dxinterconnect.CreateInterconnectInput{
		InterconnectName: dxinterconnect.String(flag.Arg(0)),
		Location:         dxinterconnect.String(flag.Arg(1)),
		Bandwidth:        bandwidth,
		Tags:             tags,
	})
	client.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitStatus(err))
	}
}

func order(ctx context.Context, client *dxinterconnect.Client, dryRun bool, input *dxinterconnect.CreateInterconnectInput) error {
	if dryRun {
		text, err := client.DryRun(ctx, input)
		fmt.Print(text)
		return err
	}
	out, err := client.CreateInterconnect(ctx, input)
	if err != nil {
		return err
	}
	for _, warning := range out.ResultMetadata.Warnings {
		fmt.Fprintln(os.Stderr, "warning:", warning)
	}
	fmt.Println(*out.InterconnectId)
	return nil
}

func exitStatus(err error) int {
	var unknown *dxinterconnect.OutcomeUnknownError
	if errors.As(err, &unknown) {
		return exitUnknown
	}
	return exitNotOrdered
}
