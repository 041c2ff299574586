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
