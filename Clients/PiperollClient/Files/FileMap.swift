/// What a map file or the command line says of a file: how it is written, and which column is what.
public struct FileMap: Sendable {
  /// The values of `[file]`, or of the options with these names; nil where nothing is said.
  public struct Settings: Sendable {
    public var kind: String?
    public var encoding: String?
    public var separator: String?
    /// `no`: the first line is a row.
    public var header: String?
    public var dateFormat: String?
    public var moneyFormat: String?
    public var negative: String?
    public var skipBlank: String?
    public var width: String?
    public var totalBy: String?

    /// Nothing is said.
    public init() {}

    fileprivate static var keys: [(String, WritableKeyPath<Settings, String?>)] {
      [
        ("kind", \.kind), ("encoding", \.encoding), ("separator", \.separator),
        ("header", \.header),
        ("date-format", \.dateFormat), ("money-format", \.moneyFormat), ("negative", \.negative),
        ("skip-blank", \.skipBlank), ("width", \.width), ("total-by", \.totalBy),
      ]
    }
  }

  public private(set) var settings = Settings()
  private(set) var values: [MapValue] = []

  /// A map without anything in it.
  public init() {}

  /// Reads a map file. Throws a usage error with the line.
  public init(text: String, path: String) throws {
    var section = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = MapText.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      do {
        switch (section, line) {
        case (_, "[file]"), (_, "[map]"): section = line
        case ("[file]", _): try set(line)
        case ("[map]", _): try add(MapValue(line))
        default: throw ClientError(.usage, "a map file has the parts [file] and [map]")
        }
      } catch let error as ClientError {
        throw ClientError(.usage, "\(path): line \(index + 1): \(error)")
      }
    }
  }

  /// Reads the value of `--map`. Throws a usage error.
  public init(list: String) throws {
    for part in MapText.split(list[...], at: ",") { try add(MapValue(String(part))) }
  }

  private mutating func set(_ line: String) throws {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = MapText.trimmed(parts[0])
    guard parts.count == 2, let key = Settings.keys.first(where: { $0.0 == name }) else {
      let names = Settings.keys.map(\.0).joined(separator: ", ")
      throw ClientError(.usage, "no setting \(name); there are \(names)")
    }
    guard settings[keyPath: key.1] == nil else {
      throw ClientError(.usage, "\(name) is given twice")
    }
    settings[keyPath: key.1] = MapText.trimmed(parts[1])
  }

  private mutating func add(_ value: MapValue) throws {
    guard !values.contains(where: { $0.key == value.key }) else {
      throw ClientError(.usage, "map \(value.key): it is given twice")
    }
    values.append(value)
  }

  /// This map, and from `weaker` what it leaves open.
  public func over(_ weaker: FileMap) -> FileMap {
    var merged = over(weaker.settings)
    merged.values = weaker.values.filter { other in !values.contains { $0.key == other.key } }
    merged.values += values
    return merged
  }

  /// This map with settings, and from its own what these leave open.
  public func under(_ stronger: Settings) -> FileMap {
    var merged = FileMap()
    merged.settings = stronger
    var result = merged.over(settings)
    result.values = values
    return result
  }

  private func over(_ weaker: Settings) -> FileMap {
    var merged = self
    for (_, key) in Settings.keys where merged.settings[keyPath: key] == nil {
      merged.settings[keyPath: key] = weaker[keyPath: key]
    }
    return merged
  }
}

extension FileMap {
  /// Finds a map file: by its path, else by its name among the saved ones.
  /// - Parameter folder: where `maps` is. Throws a usage error.
  public static func load(_ name: String, folder: String) throws -> FileMap {
    let saved = folder + "/maps/" + name
    let places = name.contains("/") ? [name] : [name, saved, saved + ".map"]
    for path in places {
      guard let text = try SmallFile.read(path, .any) else { continue }
      return try FileMap(text: text, path: path)
    }
    throw ClientError(.usage, "no map file \(places.joined(separator: ", nor "))")
  }
}
