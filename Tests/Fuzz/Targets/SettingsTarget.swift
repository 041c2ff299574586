import PiperollClient

/// The client's configuration file and a server's address: they are read, or refused in one line.
final class SettingsTarget: FuzzTarget {
  static let name = "settings"

  init() {}

  func seeds() throws -> [[UInt8]] {
    [
      "url=piperolls://ann@desk.example:7117\ncert=~/a.pem\nkey = ~/a.key\n# remark\nwindow=8\n",
      "trust=SHA256:00\nknown-hosts=/x\npassword-file=p\ncacert=c\n", "url=[::1]:7117\n",
      "url=h:1/",
    ].map { Array($0.utf8) }
  }

  func run(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      let settings = try Settings(configuration: text, path: "config", home: "/home/ann")
      if settings.over(settings) != settings { fail("over itself: \(settings)") }
      guard let url = settings.url else { return true }
      let address = try Address(url)
      if try Address(address.description) != address { fail("\(url) became \(address)") }
    } catch let error as ClientError {
      if error.description.contains("\n") { fail("more than a line: \(error.description)") }
    } catch {
      fail("\(error)")
    }
    return true
  }
}
