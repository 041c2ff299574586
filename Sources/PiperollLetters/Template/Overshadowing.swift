/// Words that may overshadow a debtor's rights in the validation period (12 CFR 1006.38(b)): they
/// ask for the money sooner than the period ends, or say what will follow.
public enum Overshadowing {
  private static let words = [
    "immediately", "right away", "within 10 days", "within 7 days", "within 5 days",
    "within 14 days", "today", "final notice", "final demand", "last chance", "legal action",
    "lawsuit", "sue you", "attorney", "garnish", "credit report", "credit bureau",
    "de inmediato", "inmediatamente", "en 10 días", "en 7 días", "en 5 días", "hoy mismo",
    "último aviso", "última oportunidad", "acción legal", "demanda", "abogado", "embargo",
    "buró de crédito",
  ]

  /// The first of these words in a template; nil if it has none.
  public static func first(in template: String) -> String? {
    let text = template.lowercased()
    return words.compactMap { word in text.firstRange(of: word).map { ($0.lowerBound, word) } }
      .min { $0.0 < $1.0 }?.1
  }
}
