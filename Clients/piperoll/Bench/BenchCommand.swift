import ArgumentParser
import Glibc
import PiperollClient
import PiperollTLS

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll bench",
    abstract: "Drives load at a server and says how fast it answers.",
    discussion: """
      In the command, {key} is a random key of seven digits and {n} a number that no other request \
      has: piperoll bench --keys 1000000 'LOOKUP ACCOUNT A-{key}'. With --redis the server is \
      Redis, over TLS, and the command one of its own. --book prints the commands of a book with \
      such keys.
      """)

  @Option(help: "Connections at once.")
  var connections = 50

  @Option(help: "Requests in flight on each.")
  var depth = 1

  @Option(help: "Seconds that are measured.")
  var seconds = 5.0

  @Option(help: "Seconds before them.")
  var warmUp = 1.0

  @Option(help: "Keys go from 0000000 to one less.")
  var keys = 1_000_000

  @Flag(help: "The server is Redis.")
  var redis = false

  @Option(help: ArgumentHelp("Print a book of so many accounts.", valueName: "accounts"))
  var book: Int?

  @Option(help: "Invoices of each account of the book.")
  var items = 5

  @OptionGroup var connection: ConnectionArguments

  @Argument(help: "The command.")
  var command: String?

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
    guard let command = bench.command else { throw ClientError(.usage, "bench: which command?") }
    let settings = bench.connection.settings.over(outer.settings)
    if bench.redis { return try bench.run(command, settings) { RedisReplies() } }
    return try bench.run(command, settings) { PiperollReplies() }
  }

  private func run<Replies: ReplyCounter>(
    _ command: String, _ settings: Settings, _ replies: @escaping () -> Replies
  ) throws -> ExitCode {
    let options = try Surroundings.current.options(settings)
    let trust: TLSTrust =
      settings.cacert.map { .authorities(file: $0, host: options.address.host) }
      ?? .fingerprintChecked
    let context = try TLSContext.client(trust: trust, identity: options.identity)
    let load = BenchLoad(
      address: try ipv4(options.address), context: context, connections: connections, depth: depth,
      warmUpSeconds: warmUp, seconds: seconds, makeReplies: replies)
    let first = nanoseconds() / 1000
    let result = try load.run(CommandTemplate(command, keys: keys, first: first))
    report(result.replies, result.refusals, result.seconds, result.histogram)
    return result.refusals == 0 ? .ok : .refused
  }

  private func report(
    _ replies: Int, _ refusals: Int, _ seconds: Double, _ histogram: LatencyHistogram
  ) {
    Swift.print("connections\tdepth\tper-second\tp50-us\tp99-us\tp99.9-us\trefusals")
    let quantiles = [0.5, 0.99, 0.999].map { histogram.microseconds(quantile: $0).rounded() }
    let times = quantiles.map { "\(Int($0))" }.joined(separator: "\t")
    let rate = Int((Double(replies) / seconds).rounded())
    Swift.print("\(connections)\t\(depth)\t\(rate)\t\(times)\t\(refusals)")
  }

  /// A load goes to a server of one's own on loopback, by its number.
  private func ipv4(_ target: Address) throws -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = target.port.bigEndian
    let host = target.host == "localhost" ? "127.0.0.1" : target.host
    guard host.hasPrefix("127."), inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
      throw ClientError(.usage, "bench goes to loopback only, 127.0.0.1")
    }
    return address
  }
}
