package dxinterconnect

// #cgo pkg-config: dxinterconnect
// #cgo CFLAGS: -std=c99
// #include "native.h"
import "C"

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// The loader goes by the name libdxinterconnect.so.1, which does not keep another library from bearing it.
// Whatever is called after that would be undefined.
func init() {
	if version := C.dxi_abi_version(); version != C.DXI_ABI_VERSION {
		panic(fmt.Sprintf("dxinterconnect: this program is written for ABI version %d of libdxinterconnect, and the one that is loaded has %d",
			C.DXI_ABI_VERSION, version))
	}
}

// LibraryVersion is the version of the libdxinterconnect that is loaded, such as "0.1.0".
func LibraryVersion() string { return C.GoString(C.dxi_version()) }

// Lengths as native.h has them.
const (
	numberSize = 8
	// No text or body is read further by the library than this: see the C header.
	maximumLength = int(C.DXI_MAXIMUM_LENGTH)

	problemNULCharacter    = int(C.DXI_PROBLEM_NUL_CHARACTER)
	problemInvalidEndpoint = int(C.DXI_PROBLEM_INVALID_ENDPOINT)
)

// packer writes what a C function will read: see native.h.
type packer struct{ bytes []byte }

func (p *packer) number(number int64) {
	var bytes [numberSize]byte
	binary.LittleEndian.PutUint64(bytes[:], uint64(number))
	p.grow(numberSize)
	p.bytes = append(p.bytes, bytes[:]...)
}

func (p *packer) text(text string) {
	// One byte more than the library takes is enough for it to refuse the text.
	if len(text) > maximumLength {
		text = text[:maximumLength+1]
	}
	p.number(int64(len(text)))
	p.grow(len(text) + 1)
	p.bytes = append(append(p.bytes, text...), 0)
}

// grow makes room, and wipes what append would leave behind, which may be a secret.
func (p *packer) grow(more int) {
	if cap(p.bytes)-len(p.bytes) >= more {
		return
	}
	larger := make([]byte, len(p.bytes), 2*cap(p.bytes)+more)
	copy(larger, p.bytes)
	wipe(p.bytes)
	p.bytes = larger
}

func (p *packer) optional(text *string) {
	if text == nil {
		p.number(-1)
		return
	}
	p.text(*text)
}

// optionalText packs "" as absent, where the two mean the same.
func (p *packer) optionalText(text string) {
	if text == "" {
		p.number(-1)
		return
	}
	p.text(text)
}

// optionalNumber packs whether the number is there, and the number.
func (p *packer) optionalNumber(number int64, isThere bool) {
	p.flag(isThere)
	p.number(number)
}

func (p *packer) flag(isSet bool) {
	if isSet {
		p.number(1)
	} else {
		p.number(0)
	}
}

// request packs what native.c's take_request reads.
func (p *packer) request(params input) {
	p.number(int64(params.operation()))
	params.pack(p)
}

// pointer is for the one C call that follows.
func (p *packer) pointer() *C.char { return pointer(p.bytes) }

func pointer(bytes []byte) *C.char {
	if len(bytes) == 0 {
		return nil
	}
	return (*C.char)(unsafe.Pointer(&bytes[0]))
}

// unpacker reads what a C function wrote: see native.h. Its texts are parts of one string.
type unpacker struct {
	all string
	at  int
}

func (u *unpacker) number() int64 {
	b := u.all[u.at : u.at+numberSize]
	u.at += numberSize
	// binary.LittleEndian takes no string. Written out, the compiler makes one load of it.
	return int64(uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56)
}

func (u *unpacker) optional() (text string, isThere bool) {
	length := int(u.number())
	if length < 0 {
		return "", false
	}
	text = u.all[u.at : u.at+length]
	u.at += length + 1
	return text, true
}

// text is "" where there is none.
func (u *unpacker) text() string {
	text, _ := u.optional()
	return text
}

func (u *unpacker) optionalNumber() (number int64, isThere bool) {
	isThere = u.number() != 0
	return u.number(), isThere
}

func (u *unpacker) problems() []Problem {
	count := u.number()
	if count == 0 {
		return nil
	}
	problems := make([]Problem, count)
	for i := range problems {
		problems[i] = Problem{
			Severity:   Severity(u.number()),
			Number:     int(u.number()),
			Code:       u.text(),
			Path:       u.text(),
			Message:    u.text(),
			Suggestion: u.text(),
		}
	}
	return problems
}

