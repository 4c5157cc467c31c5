// Likely causes of a refusal, found by looking closer at what was pasted. Each is a row: for which refusals, and what it saw.

import type { DenialCode } from "@/lib/core/denials/denial";
import { DIALECTS } from "@/lib/core/dialects";
import { headerValues, targetQuery } from "@/lib/core/http";
import { CHECKSUM_LENGTH } from "@/lib/core/secrets/key-shape";
import { carrierTexts, headerCarriers, type Look, presented } from "./look";

/** One sentence that says what to change, or null where the cause is another. */
interface Clue {
  readonly codes: readonly DenialCode[];
  readonly see: (look: Look) => string | null;
}

const UNREADABLE: readonly DenialCode[] = ["malformed", "extra_spaces", "wrong_format"];
const WRONG: readonly DenialCode[] = ["wrong_prefix", "wrong_format", "bad_checksum", "unknown"];

/** Headers in which clients of other APIs send their credentials. */
const COMMON_CARRIERS = ["Authorization", "X-API-Key", "Infuzu-API-Key", "X-Infuzu-API-Key", "Api-Key", "X-Auth-Token", "Bearer"];

const KEY_PARAMETER = /(?:^|&)(?:api[-_]?key|key|token|access_token|apikey|secret)=[^&]/i;
const PLACEHOLDER =
  /^(?:<.*>|\[.*\]|\{.*\}|.*(?:your|my)[-_ ]?(?:api[-_ ]?|secret[-_ ]?)?(?:key|token).*|.*\.\.\.|.*…|x{6,}|[A-Z]+(?:_[A-Z]+)*_(?:KEY|TOKEN))$/i;
