import Testing

@testable import DXInterconnect

private typealias Row = Case<Int64?>

private func microseconds(_ text: String) -> Int64? { text.withView { Timestamp($0)?.microseconds } }

@Suite struct TimestampTests {
    @Test(arguments: [
        Row("0", 0), Row("-0", 0), Row("1453757421", 1_453_757_421_000_000), Row("1453757421.25", 1_453_757_421_250_000),
        Row("1.45375742125e9", 1_453_757_421_250_000), Row("1.45375742125E+9", 1_453_757_421_250_000),
        Row("145375742125e-2", 1_453_757_421_250_000), Row("-1", -1_000_000), Row("-1.5", -1_500_000), Row("0.1e1", 1_000_000),
        Row("100e-8", 1), Row("0.000001", 1), Row("00012", 12_000_000), Row("+5", 5_000_000),
        // Half a microsecond goes to the even one.
        Row("0.0000005", 0), Row("0.0000015", 2), Row("0.0000025", 2), Row("0.0000035", 4), Row("-0.0000015", -2),
        Row("-0.0000025", -2), Row("0.00000250000000000000000000000001", 3), Row("0.0000024999999999999999999999999", 2),
        Row("1453757421.1234565", 1_453_757_421_123_456), Row("1453757421.1234575", 1_453_757_421_123_458),
        Row("5e-7", 0), Row("15e-7", 2), Row("5.0000000000000000000000000001e-7", 1), Row("0.9999995", 1_000_000),
        // No double could hold these.
        Row("1453757421.000001", 1_453_757_421_000_001), Row("253402300799.999999", 253_402_300_799_999_999),
        // Far exponents.
        Row("1e-400", 0), Row("-1e-400", 0), Row("123456789e-99999999999", 0), Row("0e999999999", 0),
        Row("0.000e18446744073709551615", 0), Row("0e-999999999", 0), Row("0e99999999999999999999", 0),
        Row("1e-99999999999999999999", 0),
        Row("1e99999999999999999999", nil), Row("1e400", nil), Row("1e999999999", nil), Row("-1e999999999", nil),
        Row("0.000000000001e21", 1_000_000_000_000_000), Row("9e17", nil),
        // Years 1 to 9999.
        Row("-62135596800", -62_135_596_800_000_000), Row("-62135596800.000001", nil), Row("253402300800", nil),
        Row("253402300799.9999994", 253_402_300_799_999_999), Row("253402300799.9999995", nil),
        Row("1453757421000", nil), Row("99999999999999999999999999", nil),
        // No numbers.
        Row("", nil), Row("-", nil), Row("+", nil), Row(".", nil), Row("1.", nil), Row("e5", nil), Row("1e", nil),
        Row("1e+", nil),
        Row("1e5.0", nil), Row("--1", nil), Row("+-1", nil), Row("1.2.3", nil), Row("1,5", nil), Row("0x1", nil),
        Row("1_000", nil),
        Row(" 1", nil), Row("1 ", nil), Row("1s", nil), Row("NaN", nil), Row("inf", nil), Row("\0", nil), Row("1\0", nil),
    ])
    fileprivate func epochSeconds(_ row: Row) { #expect(microseconds(row.text) == row.expected) }

    /// Digits without end cost time in proportion, and no overflow.
    @Test func veryLongNumbers() {
        #expect(microseconds("1" + repeated("0", 100_000) + "e-100000") == 1_000_000)
        #expect(microseconds("0." + repeated("0", 100_000) + "1e100001") == 1_000_000)
        #expect(microseconds("1." + repeated("0", 100_000) + "1") == 1_000_000)
        #expect(microseconds("0.0000005" + repeated("0", 100_000) + "1") == 1)
        #expect(microseconds(repeated("0", 100_000) + "1") == 1_000_000)
        #expect(microseconds(repeated("9", 100_000)) == nil)
    }

    private static let noon: Int64 = 1_453_757_421_000_000

    @Test(arguments: [
        Row("2016-01-25T21:30:21Z", noon), Row("2016-01-25t21:30:21z", noon), Row("2016-01-25 21:30:21Z", noon),
        Row("2016-01-25T21:30:21", noon), Row("2016-01-25T21:30:21.5Z", noon + 500_000),
        Row("2016-01-25T21:30:21,5Z", noon + 500_000),
        Row("2016-01-25T21:30:21.000001Z", noon + 1), Row("2016-01-25T21:30:21.123456789Z", noon + 123_457),
        Row("2016-01-25T21:30:21.1234565Z", noon + 123_456), Row("2016-01-25T21:30:21.1234575Z", noon + 123_458),
        Row("2016-01-25T21:30:21.12345650000001Z", noon + 123_457), Row("2016-01-25T21:30:20.9999999Z", noon),
        Row("2016-01-25T22:30:21+01:00", noon), Row("2016-01-25T13:30:21-0800", noon), Row("2016-01-25T22:30:21+01", noon),
        Row("2016-01-26T00:00:21+02:30", noon), Row("2016-01-25T21:30Z", noon - 21_000_000),
        Row("2016-01-25", 1_453_680_000_000_000), Row("1970-01-01", 0), Row("1969-12-31T23:59:59.999999Z", -1),
        Row("2016-02-29", 1_456_704_000_000_000), Row("2000-02-29", 951_782_400_000_000),
        Row("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
        Row("0001-01-01T00:00:00Z", -62_135_596_800_000_000), Row("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        Row("0001-01-01T00:00:00+00:01", nil), Row("9999-12-31T23:59:60Z", nil), Row("9999-12-31T23:59:59-00:01", nil),
        Row("0000-06-01T00:00:00Z", nil), Row("2015-02-29", nil), Row("1900-02-29", nil), Row("2016-02-30", nil),
        Row("2016-04-31", nil),
        Row("2016-13-01", nil), Row("2016-00-01", nil), Row("2016-01-00", nil), Row("2016-01-32", nil), Row("2016-1-25", nil),
        Row("16-01-25", nil), Row("02016-01-25", nil), Row("2016/01/25", nil), Row("2016-01-25T", nil),
        Row("2016-01-25T24:00:00Z", nil),
        Row("2016-01-25T23:60:00Z", nil), Row("2016-01-25T23:59:61Z", nil), Row("2016-01-25T9:30:21Z", nil),
        Row("2016-01-25T21:30:21.Z", nil), Row("2016-01-25T21:30:21+24:00", nil), Row("2016-01-25T21:30:21+01:60", nil),
        Row("2016-01-25T21:30:21+1", nil), Row("2016-01-25T21:30:21 Z", nil), Row("2016-01-25T21:30:21Zulu", nil),
        Row("2016-01-25Z", nil),
        Row("2016-W04-1", nil), Row("+2016-01-25", nil), Row("２016-01-25", nil),
    ])
    fileprivate func iso8601(_ row: Row) { #expect(microseconds(row.text) == row.expected) }

    @Test(arguments: [
        Row("Mon, 25 Jan 2016 21:30:21 GMT", noon), Row("25 Jan 2016 21:30:21 GMT", noon),
        Row("Mon, 25 Jan 2016 21:30:21 UTC", noon),
        Row("Mon, 25 Jan 2016 21:30:21 Z", noon), Row("Mon, 25 Jan 2016 22:30:21 +0100", noon),
        Row("Mon, 25 Jan 2016 13:30:21 -0800", noon),
        Row("Mon, 25 Jan 2016 21:30 GMT", noon - 21_000_000), Row("Mon,25 Jan 2016 21:30:21 GMT", noon),
        Row("Thu, 01 Jan 1970 00:00:00 GMT", 0), Row("Thu, 1 Jan 1970 00:00:00 GMT", 0),
        Row("Mon, 29 Feb 2016 00:00:00 GMT", 1_456_704_000_000_000),
        Row("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799_000_000),
        Row("Mon, 30 Feb 2016 00:00:00 GMT", nil), Row("Mon, 29 Feb 2015 00:00:00 GMT", nil),
        Row("Xyz, 25 Jan 2016 21:30:21 GMT", nil),
        Row("Monday, 25-Jan-16 21:30:21 GMT", nil), Row("Mon Jan 25 21:30:21 2016", nil),
        Row("Mon, 25 jan 2016 21:30:21 GMT", nil),
        Row("Mon, 25 Jan 16 21:30:21 GMT", nil), Row("Mon, 25 Jan 2016 21:30:21", nil), Row("Mon, 25 Jan 2016 24:00:00 GMT", nil),
        Row("Mon, 25 Jan 2016 21:30:21 EST", nil), Row("Mon, 25 Jan 2016 21:30:21 GMT ", nil),
        Row("Mon, 0 Jan 2016 21:30:21 GMT", nil),
    ])
    fileprivate func rfc822(_ row: Row) { #expect(microseconds(row.text) == row.expected) }

    /// Every form, cut at every byte and with every byte changed, is a time or none, without a trap.
    @Test(arguments: ["1.45375742125e9", "2016-01-25T21:30:21.5+01:00", "Mon, 25 Jan 2016 21:30:21 GMT"])
    func mangled(_ text: String) {
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            _ = bytes[..<index].withContiguousStorageIfAvailable { Timestamp(ByteView($0)) }
            for byte in [0, 0x20, 0x2b, 0x2d, 0x2e, 0x30, 0x39, 0x3a, 0x45, 0x54, 0x5a, 0xff] as [UInt8] {
                var mangled = bytes
                mangled[index] = byte
                if let time = mangled.withView({ Timestamp($0)?.microseconds }) {
                    #expect((-62_135_596_800_000_000..<253_402_300_800_000_000).contains(time))
                }
            }
        }
    }
}
