import PiperollWire

// How commands and values are shown to people, in HELP and in the generated pages.

extension CommandSpec {
  /// The command with its parameters: `POST PAYMENT account amount [method=...] [-- memo]`.
  public var usage: String {
    let ofLine = parameters.filter { !$0.isBlock }
    return ([words] + (ofLine + parameters.filter(\.isBlock)).map(\.usage)).joined(separator: " ")
  }
}

extension Parameter {
  var usage: String {
    let shape =
      switch place {
      case .positional: "\(name)"
      case .rest: "\(name)..."
      case .keyed: "\(name)=..."
      case .text: "-- \(name)"
      case .block: "<< \(name)"
      }
    return isRequired ? shape : "[\(shape)]"
  }

  var presenceText: String {
    switch presence {
    case .required: "required"
    case .optional: "none"
    case .defaulted(let text): text
    }
  }
}

extension ValueType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .identifier: "id"
    case .identifiers: "id,id..."
    case .number: "number"
    case .reference: "ref"
    case .user: "user"
    case .text: "text"
    case .money, .decimal: "amount"
    case .limit: "amount|none"
    case .date: "date"
    case .terms: "terms"
    case .choice(let words): words.joined(separator: "|")
    case .phone: "phone"
    case .phones: "phone,phone..."
    case .phonesAndEmails: "phone|email,..."
    case .points: "phone|email|mail,..."
    case .entry: "entry"
    case .known: "entry|time"
    case .revision: "rev:entry"
    case .entries: "entry,entry..."
    case .lines: "code:amount,..."
    case .applications: "number[:amount],..."
    case .dues: "amount@date,..."
    case .moment: "date[/time]"
    case .windows: "windows"
    case .count(let range): "\(range.lowerBound)-\(range.upperBound)"
    case .currency: "currency"
    case .percent: "percent"
    case .flag: "yes|no"
    case .days: "days,days..."
    case .filter: "filter"
    case .secret: "text"
    }
  }
}
