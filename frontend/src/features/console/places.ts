/** What the server sells in and knows: the same lists as its own. */
const CURRENCY_CODES =
  'AED AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD MAD ' +
  'MXN MYR NGN NOK NZD PEN PHP PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD UYU VND ZAR';
const COUNTRY_CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS ' +
  'BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE ' +
  'EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM ' +
  'HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC ' +
  'LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
  'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO ' +
  'TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

const names = {
  currency: new Intl.DisplayNames(['en-GB'], { type: 'currency' }),
  country: new Intl.DisplayNames(['en-GB'], { type: 'region' }),
};

export function currencyName(code: string): string {
  return `${names.currency.of(code) ?? code} (${code})`;
}

export function countryName(code: string): string {
  return names.country.of(code) ?? code;
}

export const CURRENCIES = byName(CURRENCY_CODES, currencyName);
export const COUNTRIES = byName(COUNTRY_CODES, countryName);

function byName(codes: string, name: (code: string) => string): readonly string[] {
  return codes.split(' ').sort((a, b) => name(a).localeCompare(name(b)));
}
