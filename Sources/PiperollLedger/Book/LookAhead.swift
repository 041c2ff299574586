/// Accounts that requests on their way name, so that what they will touch is asked for together.
///
/// A request by itself waits for one line of memory after the other: each tells where the next one
/// is. Of some requests that wait already, the first lines are asked for at once, then the second
/// ones, and when the first request runs, all of it is near. It is a guess that costs little: what
/// is no name finds nothing, and a request looks everything up again.
public struct LookAhead: Sendable {
  /// Enough that memory has always something to fetch, few enough that all of it stays near.
  public static var namesMax: Int { 32 }

  private struct Aim: BitwiseCopyable {
    var hash: UInt64
    var isPhone: Bool
    var phone = none
    var account = none
  }
  private var aims: [Aim] = []
  private var references: [UInt64] = []

  /// Of nothing yet.
  public init() {}

  /// Whether it holds as many names as it takes.
  public var isFull: Bool { aims.count >= Self.namesMax }

  /// Adds what may be an account's id.
  public mutating func add(account id: UnsafeRawBufferPointer) {
    aims.append(Aim(hash: keyHash(id), isPhone: false))
  }

  /// Adds a telephone number.
  public mutating func add(phone number: PhoneNumber) {
    aims.append(Aim(hash: keyHash(number.digits), isPhone: true))
  }

  /// Adds a reference, whose place is looked at before anything is written.
  public mutating func add(reference name: UnsafeRawBufferPointer) {
    references.append(keyHash(name))
  }

  /// Asks for what those names lead to, and forgets them.
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