// exchange is the memory of one call: what goes in, and room for what comes out.
type exchange struct {
	in   packer
	out  []byte
	used int // of out
}

const (
	usualSize = 4 << 10
	// A larger one is not kept: an order has at most 50 tags, and only an odd answer is this long.
	keptSize = 64 << 10
)

var exchanges = sync.Pool{New: func() any {
	return &exchange{in: packer{make([]byte, 0, usualSize)}, out: make([]byte, usualSize)}
}}

func newExchange() *exchange { return exchanges.Get().(*exchange) }

// release wipes what was in it, which may be a secret, and keeps the memory for the next call.
func (e *exchange) release() {
	wipe(e.in.bytes)
	wipe(e.out[:e.used])
	if cap(e.in.bytes) <= keptSize && len(e.out) <= keptSize {
		e.in.bytes, e.used = e.in.bytes[:0], 0
		exchanges.Put(e)
	}
}

func wipe(bytes []byte) {
	for i := range bytes {
		bytes[i] = 0
	}
}

// call calls C, and once more with more room where there was too little, and copies out what C wrote.
func (e *exchange) call(function func(out *C.char, capacity C.size_t) C.dxgo_result) (C.dxgo_result, unpacker) {
	for {
		result := function(pointer(e.out), C.size_t(len(e.out)))
		if int(result.size) <= len(e.out) {
			e.used = int(result.size)
			return result, unpacker{all: string(e.out[:e.used])}
		}
		wipe(e.out)
		e.out = make([]byte, result.size)
	}
}

// liveSigners is how many signers C holds, for the tests to see that none is forgotten.
var liveSigners atomic.Int64

// signer owns a dxi_signer: the credentials, the endpoint and the key of the day.
type signer struct {
	// Held for reading while the handle is in use, so that close waits until it no longer is.
	mutex  sync.RWMutex
	handle *C.dxi_signer
}

// signerOptions is all that makes one signer another.
type signerOptions struct {
	accessKeyID, secretAccessKey, sessionToken string
	region, endpoint, userAgentExtra           string
	hasEndpoint                                bool
	useFIPS, useDualStack, allowPlaintext      bool
}

// signer packs what native.c's dxgo_signer_new reads, and returns its flags.
func (p *packer) signer(options *signerOptions) (flags C.uint32_t) {
	p.text(options.accessKeyID)
	p.text(options.secretAccessKey)
	p.optionalText(options.sessionToken)
	p.optionalText(options.region)
	if options.hasEndpoint {
		p.text(options.endpoint)
	} else {
		p.optional(nil)
	}
	p.optionalText(options.userAgentExtra)
	if options.useFIPS {
		flags |= C.DXGO_USE_FIPS
	}
	if options.useDualStack {
		flags |= C.DXGO_USE_DUALSTACK
	}
	if options.allowPlaintext {
		flags |= C.DXGO_ALLOW_PLAINTEXT
	}
	return flags
}

// fingerprint tells options apart, and gives none of them away.
type fingerprint [sha256.Size]byte

func (o *signerOptions) fingerprint() fingerprint {
	e := newExchange()
	defer e.release()
	e.in.number(int64(e.in.signer(o)))
	return sha256.Sum256(e.in.bytes)
}

// newSigner returns the problems of the options instead where there are errors among them.
func newSigner(options signerOptions) (*signer, []Problem) {
	e := newExchange()
	defer e.release()
	flags := e.in.signer(&options)
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_signer_new(e.in.pointer(), flags, to, capacity)
	})
	problems := out.problems()
	if result.status != C.DXI_OK {
		return nil, orStatus(problems, result.status)
	}
	s := &signer{handle: result.signer}
	liveSigners.Add(1)
	runtime.SetFinalizer(s, (*signer).close)
	return s, nil
}

// close wipes and frees what C holds. It may be called more than once.
func (s *signer) close() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.handle != nil {
		C.dxi_signer_free(s.handle)
		s.handle = nil
		liveSigners.Add(-1)
		runtime.SetFinalizer(s, nil)
	}
}

// rules is how strict the library is to be.
func (o *Options) rules() C.uint32_t {
	if o.WarningsAsErrors {
		return C.DXI_WARNINGS_AS_ERRORS
	}
	return 0
}

// signing is what one signature is made of.
type signing struct {
	input        input
	time         time.Time
	rules        C.uint32_t
	attempt      int
	invocationID string
	details      bool
}

