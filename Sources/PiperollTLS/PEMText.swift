import COpenSSL

/// Something written as PEM into memory, which is overwritten before it is freed.
@safe
struct PEMText: ~Copyable {
  private let bio: OpaquePointer

  /// `write` puts the PEM text into the BIO and answers 1, as libcrypto's functions do.
  init(_ write: (OpaquePointer) -> Int32) throws(TLSFault) {
    guard let bio = unsafe BIO_new(BIO_s_mem()) else { throw LibraryError.takeFault() }
    guard unsafe write(bio) == 1 else {
      unsafe BIO_free_all(bio)
      throw LibraryError.takeFault()
    }
    unsafe self.bio = bio
  }

  // A memory BIO cleanses what it frees (BUF_MEM_free).
  deinit { unsafe BIO_free_all(bio) }

  func write(to path: String, mode: UInt32) throws(TLSFault) {
    try unsafe NewFile.write(bytes, to: path, mode: mode)
  }

  func replace(_ path: String, mode: UInt32) throws(TLSFault) {
    try unsafe NewFile.replace(bytes, at: path, mode: mode)
  }

  private var bytes: UnsafeRawBufferPointer {
    var start: UnsafeMutablePointer<CChar>?
    let count = unsafe piperoll_BIO_get_mem_data(bio, &start)
    return unsafe UnsafeRawBufferPointer(start: start, count: count)
  }
}
