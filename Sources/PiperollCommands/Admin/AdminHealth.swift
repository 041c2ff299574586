import PiperollLedger
import PiperollWire

enum AdminHealth {
  static let spec = CommandSpec(
    "ADMIN HEALTH",
    "Tells how the server is: what is recorded and what is on the disk, the disk itself, snapshots,"
      + " sessions.",
    role: .viewer, example: "ADMIN HEALTH",
    fields: [
      FieldSpec(
        "state",
        "`ok`, `slow` (a write has been on its way to the disk for more than a second, or the last"
          + " one took as long) or `readonly` (writes get 431)"),
      FieldSpec(
        "why", "where it is `readonly`: what is lacking, as the `why=` of 431"),
      FieldSpec("sequence", "the last entry"),
      FieldSpec("durable", "the last entry that is on the disk"),
      FieldSpec("waiting-bytes", "bytes of entries that are on their way to the disk"),
      FieldSpec(
        "waiting-ms", "for how long the present write has been on its way; 0: there is none"),
      FieldSpec("sync-us", "what the last fsync took, in microseconds"),
      FieldSpec(
        "sync-p99-us", "the 99th percentile of that since the start, rounded up to a power of two"),
      FieldSpec("sync-max-us", "the longest fsync since the start, in microseconds"),
      FieldSpec("snapshot", "the last entry in the newest snapshot; 0: there is none"),
      FieldSpec("snapshot-age", "seconds since it was written or the server was started"),
      FieldSpec("snapshot-bytes", "its size"),
      FieldSpec("snapshot-failed", "`yes`: the last try failed, and the log says why"),
      FieldSpec("journal-bytes", "written since the newest snapshot: what a start would replay"),
      FieldSpec("disk-free", "bytes that the disk has left"),
      FieldSpec(
        "audit",
        "the audit trail: `ok`, `failed` (the disk refuses it) or `off` (the server has none)"),
      FieldSpec("audit-dropped", "records of it that had no room, since the start"),
      FieldSpec("sessions", "open connections"),
      FieldSpec(
        "certificate-days",
        "days until the server's certificate or the clients' authority expires, whichever is first;"
          + " -1: it has expired. From 30 on it is time to renew"),
      FieldSpec(
        "certificate-failed",
        "`yes`: the certificates' files have changed and are no good, and the log says why; those"
          + " before them go on"),
      FieldSpec("zone", "the desk's zone, by which it is `today`"),
      FieldSpec("today", "the desk's day"),
      FieldSpec("uptime", "seconds since the server was started"),
    ],
    codes: [.ok], effect: .session(.health))
}
