import Mustache
import PiperollLedger

/// What all letters in HTML have around their words: who writes, the address in the window of its
/// envelope, the date, and at the foot what the payer tears off.
///
/// Lengths are from the upper left corner of the sheet. The window of a US envelope #10 is 7/8 inch
/// from its left and 1/2 inch from its lower edge, and 4 1/2 by 1 1/8 inches large. A letter folded
/// in three can slip by 1 inch to the side, and by 0.46 inch up and down. What shows wherever it
/// lies is 22 to 111 mm from the left and 63.5 to 80.4 mm from the top. The field of DIN 5008 form
/// B, 20 to 105 mm and 45 to 90 mm, has this in it. So the address is 25.4 mm from the left and
/// 63.5 mm from the top, four lines of 4.2 mm; what may show beside it, from 52 to 92 mm, stays
/// empty.
enum LetterFrame {
  /// The name under which a template takes the frame in.
  static let name = "frame"
  /// What a template puts into it: its words, and what is at the foot instead of the payment slip.
  static let blocks = ["body", "stub"]

  /// The names that it shows whatever a template puts into it.
  static let shown = [
    "desk.name", "debtor.name", "account.masked", "letter.date", "letter.entry",
  ]

  /// The frame, by the languages.
  static let libraries: [MustacheLibrary] = LetterLanguage.allCases.map { language in
    do {
      return MustacheLibrary(templates: [name: try MustacheTemplate(string: source(language))])
    } catch {
      preconditionFailure("the frame: \(error)")
    }
  }

  static func source(_ language: LetterLanguage) -> String {
    """
    <header>
    <p class="desk">{{desk.name}}</p>
    <p>{{#desk.address}}{{.}}<br>{{/desk.address}}</p>
    <p>{{#desk.phone}}{{desk.phone}}{{/desk.phone}}{{#desk.hours}} &middot; {{desk.hours}}\
    {{/desk.hours}}<br>{{#desk.email}}{{desk.email}}{{/desk.email}}{{#desk.site}} &middot; \
    {{desk.site}}{{/desk.site}}</p>
    </header>
    <address>{{debtor.name}}{{#debtor.address}}<br>{{.}}{{/debtor.address}}</address>
    <p class="date">{{letter.date}} &middot; \(language.phrase(.account)) {{account.masked}} \
    &middot; \(language.phrase(.reference)) {{letter.entry}}</p>
    <main>
    {{$body}}{{/body}}
    </main>
    <footer>
    {{$stub}}
    \(slip(language))
    {{/stub}}
    </footer>

    """
  }

  /// What the payer tears off and sends with the money.
  private static func slip(_ language: LetterLanguage) -> String {
    """
    <p class="cut">\(language.phrase(.tearOff))</p>
    <table class="slip">
    <tr><th>\(language.phrase(.account))</th><td>{{account.masked}}</td>\
    <th>\(language.phrase(.payNow))</th><td class="sum">{{pay_now}}</td></tr>
    <tr><th>\(language.phrase(.reference))</th><td>{{letter.entry}}</td>\
    <th>\(language.phrase(.enclosed))</th><td class="sum">______________</td></tr>
    <tr><th>\(language.phrase(.from))</th><td>{{debtor.name}}</td>\
    <th>\(language.phrase(.payTo))</th>\
    <td>{{desk.name}}{{#desk.address}}<br>{{.}}{{/desk.address}}</td></tr>
    </table>
    """
  }

  /// The document that letters in one or several languages are pages of.
  /// - Parameter subject: as text.
  static func document(
    _ pages: [(language: LetterLanguage, html: String)], subject: String, isMetric: Bool
  ) -> String {
    let sections = pages.map { page in
      "<section class=\"letter\" lang=\"\(page.language.code)\">\n\(page.html)</section>\n"
    }
    let language = pages.first?.language ?? .english
    return """
      <!DOCTYPE html>
      <html lang="\(language.code)">
      <head>
      <meta charset="utf-8">
      <title>\(escaped(subject))</title>
      <style>
      \(style(isMetric: isMetric))
      </style>
      </head>
      <body>
      \(sections.joined())</body>
      </html>

      """
  }

  private static func style(isMetric: Bool) -> String {
    let (paper, height) = isMetric ? ("A4", "261mm") : ("letter", "243mm")
    return """
      @page { size: \(paper); margin: 15mm 20mm 20mm 25.4mm; }
      body { margin: 0; font: 10pt/1.35 Arial, Helvetica, sans-serif; color: #000; }
      .letter { position: relative; display: flex; flex-direction: column; min-height: \(height); }
      .letter + .letter { break-before: page; }
      header { position: absolute; top: 0; left: 0; right: 0; height: 36mm; overflow: hidden;
        font-size: 9pt; }
      header p { margin: 0; }
      .desk { font-size: 13pt; font-weight: bold; }
      address { position: absolute; top: 48.5mm; left: 0; width: 78mm; font-style: normal;
        line-height: 4.2mm; white-space: nowrap; overflow: hidden; }
      .date { margin: 78mm 0 4mm; }
      main p { margin: 0 0 2.5mm; }
      table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; }
      th { text-align: left; font-weight: normal; }
      td, th { padding: 0.6mm 2mm 0.6mm 0; vertical-align: top; }
      thead th { border-bottom: 0.3mm solid #000; }
      .sum { text-align: right; padding-right: 0; }
      .total td, .total th { border-top: 0.3mm solid #000; font-weight: bold; }
      .must { font-size: 10pt; }
      .answer { list-style: none; padding: 0; margin: 0 0 2mm; }
      .below { margin-left: 6mm; }
      .sides td { width: 50%; }
      footer { margin-top: auto; padding-top: 4mm; break-inside: avoid; }
      .cut { border-top: 0.3mm dashed #000; padding-top: 1.5mm; margin: 0 0 1.5mm; }
      footer h2 { border-top: 0.3mm dashed #000; padding-top: 1.5mm; font-size: 11pt; margin: 0; }
      footer h3 { font-size: 10pt; margin: 1mm 0; }
      @media screen { body { max-width: 175mm; margin: 15mm auto; } }
      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
