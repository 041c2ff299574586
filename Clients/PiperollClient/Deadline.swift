/// A moment on the monotonic clock by which something must have happened, or never.
public struct Deadline: Sendable {
  /// Nil means never.
  private let moment: ContinuousClock.Instant?

  public static let never = Deadline(moment: nil)

  public static func after(_ duration: Duration) -> Deadline {
    Deadline(moment: .now + duration)
  }

  private init(moment: ContinuousClock.Instant?) { self.moment = moment }

  var hasPassed: Bool { pollMilliseconds == 0 }

  /// This one or the other, whichever comes first.
  func earlier(_ other: Deadline) -> Deadline {
    guard let moment, let otherMoment = other.moment else { return moment == nil ? other : self }
    return moment < otherMoment ? self : other
  }

  /// The part of the time left that one of `count` attempts may take.
  func share(of count: Int) -> Deadline {
    guard let moment else { return .never }
    return Deadline(moment: .now + max(.zero, ContinuousClock.now.duration(to: moment)) / count)
  }

  /// For poll(2): rounded up, so that a wait never ends just before the deadline; -1 for never.
  var pollMilliseconds: Int32 {
    guard let moment else { return -1 }
    let left = max(.zero, ContinuousClock.now.duration(to: moment)).components
    let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
    let part = (left.attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
    return Int32(clamping: left.seconds * 1000 + part)
  }
}