// sign returns the signed request with its warnings, or the problems that bar it.
func (s *signer) sign(what *signing) (*SignedRequest, error) {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	if s.handle == nil {
		return nil, ErrClosed
	}
	e := newExchange()
	defer e.release()
	e.in.optionalText(what.invocationID)
	e.in.request(what.input)
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_sign(s.handle, e.in.pointer(), C.int64_t(what.time.Unix()), what.rules,
			C.uint32_t(what.attempt), C.bool(what.details), to, capacity)
	})
	runtime.KeepAlive(s)
	problems := out.problems()
	if result.status != C.DXI_OK {
		return nil, &ValidationError{Problems: orStatus(problems, result.status)}
	}
	return unpackSignedRequest(&out, problems), nil
}

// describe returns the text of a dry run, or the problems that bar the order.
func (s *signer) describe(what *signing) (string, error) {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	if s.handle == nil {
		return "", ErrClosed
	}
	e := newExchange()
	defer e.release()
	e.in.optionalText(what.invocationID)
	e.in.request(what.input)
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_describe(s.handle, e.in.pointer(), C.int64_t(what.time.Unix()), what.rules, to, capacity)
	})
	runtime.KeepAlive(s)
	problems := out.problems()
	if result.status != C.DXI_OK {
		return "", &ValidationError{Problems: orStatus(problems, result.status)}
	}
	return out.text(), nil
}

// validate returns every problem of an input, and whether there are errors among them.
func validate(params input, rules C.uint32_t) (problems []Problem, isValid bool) {
	e := newExchange()
	defer e.release()
	e.in.request(params)
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_validate(e.in.pointer(), rules, to, capacity)
	})
	problems = out.problems()
	if result.status != C.DXI_OK {
		return orStatus(problems, result.status), false
	}
	return problems, true
}

// response packs what native.c's read_response reads, but for the body; headers may follow as "Name: value" lines.
func (p *packer) response(response *Response) {
	// C's numbers are shorter, and cut to that length another could come out.
	delivery, status, now := int64(-1), 0, int64(0)
	if response.Delivery >= DeliveryComplete && response.Delivery <= DeliveryAnswerCutOff {
		delivery = int64(response.Delivery)
	}
	if response.StatusCode >= 0 && response.StatusCode <= 999 {
		status = response.StatusCode
	}
	if !response.Time.IsZero() {
		now = response.Time.Unix()
	}
	p.flag(response.Operation == OperationDescribeInterconnects) // any other may be an order
	p.number(delivery)
	p.number(int64(status))
	p.number(now) // 0: not given
	p.headers(response.Header)
}

// read reads what came back, which is packed in e.in, but for the body.
func (e *exchange) read(response *Response) *Answer {
	body := response.Body
	// What is copied out of an answer is seldom longer than the answer itself.
	if likely := usualSize/2 + len(e.in.bytes) + len(body); likely > len(e.out) {
		e.out = make([]byte, likely)
	}
	result, out := e.call(func(to *C.char, capacity C.size_t) C.dxgo_result {
		return C.dxgo_read(e.in.pointer(), C.size_t(len(e.in.bytes)), pointer(body), C.size_t(len(body)), to, capacity)
	})
	if result.status != C.DXI_OK {
		// Only a delivery that is none gets here. Whoever has no answer must not order again.
		return unreadableAnswer(response.Operation, statusMessage(result.status))
	}
	return unpackAnswer(&out, response)
}

// backoff is how long to wait before resend number attempt, counted from 1; random is from 0 to 1.
func backoff(attempt int, random float64, retryAfter time.Duration) time.Duration {
	hint := retryAfter.Milliseconds()
	if hint < 0 {
		hint = 0
	}
	return milliseconds(int64(C.dxi_backoff_ms(C.uint32_t(attempt), C.double(random), C.uint64_t(hint))))
}

// milliseconds is the longest Duration where a Duration cannot say so many.
func milliseconds(count int64) time.Duration {
	const most = int64(1<<63-1) / int64(time.Millisecond)
	if count < 0 || count > most {
		count = most
	}
	return time.Duration(count) * time.Millisecond
}

// orStatus is a problem made of the status where C reports none, so that an error never says nothing.
func orStatus(problems []Problem, status C.dxi_status) []Problem {
	if len(problems) != 0 {
		return problems
	}
	return []Problem{{
		Severity: SeverityError,
		Code:     C.GoString(C.dxi_status_name(status)),
		Message:  statusMessage(status),
	}}
}

func statusMessage(status C.dxi_status) string { return C.GoString(C.dxi_status_message(status)) }
