import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct WorkWeightsTests {
  private typealias Part = WorkWeights.Part

  @Test func `without a policy a thing counts what the design says`() {
    #expect(
      WorkWeights.standard.text
        == "task:400,broken:300,returned:280,never-worked:120,bucket:40,amount:30,calls:25")
  }

  @Test(arguments: UInt64(0)..<20)
  func `a row's number keeps each part's weight for itself`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      var wanted: [WorkWeights.Part: Int] = [:]
      for part in Part.allCases where !random.oneIn(4) {
        wanted[part] = random.oneIn(4) ? part.max : random.below(part.max + 1)
      }
      let weights = try #require(WorkWeights(wanted))
      let again = try #require(WorkWeights(number: weights.number))
      for part in Part.allCases {
        #expect(weights[part] == wanted[part] ?? part.standard)
        #expect(again[part] == weights[part])
      }
    }
  }

  @Test func `what is below zero or above the most of its part is no weight`() {
    for part in Part.allCases {
      #expect(WorkWeights([part: 0]) != nil && WorkWeights([part: part.max]) != nil)
      #expect(WorkWeights([part: -1]) == nil && WorkWeights([part: part.max + 1]) == nil)
    }
    #expect(WorkWeights(number: -1) == nil && WorkWeights(number: .max) == nil)
  }

  /// 64 digits are more than any sum has, and 8 buckets than any aging has.
  @Test func `with all at their most no score is cut off`() throws {
    let most = try #require(
      WorkWeights(Dictionary(uniqueKeysWithValues: Part.allCases.map { ($0, $0.max) })))
    var score = WorkScore()
    score.task = most[.task]
    score.broken = most[.broken]
    score.returned = most[.returned]
    score.neverWorked = most[.neverWorked]
    score.bucket = most[.bucket] * AgingBuckets.countMax
    score.amount = most[.amount] * 64
    #expect(score.sum == 12_400 && score.sum <= WorkScore.plainMax)
    score.calls = -most[.calls] * 100
    #expect(score.sum == 0)
    score.appointment = WorkScore.ofAppointment
    #expect(score.sum == WorkScore.ofAppointment)
  }

  @Test func `a lease stands for some minutes of a working day`() {
    let play = Play()
    #expect(play.book.leaseMinutes(on: Play.day(0)) == 15)
    play.record(Fact(PolicySet(.leaseMinutes, .minutes(480))), on: 3)
    #expect(play.book.leaseMinutes(on: Play.day(2)) == 15)
    #expect(play.book.leaseMinutes(on: Play.day(3)) == 480)
    for number: Int64 in [-1, 0, 481, .max] {
      #expect(PolicyValue(.minutes, number: number, text: "") == nil)
    }
  }
}
