import ArgumentParser
import PiperollClient

struct PostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll post",
    abstract: "Posts the rows of a file; posted again, each row is still there once.",
    usage: """
      piperoll post --file FILE --kind KIND --map 'key=Column, ...' [options]
      piperoll post --file FILE --map-file MAP [options]
      """,
    discussion: """
      A map: account=Customer ID, amount=Amount, method='check', memo=Check {No}, \
      name=Name | 'unknown'. Columns are named as in the first line, or #1 #2 by number. \
      `piperoll help post payment` lists the keys. Nothing is guessed: what is not declared is \
      refused, row by row, into FILE.rejects.csv; mend it and post that file.
      """)

  @Option(
    help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("What each row is: payment, invoice, ...", valueName: "kind"))
  var kind: String?

  @Option(help: ArgumentHelp("Which column is which key of the command.", valueName: "map"))
  var map: String?

  @Option(help: ArgumentHelp("A map file, or the name of a saved one.", valueName: "map"))
  var mapFile: String?

  @Flag(help: "Show the first rows, have the server try all, write nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Post only if the file has so many rows.", valueName: "n"))
  var expectCount: Int?

  @Option(help: ArgumentHelp("Post only if the amounts come to this.", valueName: "1234.56"))
  var expectSum: String?

  @Option(help: ArgumentHelp("In references, instead of the file's name.", valueName: "name"))
  var batch: String?

  @Option(help: ArgumentHelp("Where refused rows go.", valueName: "file"))
  var rejects: String?

  @Option(help: ArgumentHelp("utf-8, latin1, windows-1252 (utf-8).", valueName: "name"))
  var encoding: String?

  @Option(help: ArgumentHelp("Between cells: , ; tab | (,).", valueName: "sign"))
  var separator: String?

  @Flag(help: "The first line is a row.")
  var noHeader = false

  @Option(help: ArgumentHelp("M/D/Y, D.M.Y, YMD, ... (Y-M-D).", valueName: "form"))
  var dateFormat: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How 1234.56 is written: 1,234.56 (1234.56).", valueName: "form"))
  var moneyFormat: String?

  @Option(help: ArgumentHelp("Amounts below zero: refuse, skip, only.", valueName: "what"))
  var negative: String?

  @Option(help: ArgumentHelp("Pass over rows without these.", valueName: "columns"))
  var skipBlank: String?

  @Option(help: ArgumentHelp("How long its values are, as Invoice:10.", valueName: "column"))
  var width: String?

  @Option(help: ArgumentHelp("Totals for each value too.", valueName: "column"))
  var totalBy: String?

  @Option(help: ArgumentHelp("Seconds to try a lost connection (600).", valueName: "n"))
  var patience: Int?

  @OptionGroup var connection: ConnectionArguments

  func validate() throws {
    if patience ?? 1 < 1 { throw ValidationError("--patience takes seconds from 1 on") }
    if expectCount ?? 0 < 0 { throw ValidationError("--expect-count takes a number from 0 on") }
  }

  /// Options before the word `post` hold for it too.
  static func run(_ arguments: [String], _ outer: ConnectionArguments) throws -> ExitCode {
    let post: PostCommand
    do {
      post = try parse(arguments)
    } catch {
      return Main.explain(error, PostCommand.self)
    }
    let surroundings = Surroundings.current
    var options = try surroundings.options(post.connection.settings.over(outer.settings))
    options.output = post.connection.output(over: outer)
    return try post.work(surroundings.folder).run(options)
  }

  private func work(_ folder: String) throws -> PostFile {
    var found = FileMap()
    if let mapFile { found = try FileMap.load(mapFile, folder: folder) }
    if let map { found = try FileMap(list: map).over(found) }
    var post = PostFile(file: file, map: found.under(settings))
    post.batch = batch
    post.expectedCount = expectCount
    post.expectedSum = expectSum
    post.rejects = rejects
    post.isDryRun = dryRun
    post.patience = patience ?? post.patience
    return post
  }

  private var settings: FileMap.Settings {
    var settings = FileMap.Settings()
    settings.kind = kind
    settings.encoding = encoding
    settings.separator = separator
    settings.header = noHeader ? "no" : nil
    settings.dateFormat = dateFormat
    settings.moneyFormat = moneyFormat
    settings.negative = negative
    settings.skipBlank = skipBlank
    settings.width = width
    settings.totalBy = totalBy
    return settings
  }
}
