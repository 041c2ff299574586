import PiperollLedger

extension ItemKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .invoice: "invoice"
    case .fee: "fee"
    case .late: "late"
    case .court: "court"
    case .repossession: "repossession"
    case .interest: "interest"
    case .nsf: "nsf"
    case .adjustment: "adjustment"
    case .refund: "refund"
    case .transfer: "transfer"
    case .recovery: "recovery"
    case .principal: "principal"
    }
  }
}

extension ItemStatus: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .open: "open"
    case .paid: "paid"
    case .credited: "credited"
    case .writtenOff: "written-off"
    case .void: "void"
    }
  }
}
