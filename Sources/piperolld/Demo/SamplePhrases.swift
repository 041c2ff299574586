/// What clerks write: memos, the notes of a telephone call by its result, and general notes.
///
/// `%I` stands for an invoice, `%A` for an amount and `%N` for a name.
enum SamplePhrases {
  /// One result of a call and what the clerk noted.
  struct Call {
    let result: String
    let inbound: Bool
    let text: String

    init(_ result: String, _ text: String, inbound: Bool = false) {
      self.result = result
      self.inbound = inbound
      self.text = text
    }
  }

  /// Calls that leave things as they are, in about the proportion a desk sees them.
  static let unanswered: [Call] = [
    Call("no-answer", "rang 8 times, no machine"),
    Call("no-answer", "no answer, try again after 5 their time"),
    Call("no-answer", "no answer x2"),
    Call("busy", "busy twice, ten minutes apart"),
    Call("voicemail", "lft msg, name and number only"),
    Call("voicemail", "voicemail, asked for a call back"),
    Call("voicemail", "mailbox full"),
    Call("third-party", "not in, did not say what about"),
    Call("third-party", "front desk, %N back on Monday"),
    Call("wrong-number", "says never heard of %N, took number off the list"),
  ]

  static let spokenToFirm: [Call] = [
    Call("right-party", "says %I never arrived, will send a copy today"),
    Call("right-party", "has %I, waiting for approval upstairs"),
    Call("right-party", "check run is Thursdays, %I should be in the next one"),
    Call("right-party", "short two cases on %I, will look for the delivery slip"),
    Call("right-party", "called in about %I, read the lines to them", inbound: true),
    Call("refused", "says paid already, cannot give a date; asked for proof"),
    Call("refused", "nobody there may talk about invoices but %N"),
  ]

  static let spokenToPerson: [Call] = [
    Call("right-party", "confirmed balance, asked for a statement by mail"),
    Call("right-party", "hours cut at work, call back after the 15th"),
    Call("right-party", "thought %I was on autopay, will look tonight"),
    Call("right-party", "called in, wants to know what the %A is for", inbound: true),
    Call("refused", "won't discuss on the phone, wants it in writing"),
    Call("refused", "hung up when I gave the balance"),
  ]

  static let promised: [Call] = [
    Call("promise", "ptp %A by Friday, by check"),
    Call("promise", "ptp %A on payday"),
    Call("promise", "will pay %A by card at the end of the week"),
    Call("promise", "called back, promises %A within the week", inbound: true),
  ]

  static let firm = [
    "statement emailed to %N", "copy of %I sent again", "W-9 sent to %N",
    "new bookkeeper starts next month, ask for %N",
    "wants a PO number on every invoice from now on",
    "reviewed history, pays after the second call as a rule",
    "asked for remittance details, bank letter sent", "prefers a call after lunch",
  ]

  static let person = [
    "mail came back, new address on file", "%N asked us to mail, not email",
    "address confirmed with %N", "statement mailed", "prefers a call after lunch",
    "reviewed history, pays after the second call as a rule", "copy of %I sent again",
  ]

  static let patient = [
    "insurance card copied at the desk", "asked for an itemized bill, mailed",
    "told to call the insurer first, EOB not yet in", "EOB received, patient share as billed",
    "coverage verified on the payer's portal", "appointment moved, visit not to be billed twice",
  ]

  static let tradeInvoice = [
    "standing order", "weekly deliveries", "PO 4%D", "PO 7%D", "counter sales", "two pallets",
  ]
  static let consumerInvoice = ["monthly service", "service and equipment", "late-season order"]
  /// Visits with the codes that insurers know them by.
  static let visits: [(code: String, text: String)] = [
    ("99203", "office visit"), ("99213", "office visit, established patient"),
    ("73100", "x-ray, two views"), ("80053", "lab panel"),
    ("97110", "physical therapy, 45 min"), ("99283", "urgent care visit"),
    ("11102", "minor procedure"), ("99212", "follow-up visit"),
  ]
  static let disputes = [
    ("goods", "two cases short on %I, wants a credit"),
    ("price", "says the price on %I is not what was quoted"),
    ("goods", "%I never arrived, delivery slip asked for"),
    ("goods", "half of %I came broken, photos emailed"),
  ]
  static let loans = ["car, used", "car, new", "roof", "kitchen", "debts put together", "van"]
  static let creditReasons = ["returned", "pricing", "service", "billing-error"]
}
