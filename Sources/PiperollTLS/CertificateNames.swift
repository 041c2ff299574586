/// What may be written into a certificate.
extension Certificates {
  /// A common name that reads one way only: 1 to 64 characters, none of them a control character.
  static func checkCommonName(_ name: String) throws(TLSFault) {
    let length = name.unicodeScalars.count
    guard
      (1...commonNameCharactersMax).contains(length),
      !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw .argument("a common name has 1 to 64 characters and no control characters") }
  }

  /// `hosts` in the language of openssl.cnf, in which a comma would begin another entry.
  static func alternativeNames(_ hosts: [String]) throws(TLSFault) -> String {
    guard !hosts.isEmpty else { throw .argument("a server certificate names at least one host") }
    var entries: [String] = []
    for host in hosts {
      if isIPAddress(host) {
        entries.append("IP:\(host)")
      } else if isHostName(host) {
        entries.append("DNS:\(host)")
      } else {
        throw .argument("\(host) is neither a host name nor an IP address")
      }
    }
    return entries.joined(separator: ",")
  }

  /// RFC 1123 2.1: labels of 1 to 63 letters, digits and inner hyphens; 253 characters in all.
  private static func isHostName(_ host: String) -> Bool {
    let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return host.utf8.count <= 253 && labels.allSatisfy(isLabel)
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { byte in
        switch byte {
        case hyphen, UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: false
        }
      }
  }
}
