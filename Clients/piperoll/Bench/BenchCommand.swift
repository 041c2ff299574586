import ArgumentParser
import Glibc
import PiperollClient
import PiperollTLS

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll bench",
    abstract: "Drives load at a server and says how fast it answers.",
    discussion: """
      In a command, {key} is a random key of seven digits, {phone} the last seven digits of a \
      random key's telephone number, and {n} a number that no other request has: \
      piperoll bench --keys 1000000 'LOOKUP ACCOUNT A-{key}'. Of several commands the next is \
      drawn by weights: '9:LOOKUP PHONE +1212{phone}' '1:POST PAYMENT A-{key} 1.00 ref=b-{n}'. \
      A row of figures is printed for each, and then one for all.

      With --redis the server is Redis, over TLS, and the commands its own. --book and --payments \
      print commands for the pipe instead.
      """)

  /// What the server takes at once.
  static let connectionsMax = 4096
  /// More requests than these, of a hundred bytes, might not fit into a socket's buffer, and the
  /// load would wait for a server that waits for it to read.
  static let depthMax = 1024

  @Option(help: "Connections at once.")
  var connections = 50

  @Option(help: "Requests in flight on each.")
  var depth = 1

  @Option(
    help: ArgumentHelp(
      "Requests a second on all connections together; else each sends when it has a reply.",
      valueName: "per-second"))
  var rate: Double?

  @Option(help: "Seconds that are measured (5, or with --requests until all are answered).")
  var seconds: Double?

  @Option(help: "Requests that are measured.")
  var requests: Int?

  @Option(help: "Seconds before them.")
  var warmUp = 1.0

  @Option(help: "Keys go from 0000000 to one less.")
  var keys = 1_000_000

  @Option(help: "The same keys come again with the same seed; else they differ from run to run.")
  var seed: UInt64?

  @Flag(help: "The server is Redis.")
  var redis = false

  @Option(
    help: ArgumentHelp(
      "Print a book of so many accounts. Beyond 8000000 they share telephone numbers.",
      valueName: "accounts"))
  var book: Int?

  @Option(help: "Invoices of each account of the book.")
  var items = 5

  @Option(
    help: ArgumentHelp("Print so many payments on random keys.", valueName: "payments"))
  var payments: Int?

  @Flag(help: "Payments on one key after the other instead.")
  var inOrder = false

  @OptionGroup var connection: ConnectionArguments

  @Argument(
    help: ArgumentHelp("The commands, each perhaps as weight:command.", valueName: "command"))
  var commands: [String] = []

  func validate() throws {
    let counts = [(requests, "--requests"), (book, "--book"), (payments, "--payments")]
    for (count, name) in counts where count ?? 0 < 0 {
      throw ValidationError("\(name) cannot be negative")
    }
    guard (1...Self.connectionsMax).contains(connections) else {
      throw ValidationError("--connections is 1 to \(Self.connectionsMax)")
    }
    guard (1...Self.depthMax).contains(depth) else {
      throw ValidationError("--depth is 1 to \(Self.depthMax)")
    }
    guard rate ?? 1 > 0 else { throw ValidationError("--rate is more than 0") }
    guard keys > 0, items >= 0, warmUp >= 0, seconds ?? 0 >= 0 else {
      throw ValidationError("--keys, --items, --warm-up and --seconds cannot be negative")
    }
  }

  static func run(_ arguments: [String], _ outer: ConnectionArguments) throws -> ExitCode {
    let bench: BenchCommand
    do {
      bench = try parse(arguments)
    } catch {
      return Main.explain(error, BenchCommand.self)
    }
    if let accounts = bench.book {
      BenchBook(accounts: accounts, items: bench.items).print()
      return .ok
    }
    if let count = bench.payments {
      let (keys, seed) = (bench.keys, bench.seed ?? 1)
      BenchPayments(count: count, keys: keys, seed: seed, inOrder: bench.inOrder).print()
      return .ok
    }
    let settings = bench.connection.settings.over(outer.settings)
    if bench.redis { return try bench.run(settings) { RedisReplies() } }
    return try bench.run(settings) { PiperollReplies() }
  }

  private func run<Replies: ReplyCounter>(
    _ settings: Settings, _ replies: @escaping () -> Replies
  ) throws -> ExitCode {
    let first = nanoseconds() / 1000
    let mix = try CommandMix(commands, keys: keys, seed: seed ?? first, first: first)
    let options = try Surroundings.current.options(settings)
    let trust: TLSTrust =
      settings.cacert.map { .authorities(file: $0, host: options.address.host) }
      ?? .fingerprintChecked
    let context = try TLSContext.client(trust: trust, identity: options.identity)
    let load = BenchLoad(
      address: try options.address.onLoopback(), context: context, connections: connections,
      depth: depth, rate: rate, makeReplies: replies)
    let tally = try load.run(
      mix, warmUp: .init(seconds: warmUp),
      measured: .init(seconds: seconds ?? (requests == nil ? 5 : nil), requests: requests))
    let names = mix.commands.map(\.text)
    for row in tally.table(connections: connections, depth: depth, names: names) {
      Swift.print(row)
    }
    return tally.total.refusals == 0 ? .ok : .refused
  }
}

extension Address {
  /// A load goes to a server of one's own on loopback, by its number.
  func onLoopback() throws -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    let number = host == "localhost" ? "127.0.0.1" : host
    guard number.hasPrefix("127."), inet_pton(AF_INET, number, &address.sin_addr) == 1 else {
      throw ClientError(.usage, "bench goes to loopback only, 127.0.0.1")
    }
    return address
  }
}
