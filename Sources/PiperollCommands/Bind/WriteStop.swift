/// What is lacking, so that nothing can be recorded for now. It may come back while the server
/// runs.
public enum WriteStop: String, CaseIterable, Sendable {
  case diskFull = "disk-full"
  case quota = "quota"
  case permission = "no-permission"
  case readOnlyDisk = "disk-readonly"
  case descriptors = "no-descriptors"
  case memory = "no-memory"
  case fileSize = "file-size"
  case device = "disk-error"

  /// The text for people, as the beginning of a sentence.
  public var sentence: String {
    switch self {
    case .diskFull: "the disk is full"
    case .quota: "the disk quota is used up"
    case .permission: "the server may not write to its directory any more"
    case .readOnlyDisk: "the file system is mounted read-only"
    case .descriptors: "the server has as many files open as it may"
    case .memory: "the system has no memory for it"
    case .fileSize: "the server's files would be longer than they may be"
    case .device: "the disk failed when the next journal file was made"
    }
  }
}
