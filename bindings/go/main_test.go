package dxinterconnect

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/dxinterconnect/dxinterconnect/bindings/go/internal/callocs"
	"github.com/dxinterconnect/dxinterconnect/bindings/go/types"
)

// TestMain looks for leaks after the tests: no signer may be left, and doing everything many times may not
// leave anything in C's memory.
func TestMain(m *testing.M) {
	code := m.Run()
	if code == 0 {
		for _, check := range []func() error{checkSigners, checkMemory} {
			if err := check(); err != nil {
				fmt.Println("FAIL: leak check:", err)
				code = 1
			}
		}
	}
	os.Exit(code)
}

// checkSigners gives clients that tests did not close to the garbage collector.
func checkSigners() error {
	for try := 0; liveSigners.Load() != 0; try++ {
		if try == 100 {
			return fmt.Errorf("%d signers were never freed", liveSigners.Load())
		}
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	return nil
}

const leakRounds = 2000

// checkMemory tells a leak from noise: malloc hands out 16 bytes or more, and in each round if it leaks.
func checkMemory() error {
	grown := growth(leakRounds, everything)
	if grown > 8*leakRounds {
		return fmt.Errorf("%d rounds left %d bytes in C's memory", leakRounds, grown)
	}
	return nil
}

func growth(rounds int, round func()) int {
	// Each thread has a cache of freed memory, which counts as in use.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for i := 0; i < rounds/10; i++ { // what is allocated once and kept
		round()
	}
	runtime.GC()
	before := callocs.InUse()
	for i := 0; i < rounds; i++ {
		round()
	}
	runtime.GC()
	return callocs.InUse() - before
}

// everything crosses to C in every way that there is, with success and with failure.
func everything() {
	now := time.Unix(1767323045, 0)
	bad := &CreateInterconnectInput{Bandwidth: String("7 bananas"), Location: String("\xff")}
	bad.Problems()
	Sign(testInput(), testCredentials, Options{Region: "us-east-1"}, now)
	Sign(bad, testCredentials, Options{Region: "us-east-1"}, now)
	Sign(bad, testCredentials, Options{Region: "a/b"}, now)
	Sign(longInput(), testCredentials, Options{Region: "us-east-1"}, now)
	client := New(Options{Region: "us-east-1", Credentials: staticTestCredentials})
	client.DryRun(background, testInput())
	client.DryRun(background, bad)
	client.Close()
	for _, body := range []string{fullAnswer, `{"__type":"ThrottlingException","message":"Rate exceeded"}`, "<html>", ""} {
		ReadResponse(Response{StatusCode: 200, Header: http.Header{"X-Amzn-Requestid": {"RID"}}, Body: []byte(body), Time: now})
	}
	SignDescribeInterconnects(&DescribeInterconnectsInput{MaxResults: Int32(1), NextToken: String("a")}, testCredentials, Options{Region: "us-east-1"}, now)
	for _, body := range []string{onePage, shownList, "{}", ""} {
		ReadResponse(Response{Operation: OperationDescribeInterconnects, StatusCode: 200, Body: []byte(body)})
		ensureOnce(body)
	}
	Reconcile(testInput(), []types.Interconnect{{InterconnectName: String("acme-iad-1"), Tags: testInput().Tags}})
	Reconcile(bad, nil)
	ReadResponse(Response{Delivery: DeliveryNothingSent})
	ReadResponse(Response{Delivery: 99})
}

// ensureOnce is a conversation: what is there is this list, and the order is lost.
func ensureOnce(list string) {
	machine, err := newEnsureMachine(testInput(), &EnsureOptions{LookAgain: 1}, 0)
	if err != nil {
		return
	}
	defer machine.close()
	for now := int64(0); ; now++ {
		switch machine.next(now, 1) {
		case stepLook:
			machine.look()
			machine.receive(Response{Operation: OperationDescribeInterconnects, StatusCode: 200, Body: []byte(list)})
		case stepOrder:
			machine.receive(Response{Delivery: DeliveryNoAnswer})
		case stepDone:
			machine.result()
			return
		}
	}
}

func TestTheLeakCheckSeesALeak(t *testing.T) {
	grown := growth(leakRounds, func() {
		everything()
		callocs.Leak(16)
	})
	if grown < 16*leakRounds {
		t.Errorf("%d bytes leaked and %d were seen", 16*leakRounds, grown)
	}
}
