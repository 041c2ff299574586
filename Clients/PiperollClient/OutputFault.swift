@preconcurrency import Glibc

/// Why the output could not be written.
struct OutputFault: Equatable {
  /// The system's number.
  let reason: Int32

  /// A reader that has seen enough, as `head` has, is not worth a word.
  var isQuiet: Bool { reason == EPIPE }

  var exitCode: ExitCode { reason == EPIPE ? .outputClosed : .unwritten }

  var sentence: String { "the output could not be written: \(systemReason(reason))" }
}

/// The descriptors 0, 1 and 2 of a program.
public enum StandardStreams {
  /// Occupies those that are closed: else the next file or socket that is opened would be taken for
  /// one of them. What stands in for one fails as it would: it can be neither read nor written.
  public static func occupyClosed() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      let standIn = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
      if standIn >= 0, standIn != descriptor {
        dup2(standIn, descriptor)
        close(standIn)
      }
    }
  }

  /// Has the program end with the exit code of an output that could not be written, if some of what
  /// `print` gave out was not taken. To be called once, before anything is printed.
  public static func checkOutputAtExit() {
    atexit {
      guard let fault = StandardStreams.printFault() else { return }
      if !fault.isQuiet {
        let program = CommandLine.arguments.first?.split(separator: "/").last ?? ""
        let text = Array("\(program): \(fault.sentence)\n".utf8)
        _ = write(2, text, text.count)
      }
      _exit(fault.exitCode.rawValue)
    }
  }

  private static func printFault() -> OutputFault? {
    if ferror(stdout) != 0 {
      // The reason is long gone; writing again brings it back.
      clearerr(stdout)
      putc(0x0A, stdout)
      return OutputFault(reason: fflush(stdout) != 0 ? errno : EIO)
    }
    if fflush(stdout) != 0 { return OutputFault(reason: errno) }
    // Some file systems tell only now that there was no room.
    if close(1) != 0, errno != EBADF { return OutputFault(reason: errno) }
    return nil
  }
}
