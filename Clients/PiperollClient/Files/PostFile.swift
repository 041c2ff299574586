import Glibc

/// Posts the rows of a file: what `piperoll post --file` does.
public struct PostFile: Sendable {
  /// A path, or `-` for the input.
  public var file: String
  public var map: FileMap
  /// In references instead of the file's name.
  public var batch: String?
  /// The sender's number of rows.
  public var expectedCount: Int?
  /// The sender's sum of the amounts: digits with at most one point.
  public var expectedSum: String?
  /// Where refused rows go; nil: beside the file.
  public var rejects: String?
  public var isDryRun = false
  /// For how many seconds nothing may go on before the run is given up.
  public var patience = 600

  /// The rows of a file by a map.
  public init(file: String, map: FileMap) {
    self.file = file
    self.map = map
  }

  /// Reads the whole file, compares its totals, posts its rows and says what became of them.
  public func run(_ options: ClientOptions, _ streams: Streams = Streams()) -> ExitCode {
    let diagnostics = Diagnostics(streams)
    do {
      return try run(options, streams, diagnostics)
    } catch {
      return diagnostics.report(error)
    }
  }

  private func run(
    _ options: ClientOptions, _ streams: Streams, _ diagnostics: Diagnostics
  ) throws -> ExitCode {
    let dialect = try RowDialect(map.settings)
    guard let kind = map.settings.kind, !kind.isEmpty else {
      throw ClientError(.usage, "say what the rows are: --kind payment, or kind = in the map file")
    }
    let expected = try expectedSum.map { text in
      guard let sum = AmountSum(text.utf8) else {
        throw ClientError(.usage, "--expect-sum \(text): an amount such as 1234.56")
      }
      return sum
    }
    let words = RowCommand.words(kind)
    let refStart = try refStart(words)
    let source = try RowFile(file, input: streams.input)
    let rejectsPath = try rejectsPath()
    let header = try RowHeader(source, dialect)
    let link = try ServerLink(options, diagnostics)
    defer { link.close() }
    let command = try link.command(words, until: .now + .seconds(patience))
    let plan = try RowPlan(map, dialect, command, header)
    guard plan.hasSum || expected == nil else {
      throw ClientError(.usage, "--expect-sum: the map has no \(RowPlan.summed) to add up")
    }
    let maker = RowMaker(plan, refStart: refStart)
    let check = try RowCheck(source, maker, diagnostics)
    try check.compare(expectedCount, expected, diagnostics)
    let output = TextSink(streams.output)
    if isDryRun { check.show(plan, output) }
    let limits = isDryRun ? RowSource.Limits.dryRun : .post
    var run = PostRun(
      link, try RowSource(source, maker, limits, isDry: isDryRun),
      try rejectsPath.map { try RejectsFile($0, source, plan) }, diagnostics,
      PostRun.Setting(
        rows: check.totals.all.rows, isGrouped: plan.totalBy != nil, isDry: isDryRun,
        patience: .seconds(patience)))
    let ended = run.toEnd()
    let report = PostReport(
      file: source.name, isDry: isDryRun, hasSum: plan.hasSum, expectedCount: expectedCount,
      expectedSum: expected, run: run)
    report.print(options.output, to: output)
    output.flush()
    try source.demandUnchanged()
    return output.fault.map(diagnostics.report) ?? ended
  }

  /// What stands in references before the number of the line.
  private func refStart(_ words: String) throws -> String {
    // A file of rejects has its references with it; the rest of its name only has to be usable.
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard file != "-" || batch != nil else {
      throw ClientError(.usage, "standard input has no name; give it one by --batch")
    }
    let kind = words.split(separator: " ").dropFirst().joined(separator: "-").lowercased()
    let batch = self.batch ?? Self.usable(name)
    guard !batch.isEmpty, batch == Self.usable(batch) else {
      throw ClientError(.usage, "--batch \(batch): letters, digits and ._- only")
    }
    let start = "\(batch):\(kind):"
    guard start.utf8.count + Self.lineDigitsMax <= Self.refBytesMax else {
      let most = Self.refBytesMax - Self.lineDigitsMax - kind.utf8.count - 2
      throw ClientError(
        .usage,
        "the name \(batch) is too long for references; give a shorter one by --batch,"
          + " of \(most) characters at most")
    }
    return start
  }

  /// The protocol's longest reference (CAPA: `ref-bytes`), and the digits of a line's number.
  private static let refBytesMax = 64
  private static let lineDigitsMax = 9

  /// A name with a `-` for whatever a reference cannot have.
  private static func usable(_ name: String) -> String {
    String(
      name.map { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "._-".contains($0) ? $0 : "-" })
  }

  private func rejectsPath() throws -> String? {
    if let rejects {
      try demandOther(rejects)
      return rejects
    }
    if isDryRun { return nil }
    guard file != "-" else { return "\(batch ?? "").rejects.csv" }
    let path = file + ".rejects.csv"
    var status = stat()
    guard stat(path, &status) != 0 else {
      throw ClientError(
        .usage,
        "\(path) is there, with rows of an earlier run. Mend and post it, then remove it;"
          + " or name another file by --rejects")
    }
    return path
  }

  /// The file of rejects, which has another name until it is whole, must not be the one that is
  /// read: it would take its place.
  private func demandOther(_ rejects: String) throws {
    for written in [rejects, RejectsFile.part(rejects)] where SmallFile.areOne(file, written) {
      throw ClientError(.usage, "--rejects \(rejects) would replace \(file); give another name")
    }
  }
}
