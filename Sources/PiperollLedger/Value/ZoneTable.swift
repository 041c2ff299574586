// Written by Tests/Acceptance/zones.py.

/// The zones of the IANA time zone database, as of 2026 and later.
///
/// A line has a rule and, behind a colon, the zones with that rule. A rule begins with the minutes
/// by which the clocks are ahead of UTC. What they are ahead besides in summer follows, with the
/// times at which that begins and ends: either of every year, by month, week (5: the last), weekday
/// (0: Sunday) and minute of the day by the clocks before the change; or, one after the other, as
/// hours of UTC since 1970. `\` joins a line with the next one.
enum ZoneTable {
  /// The release of the database.
  static let release = "2025b"

  static let text = """
    -720: Etc/GMT+12
    -660: Etc/GMT+11 Pacific/Midway Pacific/Niue Pacific/Pago_Pago Pacific/Samoa US/Samoa
    -600: Etc/GMT+10 Pacific/Honolulu Pacific/Johnston Pacific/Rarotonga Pacific/Tahiti US/Hawaii
    -600 60 3.2.0/120 11.1.0/120: America/Adak America/Atka US/Aleutian
    -570: Pacific/Marquesas
    -540: Etc/GMT+9 Pacific/Gambier
    -540 60 3.2.0/120 11.1.0/120: America/Anchorage America/Juneau America/Metlakatla America/Nome \
    America/Sitka America/Yakutat US/Alaska
    -480: Etc/GMT+8 Pacific/Pitcairn
    -480 60 3.2.0/120 11.1.0/120: America/Ensenada America/Los_Angeles America/Santa_Isabel \
    America/Tijuana America/Vancouver Canada/Pacific Mexico/BajaNorte US/Pacific
    -420: America/Creston America/Dawson America/Dawson_Creek America/Fort_Nelson \
    America/Hermosillo America/Mazatlan America/Phoenix America/Whitehorse Canada/Yukon Etc/GMT+7 \
    Mexico/BajaSur US/Arizona
    -420 60 3.2.0/120 11.1.0/120: America/Boise America/Cambridge_Bay America/Ciudad_Juarez \
    America/Denver America/Edmonton America/Inuvik America/Shiprock America/Yellowknife \
    Canada/Mountain Navajo US/Mountain
    -360: America/Bahia_Banderas America/Belize America/Chihuahua America/Costa_Rica \
    America/El_Salvador America/Guatemala America/Managua America/Merida America/Mexico_City \
    America/Monterrey America/Regina America/Swift_Current America/Tegucigalpa Canada/Saskatchewan \
    Etc/GMT+6 Mexico/General Pacific/Galapagos
    -360 60 3.2.0/120 11.1.0/120: America/Chicago America/Indiana/Knox America/Indiana/Tell_City \
    America/Knox_IN America/Matamoros America/Menominee America/North_Dakota/Beulah \
    America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Rainy_River \
    America/Rankin_Inlet America/Resolute America/Winnipeg Canada/Central US/Central \
    US/Indiana-Starke
    -360 60 9.1.6/1320 4.1.6/1320: Chile/EasterIsland Pacific/Easter
    -300: America/Atikokan America/Bogota America/Cancun America/Cayman America/Coral_Harbour \
    America/Eirunepe America/Guayaquil America/Jamaica America/Lima America/Panama \
    America/Porto_Acre America/Rio_Branco Brazil/Acre Etc/GMT+5 Jamaica
    -300 60 3.2.0/0 11.1.0/60: America/Havana Cuba
    -300 60 3.2.0/120 11.1.0/120: America/Detroit America/Fort_Wayne America/Grand_Turk \
    America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg \
    America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis \
    America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville \
    America/Montreal America/Nassau America/New_York America/Nipigon America/Pangnirtung \
    America/Port-au-Prince America/Thunder_Bay America/Toronto Canada/Eastern US/East-Indiana \
    US/Eastern US/Michigan
    -240: America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon \
    America/Boa_Vista America/Campo_Grande America/Caracas America/Cuiaba America/Curacao \
    America/Dominica America/Grenada America/Guadeloupe America/Guyana America/Kralendijk \
    America/La_Paz America/Lower_Princes America/Manaus America/Marigot America/Martinique \
    America/Montserrat America/Port_of_Spain America/Porto_Velho America/Puerto_Rico \
    America/Santo_Domingo America/St_Barthelemy America/St_Kitts America/St_Lucia \
    America/St_Thomas America/St_Vincent America/Tortola America/Virgin Brazil/West Etc/GMT+4
    -240 60 3.2.0/120 11.1.0/120: America/Glace_Bay America/Goose_Bay America/Halifax \
    America/Moncton America/Thule Atlantic/Bermuda Canada/Atlantic
    -240 60 9.1.6/1440 4.1.6/1440: America/Santiago Chile/Continental
    -210 60 3.2.0/120 11.1.0/120: America/St_Johns Canada/Newfoundland
    -180: America/Araguaina America/Argentina/Buenos_Aires America/Argentina/Catamarca \
    America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy \
    America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos \
    America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis \
    America/Argentina/Tucuman America/Argentina/Ushuaia America/Asuncion America/Bahia \
    America/Belem America/Buenos_Aires America/Catamarca America/Cayenne America/Cordoba \
    America/Coyhaique America/Fortaleza America/Jujuy America/Maceio America/Mendoza \
    America/Montevideo America/Paramaribo America/Punta_Arenas America/Recife America/Rosario \
    America/Santarem America/Sao_Paulo Antarctica/Palmer Antarctica/Rothera Atlantic/Stanley \
    Brazil/East Etc/GMT+3
    -180 60 3.2.0/120 11.1.0/120: America/Miquelon
    -120: America/Noronha Atlantic/South_Georgia Brazil/DeNoronha Etc/GMT+2
    -120 60 3.5.0/-60 10.5.0/0: America/Godthab America/Nuuk America/Scoresbysund
    -60: Atlantic/Cape_Verde Etc/GMT+1
    -60 60 3.5.0/0 10.5.0/60: Atlantic/Azores
    0: Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry \
    Africa/Dakar Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou \
    Africa/Sao_Tome Africa/Timbuktu America/Danmarkshavn Atlantic/Reykjavik Atlantic/St_Helena \
    Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT \
    GMT+0 GMT-0 GMT0 Greenwich Iceland UCT UTC Universal Zulu
    0 120 3.5.0/60 10.5.0/180: Antarctica/Troll
    0 60 3.5.0/60 10.5.0/120: Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Eire \
    Europe/Belfast Europe/Dublin Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/Lisbon \
    Europe/London GB GB-Eire Portugal
    60: Africa/Algiers Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos \
    Africa/Libreville Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo \
    Africa/Tunis Etc/GMT-1
    60 -60 491978 492818 500546 501386 508946 509954 517514 518354 525914 526922 534482 535322 \
    543050 543890 551450 552458 560018 560858 568418 569426 576986 577994 585554 586394 593954 \
    594962 602522 603362 611090 611930 619490 620498 628058 628898 636458 637466 645026 646034 \
    653594 654434 661994 663002 670562 671402 679130 679970 687530 688538 696098 696938 704498 \
    705506 713066 714074 721634 722474 730034 731042 738602 739442 747170 748010 755570 756578 \
    764138 764978 772538 773546 781106 782114 789674 790514 798074 799082 806642 807482 815210 \
    816050 823610 824618 832178 833018 840578 841586 849146 850154 857714 858554 866114 867122 \
    874682 875522 883250 884090 891650 892658 900218 901058 908618 909626 917186 918194 925754 \
    926594 934154 935162 942722 943562 951290 952130 959690 960698 968258 969098 976658 977666 \
    985226 986066 993794 994634 1002194 1003202 1010762 1011602 1019330 1020170 1027730 1028738: \
    Africa/Casablanca Africa/El_Aaiun
    60 60 3.5.0/120 10.5.0/180: Africa/Ceuta Arctic/Longyearbyen Atlantic/Jan_Mayen \
    Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava \
    Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar \
    Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo \
    Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo \
    Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna \
    Europe/Warsaw Europe/Zagreb Europe/Zurich Poland
    120: Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Johannesburg \
    Africa/Juba Africa/Khartoum Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo \
    Africa/Maseru Africa/Mbabane Africa/Tripoli Africa/Windhoek Etc/GMT-2 Europe/Kaliningrad Libya
    120 60 3.4.4/1560 10.5.0/120: Asia/Jerusalem Asia/Tel_Aviv Israel
    120 60 3.5.0/0 10.5.0/0: Asia/Beirut
    120 60 3.5.0/120 10.5.0/180: Europe/Chisinau Europe/Tiraspol
    120 60 3.5.0/180 10.5.0/240: Asia/Famagusta Asia/Nicosia Europe/Athens Europe/Bucharest \
    Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Mariehamn Europe/Nicosia Europe/Riga \
    Europe/Sofia Europe/Tallinn Europe/Uzhgorod Europe/Vilnius Europe/Zaporozhye
    120 60 4.5.5/0 10.5.4/1440: Africa/Cairo Egypt
    120 60 492960 497999 501696 506903 510432 515639 519168 524375 528072 533111 536808 541847 \
    545544 550751 554280 559487 563016 568223 571752 576959 580656 585527 589392 594095 598128 \
    602495 606864 611063 615600 619463 620640 620807 624504 628031 629040 629543 633240 636599 \
    637608 638279 641976 644999 646176 647015 650712 653567 654576 655919 659448 662135 663144 \
    664655 668184 670535 671712 673391 677088 679103 680112 682127 685824 687503 688680 690863 \
    694560 696071 697080 699767 703296 704639 705648 708503 712032 713039 714216 717239 720936 \
    721607 722616 725975 729672 730007 731184 734711 738408 738575 739752 743447 748152 752351 \
    756720 761087 765120 769823 773688 778559 782256 787295 790992 796199 799728 804935 808464 \
    813671 817200 822407 826104 831143 834840 839879 843576 848783 852312 857519 861048 866087 \
    869952 874655 878688 883223 887424 891623 896160 900191 901200 901367 904896 908759 909768 \
    910103 913632 917159 918336 918839 922536 925727 926736 927575 931272 934127 935304 936311 \
    940008 942695 943872 945215 948744 951263 952272 953951 957480 959663 960840 962687 966384 \
    968231 969240 971423 975120 976799 977808 980159 983856 985199 986376 988895 992592 993767 \
    994776 997799 1001328 1002167 1003344 1006535 1010064 1010735 1011912 1015271 1018968 1019303 \
    1020312 1024007: Asia/Gaza Asia/Hebron
    180: Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti \
    Africa/Kampala Africa/Mogadishu Africa/Nairobi Antarctica/Syowa Asia/Aden Asia/Amman \
    Asia/Baghdad Asia/Bahrain Asia/Damascus Asia/Istanbul Asia/Kuwait Asia/Qatar Asia/Riyadh \
    Etc/GMT-3 Europe/Istanbul Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol \
    Europe/Volgograd Indian/Antananarivo Indian/Comoro Indian/Mayotte Turkey W-SU
    210: Asia/Tehran Iran
    240: Asia/Baku Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan Etc/GMT-4 Europe/Astrakhan \
    Europe/Samara Europe/Saratov Europe/Ulyanovsk Indian/Mahe Indian/Mauritius Indian/Reunion
    270: Asia/Kabul
    300: Antarctica/Mawson Antarctica/Vostok Asia/Almaty Asia/Aqtau Asia/Aqtobe Asia/Ashgabat \
    Asia/Ashkhabad Asia/Atyrau Asia/Dushanbe Asia/Karachi Asia/Oral Asia/Qostanay Asia/Qyzylorda \
    Asia/Samarkand Asia/Tashkent Asia/Yekaterinburg Etc/GMT-5 Indian/Kerguelen Indian/Maldives
    330: Asia/Calcutta Asia/Colombo Asia/Kolkata
    345: Asia/Kathmandu Asia/Katmandu
    360: Asia/Bishkek Asia/Dacca Asia/Dhaka Asia/Kashgar Asia/Omsk Asia/Thimbu Asia/Thimphu \
    Asia/Urumqi Etc/GMT-6 Indian/Chagos
    390: Asia/Rangoon Asia/Yangon Indian/Cocos
    420: Antarctica/Davis Asia/Bangkok Asia/Barnaul Asia/Ho_Chi_Minh Asia/Hovd Asia/Jakarta \
    Asia/Krasnoyarsk Asia/Novokuznetsk Asia/Novosibirsk Asia/Phnom_Penh Asia/Pontianak Asia/Saigon \
    Asia/Tomsk Asia/Vientiane Etc/GMT-7 Indian/Christmas
    480: Antarctica/Casey Asia/Brunei Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Harbin \
    Asia/Hong_Kong Asia/Irkutsk Asia/Kuala_Lumpur Asia/Kuching Asia/Macao Asia/Macau Asia/Makassar \
    Asia/Manila Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Ujung_Pandang Asia/Ulaanbaatar \
    Asia/Ulan_Bator Australia/Perth Australia/West Etc/GMT-8 Hongkong PRC ROC Singapore
    525: Australia/Eucla
    540: Asia/Chita Asia/Dili Asia/Jayapura Asia/Khandyga Asia/Pyongyang Asia/Seoul Asia/Tokyo \
    Asia/Yakutsk Etc/GMT-9 Japan Pacific/Palau ROK
    570: Australia/Darwin Australia/North
    570 60 10.1.0/120 4.1.0/180: Australia/Adelaide Australia/Broken_Hill Australia/South \
    Australia/Yancowinna
    600: Antarctica/DumontDUrville Asia/Ust-Nera Asia/Vladivostok Australia/Brisbane \
    Australia/Lindeman Australia/Queensland Etc/GMT-10 Pacific/Chuuk Pacific/Guam \
    Pacific/Port_Moresby Pacific/Saipan Pacific/Truk Pacific/Yap
    600 60 10.1.0/120 4.1.0/180: Antarctica/Macquarie Australia/ACT Australia/Canberra \
    Australia/Currie Australia/Hobart Australia/Melbourne Australia/NSW Australia/Sydney \
    Australia/Tasmania Australia/Victoria
    630 30 10.1.0/120 4.1.0/120: Australia/LHI Australia/Lord_Howe
    660: Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Etc/GMT-11 Pacific/Bougainville \
    Pacific/Efate Pacific/Guadalcanal Pacific/Kosrae Pacific/Noumea Pacific/Pohnpei Pacific/Ponape
    660 60 10.1.0/120 4.1.0/180: Pacific/Norfolk
    720: Asia/Anadyr Asia/Kamchatka Etc/GMT-12 Kwajalein Pacific/Fiji Pacific/Funafuti \
    Pacific/Kwajalein Pacific/Majuro Pacific/Nauru Pacific/Tarawa Pacific/Wake Pacific/Wallis
    720 60 9.5.0/120 4.1.0/180: Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland
    765 60 9.5.0/165 4.1.0/225: NZ-CHAT Pacific/Chatham
    780: Etc/GMT-13 Pacific/Apia Pacific/Enderbury Pacific/Fakaofo Pacific/Kanton \
    Pacific/Tongatapu
    840: Etc/GMT-14 Pacific/Kiritimati
    """
}
