import Foundation
import Glibc

// The two functions that libFuzzer asks for, and the main that SwiftPM asks for.
//
//   FUZZ_TARGET=session Fuzz [libFuzzer's options] [directories of inputs]
//   FUZZ_TARGET=session FUZZ_SEEDS=directory Fuzz     writes the inputs to begin with
//   FUZZ_WORDS=file Fuzz                              writes the dictionary

/// The target of this process. libFuzzer has one thread.
nonisolated(unsafe) private var target: (any FuzzTarget)!

/// What an input may take of a processor. A server answers within 50 ms; built with the address
/// sanitizer it takes five times as long.
private let millisecondsMax = 250

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let begun = processorMilliseconds()
  let isOfUse = target.run([UInt8](UnsafeBufferPointer(start: start, count: count)))
  let taken = processorMilliseconds() - begun
  if taken > millisecondsMax { fail("it took \(taken) ms of a processor") }
  return isOfUse ? 0 : -1
}

/// SwiftPM links it as `main`.
@_cdecl("Fuzz_main")
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  let environment = ProcessInfo.processInfo.environment
  do {
    if let file = environment["FUZZ_WORDS"] {
      try Data(Seeds.dictionary().utf8).write(to: URL(fileURLWithPath: file))
      return 0
    }
    let name = environment["FUZZ_TARGET"] ?? ""
    guard let type = FuzzTargets.all.first(where: { $0.name == name }) else {
      print(FuzzTargets.all.map { $0.name }.joined(separator: " "))
      return 64
    }
    let made = try type.init()
    if let directory = environment["FUZZ_SEEDS"] {
      for (number, seed) in try made.seeds().enumerated() {
        try Data(seed).write(to: URL(fileURLWithPath: "\(directory)/seed-\(number)"))
      }
      return 0
    }
    target = made
  } catch {
    fail("it could not begin: \(error)")
  }
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, testOneInput)
}

private func processorMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
}

/// Says what does not hold; libFuzzer then keeps the input.
func fail(_ what: String) -> Never {
  FileHandle.standardError.write(Data("FAILED: \(what)\n".utf8))
  abort()
}
