import COpenSSL
import Glibc

/// Owns an EVP_PKEY.
@safe
struct PrivateKey: ~Copyable {
  let handle: OpaquePointer

  deinit { unsafe EVP_PKEY_free(handle) }

  /// A new key on P-256, which every TLS client and every smart card knows.
  static func generate() throws(TLSFault) -> PrivateKey {
    guard let key = unsafe piperoll_EVP_EC_gen("P-256") else { throw LibraryError.takeFault() }
    return unsafe PrivateKey(handle: key)
  }

  /// Reads a PEM key that is not encrypted. The rights are those of the open file, so that it
  /// cannot be exchanged between the check and the reading.
  static func read(_ path: String) throws(TLSFault) -> PrivateKey {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .file("\(path): \(systemReason(errno))") }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .file("\(path): \(systemReason(errno))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .file("\(path): not a file") }
    guard status.st_mode & 0o077 == 0 else {
      throw .file("\(path): group or others have rights on this key; type: chmod 600 \(path)")
    }
    return try parse(descriptor, path)
  }

  private static func parse(_ descriptor: Int32, _ path: String) throws(TLSFault) -> PrivateKey {
    guard let bio = unsafe BIO_new_fd(descriptor, BIO_NOCLOSE) else {
      throw LibraryError.takeFault()
    }
    defer { unsafe BIO_free_all(bio) }
    // Without a callback libcrypto would ask for a passphrase on the terminal.
    guard let key = unsafe PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil) else {
      throw .file("\(path): \(LibraryError.take().text)")
    }
    return unsafe PrivateKey(handle: key)
  }
}

func systemReason(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text)
}
