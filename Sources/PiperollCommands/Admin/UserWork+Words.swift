import PiperollLedger
import PiperollWire

extension UserWork {
  /// What stands for no limit.
  static let allWord = "all"

  var queuesWord: String { Self.word(queues.map(\.word)) }
  var languagesWord: String { Self.word(languages) }
  var portfoliosWord: String { Self.word(portfolios) }

  private static func word(_ names: [String]) -> String {
    names.isEmpty ? allWord : names.joined(separator: ",")
  }
}

extension Arguments {
  /// What a user is to work: what is given, and the rest as it was; nil if nothing is given.
  func work(of user: String, in book: borrowing Book) throws(Failure) -> UserWork? {
    guard has("queues") || has("languages") || has("portfolios") else { return nil }
    var work = book.work(ofUser: user)
    if let words = try names("queues", atMost: DeskQueue.words.count) {
      var queues: [DeskQueue] = []
      for word in words {
        guard let queue = DeskQueue(word: word) else {
          let words = DeskQueue.words.joined(separator: " ")
          throw bad("queues", "\(UserWork.allWord), or with commas between: \(words)")
        }
        queues.append(queue)
      }
      work = UserWork(queues: queues, languages: work.languages, portfolios: work.portfolios)
    }
    if let codes = try names("languages", atMost: UserWork.languagesMax) {
      work.languages = []
      for code in codes {
        guard let language = Self.language(code) else {
          throw bad("languages", "\(UserWork.allWord), or codes with commas between: en,es,pt-BR")
        }
        work.languages.append(language)
      }
    }
    if let portfolios = try names("portfolios", atMost: UserWork.portfoliosMax) {
      work.portfolios = portfolios
    }
    return work
  }

  /// Names with commas between them, each once; none for `all`, nil if nothing is given.
  private func names(_ name: StaticString, atMost most: Int) throws(Failure) -> [String]? {
    guard has(name) else { return nil }
    let text = try freeText(name)
    if text == UserWork.allWord { return [] }
    try demandNoCard(name, in: text)
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let one = String(part)
      if one.isEmpty || one == UserWork.allWord {
        throw bad(name, "\(UserWork.allWord) alone, or names with commas between them")
      }
      if !names.contains(one) { names.append(one) }
    }
    if names.count > most { throw bad(name, "at most \(most) of them") }
    return names
  }
}
