@testable import PiperollLedger

/// What users work, as entries say it.
let sampleUserWork: [Fact] = [
  UserWork.all,
  UserWork(queues: [.legal, .collect], languages: ["es", "pt-BR"], portfolios: ["Card 2026"]),
].map { work in
  var change = UserChanged(user: "maria", role: .operator, passwordRecord: "s")
  change.work = work
  return Fact(change)
}
