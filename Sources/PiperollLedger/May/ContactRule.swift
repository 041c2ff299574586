/// The rules that a contact may be against. Their numbers stand in rows and never change.
///
/// Those of T, F, N, B and C are of the law of the United States, those of K the desk's own.
public enum ContactRule: UInt8, CaseIterable, Sendable {
  /// Outside of the usual hours wherever the person may be; in one of several places.
  case t1 = 1
  case t2 = 2
  /// A time that the person has called inconvenient.
  case t3 = 3
  /// At home, or at work, against their word.
  case t5 = 5
  case t6 = 6
  /// An attorney represents the debtor.
  case t7 = 7
  /// They have asked in writing to cease.
  case t8 = 8
  /// They have asked not to use this medium, number or address.
  case t9 = 9
  /// They are no consumer.
  case t11 = 11
  /// The message says no way to opt out.
  case t12 = 12
  /// Nothing says that the address or number for texts is theirs.
  case t13 = 13
  /// Seven calls in seven days; a conversation within seven days; too much besides.
  case f1 = 21
  case f2 = 22
  case f3 = 23
  /// No validation notice in time.
  case n1 = 31
  /// A dispute, or a question for the original creditor, without an answer.
  case n5 = 35
  /// The validation period runs.
  case n6 = 36
  /// The debt is barred by time.
  case n10 = 40
  /// A petition for bankruptcy.
  case b1 = 51
  /// Dialers and recorded voices.
  case c1 = 61
  /// Deceased; a hold; a number or an address that is no good; somebody else has the account.
  case k1 = 71
  case k2 = 72
  case k3 = 73
  case k4 = 74
}

extension ContactRule {
  /// Those with which a desk may be as strict on its own debts as it wants.
  public static let ofPolicies: [ContactRule] = [.t1, .t2, .t3, .t5, .t6, .f3]

  /// What it is called.
  public var id: String {
    switch self {
    case .t1: "T1"
    case .t2: "T2"
    case .t3: "T3"
    case .t5: "T5"
    case .t6: "T6"
    case .t7: "T7"
    case .t8: "T8"
    case .t9: "T9"
    case .t11: "T11"
    case .t12: "T12"
    case .t13: "T13"
    case .f1: "F1"
    case .f2: "F2"
    case .f3: "F3"
    case .n1: "N1"
    case .n5: "N5"
    case .n6: "N6"
    case .n10: "N10"
    case .b1: "B1"
    case .c1: "C1"
    case .k1: "K1"
    case .k2: "K2"
    case .k3: "K3"
    case .k4: "K4"
    }
  }

  /// The section that it is from.
  func section(_ question: borrowing ContactQuestion) -> String {
    section(by: question.channel, for: question.purpose)
  }

  /// The section that it is from, for a contact by a channel and for a purpose.
  public func section(by channel: ContactChannel, for purpose: ContactPurpose) -> String {
    switch self {
    case .t1, .t2, .t3: "1006.6(b)(1)(i)"
    case .t5: "1006.6(b)(1)(ii)"
    case .t6: "1006.6(b)(3)"
    case .t7: "1006.6(b)(2)"
    case .t8: "1006.6(c)(1)"
    case .t9: "1006.14(h)(1)"
    case .t11: purpose == .location ? "1006.10(c)" : "1006.6(d)(1)"
    case .t12: "1006.6(e)"
    case .t13: channel == .text ? "1006.6(d)(5)" : "1006.6(d)(4)"
    case .f1: "1006.14(b)(2)(i)(A)"
    case .f2: "1006.14(b)(2)(i)(B)"
    case .f3: "1006.14(a)"
    case .n1: "1006.34(a)(1)"
    case .n5: "1006.38(c)"
    case .n6: "1006.38(b)"
    case .n10: "1006.26(b)"
    case .b1: "11 USC 362(a)(6)"
    case .c1: "47 CFR 64.1200(a)(1)"
    case .k1, .k2, .k3, .k4: "desk"
    }
  }
}
