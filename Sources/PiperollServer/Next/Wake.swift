/// A time at which an account is to be looked at again.
struct Wake: Comparable {
  let at: Int64
  let account: UInt32

  /// - Parameter at: milliseconds of UTC since 1970.
  init(at: Int64, _ account: UInt32) { (self.at, self.account) = (at, account) }

  static func < (left: Wake, right: Wake) -> Bool { left.at < right.at }
}
