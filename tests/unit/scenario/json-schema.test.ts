import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scenarioJsonSchema } from "../../../src/scenario/schema/scenario-schema.ts";

test("configs/schema.json is what the schema generates; `npm run sim -- schema` writes it", () => {
  const written: unknown = JSON.parse(readFileSync("configs/schema.json", "utf8"));
  expect(written).toEqual(scenarioJsonSchema());
});

test("only keys without a default are required of a user", () => {
  expect(scenarioJsonSchema().required).toEqual(["name", "horizon", "fleet"]);
});

test("every key is told apart from an unknown one, and knows its kind of quantity", () => {
  const schema = scenarioJsonSchema() as {
    additionalProperties: boolean;
    properties: Record<string, { description?: string }>;
  };
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.step?.description).toContain("a duration above 0s such as 90s");
});
