import Testing

@testable import DXInterconnect

@Suite struct CivilDateTests {
    /// Every day of the years 1 to 9999 against a count that adds one at a time.
    @Test func everyDay() {
        var days: Int64 = -719_162
        var wrong = 0
        for year in Int64(1)...9999 {
            let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
            for (index, length) in ([31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as [Int64]).enumerated() {
                let month = Int64(index + 1)
                if CivilDate.days(inMonth: month, of: year) != length { wrong += 1 }
                for day in 1...length {
                    let date = CivilDate(daysSince1970: days)
                    if date.year != year || date.month != month || date.day != day { wrong += 1 }
                    if CivilDate(year: year, month: month, day: day).daysSince1970 != days { wrong += 1 }
                    days += 1
                }
            }
        }
        #expect(wrong == 0)
        // 10000-01-01
        #expect(days == 2_932_897)
    }

    @Test func knownDays() {
        #expect(CivilDate(year: 1970, month: 1, day: 1).daysSince1970 == 0)
        #expect(CivilDate(year: 2000, month: 3, day: 1).daysSince1970 == 11_017)
        #expect(CivilDate(year: 1969, month: 12, day: 31).daysSince1970 == -1)
        // Before the March from which years are counted.
        let first = CivilDate(daysSince1970: -719_528)
        #expect((first.year, first.month, first.day) == (0, 1, 1))
        #expect(CivilDate(year: 0, month: 1, day: 1).daysSince1970 == -719_528)
    }
}
