/// Checks that a template names only what letters have. The engine renders an unknown name as
/// nothing, or takes it from outside of its section, and nobody would see that.
struct TemplateCheck {
  /// The names that the template shows as a text.
  private(set) var shown: Set<String> = []

  /// An open section: its name, where it began, and the names inside of it.
  private struct Section {
    let name: String
    let line: Int
    let fields: [LetterField]
    /// Whether `.` stands for a text in it.
    let isText: Bool
    let kind: TemplateTag.Kind
  }

  private var open: [Section] = []
  private let hasFrame: Bool

  /// - Parameter hasFrame: whether it may be put into the frame of letters: it is HTML.
  /// - Throws: the first fault.
  init(_ template: String, hasFrame: Bool) throws(TemplateFault) {
    self.hasFrame = hasFrame
    var scanner = TemplateScanner(template)
    while let tag = try scanner.next() { try check(tag) }
    if let last = open.last {
      throw TemplateFault(line: last.line, reason: .unclosedSection(last.name))
    }
  }

  private mutating func check(_ tag: TemplateTag) throws(TemplateFault) {
    let isInFrame = open.last?.kind == .frame
    switch tag.kind {
    case .comment: return
    case .value:
      try checkText(tag)
    case .section, .inverted:
      if isInFrame { throw fault(tag, .wrongBlock(tag.name)) }
      open.append(try section(tag))
    case .end:
      guard let last = open.last, last.name == tag.name else {
        throw fault(tag, .wrongEnd(tag.name, open: open.last?.name))
      }
      open.removeLast()
    case .frame:
      guard hasFrame, tag.name == LetterFrame.name, open.isEmpty else {
        throw fault(tag, .unknownPart(tag.name))
      }
      shown.formUnion(LetterFrame.shown)
      open.append(begun(tag))
    case .block:
      guard isInFrame, LetterFrame.blocks.contains(tag.name) else {
        throw fault(tag, .wrongBlock(tag.name))
      }
      open.append(begun(tag))
    case .part: throw fault(tag, .unknownPart(tag.name))
    case .foreign: throw fault(tag, .foreignTag(tag.name))
    }
  }

  private func begun(_ tag: TemplateTag) -> Section {
    Section(name: tag.name, line: tag.line, fields: [], isText: false, kind: tag.kind)
  }

  private func fault(_ tag: TemplateTag, _ reason: TemplateFault.Reason) -> TemplateFault {
    TemplateFault(line: tag.line, reason: reason)
  }

  private mutating func checkText(_ tag: TemplateTag) throws(TemplateFault) {
    if open.last?.kind == .frame { throw fault(tag, .wrongBlock(tag.name)) }
    if tag.name == ".", open.last?.isText == true { return }
    guard case .text = try field(tag).form else { throw fault(tag, .noText(tag.name)) }
    shown.insert(tag.name)
  }

  private func section(_ tag: TemplateTag) throws(TemplateFault) -> Section {
    let form = try field(tag).form
    var (fields, isText) = ([LetterField](), false)
    // A section for what is not there has no names of it.
    if tag.kind == .section {
      switch form {
      case .text, .texts: isText = true
      case .record(let inside), .records(let inside): fields = inside
      case .flag: break
      }
    }
    return Section(name: tag.name, line: tag.line, fields: fields, isText: isText, kind: tag.kind)
  }

  /// What a name stands for: in the section, else outside of it.
  private func field(_ tag: TemplateTag) throws(TemplateFault) -> LetterField {
    let parts = tag.name.split(separator: ".", omittingEmptySubsequences: false)
    let scopes = open.reversed().map(\.fields) + [LetterField.all]
    let first = scopes.lazy.compactMap { $0.first { $0.name == parts[0] } }.first
    guard var found = first else {
      throw fault(tag, .unknownName(tag.name, known: scopes.flatMap { Self.names($0) }))
    }
    for part in parts.dropFirst() {
      guard case .record(let inside) = found.form,
        let next = inside.first(where: { $0.name == part })
      else {
        throw fault(tag, .unknownName(tag.name, known: scopes.flatMap { Self.names($0) }))
      }
      found = next
    }
    return found
  }

  /// The names of fields, and of those inside of them, as a template has them.
  private static func names(_ fields: [LetterField]) -> [String] {
    fields.flatMap { field -> [String] in
      guard case .record(let inside) = field.form else { return [field.name] }
      return [field.name] + inside.map { "\(field.name).\($0.name)" }
    }
  }
}
