/// The accounts that waiting requests name. It fetches from memory what these requests will touch,
/// for all of them together.
///
/// A single request waits for one cache line after another, because each line tells where the next
/// one is. When several requests wait, their first lines are fetched at once, then their second
/// ones; when the first request runs, all its lines are in the cache. This is only a guess and
/// costs little: a word that is no name finds nothing, and each request looks everything up again.
public struct LookAhead: Sendable {
  /// Enough to keep the memory busy, and few enough that all of it stays in the cache.
  public static var namesMax: Int { 32 }

  private struct Aim: BitwiseCopyable {
    var hash: UInt64
    var isPhone: Bool
    var phone = none
    var account = none
  }
  private var aims: [Aim] = []
  private var references: [UInt64] = []
  private let hashKey: HashKey

  /// Makes an empty one for a book.
  public init(_ book: borrowing Book) { hashKey = book.hashKey }

  /// Whether it holds as many names as it can take.
  public var isFull: Bool { aims.count >= Self.namesMax }

  /// Adds a word that may be the id of an account.
  public mutating func add(account id: UnsafeRawBufferPointer) {
    aims.append(Aim(hash: hashKey.hash(id), isPhone: false))
  }

  /// Adds a telephone number.
  public mutating func add(phone number: PhoneNumber) {
    aims.append(Aim(hash: hashKey.hash(number.digits), isPhone: true))
  }

  /// Adds a reference. A write looks in the index for it first.
  public mutating func add(reference name: UnsafeRawBufferPointer) {
    references.append(hashKey.hash(name))
  }

  /// Requests from memory what those names lead to, and forgets the names.
  public mutating func ask(_ book: borrowing Book) {
    for hash in references { book.referenceIndex.prefetch(hash) }
    for aim in aims {
      if aim.isPhone {
        book.phoneIndex.prefetch(aim.hash)
      } else {
        book.accountIndex.prefetch(aim.hash)
      }
    }
    for place in aims.indices { find(place, book) }
    for place in aims.indices where aims[place].isPhone { followPhone(place, book) }
    for place in aims.indices where aims[place].isPhone { followContact(place, book) }
    for aim in aims where aim.account != none { book.prefetchHeads(of: aim.account) }
    for aim in aims where aim.account != none { book.prefetchEntries(of: aim.account) }
    aims.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
  }

  private mutating func find(_ place: Int, _ book: borrowing Book) {
    if aims[place].isPhone {
      aims[place].phone = book.phoneIndex.likelyRow(aims[place].hash)
      book.phones.prefetch(aims[place].phone)
    } else {
      aims[place].account = book.accountIndex.likelyRow(aims[place].hash)
      book.accounts.prefetch(aims[place].account)
    }
  }

  private mutating func followPhone(_ place: Int, _ book: borrowing Book) {
    let phone = aims[place].phone
    if Int(phone) < book.phones.count { book.contacts.prefetch(book.phones[phone].contact) }
  }

  private mutating func followContact(_ place: Int, _ book: borrowing Book) {
    let phone = aims[place].phone
    guard Int(phone) < book.phones.count else { return }
    aims[place].account = book.contacts[book.phones[phone].contact].account
    book.accounts.prefetch(aims[place].account)
  }
}
