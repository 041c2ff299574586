/// What a country's numbering plan says of its telephone numbers (ITU-T E.164).
struct NumberingPlan: BitwiseCopyable, Sendable {
  /// Digits that are dialled before a number. The count tells `0` from `00`.
  struct Prefix: BitwiseCopyable, Sendable {
    let value: UInt64
    let count: Int

    init(_ digits: some StringProtocol) {
      value = UInt64(digits) ?? 0
      count = digits.utf8.count
    }

    /// Whether there is none.
    var isEmpty: Bool { count == 0 }
  }

  /// The digits that stand for the country: `44`.
  let callingCode: UInt64
  /// How many digits a number may have without the calling code: bit 9 stands for 9 digits.
  private(set) var lengths: UInt32 = 0
  /// What is dialled before a number within the country, mostly `0`.
  let trunk: Prefix
  /// From how many digits on a number is known without the trunk prefix too, because no local
  /// number is as long; nil: never.
  let lengthWithoutTrunk: Int?
  /// Whether it is then still no number of the country if it has the form of North America's.
  let yieldsToNorthAmerica: Bool
  /// Whether numbers themselves may begin with 0, as those of Italy do.
  let keepsZero: Bool
  /// What is dialled before the calling code of another country; empty if each carrier has its own.
  let international: Prefix

  /// Whether a number may have so many digits without the calling code.
  func has(length: Int) -> Bool { length > 0 && length < 32 && lengths >> UInt32(length) & 1 != 0 }

  /// - Parameter words: those of a line of `NumberingPlans`.
  fileprivate init(_ words: [Substring]) {
    callingCode = Prefix(words[0]).value
    for part in words[1].split(separator: ",") {
      let ends = part.split(separator: "-").map { Int(Prefix($0).value) }
      for length in ends[0]...ends[ends.count - 1] { lengths |= 1 << UInt32(length) }
    }
    let trunk = words[2].split { $0 == "?" || $0 == "~" }
    keepsZero = trunk[0] == "=0"
    self.trunk = Prefix(keepsZero || trunk[0] == "-" ? "" : trunk[0])
    lengthWithoutTrunk = trunk.count > 1 ? Int(trunk[1]) : nil
    yieldsToNorthAmerica = words[2].contains("~")
    international = Prefix(words[3] == "-" ? "" : words[3])
  }
}

