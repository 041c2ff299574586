import Testing

@testable import PiperollTLS

/// A client certificate such as only another program would make, signed by `authority`.
private func foreignClient(
  _ workshop: Workshop, of authority: TLSIdentity, subject: String, extensions: String
) throws -> TLSIdentity {
  let identity = workshop.identity("foreign")
  let made = try outcome(
    of: "sh", "-c",
    """
    cd \(workshop.path("")) && umask 077 \
    && openssl ecparam -name prime256v1 -genkey -noout -out \(identity.keyFile) \
    && openssl req -new -utf8 -key \(identity.keyFile) -subj '\(subject)' -out foreign.csr \
    && echo '\(extensions)' > ext \
    && openssl x509 -req -in foreign.csr -CA \(authority.certificateFile) \
      -CAkey \(authority.keyFile) -CAcreateserial -extfile ext -out \(identity.certificateFile)
    """)
  try #require(made.status == 0, "\(made.text)")
  return identity
}

private func link(_ workshop: Workshop, subject: String, extensions: String) throws -> Link {
  let authority = try workshop.authority()
  let identity = try foreignClient(
    workshop, of: authority, subject: subject, extensions: extensions)
  let link = try Link(
    client: .client(trust: .fingerprintChecked, identity: identity),
    server: .server(
      identity: workshop.server(), clientAuthorityFile: authority.certificateFile))
  try link.shakeHands()
  return link
}

@Test(arguments: [
  ("/CN=jane/CN=boss", nil), ("/O=nobody", nil), ("/O=Firm/CN=jane", "jane"),
  ("/CN=Jos\u{e9}", "Jos\u{e9}"),
])
func `only one common name is a name`(subject: String, name: String?) throws {
  let link = try link(Workshop(), subject: subject, extensions: "extendedKeyUsage=clientAuth")
  #expect(link.isComplete)
  #expect(link.server.peerCommonName == name)
}

@Test(arguments: [
  "keyUsage=digitalSignature", "extendedKeyUsage=serverAuth", "extendedKeyUsage=emailProtection",
])
func `a certificate that does not name clientAuth is no client's`(extensions: String) throws {
  let link = try link(Workshop(), subject: "/CN=jane", extensions: extensions)
  #expect(!link.serverIsComplete)
  #expect(link.serverFault == .certificate("unsuitable certificate purpose"))
}
