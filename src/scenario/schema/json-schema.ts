// The JSON Schema of a scenario file, for editors. Quantities are texts with a unit: each shape of them is
// defined once, as is the assumption (low, mode, high) that may stand for it.

import { z } from "zod";
import type { Dimension } from "../reading.ts";
import { QUANTITY_KEY } from "./quantity.ts";

type Json = Record<string, unknown>;

/** What an editor needs to complete and check a file of this schema. */
export function jsonSchemaOf(file: z.ZodType): Json {
  const definitions: Json = {};
  const schema = z.toJSONSchema(file, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      forget(jsonSchema as Json);
      refer(jsonSchema as Json, definitions);
    },
  }) as Json;
  return { ...schema, $defs: { ...definitions, ...(schema.$defs as Json) } };
}

/** A key that can have no value is one that an editor need not know. */
function forget({ properties }: Json): void {
  const keys = (properties ?? {}) as Record<string, Json>;
  for (const [key, value] of Object.entries(keys)) if ("not" in value) delete keys[key];
}

/** Put a reference in the place of a quantity. */
function refer(schema: Json, definitions: Json): void {
  const dimension = schema[QUANTITY_KEY] as Dimension<unknown> | undefined;
  if (dimension === undefined) return;
  definitions[dimension.shape] ??= definition(dimension);
  delete schema[QUANTITY_KEY];
  schema.$ref = `#/$defs/${dimension.shape}`;
}

function definition({ pattern, bare }: Dimension<unknown>): Json {
  const number = bare ? [{ type: "number" }] : [];
  const text = pattern === null ? [] : [{ type: "string", pattern }];
  const scalar = { anyOf: [...number, ...text] };
  const assumption = {
    type: "object",
    properties: {
      assume: {
        type: "object",
        properties: { low: scalar, mode: scalar, high: scalar },
        required: ["low", "mode", "high"],
        additionalProperties: false,
      },
    },
    required: ["assume"],
    additionalProperties: false,
  };
  return { anyOf: [...scalar.anyOf, assumption] };
}
