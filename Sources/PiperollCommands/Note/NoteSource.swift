import PiperollLedger
import PiperollWire

enum NoteSource {
  static let spec = CommandSpec.note(
    "NOTE SOURCE",
    "Writes down what somebody has told in confidence. The note is there for you and for"
      + " supervisors alone.",
    [], memo: Parameter("memo", .text, .required, .text, "what was told, and by whom"),
    example: "NOTE SOURCE C-20417 -- the neighbour at no. 9 says they work nights at the mill"
  ) { arguments, book, _, effective throws(Failure) in
    var proposal = try arguments.proposal(
      try arguments.note(.source, in: book), book, effective)
    proposal.isMemoOfFirst = true
    return proposal
  }
}
