public import PiperollLedger
import PiperollWire

/// What a write came to before anything is changed.
public enum WriteDecision: Sendable {
  /// A new entry, to be recorded.
  case fresh(Entry)
  /// The same entry, for `dry=yes`: its effects are told and nothing is recorded.
  case dry(Entry)
  /// The entry that this reference recorded before.
  case duplicate(EntryNumber)
}

extension Arguments {
  /// The furthest that an effective date may be ahead of UTC's: east of Greenwich it is tomorrow
  /// already, and an operator's today must be allowed.
  static var dateAheadDaysMax: Int { 1 }

  /// Decides the write that these arguments ask for.
  public func decide(
    _ decide: Effect.Decide, on book: borrowing Book, _ context: Context
  ) throws(Failure) -> WriteDecision {
    let reference = try reference()
    if let reference, let earlier = book.reference(reference.name) {
      guard earlier.payloadHash == reference.payloadHash else {
        throw .refused(.referencePayloadDiffers(first: earlier.entry))
      }
      return .duplicate(earlier.entry)
    }
    let effective =
      if let index = spec.table.date, has(index) { try date("date") ?? context.today } else {
        context.today
      }
    let latest = context.today.advanced(days: Self.dateAheadDaysMax)
    if effective > latest { throw .refused(.dateAhead(latest: latest)) }
    let memo = if let index = spec.table.memo, has(index) { try freeText("memo") } else { "" }
    let isDry = if let index = spec.table.dry, has(index) { try flag("dry") } else { false }
    let fact = try decide(self, book, effective)
    do { try book.demandOther(than: context.user, for: fact) } catch { throw .refused(error) }
    let entry = Entry(
      effective: effective, actor: context.user, reference: reference, memo: memo, fact: fact)
    return isDry ? .dry(entry) : .fresh(entry)
  }

  private func reference() throws(Failure) -> Reference? {
    guard let index = spec.table.ref, let name = text(index) else { return nil }
    guard (1...Limits.referenceBytes).contains(name.utf8.count), name.utf8.allSatisfy(isNameByte)
    else {
      throw bad("ref", "1 to \(Limits.referenceBytes) letters, digits and ._:-")
    }
    if CardNumber.isIn(name) { throw .refused(.cardNumber) }
    return Reference(name: name, payloadHash: payloadHash())
  }

  /// The hash of what the request says, whatever the order of its keys, the case of its words, its
  /// tag, its reference, and whether it is a line or a row of a block. (FNV-1a: it finds a caller's
  /// mistake; it guards against nobody.)
  private func payloadHash() -> UInt64 {
    var hash = Self.mix(spec.words.utf8, into: 0xCBF2_9CE4_8422_2325)
    for index in spec.parameters.indices where has(index) && !spec.table.isOfManner(index) {
      hash = spec.parameters[index].name.withUTF8Buffer { Self.mix($0, into: hash) }
      let start = hash
      let plain = withBytes(index) { bytes in
        bytes.contains(UInt8(ascii: "\\")) ? nil : Self.mix(bytes, into: start)
      }
      hash = (plain ?? nil) ?? Self.mix((text(index) ?? "").utf8, into: start)
    }
    return hash
  }

  private static var prime: UInt64 { 0x0000_0100_0000_01B3 }

  private static func mix(_ text: some Collection<UInt8>, into start: UInt64) -> UInt64 {
    var hash = start
    for byte in text { hash = (hash ^ UInt64(byte)) &* prime }
    // A byte that no text holds, so that two texts never read as one.
    return (hash ^ 0xFF) &* prime
  }
}
