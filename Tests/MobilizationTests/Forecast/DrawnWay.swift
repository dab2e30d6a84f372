@testable import Mobilization

/// One person's waits, drawn from the forecast's own model without its tables.
struct DrawnWay {
    let reaction_min: Double
    let preparation_min: Double
    let heldUp_min: Double

    init(_ chance: HashedChance, _ id: Int64, isNight: Bool, isFirstAid: Bool) {
        let purpose = HashedChance.Purpose("tests.way")
        let delivery = chance.unit(purpose, id, 1)
        let delivery_s = delivery < 0.9 ? 5 + delivery / 0.9 * 10 : 15 + (delivery - 0.9) / 0.1 * 105
        let found = chance.unit(purpose, id, 2)
        let found_min = found < 0.14 ? 10 + found / 0.14 * 30 : 0
        reaction_min =
            delivery_s / 60 + found_min
            + chance.lognormal(median: isNight ? 6 : 3, sigma: 0.8, purpose, id, 3)
        let (least, mode, most) = isFirstAid ? (3.0, 5.0, 10.0) : (5.0, 10.0, 25.0)
        preparation_min =
            chance.triangular(least: least, mode: mode, most: most, purpose, id, 4)
            + (isNight && !isFirstAid ? 5 : 0)
        let isHeldUp = chance.unit(purpose, id, 5) < 0.2
        heldUp_min = isHeldUp ? -10 * Mathematics.log(1 - chance.unit(purpose, id, 6)) : 0
    }
}
