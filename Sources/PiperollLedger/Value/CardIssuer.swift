/// The issuers of payment cards whose numbers are in use: their prefixes and lengths (ISO/IEC
/// 7812). All of them have a check digit.
enum CardIssuer {
  /// Whether an issuer gives numbers that begin with a prefix and have so many digits.
  /// - Parameter prefix: the first four digits.
  /// - Parameter isDialled: whether the number stands behind a `+` or two zeros, as a telephone
  ///   number does. With 13 digits and a 4 in front it is then one of Germany's, and no card: Visa
  ///   has given out no number of 13 digits for years. With 12 digits and 6390 in front it is a
  ///   mobile telephone of the Philippines.
  static func has(prefix: Int, digits: Int, isDialled: Bool) -> Bool {
    switch prefix {
    case 1000...1999: digits == 15  // UATP
    case 2200...2205: (16...19).contains(digits)  // Mir, Borica, PayPak
    case 2221...2720, 5100...5599: digits == 16  // Mastercard
    case 3400...3499, 3700...3799: digits == 15  // American Express
    case 3000...3059, 3095, 3600...3699, 3800...3999:  // Diners Club, Hipercard
      digits == 14 || (16...19).contains(digits)
    case 3528...3589: (16...19).contains(digits)  // JCB, RuPay
    case 4000...4999:  // Visa, Elo, Dankort
      digits == 16 || digits == 19 || digits == 13 && !isDialled
    case 6390 where digits == 12: !isDialled  // Maestro
    case 5018, 5020, 5038, 5612, 5893, 6304, 6390, 6759, 6761...6763, 6767, 6771:  // Maestro
      (12...19).contains(digits)
    // Maestro's other ranges, Elo, Verve, RuPay, Meeza, Hipercard, InterPayment. With fewer digits
    // they would be telephone numbers of Colombia, Venezuela and the Philippines.
    case 5000...5099, 5600...5899, 6300...6399, 6700...6799: [16, 18, 19].contains(digits)
    case 6000...6010, 6012...6099: digits == 16 || digits == 19  // RuPay, Hipercard, UkrCard
    // Discover, UnionPay, RuPay, Troy, Verve, Elo
    case 6011, 6200...6299, 6440...6599, 8100...8199: (16...19).contains(digits)
    case 8200...8299, 8600, 9400...9499, 9792, 9860: digits == 16  // RuPay, Uzcard, BC, Troy, Humo
    case 9704: digits == 16 || digits == 19  // Napas
    default: false
    }
  }
}
