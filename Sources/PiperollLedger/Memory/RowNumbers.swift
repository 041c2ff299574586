// Rows name each other by number; `none` ends a chain. Every row is packed without padding, because
// its bytes are what a snapshot holds and the state hash reads.

/// The end of a chain of rows.
let none = UInt32.max

/// The day of a document that was never reversed.
let never = Day(number: Int32.max)
