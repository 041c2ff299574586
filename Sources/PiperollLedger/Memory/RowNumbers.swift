// Rows name each other by number; `none` ends a chain. Every row is packed without padding, because
// snapshots and the state hash contain its bytes.

/// The end of a chain of rows.
let none = UInt32.max

/// The day of a thing that never happened, such as the reversal of a document that stands.
let never = Day(number: Int32.max)
