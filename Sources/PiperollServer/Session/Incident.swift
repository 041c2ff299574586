import Logging
import PiperollCommands
import PiperollWire

extension Failure {
  /// A fault of the server's own goes to the log with a number, and the reply names that number.
  func reported(by logger: Logger) -> Failure {
    guard case .fault(.internal, _, _, let sentence) = self else { return self }
    let incident = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
    logger.critical("incident", metadata: ["incident": "\(incident)", "reason": "\(sentence)"])
    return .incident(incident, sentence: sentence)
  }
}
