// docs/configuration.md: every key of a scenario, printed from the schema that checks it.

import { type KeyRow, type KeySchema, keyRows } from "./key-rows.ts";
import { scenarioJsonSchema } from "./schema/scenario-schema.ts";

const OPENING = `# The keys of a scenario

Generated from the schema by \`npm run docs\`; do not edit. [model.md](model.md) says what the model makes of them,
[scheduling.md](scheduling.md) and [market.md](market.md) have the policies and the contracts; the files under
\`configs/\` are examples. \`npm run sim -- validate FILE\` says what is wrong with a file, and where.

Quantities carry their unit: \`90s\`, \`15m\` (minutes), \`6h\`, \`28d\`, \`26w\`, \`3mo\`, \`1y\`; \`$2.10/GPU/h\`, \`$0.59/Mtok\`, \`$5\`; \`40/h\`,
\`3.79 per 1000 node-days\`, \`30%/y\`; \`5000 GPUs\`, \`2 Mtok/s\`; \`85%\`. A bare number is accepted only where the key itself names
what it counts. In place of any quantity may stand \`{assume: {low: 1h, mode: 2h, high: 5h}}\`, an uncertain assumption, which
a run takes at its mode. In a path, \`<name>\` is a name that you give, and \`[]\` an item of a list.
`;

/** Titles of the sections, in their order; a key that is none of them stands under the first. */
const FIRST = "The run";

/** The text of docs/configuration.md. */
export function configurationPage(): string {
  const file: KeySchema = scenarioJsonSchema();
  const shapes = Object.entries(file.$defs!).filter(([, shape]) => hasKeys(shape));
  const isShared = (name: string) => shapes.some(([shared]) => shared === name);
  const section = (title: string, schema: KeySchema, path: string) =>
    `## ${title}\n\n${tableOf(keyRows(schema, path, isShared))}`;
  const top = Object.entries(file.properties!);
  const plain = { ...file, properties: Object.fromEntries(top.filter(([, schema]) => !hasKeys(schema))) };
  const sections = top
    .filter(([, schema]) => hasKeys(schema))
    .flatMap(([key, schema]) => variants(schema, key).map((each) => section(each.title, each.schema, key)));
  const shared = shapes.map(([name, schema]) => {
    const about = schema.description === undefined ? "" : `${capital(schema.description)}.\n\n`;
    return `## ${name}\n\n${about}${tableOf(keyRows(schema, "", isShared))}`;
  });
  return [OPENING, section(FIRST, plain, ""), ...sections, ...shared].join("\n");
}

/** Whether a user writes keys under it. A quantity is none: its only map is an assumption. */
function hasKeys({ properties, additionalProperties, anyOf, items }: KeySchema): boolean {
  if (properties !== undefined) return !("assume" in properties);
  if (typeof additionalProperties === "object") return true;
  return (anyOf ?? []).some(hasKeys) || (items !== undefined && hasKeys(items));
}

/** A map of named sources of several kinds gets a section for each kind. */
function variants(schema: KeySchema, key: string): { title: string; schema: KeySchema }[] {
  const named = schema.additionalProperties;
  const kinds = typeof named === "object" ? (named.anyOf ?? []) : [];
  if (kinds.length === 0) return [{ title: `\`${key}\``, schema }];
  return kinds.map((kind) => ({
    title: `\`${key}\`, a source of \`kind: ${kindOf(kind)}\``,
    schema: { additionalProperties: kind },
  }));
}

function kindOf(schema: KeySchema): string {
  return String(schema.properties?.kind?.const ?? kindOf(schema.anyOf![0]!));
}

function tableOf(rows: readonly KeyRow[]): string {
  if (rows.length === 0) return "";
  const lines = rows.map(
    ({ path, meaning, standard }) => `| \`${path}\` | ${escaped(meaning)} | ${escaped(standard)} |`,
  );
  return `| key | meaning | default |\n|---|---|---|\n${lines.join("\n")}\n`;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
