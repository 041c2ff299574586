import PiperollLedger
import PiperollWire

extension Telling {
  static let amend = Telling(
    "an amendment",
    fields: [FieldSpec("contact", "the contact that it amended"), .changed],
    write: { entry, book, reply in
      if let contact = book.amendedContact(by: entry.number) { reply.field("contact", contact) }
      reply.field("changed", changed(entry, book))
    },
    detail: detail, amount: { _, _ in nil })

  static let assign = Telling(
    "an assignment", fields: [.changed],
    write: { entry, book, reply in reply.field("changed", changed(entry, book)) },
    detail: detail, amount: { _, _ in nil })

  private static func changed(_ entry: ToldEntry, _ book: borrowing Book) -> String {
    var words: [String] = []
    for change in book.amendedFields(by: entry.number) where !words.contains(change.field.word) {
      words.append(change.field.word)
    }
    return words.joined(separator: ",")
  }

  /// `name Harbor & Vale -> Harbor Vale LLC, terms 30 -> 45`, behind the contact's role and name.
  @Sendable private static func detail(_ entry: ToldEntry, _ book: borrowing Book) -> String {
    let changes = book.amendedFields(by: entry.number)
    let line = changes.map { change in
      let (was, now) = (text(change.was, change.field, book), text(change.now, change.field, book))
      if change.now == .untold { return change.field.word }
      return "\(change.field.word)\(text(change.point)) \(was) -> \(now)"
    }.joined(separator: ", ")
    guard let contact = book.amendedContact(by: entry.number) else { return line }
    return "contact \(contact): \(line.isEmpty ? "as before" : line)"
  }

  private static func text(_ point: ContactPoint?) -> String {
    switch point {
    case .phone(let number): " \(number.text)"
    case .email(let email): " \(email)"
    case .mail, nil: ""
    }
  }

  private static func text(
    _ value: AmendedFieldValue, _ field: AmendedField, _ book: borrowing Book
  ) -> String {
    switch value {
    case .text(let text): text.isEmpty ? "none" : text
    case .terms(let terms): terms.text
    case .role(let role): role.word
    case .state(let state): state.word
    case .phone(let standing): standing.text
    case .email(let standing): standing.text
    case .collectionRole(let role): role.word
    case .queue(let queue): queue?.word ?? "none"
    case .date(let day): day?.text ?? "none"
    case .untold: ""
    }
  }
}

extension AmendedField {
  /// The key by which a request gives it.
  var word: String {
    switch self {
    case .accountName, .contactName: "name"
    case .terms: "terms"
    case .client: "client"
    case .collector: "collector"
    case .portfolio: "portfolio"
    case .role, .collectionRole: "role"
    case .queue: "queue"
    case .debt: "debt"
    case .placed: "placed"
    case .itemized: "itemized"
    case .barredFrom: "barred-from"
    case .email, .emailPoint, .emailState: "email"
    case .address: "address"
    case .phone: "phone"
    case .mailState: "mail-state"
    case .zone: "zone"
    case .region: "region"
    case .language: "language"
    case .born: "born"
    case .ssn4: "ssn4"
    }
  }
}

extension PointState: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .unsaid: "unsaid"
    case .good: "good"
    case .bad: "bad"
    case .notTheirs: "not-theirs"
    case .dropped: "dropped"
    case .absent: "none"
    }
  }
}

extension PhoneStanding {
  /// Kind, extension and state, as far as they say something: `mobile x204 bad`.
  var text: String {
    if !isKept { return state.word }
    let words = [
      kind.word, ext.isEmpty ? "" : "x\(ext.text)", state == .unsaid ? "" : state.word,
    ]
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension EmailStanding {
  /// What it is called where points are shown.
  var kindWord: String { isWork ? "work-email" : "email" }

  /// Its kind, and its state as far as it says something: `work-email good`.
  var text: String {
    if !state.isKept { return state.word }
    return state == .unsaid ? kindWord : "\(kindWord) \(state.word)"
  }
}
