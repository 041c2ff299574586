import Glibc
import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `The input` {
  private func run(_ bytes: [[UInt8]]) throws -> (Run, [String]) {
    let server = try FakeServer { _ in .reply("200 OK") }
    defer { server.stop() }
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    // Piece by piece, each read before the next one comes, as far as that can be had.
    let writer = ends[1]
    for piece in bytes { _ = write(writer, piece, piece.count) }
    close(writer)
    defer { close(ends[0]) }
    let run = Run { streams in
      var piped = streams
      piped.input = ends[0]
      return Pipeline.run(server.options, piped)
    }
    return (run, Array(server.requests.dropFirst()))
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  @Test func `may begin with a byte order mark`() throws {
    let (run, requests) = try run([Self.mark + "PING\n".utf8])
    #expect(run.exitCode == .ok)
    #expect(requests == ["PING"])
  }

  @Test func `has a mark only at its start, and all of it`() throws {
    for start in [Self.mark, Array(Self.mark.prefix(2)), Array(Self.mark.prefix(1)), []] {
      var input = RequestInput(descriptor: -1)
      for byte in start { try input.add([byte]) }
      try input.add(Array("A\n".utf8) + Self.mark + Array("B\n".utf8))
      let first = start.count == 3 ? [] : start
      #expect(try input.next()?.bytes == first + Array("A\n".utf8))
      #expect(try input.next()?.bytes == Self.mark + Array("B\n".utf8))
    }
  }

  @Test(arguments: [[0xFF, 0xFE, 0x50, 0], [0xFE, 0xFF, 0, 0x50]] as [[UInt8]])
  func `in UTF-16 is refused by its name`(bytes: [UInt8]) throws {
    let (run, requests) = try run([bytes])
    #expect(run.exitCode == .usage)
    #expect(run.diagnostics == "piperoll: the input is UTF-16; save it as UTF-8\n")
    #expect(requests.isEmpty)
  }

  @Test(arguments: [("/", "Is a directory"), ("", "Bad file descriptor")])
  func `that cannot be read is an error, not an end`(path: String, reason: String) throws {
    let server = try FakeServer { _ in .reply("200 OK") }
    defer { server.stop() }
    let run = Run { streams in
      var unreadable = streams
      unreadable.input = path.isEmpty ? open("/dev/null", O_WRONLY) : open(path, O_RDONLY)
      defer { close(unreadable.input) }
      return Console.run(server.options, unreadable)
    }
    #expect(run.exitCode == .usage)
    #expect(run.diagnostics == "piperoll: the input could not be read: \(reason)\n")
  }
}
