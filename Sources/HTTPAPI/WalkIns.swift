package import Mobilization
package import MobilizationRuntime

/// Gives a walk-in a place in the roster, so that texts reach them and the end counts them; somebody who is on the
/// roster already keeps their own.
package typealias WalkInDesk = @Sendable (WalkInPerson) async -> WalkInReading

/// Somebody who came to a site by themselves, as the officer writes them down.
package struct WalkInPerson: Sendable, Equatable {
    package var name: String
    /// As it was written.
    package var phone: String
    /// In years, today.
    package var age: Int

    package init(name: String, phone: String, age: Int) {
        self.name = name
        self.phone = phone
        self.age = age
    }

    /// The person as a member of the pool `walkIn`. Only age and phone are known: insurance and skills are not.
    package func member(id: MemberID, phone: String, today: CalendarDay) -> Member {
        Member(
            id: id, name: name, pool: .walkIn, level: .basic, skills: [],
            bornOn: CalendarDay(year: today.year - age, month: today.month, day: min(today.day, 28)),
            insuredUntil: nil, firstAidUntil: nil, home: nil, transport: .walking,
            addresses: [Address(channel: .sms, value: phone)])
    }
}

package enum WalkInReading: Sendable {
    case member(MemberID)
    /// The phone is none that can be called.
    case badPhone
    /// The store can't commit now.
    case storeUnavailable(StoreFailure)
}
