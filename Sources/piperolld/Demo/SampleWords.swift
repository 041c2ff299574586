/// The words the sample book's names are made of. Every person and firm is invented.
enum SampleWords {
  static let collectors = ["maria", "dev", "ruth", "tomas", "aiko", "lena"]

  static let givenNames = [
    "Ada", "Alma", "Amir", "Anita", "Arlo", "Bea", "Boris", "Carla", "Cedric", "Chandra",
    "Clara", "Dario", "Della", "Dmitri", "Edith", "Elio", "Esther", "Farah", "Felix", "Gail",
    "Gideon", "Greta", "Hana", "Hector", "Ida", "Imani", "Ines", "Jonas", "Joy", "Karim",
    "Keiko", "Lars", "Leila", "Lorna", "Mabel", "Marcus", "Mei", "Milan", "Nadia", "Nils",
    "Odette", "Omar", "Opal", "Paolo", "Petra", "Priya", "Quentin", "Ramon", "Rosa", "Rufus",
    "Sana", "Selma", "Silas", "Tessa", "Theo", "Uma", "Victor", "Wanda", "Yusuf", "Zelda",
  ]

  static let familyNames = [
    "Abernathy", "Acheson", "Alvarado", "Amadi", "Appleyard", "Arkwright", "Baptiste", "Barrow",
    "Bellweather", "Bergstrom", "Birdsong", "Boateng", "Calloway", "Castellan", "Chaudhry",
    "Cobbler", "Crabtree", "Dalgaard", "Delacroix", "Dunleavy", "Eastlake", "Ebersole",
    "Fairweather", "Farrow", "Ferreira", "Fothergill", "Galloway", "Goldfinch", "Greenhalgh",
    "Hathersage", "Hollander", "Hummel", "Ishikawa", "Ivanov", "Jankowski", "Kettleman",
    "Kowal", "Lambourne", "Larkspur", "Lindqvist", "Marchetti", "Merriweather", "Mistry",
    "Moravec", "Nakagawa", "Nightingale", "Novotny", "Oakhurst", "Okonkwo", "Osterhaus",
    "Paxton", "Pemberton", "Petrov", "Quiller", "Quintero", "Rainsford", "Redfern", "Rosales",
    "Saltmarsh", "Sandoval", "Silverman", "Sorensen", "Tanaka", "Thistlewood", "Tremaine",
    "Underhill", "Vandermeer", "Vasquez", "Wainwright", "Whitlock", "Wisniewski", "Yamamoto",
    "Yarrow", "Zamora", "Zeller",
  ]

  static let firmNames = [
    "Alder & Finch", "Amberline", "Anvil Street", "Bellhook", "Blue Kettle", "Brackenfold",
    "Bramble & Pike", "Briarstone", "Candlewick", "Cinder Row", "Copperlatch", "Cranefly",
    "Dovetail Lane", "Driftmark", "Eelgrass", "Elmbarrow", "Fennimoor", "Fiddlehead",
    "Foxglove & Ash", "Gannet Point", "Gray Ferry", "Hazelthorn", "Heronsgate", "Ironquill",
    "Juniper Gate", "Kestrel & Loom", "Kiln Hollow", "Lanternfish", "Larch & Lime",
    "Marrowstone", "Millrace", "Mossback", "Nettle & Rye", "North Plover", "Oxbow Landing",
    "Pennywhistle", "Quarry Wren", "Quillfeather", "Rookery Hill", "Saltbox", "Skerry",
    "Sparrow Yard", "Stonecrop", "Tallow & Tide", "Thimblewood", "Three Herons", "Umber Wharf",
    "Vetchling", "Wicker Bay", "Yellowtail",
  ]

