import Foundation

/// Books that are played by chance, and counted by hand.
enum PlayedBooks {
  /// How many: `BOOKS` chooses.
  static let count = ProcessInfo.processInfo.environment["BOOKS"].flatMap { UInt64($0) } ?? 40
}