const VARIABLE = /\$\{?[A-Za-z_]|%[A-Za-z_]+%/;
const VISIBLE = /^[\x21-\x7e]*$/;

const keyInUrl: Clue = {
  codes: ["missing"],
  see: ({ api, target }) => {
    const { prefix } = api.dialect.keyShape;
    const holdsKey = KEY_PARAMETER.test(targetQuery(target)) || (prefix !== "" && target.includes(prefix));
    return holdsKey
      ? `A key in the URL is no credential, and URLs end up in logs. Send it in a header: ${listed(carrierTexts(api))}.`
      : null;
  },
};

const inOtherHeader: Clue = {
  codes: ["missing"],
  see: ({ api, lines }) => {
    const own = headerCarriers(api).map(({ name }) => name.toLowerCase());
    const other = COMMON_CARRIERS.find((name) => !own.includes(name.toLowerCase()) && headerValues(lines, name.toLowerCase()).length > 0);
    return other === undefined ? null : `The header ${other} means nothing to this API. Send ${listed(carrierTexts(api))}.`;
  },
};

const droppedHeader: Clue = {
  codes: ["missing"],
  see: ({ remarks }) =>
    remarks.includes("header_without_colon") ? "A header of the command has no colon, so curl does not send it: write Name: value." : null,
};

const cutCommand: Clue = {
  codes: ["missing"],
  see: ({ remarks }) =>
    remarks.includes("cut_at_ampersand") ? "The & in the URL ends the command: put the URL in quotation marks." : null,
};

const severalCarriers: Clue = {
  codes: ["several"],
  see: ({ api, lines }) => {
    const names = headerCarriers(api).filter(({ name }) => headerValues(lines, name.toLowerCase()).length > 0);
    const [first, second] = names.map(({ name }) => name);
    if (first !== undefined && second !== undefined) return `Both ${first} and ${second} were sent. Keep one of them.`;
    return first === undefined ? null : `${first} was sent twice, or its value holds a comma. Send it once, with one credential.`;
  },
};

const basicScheme: Clue = {
  codes: UNREADABLE,
  see: ({ api, lines }) =>
    headerValues(lines, "authorization").some((value) => /^basic /i.test(value))
      ? `Basic authentication was sent (curl does so for -u). This API reads ${listed(carrierTexts(api))}.`
      : null,
};

const schemeMissing: Clue = {
  codes: ["malformed"],
  see: ({ api, lines }) => {
    const [value = ""] = headerValues(lines, "authorization");
    const isBare = value !== "" && !/[ \t]/.test(value) && value.toLowerCase() !== "bearer";
    return isBare ? `The word Bearer is missing before the key: ${listed(carrierTexts(api))}.` : null;
  },
};

const schemeAlone: Clue = {
  codes: ["malformed"],
  see: ({ lines }) =>
    headerValues(lines, "authorization").some((value) => /^bearer\s*$/i.test(value))
      ? "Nothing follows the word Bearer. The variable that holds the key may be empty where the client runs."
      : null,
};

const schemeTooMuch: Clue = {
  codes: UNREADABLE,
  see: ({ lines, api }) => {
    const values = headerCarriers(api).flatMap(({ name }) => headerValues(lines, name.toLowerCase()));
    if (values.some((value) => /bearer\s+bearer/i.test(value))) return "The word Bearer was sent twice. Send it once.";
    const isBare = headerCarriers(api).some(
      ({ name, schemes }) =>
        schemes.every(({ scheme }) => scheme === null) && headerValues(lines, name.toLowerCase()).some((value) => /^bearer /i.test(value)),
    );
    return isBare ? "This header takes the key alone, without the word Bearer." : null;
  },
};

const spaces: Clue = {
  codes: UNREADABLE,
  see: ({ api, lines }) =>
    headerCarriers(api).some(({ name }) =>
      headerValues(lines, name.toLowerCase()).some((value) => /\S[ \t]{2,}\S|\S[ \t]+\S+[ \t]+\S/.test(value)),
    )
      ? "There are spaces too many: exactly one between the word Bearer and the key, none within the key."
      : null,
};

/** In this dialect a key stands alone, and what follows `Bearer` is read as a token. */
const keyAsToken: Clue = {
  codes: ["invalid_token"],
  see: (look) =>
    look.reading.kind === "token" && presented(look).split(".").length !== 3
      ? `What follows Bearer must be a token here. An API key is sent as ${listed(carrierTexts(look.api).filter((text) => text.includes("<key>")))}.`
      : null,
};

const placeholder: Clue = {
  codes: [...WRONG, ...UNREADABLE],
  see: (look) => (PLACEHOLDER.test(presented(look)) ? "This is the placeholder of an example. Put the key in its place." : null),
};

const unexpanded: Clue = {
  codes: [...WRONG, ...UNREADABLE, "invalid_token"],
  see: ({ api, lines }) =>
    headerCarriers(api).some(({ name }) => headerValues(lines, name.toLowerCase()).some((value) => VARIABLE.test(value)))
      ? 'The name of a variable was sent instead of its value. Shells fill in variables within "double" quotes only.'
      : null,
};

const hiddenCharacter: Clue = {
  codes: WRONG,
  see: (look) =>
    VISIBLE.test(presented(look))
      ? null
      : "The key holds a character that keys never have, perhaps one that cannot be seen. Copy it again from where it is stored.",
};

const quotesInside: Clue = {
  codes: WRONG,
  see: (look) => (/["'`]/.test(presented(look)) ? "The quotation marks are sent along with the key. Leave them out." : null),
};

const otherLength: Clue = {
  codes: ["wrong_format"],
  see: (look) => {
    const { prefix, randomLength, checksum } = look.api.dialect.keyShape;
    const length = prefix.length + randomLength + (checksum === null ? 0 : CHECKSUM_LENGTH);
    const more = presented(look).length - length;
    if (presented(look) === "" || more === 0) return null;
    return `Keys of this API have ${length} characters; this one has ${Math.abs(more)} ${more > 0 ? "more" : "fewer"}. Copy it whole.`;
  },
};

const otherPrefix: Clue = {
  codes: ["wrong_prefix"],
  see: (look) => {
    const value = presented(look);
    const owner = Object.values(DIALECTS).find(({ keyShape }) => keyShape.prefix !== "" && value.startsWith(keyShape.prefix));
    const { prefix } = look.api.dialect.keyShape;
    if (owner !== undefined) return `It begins like a key of ${owner.title}. Keys of this API begin with ${prefix}.`;
    return value.toLowerCase().startsWith(prefix.toLowerCase()) ? `Capitals count: keys of this API begin with ${prefix}.` : null;
  },
};

const otherApi: Clue = {
  codes: [...WRONG, "invalid_token"],
  see: ({ knownTo, api }) =>
    knownTo.length === 0 ? null : `It belongs to ${listed(knownTo)}, not to ${api.name}. Call the entrance of that API.`,
};

/** The likeliest cause first. */
const CLUES: readonly Clue[] = [
  ...[keyInUrl, inOtherHeader, droppedHeader, cutCommand, severalCarriers, placeholder, unexpanded, otherApi, keyAsToken, basicScheme],
  ...[schemeAlone, schemeMissing, schemeTooMuch, spaces, hiddenCharacter, quotesInside, otherLength, otherPrefix],
];

/** What the clues that fit the refusal say. */
export function seeClues(look: Look): string[] {
  return CLUES.filter(({ codes }) => codes.includes(look.denial.code))
    .map(({ see }) => see(look))
    .filter((sentence) => sentence !== null);
}

/** "a, b or c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}
