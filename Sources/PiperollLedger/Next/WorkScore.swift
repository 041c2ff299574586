/// How far the collection of an account has come: the first that fits.
public enum WorkStage: UInt8, CaseIterable, Sendable {
  case stayed, legal, agency, settlement, plan, disputed, promised, broken, pastDue, current
}

/// Why an account is not offered for now.
public enum WorkRest: UInt8, CaseIterable, Sendable {
  /// Money was promised and may still come, or a plan is kept.
  case promised
  /// All that is past due is disputed or on hold.
  case held
  /// Somebody was called today: talked with until tomorrow, others for some hours.
  case worked
}

/// What each thing is worth that makes an account the next one.
public struct WorkScore: Equatable, Sendable {
  /// A task is due.
  public internal(set) var task = 0
  /// A promise or a plan is broken, and nobody has talked with them since.
  public internal(set) var broken = 0
  /// A payment came back.
  public internal(set) var returned = 0
  /// Nobody has called yet.
  public internal(set) var neverWorked = 0
  /// How long the oldest item is past due.
  public internal(set) var bucket = 0
  /// How much can be collected.
  public internal(set) var amount = 0
  /// Below zero: what calls of the last seven days take off.
  public internal(set) var calls = 0
  /// The minute of an appointment has come.
  public internal(set) var appointment = 0

  /// The highest score without an appointment.
  public static let plainMax = 32_767
  /// What an appointment adds, so that it goes before whatever has none.
  public static let ofAppointment = 32_768

  /// The highest score.
  public static let max = 65_535

  /// From 0 to `max`.
  public var sum: Int {
    let plain = task + broken + returned + neverWorked + bucket + amount + calls
    return Swift.min(Swift.max(plain, 0), Self.plainMax) + appointment
  }
}

/// Whether an account is offered at a time.
public enum WorkState: UInt8, CaseIterable, Sendable {
  /// It is offered.
  case queued
  /// There is nothing to do before a time or an entry.
  case asleep
  /// The rules of contact block every number of it.
  case blocked
  /// It is nobody's work.
  case none
}
