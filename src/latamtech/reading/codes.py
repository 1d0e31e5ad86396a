"""The codes of currencies, countries and languages, as the standards list them."""

_CURRENCIES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD
XPF XPT XSU XUA YER ZAR ZMW ZWG
"""
_WITHDRAWN = """
ADP AFA ANG AON AOR ATS AZM BEF BGN BYB BYR CSD CUC CYP DEM ECS EEK ESP FIM FRF GHC GRD HRK IEP
ITL LTL LUF LVL MCF MGF MRO MTL MZM NLG PTE ROL SDD SIT SKK SLL SRG STD TJR TMM TPE TRL VEB VEF
YUM ZMK ZWD ZWL ZWR
"""
_COUNTRIES = """
AD-AND AE-ARE AF-AFG AG-ATG AI-AIA AL-ALB AM-ARM AO-AGO AQ-ATA AR-ARG AS-ASM AT-AUT AU-AUS
AW-ABW AX-ALA AZ-AZE BA-BIH BB-BRB BD-BGD BE-BEL BF-BFA BG-BGR BH-BHR BI-BDI BJ-BEN BL-BLM
BM-BMU BN-BRN BO-BOL BQ-BES BR-BRA BS-BHS BT-BTN BV-BVT BW-BWA BY-BLR BZ-BLZ CA-CAN CC-CCK
CD-COD CF-CAF CG-COG CH-CHE CI-CIV CK-COK CL-CHL CM-CMR CN-CHN CO-COL CR-CRI CU-CUB CV-CPV
CW-CUW CX-CXR CY-CYP CZ-CZE DE-DEU DJ-DJI DK-DNK DM-DMA DO-DOM DZ-DZA EC-ECU EE-EST EG-EGY
EH-ESH ER-ERI ES-ESP ET-ETH FI-FIN FJ-FJI FK-FLK FM-FSM FO-FRO FR-FRA GA-GAB GB-GBR GD-GRD
GE-GEO GF-GUF GG-GGY GH-GHA GI-GIB GL-GRL GM-GMB GN-GIN GP-GLP GQ-GNQ GR-GRC GS-SGS GT-GTM
GU-GUM GW-GNB GY-GUY HK-HKG HM-HMD HN-HND HR-HRV HT-HTI HU-HUN ID-IDN IE-IRL IL-ISR IM-IMN
IN-IND IO-IOT IQ-IRQ IR-IRN IS-ISL IT-ITA JE-JEY JM-JAM JO-JOR JP-JPN KE-KEN KG-KGZ KH-KHM
KI-KIR KM-COM KN-KNA KP-PRK KR-KOR KW-KWT KY-CYM KZ-KAZ LA-LAO LB-LBN LC-LCA LI-LIE LK-LKA
LR-LBR LS-LSO LT-LTU LU-LUX LV-LVA LY-LBY MA-MAR MC-MCO MD-MDA ME-MNE MF-MAF MG-MDG MH-MHL
MK-MKD ML-MLI MM-MMR MN-MNG MO-MAC MP-MNP MQ-MTQ MR-MRT MS-MSR MT-MLT MU-MUS MV-MDV MW-MWI
MX-MEX MY-MYS MZ-MOZ NA-NAM NC-NCL NE-NER NF-NFK NG-NGA NI-NIC NL-NLD NO-NOR NP-NPL NR-NRU
NU-NIU NZ-NZL OM-OMN PA-PAN PE-PER PF-PYF PG-PNG PH-PHL PK-PAK PL-POL PM-SPM PN-PCN PR-PRI
PS-PSE PT-PRT PW-PLW PY-PRY QA-QAT RE-REU RO-ROU RS-SRB RU-RUS RW-RWA SA-SAU SB-SLB SC-SYC
SD-SDN SE-SWE SG-SGP SH-SHN SI-SVN SJ-SJM SK-SVK SL-SLE SM-SMR SN-SEN SO-SOM SR-SUR SS-SSD
ST-STP SV-SLV SX-SXM SY-SYR SZ-SWZ TC-TCA TD-TCD TF-ATF TG-TGO TH-THA TJ-TJK TK-TKL TL-TLS
TM-TKM TN-TUN TO-TON TR-TUR TT-TTO TV-TUV TW-TWN TZ-TZA UA-UKR UG-UGA UM-UMI US-USA UY-URY
UZ-UZB VA-VAT VC-VCT VE-VEN VG-VGB VI-VIR VN-VNM VU-VUT WF-WLF WS-WSM YE-YEM YT-MYT ZA-ZAF
ZM-ZMB ZW-ZWE
"""
_LANGUAGES = """
aa-aar ab-abk ae-ave af-afr ak-aka am-amh an-arg ar-ara as-asm av-ava ay-aym az-aze ba-bak
be-bel bg-bul bi-bis bm-bam bn-ben bo-bod br-bre bs-bos ca-cat ce-che ch-cha co-cos cr-cre
cs-ces cu-chu cv-chv cy-cym da-dan de-deu dv-div dz-dzo ee-ewe el-ell en-eng eo-epo es-spa
et-est eu-eus fa-fas ff-ful fi-fin fj-fij fo-fao fr-fra fy-fry ga-gle gd-gla gl-glg gn-grn
gu-guj gv-glv ha-hau he-heb hi-hin ho-hmo hr-hrv ht-hat hu-hun hy-hye hz-her ia-ina id-ind
ie-ile ig-ibo ii-iii ik-ipk io-ido is-isl it-ita iu-iku ja-jpn jv-jav ka-kat kg-kon ki-kik
kj-kua kk-kaz kl-kal km-khm kn-kan ko-kor kr-kau ks-kas ku-kur kv-kom kw-cor ky-kir la-lat
lb-ltz lg-lug li-lim ln-lin lo-lao lt-lit lu-lub lv-lav mg-mlg mh-mah mi-mri mk-mkd ml-mal
mn-mon mr-mar ms-msa mt-mlt my-mya na-nau nb-nob nd-nde ne-nep ng-ndo nl-nld nn-nno no-nor
nr-nbl nv-nav ny-nya oc-oci oj-oji om-orm or-ori os-oss pa-pan pi-pli pl-pol ps-pus pt-por
qu-que rm-roh rn-run ro-ron ru-rus rw-kin sa-san sc-srd sd-snd se-sme sg-sag sh-hbs si-sin
sk-slk sl-slv sm-smo sn-sna so-som sq-sqi sr-srp ss-ssw st-sot su-sun sv-swe sw-swa ta-tam
te-tel tg-tgk th-tha ti-tir tk-tuk tl-tgl tn-tsn to-ton tr-tur ts-tso tt-tat tw-twi ty-tah
ug-uig uk-ukr ur-urd uz-uzb ve-ven vi-vie vo-vol wa-wln wo-wol xh-xho yi-yid yo-yor za-zha
zh-zho zu-zul
"""

# ISO 4217, active codes, without those for tests (XTS) and for no currency at all (XXX)
CURRENCIES = frozenset(_CURRENCIES.split())
# ISO 4217, codes withdrawn since 2000, which figures of earlier years are in (by the Unicode CLDR)
WITHDRAWN = frozenset(_WITHDRAWN.split())
# ISO 3166-1: alpha-2 to alpha-3
COUNTRIES = {pair[:2]: pair[3:] for pair in _COUNTRIES.split()}
# ISO 639-1 to ISO 639-3
LANGUAGES = {pair[:2]: pair[3:] for pair in _LANGUAGES.split()}
REGION = "LAC"  # Latin America and the Caribbean: the one area that is no country
