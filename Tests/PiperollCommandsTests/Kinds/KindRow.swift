/// Where the answers of a kind are.
enum KindAnswers {
  case row(KindRow)
  /// There is no line that a desk without a session takes.
  case elsewhere(_ reason: String)
}

/// What one kind of entry does where the same is asked of all of them. Each answer is something to
/// play, or the reason why there is nothing to play.
///
/// `first` is recorded before all; its entries are 1 to 5. A line behind `olga: ` is an operator's,
/// the others are an administrator's.
struct KindRow {
  /// The lines before, from entry 6 on.
  var before: [String] = []
  /// The line that records an entry of the kind, dated 2026-11-10 where it has a date.
  var line: String
  /// A look-up that shows it.
  var look: String
  var order: Order
  var day: DayRule
  var reversal: Reversal
  var limit: Limit
  var closed: Closed
  var past = Past.shown

  /// Whether it comes to the same before and after another line.
  enum Order {
    case either(with: String)
    case no(_ reason: String)
  }

  /// What becomes of it on a day on which what it is about was not there.
  enum DayRule {
    /// This line is refused by this rule.
    case refused(_ line: String, by: String)
    /// This line is taken, and takes effect once all is there.
    case waits(_ line: String)
    case no(_ reason: String)
  }

  enum Reversal {
    /// A reversal leaves all as it was.
    case undone
    case refused
  }

  /// The limit above which an operator needs somebody else.
  enum Limit {
    case need(_ policy: String)
    case no(_ reason: String)
  }

  /// Whether it waits for somebody else if it is dated into a closed period. While it waits nothing
  /// has changed, and what is approved is what would have been recorded at once.
  enum Closed {
    case waits
    case taken(_ reason: String)
    case no(_ reason: String)
  }

  /// Whether the look-up shows it from its date and from its recording on.
  enum Past {
    case shown
    case no(_ reason: String)
  }

  static let first = [
    "POST ACCOUNT A-1 kind=trade name=Ash terms=0 date=2026-11-01",
    "POST ACCOUNT A-2 kind=consumer name=Birch terms=0 date=2026-11-01",
    "POST ACCOUNT L-1 kind=loan name=Cedar terms=0 date=2026-11-01",
    "POST INVOICE A-1 I-1 100.00 date=2026-11-05",
    "POST PAYMENT A-1 60.00 apply=none date=2026-11-05",
  ]
}