  static let firmTrades = [
    "Bakery Supply", "Bindery", "Bottling", "Brewing", "Builders", "Cabinet Works", "Catering",
    "Ceramics", "Cold Storage", "Cooperage", "Dairy", "Distribution", "Electric", "Farm Supply",
    "Feed & Grain", "Fixtures", "Foods", "Freight", "Furnishings", "Glassworks", "Grocers",
    "Hardware", "Laundry", "Logistics", "Machine Shop", "Marine", "Metalworks", "Millwork",
    "Motors", "Nursery", "Optical", "Packaging", "Paper", "Plumbing", "Printing", "Provisions",
    "Roofing", "Seafood", "Textiles", "Tool & Die", "Uniforms", "Wholesale",
  ]

  /// Whose debt a third-party consumer account is.
  static let clients = [
    "tern-island-power", "copperlatch-credit", "fieldmouse-telecom", "sandpiper-stores",
    "old-mill-dental",
  ]

  static let insurers = [
    "Larkmoor Health Plan", "Cedar Sound Mutual", "Plainfield Benefit Trust",
    "Medicaid (state plan)",
  ]

  static let streets = [
    "Alder St", "Bay Rd", "Canal St", "Depot Ave", "Elm St", "Ferry Ln", "Garden Ct", "Hill Rd",
    "Juniper Way", "Lake Ave", "Mill St", "Orchard Ln", "Prospect St", "Quarry Rd", "River Rd",
    "School St", "Tannery Row", "Union Ave", "Vine St", "Water St",
  ]

  static let cities: [SampleCity] = [
    SampleCity("212", "New York NY", 10_001), SampleCity("201", "Jersey City NJ", 7_302),
    SampleCity("203", "New Haven CT", 6_510), SampleCity("207", "Portland ME", 4_101),
    SampleCity("215", "Philadelphia PA", 19_103), SampleCity("216", "Cleveland OH", 44_113),
    SampleCity("217", "Springfield IL", 62_701), SampleCity("218", "Duluth MN", 55_802),
    SampleCity("225", "Baton Rouge LA", 70_801), SampleCity("251", "Mobile AL", 36_602),
    SampleCity("253", "Tacoma WA", 98_402), SampleCity("269", "Kalamazoo MI", 49_007),
    SampleCity("270", "Bowling Green KY", 42_101), SampleCity("302", "Wilmington DE", 19_801),
    SampleCity("303", "Denver CO", 80_202), SampleCity("304", "Charleston WV", 25_301),
    SampleCity("305", "Miami FL", 33_130), SampleCity("307", "Cheyenne WY", 82_001),
    SampleCity("308", "Grand Island NE", 68_801), SampleCity("309", "Peoria IL", 61_602),
    SampleCity("312", "Chicago IL", 60_605), SampleCity("314", "St. Louis MO", 63_103),
    SampleCity("315", "Syracuse NY", 13_202), SampleCity("316", "Wichita KS", 67_202),
    SampleCity("317", "Indianapolis IN", 46_204), SampleCity("319", "Cedar Rapids IA", 52_401),
    SampleCity("401", "Providence RI", 2_903), SampleCity("402", "Omaha NE", 68_102),
    SampleCity("404", "Atlanta GA", 30_303), SampleCity("405", "Oklahoma City OK", 73_102),
    SampleCity("406", "Billings MT", 59_101), SampleCity("410", "Baltimore MD", 21_202),
    SampleCity("412", "Pittsburgh PA", 15_222), SampleCity("414", "Milwaukee WI", 53_202),
    SampleCity("419", "Toledo OH", 43_604), SampleCity("423", "Chattanooga TN", 37_402),
    SampleCity("501", "Little Rock AR", 72_201), SampleCity("502", "Louisville KY", 40_202),
    SampleCity("503", "Salem OR", 97_301), SampleCity("505", "Santa Fe NM", 87_501),
  ]
}

/// A city with its telephone area code and the ZIP code its invented addresses carry.
struct SampleCity {
  let areaCode: String
  let name: String
  let zip: String

  init(_ areaCode: String, _ name: String, _ zip: Int) {
    self.areaCode = areaCode
    self.name = name
    self.zip = zip < 10_000 ? "0\(zip)" : "\(zip)"
  }
}
