// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
/// For the server: a release build does not check at run time that accesses to a property do not
/// overlap, because every request would pay for dozens of these checks. Tests run with them.
let checkedInTests: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]
/// For the targets in which tests spend their time: debug builds optimize them too. All checks
/// stay: overflow, exclusive access, assertions.
let quick: [SwiftSetting] = [
  .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))
]
/// For the targets that use raw memory: every unsafe expression must be marked with `unsafe`.
let unsafeMarked = strict + [.strictMemorySafety()]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "piperoll",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CPrefetch"),
    .target(name: "PiperollLedger", dependencies: ["CPrefetch"], swiftSettings: strict + quick),
    .target(name: "PiperollVersion", swiftSettings: strict),
    .target(name: "PiperollWire", swiftSettings: strict + quick),
    .target(
      name: "PiperollCommands",
      dependencies: ["PiperollLedger", "PiperollLetters", "PiperollWire"],
      swiftSettings: strict + quick),
    .target(
      name: "PiperollLetters", dependencies: ["PiperollLedger", mustache],
      swiftSettings: strict + quick),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "PiperollStore", dependencies: ["COpenSSL", "PiperollVersion"],
      swiftSettings: unsafeMarked + quick),
    .target(name: "PiperollTLS", dependencies: ["COpenSSL"], swiftSettings: unsafeMarked),
    .target(
      name: "PiperollServer",
      dependencies: [
        "PiperollCommands", "PiperollLedger", "PiperollLetters", "PiperollStore", "PiperollTLS",
        "PiperollVersion", "PiperollWire", logging,
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict + checkedInTests),
    .executableTarget(
      name: "piperolld",
      dependencies: [
        "PiperollClient", "PiperollLedger", "PiperollServer", "PiperollStore", "PiperollTLS",
        "PiperollVersion", argumentParser, logging,
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .systemLibrary(name: "CEditLine", path: "Clients/CEditLine"),
    .target(
      name: "PiperollClient", dependencies: ["CEditLine", "PiperollTLS"],
      path: "Clients/PiperollClient", swiftSettings: strict),
    .systemLibrary(name: "CEpoll", path: "Clients/CEpoll"),
    .executableTarget(
      name: "piperoll",
      dependencies: [
        "CEpoll", "PiperollClient", "PiperollTLS", "PiperollVersion", argumentParser,
      ],
      path: "Clients/piperoll", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["PiperollStore"], path: "Tests/TestSupport",
      swiftSettings: strict + quick),
    .testTarget(
      name: "PiperollLedgerTests",
      dependencies: ["PiperollCommands", "PiperollLedger", "PiperollWire", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PiperollWireTests", dependencies: ["PiperollWire", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PiperollCommandsTests",
      dependencies: [
        "PiperollCommands", "PiperollLedger", "PiperollLetters", "PiperollWire", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PiperollLettersTests",
      dependencies: [
        "PiperollCommands", "PiperollLedger", "PiperollLetters", "PiperollTLS", "PiperollWire",
      ],
      exclude: ["Letters"], swiftSettings: strict),
    .testTarget(
      name: "PiperollStoreTests",
      dependencies: ["PiperollStore", "PiperollVersion", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "PiperollTLSTests", dependencies: ["PiperollTLS"], swiftSettings: strict),
    .testTarget(
      name: "PiperollClientTests", dependencies: ["piperoll", "PiperollClient", "PiperollTLS"],
      swiftSettings: strict),
    .testTarget(
      name: "PiperollServerTests",
      dependencies: [
        "PiperollClient", "PiperollCommands", "PiperollLedger", "PiperollServer", "PiperollStore",
        "PiperollTLS", "PiperollVersion", "PiperollWire", "TestSupport", logging,
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "TranscriptTests",
      dependencies: [
        "PiperollCommands", "PiperollLedger", "PiperollServer", "PiperollStore", "PiperollTLS",
        "PiperollWire", "TestSupport", logging,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "FaultTests",
      dependencies: [
        // The two programs: these tests start them as processes and kill them.
        "piperoll", "piperolld",
        "PiperollCommands", "PiperollLedger", "PiperollServer", "PiperollStore", "PiperollTLS",
        "PiperollVersion", "PiperollWire", "TestSupport", logging,
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      exclude: ["Screens"], swiftSettings: strict),
    .testTarget(name: "Tidy", swiftSettings: strict),
  ]
)

// libFuzzer brings a main of its own and wants every module built for it. So these targets are here
// only for `Tests/Acceptance/fuzz.sh`, and the tests are not. They share files with some of those.
if Context.environment["PIPEROLL_FUZZ"] != nil {
  package.targets.removeAll { $0.type == .test }
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "PiperollClient", "PiperollCommands", "PiperollLedger", "PiperollServer", "PiperollStore",
        "PiperollTLS", "PiperollWire", "TestSupport", logging,
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      path: "Tests",
      sources: [
        "Fuzz", "FaultTests/Simulation/Incarnation.swift",
        "FaultTests/Simulation/SimulatedQueue.swift", "FaultTests/Simulation/Talk.swift",
        "FaultTests/Simulation/Request.swift", "PiperollLedgerTests/Support/Bytes.swift",
        "PiperollTLSTests/Link.swift",
      ],
      swiftSettings: strict))
}
