import PiperollLedger

extension AccountKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .trade: "trade"
    case .consumer: "consumer"
    case .patient: "patient"
    case .loan: "loan"
    }
  }
}

extension ContactRole: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .debtor: "debtor"
    case .guarantor: "guarantor"
    case .patient: "patient"
    case .spouse: "spouse"
    case .physician: "physician"
    case .hospital: "hospital"
    case .insurer: "insurer"
    case .attorney: "attorney"
    case .employer: "employer"
    case .agency: "agency"
    case .trustee: "trustee"
    case .thirdParty: "third-party"
    case .source: "source"
    case .parent: "parent"
    case .guardian: "guardian"
    case .executor: "executor"
    case .successor: "successor"
    }
  }
}

extension PhoneKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .mobile: "mobile"
    case .landline: "landline"
    case .work: "work"
    }
  }
}

extension Role: WireWord {
  static let words = wordsByNumber()
}
