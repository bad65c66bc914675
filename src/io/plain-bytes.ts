// Texts that stand in a CSV file as they are, nearly all: each character is looked at and copied in one go.

/** By the code of an ASCII character: whether it may stand in a cell as it is, and whether a cell may begin with it. */
const PLAIN = asciiTable((char) => char >= " " && char <= "~" && !'",|'.includes(char));
const OPENING = asciiTable((char) => char > " " && char <= "~" && !'",|=+-@'.includes(char));

function asciiTable(holds: (char: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (holds(String.fromCharCode(code)) ? 1 : 0));
}

/**
 * Copy an ASCII text that needs neither quotes nor an apostrophe.
 * @returns the end of what was written, or -1 when it is no such text or `bytes` has no room for it and a separator
 */
export function putPlain(bytes: Uint8Array, at: number, text: string): number {
  const { length } = text;
  if (at + length >= bytes.length) return -1;
  if (length > 0 && OPENING[text.charCodeAt(0)] !== 1) return -1;
  for (let place = 0; place < length; place++) {
    const code = text.charCodeAt(place);
    if (PLAIN[code] !== 1) return -1;
    bytes[at + place] = code;
  }
  return at + length;
}
