import PiperollClient

/// The commands of a load, and how often each comes: `9:LOOKUP ACCOUNT A-{key}` comes nine times
/// where one without a number comes once. Which is next is random, so that connections do not fall
/// into step.
struct CommandMix {
  /// Of all commands together: finer shares would not show in a run of seconds.
  static let weightsMax = 10_000

  let commands: [CommandTemplate]
  /// Each command's place as often as its weight says.
  private let choices: [Int32]
  private var random: RandomKeys
  private var number: UInt64

  /// - Parameters:
  ///   - first: the first of the numbers, so that two runs need not share any.
  init(_ texts: [String], keys: Int, seed: UInt64, first: UInt64) throws {
    var (commands, choices) = ([CommandTemplate](), [Int32]())
    for text in texts {
      let (weight, command) = try Self.weighted(text)
      guard choices.count + weight <= Self.weightsMax else {
        throw ClientError(.usage, "bench: weights come to \(Self.weightsMax) at most")
      }
      choices += [Int32](repeating: Int32(commands.count), count: weight)
      commands.append(CommandTemplate(command))
    }
    guard !commands.isEmpty else { throw ClientError(.usage, "bench: no command is given") }
    (self.commands, self.choices) = (commands, choices)
    random = RandomKeys(keys: keys, seed: seed)
    number = first
  }

  /// No command begins with a digit, so that a number and a colon in front can only be a weight.
  private static func weighted(_ text: String) throws -> (Int, String) {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
      text[..<colon].allSatisfy({ $0.isASCII && $0.isNumber })
    else { return (1, text) }
    guard let weight = Int(text[..<colon]), (1...weightsMax).contains(weight) else {
      throw ClientError(.usage, "bench: a weight is 1 to \(weightsMax): \(text)")
    }
    return (weight, String(text[text.index(after: colon)...]))
  }

  /// Adds the next request's line; returns which command it is.
  mutating func write(to line: inout TextBuffer) -> Int32 {
    let choice = choices.count == 1 ? 0 : choices[Int(random.next(below: UInt64(choices.count)))]
    commands[Int(choice)].write(to: &line, &random, number: number)
    number += 1
    return choice
  }
}
