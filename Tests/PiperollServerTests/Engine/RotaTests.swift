import TestSupport
import Testing

@testable import PiperollServer

/// Users have their turn one after another, whatever each of them has.
struct RotaTests {
  private final class Work {
    let user: String
    let number: Int

    init(_ user: String, _ number: Int) { (self.user, self.number) = (user, number) }
  }

  @Test func `users take turns, and of each what came first is first`() {
    var rota = Rota<Work>()
    for number in 0..<3 { rota.add(Work("a", number), of: "a") }
    for number in 0..<2 { rota.add(Work("b", number), of: "b") }
    rota.add(Work("c", 0), of: "c")
    var order: [String] = []
    while let work = rota.next() { order.append("\(work.user)\(work.number)") }
    #expect(order == ["a0", "b0", "c0", "a1", "b1", "a2"])
    #expect(rota.isEmpty)
  }

  @Test func `what is not allowed keeps its place, and what is removed is gone`() {
    var rota = Rota<Work>()
    let (first, second) = (Work("a", 0), Work("a", 1))
    for work in [first, second, Work("b", 0)] { rota.add(work, of: work.user) }
    #expect(rota.next { $0.user == "b" }?.user == "b")
    #expect(rota.next { $0 !== first } === second)
    #expect(rota.next { _ in false } == nil)
    rota.remove(first, of: "a")
    #expect(rota.isEmpty && rota.next() == nil)
  }

  @Test(arguments: UInt64(1)...20)
  func `nobody who waits is passed over twice by the same user`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var rota = Rota<Work>()
    var waiting: [String: Int] = [:]
    var passed: [String: Set<String>] = [:]
    for number in 0..<500 {
      let user = "u\(Int.random(in: 0..<8, using: &random))"
      if Bool.random(using: &random) {
        rota.add(Work(user, number), of: user)
        if waiting[user, default: 0] == 0 { passed[user] = [] }
        waiting[user, default: 0] += 1
      } else if let work = rota.next() {
        waiting[work.user]! -= 1
        for (other, count) in waiting where count > 0 && other != work.user {
          #expect(passed[other, default: []].insert(work.user).inserted)
        }
        passed[work.user] = []
      }
    }
  }
}
