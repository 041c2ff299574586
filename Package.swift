// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
/// For the targets that hold raw memory: every unsafe expression is marked where it stands.
let unsafeMarked = strict + [.strictMemorySafety()]

let package = Package(
  name: "piperoll",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .target(name: "PiperollLedger", swiftSettings: strict),
    .target(name: "PiperollWire", swiftSettings: strict),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .target(name: "PiperollStore", dependencies: ["PiperollLedger", "COpenSSL"], swiftSettings: unsafeMarked),
    .target(name: "PiperollTLS", dependencies: ["COpenSSL"], swiftSettings: unsafeMarked),
    .target(
      name: "PiperollClient", dependencies: ["PiperollWire", "PiperollTLS"],
      path: "Clients/PiperollClient", swiftSettings: strict),
    .executableTarget(
      name: "piperoll",
      dependencies: [
        "PiperollClient", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Clients/piperoll", swiftSettings: strict),
    .testTarget(name: "PiperollLedgerTests", dependencies: ["PiperollLedger"], swiftSettings: strict),
    .testTarget(name: "PiperollStoreTests", dependencies: ["PiperollStore"], swiftSettings: strict),
    .testTarget(name: "PiperollTLSTests", dependencies: ["PiperollTLS"], swiftSettings: strict),
    .testTarget(
      name: "PiperollClientTests", dependencies: ["PiperollClient", "PiperollTLS"],
      swiftSettings: strict),
  ]
)
