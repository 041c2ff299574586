import Foundation
import PiperollTLS

/// A directory of keys and certificates, removed when the test is over.
final class Workshop {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("piperoll-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

  func identity(_ name: String) -> TLSIdentity {
    TLSIdentity(certificateFile: path("\(name).pem"), keyFile: path("\(name).key"))
  }

  func server(
    _ name: String = "server", hosts: [String] = ["localhost", "127.0.0.1"]
  ) throws -> TLSIdentity {
    let made = identity(name)
    try Certificates.makeServer(hosts: hosts, identity: made)
    return made
  }

  func authority(_ name: String = "authority") throws -> TLSIdentity {
    let made = identity(name)
    try Certificates.makeAuthority(name: "Test \(name)", identity: made)
    return made
  }

  func client(_ user: String, of authority: TLSIdentity) throws -> TLSIdentity {
    let made = identity("client-\(user)")
    try Certificates.issueClient(user: user, authority: authority, identity: made)
    return made
  }

  func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }
}

/// What another program, an independent oracle, says on its standard output.
func outcome(of program: String, _ arguments: String...) throws -> (status: Int32, text: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
