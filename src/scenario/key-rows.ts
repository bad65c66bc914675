// The keys of a scenario as rows, read from its JSON Schema: what documents say about them is what is checked.

/** What this page needs of a JSON Schema. */
export interface KeySchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, KeySchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: KeySchema | boolean;
  readonly anyOf?: readonly KeySchema[];
  readonly items?: KeySchema;
  readonly $defs?: Readonly<Record<string, KeySchema>>;
}

export interface KeyRow {
  /** with dots; a name that the user gives is `<name>`, a place in a list `[]` */
  readonly path: string;
  readonly meaning: string;
  /** as a user would write it; "required", or empty where nothing stands for it */
  readonly standard: string;
}

/** A row for every key under a schema, in the order of the schema. A key that several branches of a choice have stands once. */
export function keyRows(schema: KeySchema, path: string, isShared: (name: string) => boolean): KeyRow[] {
  const rows = new Map<string, KeyRow>();
  for (const row of walk(schema, path, isShared)) if (!rows.has(row.path)) rows.set(row.path, row);
  return [...rows.values()];
}

function* walk(
  schema: KeySchema,
  path: string,
  isShared: (name: string) => boolean,
  isBranch = false,
): Generator<KeyRow> {
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    const below = path === "" ? key : `${path}.${key}`;
    yield {
      path: below,
      meaning: meaningOf(value, isShared),
      standard: standardOf(value, isNeeded(schema, key, isBranch)),
    };
    yield* walk(value, below, isShared);
  }
  for (const branch of schema.anyOf ?? []) yield* walk(branch, path, isShared, true);
  if (schema.items !== undefined) yield* walk(schema.items, `${path}[]`, isShared);
  const { additionalProperties: ofAnyName } = schema;
  if (typeof ofAnyName === "object") yield* walk(ofAnyName, `${path}.<name>`, isShared);
}

/** The only key of one branch of a choice is what is chosen, and not needed. */
function isNeeded({ required = [], properties = {} }: KeySchema, key: string, isBranch: boolean): boolean {
  return required.includes(key) && !(isBranch && Object.keys(properties).length === 1);
}

function meaningOf(schema: KeySchema, isShared: (name: string) => boolean): string {
  const { description, enum: words, const: only } = schema;
  const shared = sharedIn(schema, isShared);
  const parts = [
    description,
    words === undefined ? undefined : words.map((word) => `\`${String(word)}\``).join(", "),
    only === undefined ? undefined : `\`${String(only)}\``,
    shared === null ? undefined : `see [${shared}](#${shared})`,
    schema.type === "boolean" ? "`true` or `false`" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}

/** The shape with a section of its own that a value has, also as one branch of a choice or as the items of a list. */
function sharedIn({ $ref, anyOf, items }: KeySchema, isShared: (name: string) => boolean): string | null {
  const name = $ref?.split("/").at(-1);
  if (name !== undefined) return isShared(name) ? name : null;
  for (const part of [...(anyOf ?? []), ...(items === undefined ? [] : [items])]) {
    const found = sharedIn(part, isShared);
    if (found !== null) return found;
  }
  return null;
}

function standardOf(schema: KeySchema, required: boolean): string {
  if (schema.default !== undefined) return isEmpty(schema.default) ? "" : `\`${inline(schema.default)}\``;
  return required ? "required" : "";
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** A value on one line, as YAML. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${inline(each)}`);
  return `{${entries.join(", ")}}`;
}