/// The numbering plans of all countries and of the services that have calling codes.
///
/// The lines are facts of ITU-T: the lists of calling codes, of prefixes and of lengths that its
/// Operational Bulletin publishes, with the plans of its members. A line is: the calling code; the
/// lengths of numbers; the trunk prefix (`-`: none; `0?9`: it may be left out of numbers with 9
/// digits or more; `0~9`: but not where it looks like a number of North America; `=0`: none, and
/// numbers may begin with 0); the international prefix; the countries that can be a desk's.
enum NumberingPlans {
  private static let lines = """
    1 10 1?10 011 US CA AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI
    7 10 8 810 RU KZ
    20 8-10 0 00 EG
    27 9 0?9 00 ZA
    30 10 - 00 GR
    31 7-11 0~9 00 NL
    32 8-9 0 00 BE
    33 9 0?9 00 FR
    34 9 - 00 ES
    36 8-9 06 00 HU
    39 6-12 =0 00 IT VA
    40 9 0 00 RO
    41 9 0?9 00 CH
    43 4-13 0 00 AT
    44 7,9,10 0 00 GB GG IM JE
    45 8 - 00 DK
    46 7-10 0 00 SE
    47 5,8 - 00 NO
    48 9 - 00 PL
    49 5-15 0 00 DE
    51 8-9 0 00 PE
    52 10 - 00 MX
    53 6-8,10 0 119 CU
    54 10-11 0 00 AR
    55 9-11 0?10 - BR
    56 9-11 - - CL
    57 8,10,11 - - CO
    58 10 0 00 VE
    60 8-10 0 00 MY
    61 6,9,10 0~9 0011 AU
    62 7-12 0 - ID
    63 8-10 0 00 PH
    64 8-10 0 00 NZ
    65 8,10,11 - - SG
    66 8-10 0 - TH
    81 9-10 0 010 JP
    82 8-11 0 - KR
    84 7-10 0 00 VN
    86 9-11 0?11 00 CN
    90 10 0 00 TR
    91 10 0?10 00 IN
    92 8-10 0 00 PK
    93 9 0 00 AF
    94 9 0 00 LK
    95 6-10 0 00 MM
    98 10 0 00 IR
    211 9 0 00 SS
    212 9 0 00 MA
    213 8-9 0 00 DZ
    216 8 - 00 TN
    218 9 0 00 LY
    220 7,9 - 00 GM
    221 9 - 00 SN
    222 8 - 00 MR
    223 8 - 00 ML
    224 8-9 - 00 GN
    225 10 =0 00 CI
    226 8 - 00 BF
    227 8 - 00 NE
    228 8 - 00 TG
    229 10 =0 00 BJ
    230 7-8 - 00 MU
    231 7-9 0 00 LR
    232 8 0 00 SL
    233 8-9 0 00 GH
    234 10 0 009 NG
    235 8 - 00 TD
    236 8 - 00 CF
    237 8-9 - 00 CM
    238 7 - - CV
    239 7 - 00 ST
    240 9 - 00 GQ
    241 7-8 =0 00 GA
    242 9 =0 00 CG
    243 7-10 0 00 CD
    244 9 - 00 AO
    245 7,9 - 00 GW
    246 7 - 00
    247 5-6 - 00
    248 7 - 00 SC
    249 9 0 00 SD
    250 8-9 0 00 RW
    251 9 0 00 ET
    252 6-9 0 00 SO
    253 8 - 00 DJ
    254 7-10 0 000 KE
    255 9 0 000 TZ
    256 9 0 000 UG
    257 8 - 00 BI
    258 8-9 - 00 MZ
    260 9 0 00 ZM
    261 9 0 00 MG
    262 9 0 00 RE
    263 9-10 0 00 ZW
    264 8-9 0 00 NA
    265 7,9 0 00 MW
    266 8 - 00 LS
    267 7-8 - 00 BW
    268 8-9 - 00 SZ
    269 7 - 00 KM
    290 4-5 - 00
    291 7 0 00 ER
    297 7 - 00 AW
    298 6 - 00 FO
    299 6 - 00 GL
    350 8 - 00 GI
    351 9 - 00 PT
    352 4-11 - 00 LU
    353 7-10 0~9 00 IE
    354 7,9 - 00 IS
    355 8-9 0 00 AL
    356 8 - 00 MT
    357 8 - 00 CY
    358 5-11 0 00 FI
    359 6-9 0 00 BG
    370 8 0 00 LT
    371 8 - 00 LV
    372 7-8 - 00 EE
    373 8 0 00 MD
    374 8 0 00 AM
    375 9 80 810 BY
    376 6,8,9 - 00 AD
    377 8-9 0 00 MC
    378 8,10 =0 00 SM
    380 9 0 00 UA
    381 7-12 0 00 RS
    382 8-9 0 00 ME
    383 8-12 0 00 XK
    385 8-9 0 00 HR
    386 8 0 00 SI
    387 8-9 0 00 BA
    389 8 0 00 MK
    420 9 - 00 CZ
    421 6,7,9 0 00 SK
    423 7,9 - 00 LI
    500 5 - 00 FK
    501 7 - 00 BZ
    502 8 - 00 GT
    503 8 - 00 SV
    504 8 - 00 HN
    505 8 - 00 NI
    506 8,10 - 00 CR
    507 7-8 - 00 PA
    508 6,9 0 00 PM
    509 8 - 00 HT
    590 9 0 00 GP
    591 8-9 0 00 BO
    592 7 - 001 GY
    593 8-9 0 00 EC
    594 9 0 00 GF
    595 7-9 0 00 PY
    596 9 0 00 MQ
    597 6-7 - 00 SR
    598 7-8 0 00 UY
    599 7-8 - 00 CW
    670 7-8 - 00 TL
    672 6 - 00
    673 7 - 00 BN
    674 7 - 00 NR
    675 7-8 - 00 PG
    676 5,7 - 00 TO
    677 5,7 - 00 SB
    678 5,7 - 00 VU
    679 7 - 00 FJ
    680 7 - 011 PW
    681 6 - 00 WF
    682 5 - 00 CK
    683 4,7 - 00 NU
    685 5-7,10 - - WS
    686 5,8 - 00 KI
    687 6 - 00 NC
    688 5-7 - 00 TV
    689 6,8 - 00 PF
    690 4-7 - 00 TK
    691 7 - 00 FM
    692 7 - 011 MH
    800 8 - -
    808 8 - -
    850 8,10 0 00 KP
    852 8 - 001 HK
    853 8 - 00 MO
    855 8-9 0 001 KH
    856 8-10 0 00 LA
    870 9,12 - -
    878 12 - -
    880 6-10 0 00 BD
    881 9-10 - -
    882 7-12 - -
    883 9,12 - -
    886 8-9 0 002 TW
    888 11 - -
    960 7 - 00 MV
    961 7-8 0 00 LB
    962 8-9 0 00 JO
    963 8-9 0 00 SY
    964 8-10 0 00 IQ
    965 7-8 - 00 KW
    966 9 0 00 SA
    967 7-9 0 00 YE
    968 8 - 00 OM
    970 8-9 0 00 PS
    971 8-9 0 00 AE
    972 8-9 0 00 IL
    973 8 - 00 BH
    974 7-8 - 00 QA
    975 7-8 - 00 BT
    976 8-10 0 - MN
    977 8,10 0 00 NP
    979 9 - -
    992 9 - 810 TJ
    993 8 8 810 TM
    994 9 0 00 AZ
    995 9 0 00 GE
    996 9 0 00 KG
    998 9 - 00 UZ
    """

  /// The plan of a calling code with its place in `all`; nil if no country has the code.
  static func place(of callingCode: UInt64) -> Int? {
    let place = Int(table.places[Int(callingCode)])
    return place == noPlace ? nil : place
  }

  static subscript(place: Int) -> NumberingPlan { table.plans[place] }

  /// The place of a country's plan by its two letters (ISO 3166-1); nil if the table lacks it.
  static func place(ofCountry letters: UInt16) -> Int? { table.countries[letters] }

  /// The two letters of all countries that can be a desk's.
  static var countries: [UInt16] { table.countries.keys.sorted() }

  private static let noPlace = Int(UInt8.max)

  private struct Table {
    var plans: [NumberingPlan] = []
    /// The place of each calling code's plan; `noPlace` if there is none.
    var places = [UInt8](repeating: UInt8(noPlace), count: 1000)
    var countries: [UInt16: Int] = [:]
  }

  private static let table: Table = {
    var table = Table()
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ")
      let plan = NumberingPlan(words)
      table.places[Int(plan.callingCode)] = UInt8(table.plans.count)
      for code in words.dropFirst(4) {
        table.countries[Country.letters(code.utf8)] = table.plans.count
      }
      table.plans.append(plan)
    }
    return table
  }()
}
