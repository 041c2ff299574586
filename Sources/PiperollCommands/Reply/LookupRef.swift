import PiperollLedger
import PiperollWire

enum LookupRef {
  static let spec = CommandSpec(
    "LOOKUP REF", "Says whether a write was recorded, and what its result was.", role: .viewer,
    parameters: [
      Parameter("ref", .reference, .required, .positional, "the reference it was sent with")
    ],
    example: "LOOKUP REF lb-17-4", fields: fields, codes: [.ok, .notFound], effect: .read(run))

  /// All keys that a reply may have, in the order in which it has them.
  private static let fields: [FieldSpec] = {
    // ADMIN USER takes no reference.
    let kinds = EntryKind.allCases.filter { $0 != .user }
    let ofAny = FieldSpec.beforeKind + FieldSpec.afterKind
    let ofKinds = Telling.keys(of: kinds.map(\.telling)).filter { field in
      !ofAny.contains { $0.name == field.name }
    }
    return [FieldSpec("ref", "the reference"), FieldSpec("kind", "what was recorded")]
      + FieldSpec.beforeKind + ofKinds + FieldSpec.afterKind
  }()

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let name = arguments.required("ref")
    guard let reference = book.reference(name) else { throw .refused(.referenceNotFound(name)) }
    let outcome = book.outcome(of: reference.entry)
    reply.status(.ok)
    reply.field("ref", name)
    reply.field("kind", outcome.kind.word)
    reply.fields(of: outcome, in: book)
    reply.endLine()
    return reference.entry
  }
}
