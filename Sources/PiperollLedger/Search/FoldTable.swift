/// What letters and digits become when they are folded (see `Folding`): the scalars, `:`, and
/// those that become them, in hexadecimal; 0 is nothing. Made by `Tests/Acceptance/fold.py --table`
/// from Unicode 14.0.0, and not to be edited.
let foldTable = """
  0: ff9e-ff9f 20: 37a fc5e-fc63 fe70 fe72 fe74 fe76 fe78 fe7a fe7c fe7e 20+31+20: 2474
  20+31+30+20: 247d 20+31+31+20: 247e 20+31+32+20: 247f 20+31+33+20: 2480 20+31+34+20: 2481
  20+31+35+20: 2482 20+31+36+20: 2483 20+31+37+20: 2484 20+31+38+20: 2485 20+31+39+20: 2486
  20+32+20: 2475 20+32+30+20: 2487 20+33+20: 2476 20+34+20: 2477 20+35+20: 2478 20+36+20: 2479
  20+37+20: 247a 20+38+20: 247b 20+39+20: 247c 20+4e00+20: 3220 20+4e03+20: 3226 20+4e09+20: 3222
  20+4e5d+20: 3228 20+4e8c+20: 3221 20+4e94+20: 3224 20+516b+20: 3227 20+516d+20: 3225 20+5341+20:
  3229 20+56db+20: 3223 30: 2070 2080 24ea ff10 30+20+33: 2189 31: b9 2081 2460 ff11 31+20: 215f
  2488 31+20+31+30: 2152 31+20+32: bd 31+20+33: 2153 31+20+34: bc 31+20+35: 2155 31+20+36: 2159
  31+20+37: 2150 31+20+38: 215b 31+20+39: 2151 31+30: 2469 31+30+20: 2491 31+31: 246a 31+31+20:
  2492 31+32: 246b 31+32+20: 2493 31+33: 246c 31+33+20: 2494 31+34: 246d 31+34+20: 2495 31+35:
  246e 31+35+20: 2496 31+36: 246f 31+36+20: 2497 31+37: 2470 31+37+20: 2498 31+38: 2471 31+38+20:
  2499 31+39: 2472 31+39+20: 249a 32: b2 2082 2461 ff12 32+20: 2489 32+20+33: 2154 32+20+35: 2156
  32+30: 2473 32+30+20: 249b 32+31: 3251 32+32: 3252 32+33: 3253 32+34: 3254 32+35: 3255 32+36:
  3256 32+37: 3257 32+38: 3258 32+39: 3259 33: b3 2083 2462 ff13 33+20: 248a 33+20+34: be
  33+20+35: 2157 33+20+38: 215c 33+30: 325a 33+31: 325b 33+32: 325c 33+33: 325d 33+34: 325e 33+35:
  325f 33+36: 32b1 33+37: 32b2 33+38: 32b3 33+39: 32b4 34: 2074 2084 2463 ff14 34+20: 248b
  34+20+35: 2158 34+30: 32b5 34+31: 32b6 34+32: 32b7 34+33: 32b8 34+34: 32b9 34+35: 32ba 34+36:
  32bb 34+37: 32bc 34+38: 32bd 34+39: 32be 35: 2075 2085 2464 ff15 35+20: 248c 35+20+36: 215a
  35+20+38: 215d 35+30: 32bf 36: 2076 2086 2465 ff16 36+20: 248d 37: 2077 2087 2466 ff17 37+20:
  248e 37+20+38: 215e 38: 2078 2088 2467 ff18 38+20: 248f 39: 2079 2089 2468 ff19 39+20: 2490 61:
  aa e0-e5 101 103 105 1ce 1df 1e1 1fb 201 203 227 1d2c 1d43 1e01 1ea1 1ea3 1ea5 1ea7 1ea9 1eab
  1ead 1eaf 1eb1 1eb3 1eb5 1eb7 2090 2c65 ff41 61+65: e6 1e3 1fd 1d2d 10783 61+2be: 1e9a 62: 180
  253 1d2e 1d47 1e03 1e05 1e07 212c ff42 10785 63: e7 107 109 10b 10d 23c 1d9c 1e09 2102 212d 217d
  a7f2 ff43 64: f0 10f 111 256-257 1d30 1d48 1d9e 1e0b 1e0d 1e0f 1e11 1e13 2145-2146 217e ff44
  1078b-1078c 64+7a: 1c6 1f3 65: e8-eb 113 115 117 119 11b 205 207 229 247 259 25b 1d31 1d49-1d4b
  1e15 1e17 1e19 1e1b 1e1d 1eb9 1ebb 1ebd 1ebf 1ec1 1ec3 1ec5 1ec7 2091 2094 2107 212f-2130 2147
  ff45 66: 192 1da0 1e1f 2131 a7f3 ff46 66+66: fb00 66+66+69: fb03 66+66+6c: fb04 66+69: fb01
  66+6c: fb02 67: 11d 11f 121 123 1e5 1e7 1f5 260 1d33 1d4d 1e21 210a ff47 10793 68: 125 127 21f
  2b0 1d34 1e23 1e25 1e27 1e29 1e2b 1e96 2095 210b-210f a7f8 ff48 10795 69: ec-ef 129 12b 12d
  12f-131 1d0 209 20b 268 1d35 1d62 1da4 1e2d 1e2f 1ec9 1ecb 2071 2110-2111 2139 2148 2170 ff49
  69+69: 2171 69+69+69: 2172 69+6a: 133 69+76: 2173 69+78: 2178 6a: 135 1f0 249 2b2 1d36 2149 2c7c
  ff4a 6b: 137-138 199 1e9 1d37 1d4f 1e31 1e33 1e35 2096 ff4b 6c: 13a 13c 13e 142 19a 2e1 1d38
  1e37 1e39 1e3b 1e3d 2097 2112-2113 217c ff4c 6c+20: 140 6c+6a: 1c9 6d: 1d39 1d50 1e3f 1e41 1e43
  2098 2133 217f ff4d 6e: f1 144 146 148 14b 1f9 272 1d3a 1d51 1dae 1e45 1e47 1e49 1e4b 207f 2099
  2115 ff4e 6e+6a: 1cc 6f: ba f2-f6 f8 14d 14f 151 1a1 1d2 1eb 1ed 1ff 20d 20f 22b 22d 22f 231 254
  1d3c 1d52-1d53 1e4d 1e4f 1e51 1e53 1ecd 1ecf 1ed1 1ed3 1ed5 1ed7 1ed9 1edb 1edd 1edf 1ee1 1ee3
  2092 2134 ff4f 107a2 6f+65: 153 a7f9 70: 1a5 1d3e 1d56 1e55 1e57 209a 2119 ff50 71: 211a a7f4
  ff51 107a5 72: 155 157 159 211 213 24d 2b3 1d3f 1d63 1e59 1e5b 1e5d 1e5f 211b-211d ff52 73: 15b
  15d 15f 161 17f 219 2e2 1e61 1e63 1e65 1e67 1e69 1e9b 209b ff53 73+73: df 73+74: fb05-fb06 74:
  163 165 167 1ad 21b 1d40 1d57 1e6b 1e6d 1e6f 1e71 1e97 209c 2c66 ff54 74+68: fe 75: f9-fc 169
  16b 16d 16f 171 173 1b0 1d4 1d6 1d8 1da 1dc 215 217 289 1d41 1d58 1d64 1db6 1e73 1e75 1e77 1e79
  1e7b 1ee5 1ee7 1ee9 1eeb 1eed 1eef 1ef1 ff55 76: 1d5b 1d65 1e7d 1e7f 2174 2c7d ff56 76+69: 2175
  76+69+69: 2176 76+69+69+69: 2177 77: 175 2b7 1d42 1e81 1e83 1e85 1e87 1e89 1e98 ff57 78: 2e3
  1e8b 1e8d 2093 2179 ff58 78+69: 217a 78+69+69: 217b 79: fd ff 177 1b4 233 24f 2b8 1e8f 1e99 1ef3
  1ef5 1ef7 1ef9 ff59 7a: 17a 17c 17e 1b6 1dbb 1e91 1e93 1e95 2124 2128 ff5a 1ab: 1db5 1c0: 107b6
  1c1: 107b7 1c2: 107b8 1dd: 1d32 223: 1d3d 250: 1d44 251: 1d45 252: 1d9b 255: 1d9d 258: 1078e
  25c: 1d4c 1d9f 25e: 1078f 25f: 1da1 261: 1da2 262: 10792 263: 2e0 264: 10791 265: 1da3 266: 2b1
  267: 10797 269: 1da5 26a: 1da6 26b: ab5e 26c: 1079b 26d: 1da9 26e: 1079e 26f: 1d5a 270: 1dad
  271: 1dac 273: 1daf 274: 1db0 275: 1db1 276: 107a3 277: 107a4 278: 1db2 279: 2b4 27a: 107a6 27b:
  2b5 27d: 107a8 27e: 107a9 280: 107aa 281: 2b6 282: 1db3 283: 1db4 284: 10798 288: 107af 28a:
  1db7 28b: 1db9 28c: 1dba 28d: ab69 28e: 107a0 28f: 107b2 290: 1dbc 291: 1dbd 292: 1ef 1dbe 295:
  2e4 298: 107b5 299: 10784 29b: 10794 29c: 10796 29d: 1da8 29f: 1dab 2a1: 107b3 2a2: 107b4 2a3:
  10787 2a4: 1078a 2a5: 10789 2a6: 107ac 2a7: 107ae 2a8: 107ab 2a9: 10790 2aa: 10799 2ab: 1079a
  2b9: 374 2bc+6e: 149 2d0: 10781 2d1: 10782 3b1: 3ac 1f00-1f07 1f70-1f71 1f80-1f87 1fb0-1fb4
  1fb6-1fb7 3b2: 3d0 1d5d 1d66 3b3: 1d5e 1d67 213d-213e 3b4: 1d5f 3b5: 3ad 3f5 1f10-1f15 1f72-1f73
  3b7: 3ae 1f20-1f27 1f74-1f75 1f90-1f97 1fc2-1fc4 1fc6-1fc7 3b8: 3d1 1dbf 3b9: 390 3af 3ca
  1f30-1f37 1f76-1f77 1fbe 1fd0-1fd3 1fd6-1fd7 3ba: 3f0 3bc: b5 3bf: 3cc 1f40-1f45 1f78-1f79 3c0:
  3d6 213c 213f 3c1: 3f1 1d68 1fe4-1fe5 3c3: 3c2 3f2 3c5: 3b0 3cb 3cd 3d2-3d4 1f50-1f57 1f7a-1f7b
  1fe0-1fe3 1fe6-1fe7 3c6: 3d5 1d60 1d69 3c7: 1d61 1d6a 3c9: 3ce 1f60-1f67 1f7c-1f7d 1fa0-1fa7
  1ff2-1ff4 1ff6-1ff7 430: 4d1 4d3 432: 1c80 433: 453 434: 1c81 435: 450-451 4d7 436: 4c2 4dd 437:
  4df 438: 439 45d 4e3 4e5 43a: 45c 43d: 1d78 43e: 4e7 1c82 441: 1c83 442: 1c84-1c85 443: 45e 4ef
  4f1 4f3 447: 4f5 44a: 1c86 a69c 44b: 4f9 44c: a69d 44d: 4ed 456: 457 463: 1c87 475: 477 4d9: 4db
  4e9: 4eb 565+582: 587 574+565: fb14 574+56b: fb15 574+56d: fb17 574+576: fb13 57e+576: fb16 5d0:
  2135 fb21 fb2e-fb30 5d0+5dc: fb4f 5d1: 2136 fb31 fb4c 5d2: 2137 fb32 5d3: 2138 fb22 fb33 5d4:
  fb23 fb34 5d5: fb35 fb4b 5d6: fb36 5d8: fb38 5d9: fb1d fb39 5da: fb3a 5db: fb24 fb3b fb4d 5dc:
  fb25 fb3c 5dd: fb26 5de: fb3e 5e0: fb40 5e1: fb41 5e2: fb20 5e3: fb43 5e4: fb44 fb4e 5e6: fb46
  5e7: fb47 5e8: fb27 fb48 5e9: fb2a-fb2d fb49 5ea: fb28 fb4a 5f2: fb1f 621: fe80 627: 622-623 625
  fd3c-fd3d fe81-fe84 fe87-fe88 fe8d-fe8e 627+643+628+631: fdf3 627+644+644+647: fdf2 627+674: 675
  628: fe8f-fe92 628+62c: fc05 fc9c 628+62d: fc06 fc9d 628+62d+64a: fdc2 628+62e: fc07 fc9e
  628+62e+64a: fd9e 628+631: fc6a 628+632: fc6b 628+645: fc08 fc6c fc9f fce1 628+646: fc6d
  628+647: fca0 fce2 628+64a: fc09-fc0a fc6e-fc6f 629: fe93-fe94 62a: fe95-fe98 62a+62c: fc0b fca1
  62a+62c+645: fd50 62a+62c+64a: fd9f-fda0 62a+62d: fc0c fca2 62a+62d+62c: fd51-fd52 62a+62d+645:
  fd53 62a+62e: fc0d fca3 62a+62e+645: fd54 62a+62e+64a: fda1-fda2 62a+631: fc70 62a+632: fc71
  62a+645: fc0e fc72 fca4 fce3 62a+645+62c: fd55 62a+645+62d: fd56 62a+645+62e: fd57 62a+645+64a:
  fda3-fda4 62a+646: fc73 62a+647: fca5 fce4 62a+64a: fc0f-fc10 fc74-fc75 62b: fe99-fe9c 62b+62c:
  fc11 62b+631: fc76 62b+632: fc77 62b+645: fc12 fc78 fca6 fce5 62b+646: fc79 62b+647: fce6
  62b+64a: fc13-fc14 fc7a-fc7b 62c: fe9d-fea0 62c+62d: fc15 fca7 62c+62d+64a: fda6 fdbe
  62c+644+20+62c+644+627+644+647: fdfb 62c+645: fc16 fca8 62c+645+62d: fd58-fd59 62c+645+64a: fda5
  fda7 62c+64a: fd01-fd02 fd1d-fd1e 62d: fea1-fea4 62d+62c: fc17 fca9 62d+62c+64a: fdbf 62d+645:
  fc18 fcaa 62d+645+64a: fd5a-fd5b 62d+64a: fcff-fd00 fd1b-fd1c 62e: fea5-fea8 62e+62c: fc19 fcab
  62e+62d: fc1a 62e+645: fc1b fcac 62e+64a: fd03-fd04 fd1f-fd20 62f: fea9-feaa 630: fc5b feab-feac
  631: fc5c fead-feae 631+633+648+644: fdf6 632: feaf-feb0 633: feb1-feb4 633+62c: fc1c fcad fd34
  633+62c+62d: fd5d 633+62c+64a: fd5e 633+62d: fc1d fcae fd35 633+62d+62c: fd5c 633+62e: fc1e fcaf
  fd36 633+62e+64a: fda8 fdc6 633+631: fd0e fd2a 633+645: fc1f fcb0 fce7 633+645+62c: fd61
  633+645+62d: fd5f-fd60 633+645+645: fd62-fd63 633+647: fce8 fd31 633+64a: fcfb-fcfc fd17-fd18
  634: feb5-feb8 634+62c: fd09 fd25 fd2d fd37 634+62c+64a: fd69 634+62d: fd0a fd26 fd2e fd38
  634+62d+645: fd67-fd68 634+62d+64a: fdaa 634+62e: fd0b fd27 fd2f fd39 634+631: fd0d fd29
  634+645: fce9 fd0c fd28 fd30 634+645+62e: fd6a-fd6b 634+645+645: fd6c-fd6d 634+647: fcea fd32
  634+64a: fcfd-fcfe fd19-fd1a 635: feb9-febc 635+62d: fc20 fcb1 635+62d+62d: fd64-fd65
  635+62d+64a: fda9 635+62e: fcb2 635+631: fd0f fd2b 635+644+639+645: fdf5 635+644+64a: fdf9
  635+644+64a+20+627+644+644+647+20+639+644+64a+647+20+648+633+644+645: fdfa 635+644+6d2: fdf0
  635+645: fc21 fcb3 635+645+645: fd66 fdc5 635+64a: fd05-fd06 fd21-fd22 636: febd-fec0 636+62c:
  fc22 fcb4 636+62d: fc23 fcb5 636+62d+64a: fd6e fdab 636+62e: fc24 fcb6 636+62e+645: fd6f-fd70
  636+631: fd10 fd2c 636+645: fc25 fcb7 636+64a: fd07-fd08 fd23-fd24 637: fec1-fec4 637+62d: fc26
  fcb8 637+645: fc27 fd33 fd3a 637+645+62d: fd71-fd72 637+645+645: fd73 637+645+64a: fd74 637+64a:
  fcf5-fcf6 fd11-fd12 638: fec5-fec8 638+645: fc28 fcb9 fd3b 639: fec9-fecc 639+62c: fc29 fcba
  639+62c+645: fd75 fdc4 639+644+64a+647: fdf7 639+645: fc2a fcbb 639+645+645: fd76-fd77
  639+645+64a: fd78 fdb6 639+64a: fcf7-fcf8 fd13-fd14 63a: fecd-fed0 63a+62c: fc2b fcbc 63a+645:
  fc2c fcbd 63a+645+645: fd79 63a+645+64a: fd7a-fd7b 63a+64a: fcf9-fcfa fd15-fd16 640: fcf2-fcf4
  fe71 fe77 fe79 fe7b fe7d fe7f 641: fed1-fed4 641+62c: fc2d fcbe 641+62d: fc2e fcbf 641+62e: fc2f
  fcc0 641+62e+645: fd7c-fd7d 641+645: fc30 fcc1 641+645+64a: fdc1 641+64a: fc31-fc32 fc7c-fc7d
  642: fed5-fed8 642+62d: fc33 fcc2 642+644+6d2: fdf1 642+645: fc34 fcc3 642+645+62d: fd7e fdb4
  642+645+645: fd7f 642+645+64a: fdb2 642+64a: fc35-fc36 fc7e-fc7f 643: 6a9 fb8e-fb91 fed9-fedc
  643+627: fc37 fc80 643+62c: fc38 fcc4 643+62d: fc39 fcc5 643+62e: fc3a fcc6 643+644: fc3b fc81
  fcc7 fceb 643+645: fc3c fc82 fcc8 fcec 643+645+645: fdbb fdc3 643+645+64a: fdb7 643+64a:
  fc3d-fc3e fc83-fc84 644: fedd-fee0 644+627: fef5-fefc 644+62c: fc3f fcc9 644+62c+62c: fd83-fd84
  644+62c+645: fdba fdbc 644+62c+64a: fdac 644+62d: fc40 fcca 644+62d+645: fd80 fdb5 644+62d+64a:
  fd81-fd82 644+62e: fc41 fccb 644+62e+645: fd85-fd86 644+645: fc42 fc85 fccc fced 644+645+62d:
  fd87-fd88 644+645+64a: fdad 644+647: fccd 644+64a: fc43-fc44 fc86-fc87 645: fee1-fee4 645+627:
  fc88 645+62c: fc45 fcce 645+62c+62d: fd8c 645+62c+62e: fd92 645+62c+645: fd8d 645+62c+64a: fdc0
  645+62d: fc46 fccf 645+62d+62c: fd89 645+62d+645: fd8a 645+62d+645+62f: fdf4 645+62d+64a: fd8b
  645+62e: fc47 fcd0 645+62e+62c: fd8e 645+62e+645: fd8f 645+62e+64a: fdb9 645+645: fc48 fc89 fcd1
  645+645+64a: fdb1 645+64a: fc49-fc4a 646: fee5-fee8 646+62c: fc4b fcd2 646+62c+62d: fdb8 fdbd
  646+62c+645: fd97-fd98 646+62c+64a: fd99 fdc7 646+62d: fc4c fcd3 646+62d+645: fd95 646+62d+64a:
  fd96 fdb3 646+62e: fc4d fcd4 646+631: fc8a 646+632: fc8b 646+645: fc4e fc8c fcd5 fcee
  646+645+64a: fd9a-fd9b 646+646: fc8d 646+647: fcd6 fcef 646+64a: fc4f-fc50 fc8e-fc8f 647: fcd9
  fee9-feec 647+62c: fc51 fcd7 647+645: fc52 fcd8 647+645+62c: fd93 647+645+645: fd94 647+64a:
  fc53-fc54 648: 624 fe85-fe86 feed-feee 648+633+644+645: fdf8 648+674: 676 64a: 626 649 6cc
  fbe8-fbe9 fbfc-fbff fc5d fc90 fe89-fe8c feef-fef4 64a+627: fbea-fbeb 64a+62c: fc00 fc55 fc97
  fcda 64a+62c+64a: fdaf 64a+62d: fc01 fc56 fc98 fcdb 64a+62d+64a: fdae 64a+62e: fc57 fc99 fcdc
  64a+631: fc64 fc91 64a+632: fc65 fc92 64a+645: fc02 fc58 fc66 fc93 fc9a fcdd fcdf fcf0
  64a+645+645: fd9c-fd9d 64a+645+64a: fdb0 64a+646: fc67 fc94 64a+647: fc9b fcde fce0 fcf1
  64a+648: fbee-fbef 64a+64a: fbf9-fbfb fc03-fc04 fc59-fc5a fc68-fc69 fc95-fc96 64a+674: 678
  64a+6c6: fbf2-fbf3 64a+6c7: fbf0-fbf1 64a+6c8: fbf4-fbf5 64a+6d0: fbf6-fbf8 64a+6d5: fbec-fbed
  671: fb50-fb51 679: fb66-fb69 67a: fb5e-fb61 67b: fb52-fb55 67e: fb56-fb59 67f: fb62-fb65 680:
  fb5a-fb5d 683: fb76-fb79 684: fb72-fb75 686: fb7a-fb7d 687: fb7e-fb81 688: fb88-fb89 68c:
  fb84-fb85 68d: fb82-fb83 68e: fb86-fb87 691: fb8c-fb8d 698: fb8a-fb8b 6a4: fb6a-fb6d 6a6:
  fb6e-fb71 6ad: fbd3-fbd6 6af: fb92-fb95 6b1: fb9a-fb9d 6b3: fb96-fb99 6ba: fb9e-fb9f 6bb:
  fba0-fba3 6be: fbaa-fbad 6c1: 6c2 fba6-fba9 6c5: fbe0-fbe1 6c6: fbd9-fbda 6c7: fbd7-fbd8
  6c7+674: 677 fbdd 6c8: fbdb-fbdc 6c9: fbe2-fbe3 6cb: fbde-fbdf 6d0: fbe4-fbe7 6d2: 6d3 fbae-fbb1
  6d5: 6c0 fba4-fba5 915: 958 916: 959 917: 95a 91c: 95b 921: 95c 922: 95d 928: 929 92b: 95e 92f:
  95f 930: 931 933: 934 9a1: 9dc 9a2: 9dd 9af: 9df 9c7+9be: 9cb 9c7+9d7: 9cc a16: a59 a17: a5a
  a1c: a5b a2b: a5e a32: a33 a38: a36 b21: b5c b22: b5d b47+b3e: b4b b47+b56: b48 b47+b57: b4c
  b92+bd7: b94 bc6+bbe: bca bc6+bd7: bcc bc7+bbe: bcb c46+c56: c48 cbf+cd5: cc0 cc6+cc2: cca
  cc6+cc2+cd5: ccb cc6+cd5: cc7 cc6+cd6: cc8 d46+d3e: d4a d46+d57: d4c d47+d3e: d4b dd9+dca: dda
  dd9+dcf: ddc dd9+dcf+dca: ddd dd9+ddf: dde e4d+e32: e33 eab+e99: edc eab+ea1: edd ecd+eb2: eb3
  f40+fb5: f69 f42+fb7: f43 f4c+fb7: f4d f51+fb7: f52 f56+fb7: f57 f5b+fb7: f5c f71+f72: f73
  f71+f74: f75 f71+f80: f81 f90+fb5: fb9 f92+fb7: f93 f9c+fb7: f9d fa1+fb7: fa2 fa6+fb7: fa7
  fab+fb7: fac fb2+f71+f80: f77 fb2+f80: f76 fb3+f71+f80: f79 fb3+f80: f78 1025+102e: 1026 10dc:
  10fc 1100: 3131 ffa1 1101: 3132 ffa2 1102: 3134 ffa4 1103: 3137 ffa7 1104: 3138 ffa8 1105: 3139
  ffa9 1106: 3141 ffb1 1107: 3142 ffb2 1108: 3143 ffb3 1109: 3145 ffb5 110a: 3146 ffb6 110b: 3147
  ffb7 110c: 3148 ffb8 110d: 3149 ffb9 110e: 314a ffba 110f: 314b ffbb 1110: 314c ffbc 1111: 314d
  ffbd 1112: 314e ffbe 1114: 3165 1115: 3166 111a: 3140 ffb0 111c: 316e 111d: 3171 111e: 3172
  1120: 3173 1121: 3144 ffb4 1122: 3174 1123: 3175 1127: 3176 1129: 3177 112b: 3178 112c: 3179
  112d: 317a 112e: 317b 112f: 317c 1132: 317d 1136: 317e 1140: 317f 1147: 3180 114c: 3181 1157:
  3184 1158: 3185 1159: 3186 1160: 3164 ffa0 1161: 314f ffc2 1162: 3150 ffc3 1163: 3151 ffc4 1164:
  3152 ffc5 1165: 3153 ffc6 1166: 3154 ffc7 1167: 3155 ffca 1168: 3156 ffcb 1169: 3157 ffcc 116a:
  3158 ffcd 116b: 3159 ffce 116c: 315a ffcf 116d: 315b ffd2 116e: 315c ffd3 116f: 315d ffd4 1170:
  315e ffd5 1171: 315f ffd6 1172: 3160 ffd7 1173: 3161 ffda 1174: 3162 ffdb 1175: 3163 ffdc 1184:
  3187 1185: 3188 1188: 3189 1191: 318a 1192: 318b 1194: 318c 119e: 318d 11a1: 318e 11aa: 3133
  ffa3 11ac: 3135 ffa5 11ad: 3136 ffa6 11b0: 313a ffaa 11b1: 313b ffab 11b2: 313c ffac 11b3: 313d
  ffad 11b4: 313e ffae 11b5: 313f ffaf 11c7: 3167 11c8: 3168 11cc: 3169 11ce: 316a 11d3: 316b
  11d7: 316c 11d9: 316d 11dd: 316f 11df: 3170 11f1: 3182 11f2: 3183 13a0: ab70 13a1: ab71 13a2:
  ab72 13a3: ab73 13a4: ab74 13a5: ab75 13a6: ab76 13a7: ab77 13a8: ab78 13a9: ab79 13aa: ab7a
  13ab: ab7b 13ac: ab7c 13ad: ab7d 13ae: ab7e 13af: ab7f 13b0: ab80 13b1: ab81 13b2: ab82 13b3:
  ab83 13b4: ab84 13b5: ab85 13b6: ab86 13b7: ab87 13b8: ab88 13b9: ab89 13ba: ab8a 13bb: ab8b
  13bc: ab8c 13bd: ab8d 13be: ab8e 13bf: ab8f 13c0: ab90 13c1: ab91 13c2: ab92 13c3: ab93 13c4:
  ab94 13c5: ab95 13c6: ab96 13c7: ab97 13c8: ab98 13c9: ab99 13ca: ab9a 13cb: ab9b 13cc: ab9c
  13cd: ab9d 13ce: ab9e 13cf: ab9f 13d0: aba0 13d1: aba1 13d2: aba2 13d3: aba3 13d4: aba4 13d5:
  aba5 13d6: aba6 13d7: aba7 13d8: aba8 13d9: aba9 13da: abaa 13db: abab 13dc: abac 13dd: abad
  13de: abae 13df: abaf 13e0: abb0 13e1: abb1 13e2: abb2 13e3: abb3 13e4: abb4 13e5: abb5 13e6:
  abb6 13e7: abb7 13e8: abb8 13e9: abb9 13ea: abba 13eb: abbb 13ec: abbc 13ed: abbd 13ee: abbe
  13ef: abbf 13f0: 13f8 13f1: 13f9 13f2: 13fa 13f3: 13fb 13f4: 13fc 13f5: 13fd 1b05+1b35: 1b06
  1b07+1b35: 1b08 1b09+1b35: 1b0a 1b0b+1b35: 1b0c 1b0d+1b35: 1b0e 1b11+1b35: 1b12 1b3a+1b35: 1b3b
  1b3c+1b35: 1b3d 1b3e+1b35: 1b40 1b3f+1b35: 1b41 1b42+1b35: 1b43 1d02: 1d46 1d16: 1d54 1d17: 1d55
  1d1c: 1db8 1d1d: 1d59 1d25: 1d5c 1d7b: 1da7 1d85: 1daa 1d91: 1078d 2c71: 107b0 2d61: 2d6f 3046:
  3094 304b: 304c 304d: 304e 304f: 3050 3051: 3052 3053: 3054 3055: 3056 3057: 3058 3059: 305a
  305b: 305c 305d: 305e 305f: 3060 3061: 3062 3064: 3065 3066: 3067 3068: 3069 306f: 3070-3071
  3072: 3073-3074 3075: 3076-3077 3078: 3079-307a 307b: 307c-307d 3088+308a: 309f 309d: 309e 30a1:
  ff67 30a2: ff71 30a3: ff68 30a4: ff72 30a5: ff69 30a6: 30f4 ff73 30a7: ff6a 30a8: ff74 30a9:
  ff6b 30aa: ff75 30ab: 30ac ff76 30ad: 30ae ff77 30af: 30b0 ff78 30b1: 30b2 ff79 30b3: 30b4 ff7a
  30b3+30c8: 30ff 30b5: 30b6 ff7b 30b7: 30b8 ff7c 30b9: 30ba ff7d 30bb: 30bc ff7e 30bd: 30be ff7f
  30bf: 30c0 ff80 30c1: 30c2 ff81 30c3: ff6f 30c4: 30c5 ff82 30c6: 30c7 ff83 30c8: 30c9 ff84 30ca:
  ff85 30cb: ff86 30cc: ff87 30cd: ff88 30ce: ff89 30cf: 30d0-30d1 ff8a 30d2: 30d3-30d4 ff8b 30d5:
  30d6-30d7 ff8c 30d8: 30d9-30da ff8d 30db: 30dc-30dd ff8e 30de: ff8f 30df: ff90 30e0: ff91 30e1:
  ff92 30e2: ff93 30e3: ff6c 30e4: ff94 30e5: ff6d 30e6: ff95 30e7: ff6e 30e8: ff96 30e9: ff97
  30ea: ff98 30eb: ff99 30ec: ff9a 30ed: ff9b 30ef: 30f7 ff9c 30f0: 30f8 30f1: 30f9 30f2: 30fa
  ff66 30f3: ff9d 30fc: ff70 30fd: 30fe 3b9d: fad2 4018: fad3 4039: fad4 4e00: 3192 3280 4e03:
  3286 4e09: 3194 3282 4e0d: f967 4e26: fa70 4e32: f905 4e39: f95e 4e5d: 3288 4e82: f91b 4e86:
  f9ba 4e8c: 3193 3281 4e94: 3284 4eae: f977 4ec0: f9fd 4ee4: f9a8 4f80: fa73 4f86: f92d 4f8b:
  f9b5 4fae: fa30 4fbf: f965 502b: f9d4 50da: f9bb 50e7: fa31 5140: fa0c 5145: fa74 514d: fa32
  5168: fa72 5169: f978 516b: 3287 516d: 3285 f9d1 5180: fa75 51b5: fa71 51b7: f92e 51c9: f979
  51cc: f955 51dc: f954 51de: fa15 5207: fa00 5217: f99c 5229: f9dd 523a: f9ff 5289: f9c7 529b:
  f98a 52a3: f99d 52c7: fa76 52c9: fa33 52d2: f952 52de: f92f 52e4: fa34 52f5: f97f 52fa: fa77
  5317: f963 533f: f9eb 5341: 3038 3289 5344: 3039 5345: 303a 5351: fa35 5375: f91c 53c3: f96b
  53e5: f906 540f: f9de 541d: f9ed 5442: f980 54bd: f99e 5555: fa79 5587: f90b 5599: fa7a 559d:
  fa36 fa78 55c0: fa0d 55e2: fa7b 5606: fa37 5668: fa38 56db: 3195 3283 56f9: f9a9 5840: fa39
  585a: fa10 fa7c 585e: f96c 58a8: fa3a 58b3: fa7d 58d8: f94a 58df: f942 5944: fa7e 5948: f90c
  5951: f909 5954: fa7f 5973: f981 5a62: fa80 5b28: fa81 5b85: fa04 5be7: f95f f9aa 5bee: f9bc
  5c3f: f9bd 5c62: f94b 5c64: fa3b 5c65: f9df 5c6e: fa3c 5d19: f9d5 5d50: f921 5dba: f9ab 5e74:
  f98e 5ea6: fa01 5ec9: f9a2 5eca: f928 5ed2: fa82 5ed3: fa0b 5ed9: fa83 5eec: f982 5f04: f943
  5f69: fa84 5f8b: f9d8 5fa9: f966 5fad: fa85 5ff5: f9a3 6012: f960 601c: f9ac 6075: fa6b 6094:
  fa3d 60d8: fa86 60e1: f9b9 6108: fa88 6144: f9d9 614e: fa87 6160: fa8a 6168: fa3e 618e: fa3f
  fa89 6190: f98f 61f2: fa40 fa8b 61f6: f90d 6200: f990 622e: f9d2 6234: fa8c 62c9: f925 62cf:
  f95b 62d3: fa02 62fe: f973 637b: f9a4 63a0: f975 63c4: fa8d 641c: fa8e 6452: fa8f 649a: f991
  64c4: f930 654f: fa41 6556: fa90 6578: f969 6599: f9be 65c5: f983 65e2: fa42 6613: f9e0 6674:
  fa12 fa91 6688: f9c5 6691: fa43 66b4: fa06 66c6: f98b 66f4: f901 6717: f929 fa92 671b: fa93
  674e: f9e1 6756: fa94 677b: f9c8 6797: f9f4 67f3: f9c9 6817: f9da 6881: f97a 6885: fa44 68a8:
  f9e2 6a02: f914 f95c f9bf 6a13: f94c 6ad3: f931 6b04: f91d 6b77: f98c 6b79: fa95 6bae: f9a5
  6bba: f970 fa96 6c88: f972 6ccc: f968 6ce5: f9e3 6d1b: f915 6d1e: fa05 6d41: f9ca fa97 6d6a:
  f92a 6d77: fa45 6dcb: f9f5 6dda: f94d 6dea: f9d6 6e1a: fa46 6e9c: f9cb 6eba: f9ec 6ecb: fa99
  6ed1: f904 6edb: fa98 6f0f: f94e 6f22: fa47 fa9a 6f23: f992 6feb: f922 6ffe: f984 701e: fa9b
  7099: f9fb 70c8: f99f 70d9: f916 7149: f993 716e: fa48 fa9c 71ce: f9c0 71d0: f9ee 7210: f932
  721b: f91e 722b: fa49 7235: fa9e 7262: f946 72af: fa9f 72c0: f9fa 72fc: f92b 732a: fa16 faa0
  7375: f9a7 7387: f961 f9db 73b2: f9ad 73de: f917 7406: f9e4 7409: f9cc 7422: fa4a 7469: f9ae
  7471: faa1 7489: f994 7498: f9ef 7506: faa2 753b: faa3 7559: f9cd 7565: f976 7570: f962 75e2:
  f9e5 761d: faa4 761f: faa5 7642: f9c1 7669: f90e 76ca: fa17 faa6 76db: faa7 76e7: f933 76f4:
  faa8 7701: f96d 7740: faaa 774a: faa9 77a7: fa9d 786b: f9ce 788c: f93b 7891: fa4b 78ca: f947
  78cc: faab 78fb: f964 792a: f985 793c: fa18 793e: fa4c 7948: fa4e 7949: fa4d 7950: fa4f 7956:
  fa50 795d: fa51 795e: fa19 7965: fa1a 797f: f93c 798d: fa52 798e: fa53 798f: fa1b 79ae: f9b6
  79ca: f995 7a1c: f956 7a40: fa54 7a81: fa55 7ab1: faac 7acb: f9f7 7b20: f9f8 7bc0: fa56 faad
  7c3e: f9a6 7c60: f944 7c7b: faae 7c92: f9f9 7cbe: fa1d 7cd6: fa03 7ce7: f97b 7d10: f9cf 7d22:
  f96a 7d2f: f94f 7d5b: faaf 7da0: f93d 7dbe: f957 7df4: f996 fa57 fab0 7e09: fa58 7e37: f950
  7e41: fa59 7f3e: fab1 7f72: fa5a 7f79: f9e6 7f85: f90f 7f9a: f9af 7fbd: fa1e 8001: f934 8005:
  fa5b fab2 8046: f9b0 806f: f997 807e: f945 808b: f953 81d8: f926 81e8: f9f6 81ed: fa5c 8218:
  fa6d 826f: f97c 8279: fa5d-fa5e 82e5: f974 8336: f9fe 8352: fab3 83c9: f93e 83ef: fab4 83f1:
  f958 843d: f918 8449: f96e 8457: fa5f 84ee: f999 84fc: f9c2 85cd: f923 85fa: f9f0 8606: f935
  8612: fa20 862d: f91f 863f: f910 865c: f936 8779: fab5 87ba: f911 881f: f927 884c: fa08 88c2:
  f9a0 88cf: f9e7 88e1: f9e8 88f8: f912 8910: fa60 8941: fab6 8964: f924 8986: fab7 898b: fa0a
  8996: fa61 fab8 8aaa: f96f f9a1 8abf: fab9 8acb: fabb 8ad2: f97d 8ad6: f941 8aed: fabe 8af8:
  fa22 faba 8afe: f95d fabd 8b01: fa62 fabc 8b39: fa63 fabf 8b58: f9fc 8b80: f95a 8b8a: fac0 8c48:
  f900 8cc2: f948 8cc8: f903 8cd3: fa64 8d08: fa65 fac1 8def: f937 8eca: f902 8f26: f998 8f2a:
  f9d7 8f38: fac2 8f3b: fa07 8f62: f98d 8fb0: f971 8fb6: fa66 9023: f99a 9038: fa25 fa67 9072:
  fac3 907c: f9c3 908f: f913 90ce: f92c 90de: fa2e 90fd: fa26 916a: f919 9199: fac4 91b4: f9b7
  91cc: f9e9 91cf: f97e 91d1: f90a 9234: f9b1 9276: fac5 9304: f93f 934a: f99b 95ad: f986 962e:
  f9c6 964b: f951 964d: fa09 9675: f959 9678: f9d3 967c: fac6 9686: f9dc 96a3: f9f1 96b7: fa2f
  96b8: f9b8 96e2: f9ea 96e3: fa68 fac7 96f6: f9b2 96f7: f949 9732: f938 9748: f9b3 9756: fa1c
  fac8 97db: fac9 97ff: fa69 faca 980b: facb 9818: f9b4 983b: fa6a facc 985e: f9d0 98ef: fa2a
  98fc: fa2b 9928: fa2c 99f1: f91a 9a6a: f987 9b12: facd 9b6f: f939 9c57: f9f2 9db4: fa2d 9dfa:
  f93a 9e1e: f920 9e7f: f940 9e97: f988 9e9f: f9f3 9ece: f989 9f43: fad8 9f8d: f9c4 9f8e: fad9
  9f9c: f907-f908 face a64b: 1c88 a727: ab5c a76f: a770 a78e: 1079d ab37: ab5d ab52: ab5f ab66:
  10788 ab67: 107ad 11099: 1109a 1109b: 1109c 110a5: 110ab 11131+11127: 1112e 11132+11127: 1112f
  11347+1133e: 1134b 11347+11357: 1134c 114b9+114b0: 114bc 114b9+114ba: 114bb 114b9+114bd: 114be
  115b8+115af: 115ba 115b9+115af: 115bb 11935+11930: 11938 1df04: 1079c 1df05: 1079f 1df06: 107a1
  1df08: 107a7 1df0a: 107b9 1df1e: 107ba 22844: fad0 2284a: facf 233d5: fad1 242ee: fa6c 25249:
  fad5 25cd0: fad6 27ed3: fad7
  """
