import Foundation
import PiperollServer
import PiperollTLS
import Testing

/// Certificates that come and go while the server runs, and what a handshake may not be.
@Suite(.onOneLoopAndThree) struct CertificateTests {
  @Test func `a revoked certificate ends its sessions and gets no new one`() async throws {
    try await Desk.open { desk in
      try desk.issue("maria")
      let admin = try await desk.connect()
      #expect(try await admin.ask("ADMIN USER maria role=viewer")[0].code == 201)
      let maria = try await desk.connect("maria")
      #expect(try await maria.ask("PING")[0].code == 200)
      let authority = ClientAuthority(desk.identity("clients"))
      let serials = try authority.issued().filter { $0.user == "maria" }.map(\.serial)
      _ = try authority.revoke(serials)
      try await desk.reloadCertificates()
      #expect(
        try await maria.linesToEnd() == [
          "421 CLOSING ; the certificate of this session was revoked"
        ]
      )
      await #expect(throws: (any Error).self) { try await desk.connect("maria").ask("PING") }
      #expect(try await admin.ask("PING")[0].code == 200)
      #expect(desk.log.text.contains("certificate revoked"))
      #expect(desk.log.text.contains("\(serials[0])"))
    }
  }

  @Test func `a new certificate is taken up, a broken one is not, and sessions go on`() async throws
  {
    try await Desk.open { desk in
      let session = try await desk.connect()
      let file = desk.identity("server").certificateFile
      let before = try await session.certificate()
      try Certificates.renewSelfSigned(desk.identity("server"), validDays: 20)
      try await desk.reloadCertificates()
      let renewed = try await desk.connect().certificate()
      #expect(renewed != before)
      #expect(desk.log.text.contains("a certificate expires"))

      try Data("broken".utf8).write(to: URL(filePath: file))
      try await desk.reloadCertificates()
      #expect(try await desk.connect().certificate() == renewed)
      #expect(desk.log.text.contains("new certificates are refused"))
      let health = try await session.ask("ADMIN HEALTH")[0]
      #expect(health["certificate-failed"] == "yes")
      // In the very second of the renewal it is all twenty.
      #expect(["19", "20"].contains(health["certificate-days"]))
    }
  }

  @Test func `a certificate whose user is unknown or shut out is told so`() async throws {
    try await Desk.open { desk in
      try desk.issue("maria")
      let unknown = try await desk.connect("maria").ask("PING")[0]
      #expect(unknown.code == 530)
      #expect(unknown.status.contains("no such user"))
      #expect(try await desk.connect().ask("ADMIN USER maria role=none")[0].code == 201)
      let out = try await desk.connect("maria").ask("PING")[0]
      #expect(out.code == 530)
      #expect(out.status.contains("the user is shut out"))
      for reason in ["no such user", "the user is shut out"] {
        #expect(desk.log.text.contains(reason))
      }
    }
  }

  private static let offers: [[String]] = [
    ["-tls1_2", "-cipher", "NULL:@SECLEVEL=0"], ["-tls1_2", "-cipher", "aNULL:@SECLEVEL=0"],
    ["-tls1_2", "-cipher", "kRSA:@SECLEVEL=0"],
    ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"],
    ["-tls1_2", "-cipher", "DHE:@SECLEVEL=0"], ["-tls1_3", "-groups", "P-521"],
  ]

  @Test(.enabled(if: OpenSSLClient.isThere, "needs /usr/bin/openssl"))
  func `weak suites and groups are refused`() async throws {
    try await Desk.open { desk in
      for offer in Self.offers {
        let run = try await OpenSSLClient.run(desk, offer, input: "QUIT\n")
        #expect(run.exitCode == 1 && run.output.isEmpty, "\(offer)")
      }
    }
  }

  @Test(.enabled(if: OpenSSLClient.isThere, "needs /usr/bin/openssl"))
  func `nobody renegotiates`() async throws {
    try await Desk.open { desk in
      // One that is granted leaves s_client waiting, until it is ended after a minute.
      let run = try await OpenSSLClient.run(desk, ["-tls1_2"], input: "R\n", isQuiet: false)
      #expect(run.exitCode == 1)
      #expect(run.output.contains("Protocol  : TLSv1.2"))
    }
  }

  @Test(
    .enabled(if: OpenSSLClient.isThere, "needs /usr/bin/openssl"),
    arguments: ["-tls1_2", "-tls1_3"])
  func `nothing is compressed, and no session is kept that could be resumed or sent early data to`(
    version: String
  ) async throws {
    try await Desk.open { desk in
      let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      defer { try? FileManager.default.removeItem(at: file) }
      let offer = [
        version, "-legacy_server_connect", "-comp", "-reconnect", "-sess_out", file.path,
      ]
      let run = try await OpenSSLClient.run(desk, offer, input: "Q\n", isQuiet: false)
      #expect(run.exitCode == 0)
      #expect(run.output.contains("Compression: NONE"))
      #expect(run.output.contains("New, TLSv1."))
      #expect(!run.output.contains("Reused, "))
      #expect(!run.output.contains("New Session Ticket arrived"))
      #expect(!run.output.contains("Early data was accepted"))
    }
  }
}
