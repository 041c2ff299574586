#!/usr/bin/env python3
"""Writes Sources/PiperollLedger/Value/PhoneZoneTable.swift.

    Tests/Acceptance/phonezones.py MAP > Sources/PiperollLedger/Value/PhoneZoneTable.swift

MAP is `resources/timezones/map_data.txt` of libphonenumber. Of a telephone code all zones count that
any of its numbers has, because numbers are ported within them. The zones of states and provinces
are written here, by 49 CFR 71 and the provinces' own laws, with the places that keep a neighbour's
time by law. The machine's tz database has to know all of them, and names some of their zones.
"""
import hashlib, re, sys, textwrap

REGIONS = """
US-AK America/Anchorage America/Juneau America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak
US-AL America/Chicago
US-AR America/Chicago
US-AS Pacific/Pago_Pago
US-AZ America/Phoenix America/Denver
US-CA America/Los_Angeles
US-CO America/Denver
US-CT America/New_York
US-DC America/New_York
US-DE America/New_York
US-FL America/New_York America/Chicago
US-GA America/New_York
US-GU Pacific/Guam
US-HI Pacific/Honolulu
US-IA America/Chicago
US-ID America/Boise America/Los_Angeles
US-IL America/Chicago
US-IN America/Indiana/Indianapolis America/Indiana/Vincennes America/Indiana/Winamac America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Tell_City America/Indiana/Knox America/Chicago
US-KS America/Chicago America/Denver
US-KY America/New_York America/Kentucky/Louisville America/Kentucky/Monticello America/Chicago
US-LA America/Chicago
US-MA America/New_York
US-MD America/New_York
US-ME America/New_York
US-MI America/Detroit America/Menominee
US-MN America/Chicago
US-MO America/Chicago
US-MP Pacific/Saipan
US-MS America/Chicago
US-MT America/Denver
US-NC America/New_York
US-ND America/Chicago America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah America/Denver
US-NE America/Chicago America/Denver
US-NH America/New_York
US-NJ America/New_York
US-NM America/Denver
US-NV America/Los_Angeles America/Denver
US-NY America/New_York
US-OH America/New_York
US-OK America/Chicago
US-OR America/Los_Angeles America/Boise
US-PA America/New_York
US-PR America/Puerto_Rico
US-RI America/New_York
US-SC America/New_York
US-SD America/Chicago America/Denver
US-TN America/Chicago America/New_York
US-TX America/Chicago America/Denver
US-UM Pacific/Midway Pacific/Wake
US-UT America/Denver
US-VA America/New_York
US-VI America/St_Thomas
US-VT America/New_York
US-WA America/Los_Angeles
US-WI America/Chicago
US-WV America/New_York
US-WY America/Denver
CA-AB America/Edmonton
CA-BC America/Vancouver America/Edmonton America/Creston America/Dawson_Creek America/Fort_Nelson
CA-MB America/Winnipeg
CA-NB America/Moncton
CA-NL America/St_Johns America/Goose_Bay
CA-NS America/Halifax America/Glace_Bay
CA-NT America/Edmonton America/Inuvik
CA-NU America/Iqaluit America/Rankin_Inlet America/Resolute America/Cambridge_Bay America/Atikokan
CA-ON America/Toronto America/Winnipeg America/Atikokan
CA-PE America/Halifax
CA-QC America/Toronto America/Halifax America/Blanc-Sablon
CA-SK America/Regina America/Swift_Current America/Edmonton
CA-YT America/Whitehorse America/Dawson
"""


def regions():
    table = {line.split()[0]: line.split()[1:] for line in REGIONS.strip().splitlines()}
    known = set()
    for line in open("/usr/share/zoneinfo/zone.tab"):
        if line.startswith("#"): continue
        country, _, zone, *comment = line.rstrip("\n").split("\t")
        known.add(zone)
        if country not in ("US", "CA"): continue
        for state in re.findall(r"\b[A-Z]{2}\b", " ".join(comment)):
            zones = table.get(f"{country}-{state}")
            assert zones is None or zone in zones, (state, zone)
    unknown = {zone for zones in table.values() for zone in zones} - known
    assert not unknown, unknown
    return table


def codes(text):
    """The zones of each North American area code and of each other country's calling code."""
    lines = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
    # What has no area code of its own, `1` and toll-free numbers, tells no zone.
    others = sorted(key for key, _ in lines if len(key) <= 3 and not key.startswith("1"))
    calling = [key for key in others if not any(key != k and key.startswith(k) for k in others)]
    table = {}
    for key, zones in lines:
        if key.startswith("1"):
            code = key[:4] if len(key) >= 4 else None
        else:
            code = next((k for k in calling if key.startswith(k)), None)
        if code: table.setdefault(code, set()).update(zones.split("&"))
    return {code: sorted(zones) for code, zones in table.items()}


def write(name, help, table):
    print(f'\n  /// {help}\n  static let {name} = """')
    rules = {}
    for code, zones in table.items(): rules.setdefault(" ".join(zones), []).append(code)
    for zones, keys in sorted(rules.items()):
        lines = textwrap.wrap(
            f"{zones}: {' '.join(sorted(keys))}", 94, break_long_words=False, break_on_hyphens=False)
        for line in lines[:-1]: print(f"    {line} \\")
        print(f"    {lines[-1]}")
    print('    """')


def main():
    data = open(sys.argv[1], "rb").read()
    day = re.search(r"\((\d{4}-\d\d-\d\d)\)", data.decode())[1]
    print(f'''// Written by Tests/Acceptance/phonezones.py.

/// The zones in which the owner of a telephone number may be, and those of states and provinces.
///
/// The codes are those of libphonenumber's map (Copyright (C) 2012 The Libphonenumber Authors,
/// Apache License 2.0). A line has zones and, behind a colon, who has all of them.
enum PhoneZoneTable {{
  /// The day of the map's statistics, and the beginning of its SHA-256.
  static let release = "{day}-{hashlib.sha256(data).hexdigest()[:8]}"''')
    write("codes", "By `1` and the area code in North America, by the calling code elsewhere.",
          codes(data.decode()))
    write("regions", "By the codes of ISO 3166-2.", regions())
    print("}")


main()
