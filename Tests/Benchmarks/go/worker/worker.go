// Package worker drives the peers that are written in Go, as c/worker.h does those in C.
package worker

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"syscall"
	"time"

	"dxbench/inputs"
)

// Operation is what is measured. Sized returns it for a size, with all that is prepared for it.
type Operation struct {
	Run   func()
	Sized func(size int) func()
	Show  func() string
}

// Must is for what cannot fail here.
func Must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Serve reads lines "OPERATION COUNT [SIZE]" and answers each with nanoseconds and allocations; with the
// argument "once" it does one whole call.
func Serve(operations map[string]Operation) {
	if len(os.Args) > 1 {
		operations["call"].Run()
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var name string
		count, size := 0, -1
		fmt.Sscan(lines.Text(), &name, &count, &size)
		operation := operations[name]
		run := operation.Run
		if size >= 0 {
			run = operation.Sized(size)
		}
		if count == 0 {
			fmt.Println(operation.Show())
			continue
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := processorTime()
		for i := 0; i < count; i++ {
			run()
		}
		took := processorTime() - start
		runtime.ReadMemStats(&after)
		fmt.Println(took, after.Mallocs-before.Mallocs)
	}
}

// processorTime is what all threads of this process have had, in nanoseconds.
func processorTime() int64 {
	var usage syscall.Rusage
	Must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// Tags are a request's: those of inputs.json, or size of them if that is 0 or more.
func Tags(size int) [][2]string {
	if size < 0 {
		return inputs.Tags
	}
	tags := make([][2]string, size)
	for i := range tags {
		tags[i] = [2]string{fmt.Sprint("key-", i), fmt.Sprint("value-", i)}
	}
	return tags
}

// LongAnswer has a list of tags that makes it so long; as in c/bodies.h.
func LongAnswer(size int) []byte {
	var text bytes.Buffer
	text.WriteString(`{"interconnectId":"dxcon-fg1a2b3c","tags":[`)
	for i := 0; text.Len() < size-60; i++ {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"key":"key-%d","value":"value"}`, i)
	}
	text.WriteString("]}")
	return text.Bytes()
}

// Header is a response's.
func Header(of map[string]string) http.Header {
	header := http.Header{}
	for name, value := range of {
		header.Set(name, value)
	}
	return header
}

// Response is what a transport hands over.
func Response(status int, header http.Header, body []byte) *http.Response {
	return &http.Response{
		StatusCode: status, Header: header, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader(body)),
	}
}

// Stub is a transport that sends nothing: it reads the request's body and answers.
type Stub struct{}

var answerHeader, answer = Header(inputs.AnswerHeaders), []byte(inputs.Answer)

// Do answers that the interconnect is created.
func (Stub) Do(request *http.Request) (*http.Response, error) {
	if _, err := io.Copy(io.Discard, request.Body); err != nil {
		return nil, err
	}
	return Response(200, answerHeader, answer), nil
}

// ShowError is an error as text.
func ShowError(code, message, requestID string) string {
	return code + "|" + message + "|" + requestID + "|"
}

// Show is an answer as text.
func Show(strings []string, jumbo bool, issued time.Time, tags [][2]string, requestID string) string {
	var text bytes.Buffer
	for _, member := range strings {
		text.WriteString(member + "|")
	}
	flag := 0
	if jumbo {
		flag = 1
	}
	fmt.Fprintf(&text, "%d|%d|", flag, issued.UnixMicro())
	for _, tag := range tags {
		text.WriteString(tag[0] + "|" + tag[1] + "|")
	}
	return text.String() + requestID + "|"
}
