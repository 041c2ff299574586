@testable import PiperollLedger

/// An email with all that a notice may have, and a letter about nothing that is past due.
let sampleNotices: [Fact] = [
  Fact(
    NoticeMade(
      account: 1, contact: .max, channel: .email, template: .validation, payNow: .largest,
      fee: Money(minor: 1), token: .max, hash: NoticeHash(Array(1...32))!,
      parts: [NoticeMade.Part(item: 2, due: .last, level: 9)])),
  Fact(
    NoticeMade(
      account: .max, contact: 1, channel: .letter, template: .receipt, payNow: .zero, fee: .zero,
      token: 0, hash: NoticeHash(), parts: [])),
]
