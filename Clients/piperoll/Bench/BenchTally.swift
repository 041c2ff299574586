/// The results of a load, by command.
struct BenchTally {
  struct Figures {
    var replies = 0
    var refusals = 0
    var histogram = LatencyHistogram()

    mutating func add(_ other: Figures) {
      replies += other.replies
      refusals += other.refusals
      histogram.add(other.histogram)
    }
  }

  var commands: [Figures]
  var seconds = 0.0

  init(commands: Int) {
    self.commands = [Figures](repeating: Figures(), count: commands)
  }

  /// - Parameter nanoseconds: how long the reply took; nil for one that is not counted.
  mutating func record(_ command: Int, _ nanoseconds: UInt64?, _ outcome: ReplyOutcome) {
    if case .refused = outcome { commands[command].refusals += 1 }
    guard let nanoseconds else { return }
    commands[command].replies += 1
    commands[command].histogram.record(nanoseconds: nanoseconds)
  }

  var total: Figures {
    commands.reduce(into: Figures()) { $0.add($1) }
  }

  /// A header row and a row for each command; for several also one for all.
  func table(connections: Int, depth: Int, names: [String]) -> [String] {
    var rows = zip(commands, names).map { ($0, $1) }
    if rows.count > 1 { rows.append((total, "(all)")) }
    return ["connections\tdepth\tper-second\tp50-us\tp99-us\tp99.9-us\tmax-us\trefusals\tcommand"]
      + rows.map { figures, name in
        let rate = seconds > 0 ? Int((Double(figures.replies) / seconds).rounded()) : 0
        let times = [0.5, 0.99, 0.999, 1].map {
          "\(Int(figures.histogram.microseconds(quantile: $0).rounded()))"
        }
        return
          (["\(connections)", "\(depth)", "\(rate)"] + times + ["\(figures.refusals)", name])
          .joined(separator: "\t")
      }
  }
}
