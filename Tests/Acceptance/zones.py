#!/usr/bin/env python3
"""Writes Sources/PiperollLedger/Value/ZoneTable.swift from this machine's tz database.

    Tests/Acceptance/zones.py > Sources/PiperollLedger/Value/ZoneTable.swift

A newer table may say otherwise of times that are still to come, never of times that are past: then
the day of what was recorded would change. `ZoneTests` compares the table with python's zoneinfo.
"""
import datetime, re, struct, textwrap, zoneinfo

FOLDER = "/usr/share/zoneinfo/"
FIRST = int(datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).timestamp())


def read(name):
    """The transitions since 2026, as (UTC hour, offset in minutes), and the rule that follows."""
    data = open(FOLDER + name, "rb").read()
    head = struct.Struct(">6l")
    utc, std, leap, times, types, chars = head.unpack(data[20:44])
    place = 44 + times * 5 + types * 6 + chars + leap * 8 + std + utc
    utc, std, leap, times, types, chars = head.unpack(data[place + 20:place + 44])
    place += 44
    moments = struct.unpack(f">{times}q", data[place:place + 8 * times])
    place += 8 * times
    kinds = data[place:place + times]
    place += times
    offsets = [struct.unpack(">l", data[place + 6 * n:place + 6 * n + 4])[0] for n in range(types)]
    place += types * 6 + chars + leap * 12 + std + utc
    changes = [(m, offsets[k] // 60) for m, k in zip(moments, kinds) if FIRST <= m < 2**32]
    return changes, data[place:].decode().strip()


def minutes(text):
    """`-9:30` as minutes."""
    sign = -1 if text.startswith("-") else 1
    hours, _, rest = text.lstrip("+-").partition(":")
    return sign * (int(hours) * 60 + int(rest or 0))


def moment(text):
    day, _, time = text.partition("/")
    return f"{day[1:]}/{minutes(time or '2')}"


def rule(name):
    changes, text = read(name)
    zone, *yearly = text.split(",")
    names = re.fullmatch(r"(<[^>]*>|[A-Za-z]+)([-+0-9:]+)(?:(<[^>]*>|[A-Za-z]+)([-+0-9:]*))?", zone)
    standard = -minutes(names[2])
    if name in ("Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron"):
        # The fast of Ramadan changes the clocks: no rule says it, so the changes are listed.
        other = [offset for _, offset in changes if offset != standard][0]
        listed, last = [], standard
        for at, offset in changes:
            if offset == last: continue
            assert offset in (standard, other) and at % 3600 == 0
            listed.append(str(at // 3600))
            last = offset
        return f"{standard} {other - standard} " + " ".join(listed)
    if not yearly:
        return str(standard)
    summer = -minutes(names[4]) if names[4] else standard + 60
    begins, ends = map(moment, yearly)
    if summer < standard:
        # Dublin's law calls the winter its saving. The clocks are the same either way round.
        day, time = begins.split("/")
        ending, until = ends.split("/")
        begins = f"{ending}/{int(until) + standard - summer - 60}"
        ends, standard, summer = f"{day}/{time}", summer, standard
    return f"{standard} {summer - standard} {begins} {ends}"


# Abbreviations: their names say one season's time, and the database has made links to zones with none
# of some. `Factory` and `localtime` are settings of a machine.
NO_ZONES = set("EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT CET MET EET WET Factory localtime".split())


def main():
    rules = {}
    for name in sorted(zoneinfo.available_timezones()):
        if name in NO_ZONES or name.startswith(("posix/", "right/")): continue
        rules.setdefault(rule(name), []).append(name)
    release = open(FOLDER + "tzdata.zi").readline().split()[-1]
    print(f'''// Written by Tests/Acceptance/zones.py.

/// The zones of the IANA time zone database, as of 2026 and later.
///
/// A line has a rule and, behind a colon, the zones with that rule. A rule begins with the minutes
/// by which the clocks are ahead of UTC. What they are ahead besides in summer follows, with the
/// times at which that begins and ends: either of every year, by month, week (5: the last), weekday
/// (0: Sunday) and minute of the day by the clocks before the change; or, one after the other, as
/// hours of UTC since 1970. `\\` joins a line with the next one.
enum ZoneTable {{
  /// The release of the database.
  static let release = "{release}"

  static let text = """''')
    for text, names in sorted(rules.items(), key=lambda item: (int(item[0].split()[0]), item[0])):
        lines = textwrap.wrap(
            f"{text}: {' '.join(names)}", 94, break_long_words=False, break_on_hyphens=False)
        for line in lines[:-1]:
            print(f"    {line} \\")
        print(f"    {lines[-1]}")
    print('    """\n}')


main()
