/// Bounds of what is taken over from one alert.
enum CAPLimits {
    /// Area names and codes; the largest real alerts name some hundred.
    static let areas = 2_000
    static let references = 500
}
