// Text in lines of at most 80 columns.

export const WIDTH = 80;

/** Phrases one after the other, with something between them; further lines begin under the first phrase. */
export function phrases(head: string, all: readonly string[], between: string): string[] {
  const lines: string[] = [];
  for (const phrase of all) {
    const line = lines.at(-1);
    const longer = `${line}${between}${phrase}`;
    if (line !== undefined && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`${lines.length === 0 ? head : " ".repeat(head.length)}${phrase}`);
  }
  return lines;
}

/** Sentences, each of which begins a line of its own; an interval is not broken. */
export function paragraph(head: string, sentences: readonly string[]): string[] {
  return sentences.flatMap((sentence, place) => {
    const words = sentence.match(/\[[^\]]*\]\S*|\S+(?: %)?/g) ?? [];
    return phrases(place === 0 ? head : " ".repeat(head.length), words, " ");
  });
}
