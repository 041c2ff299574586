import Glibc

/// What counts as one address of those who log in: an address of IPv4, a network of IPv6.
enum LoginAddress {
  /// Bytes of an IPv6 address that name the network: one household or firm has at least the rest.
  private static let networkBytes = 8

  /// - Parameter host: an address, with brackets or without.
  static func text(of host: String) -> String {
    let ip = String(host.drop { $0 == "[" }.prefix { $0 != "]" })
    var address = in6_addr()
    guard inet_pton(AF_INET6, ip, &address) == 1 else { return ip }
    let bytes = withUnsafeBytes(of: address) { Array($0) }
    // An address of IPv4 in the form of IPv6: ::ffff:192.0.2.1.
    if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      return bytes[12...].map { "\($0)" }.joined(separator: ".")
    }
    let groups = stride(from: 0, to: networkBytes, by: 2).map { place in
      String(UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]), radix: 16)
    }
    return groups.joined(separator: ":") + "::/64"
  }
}
