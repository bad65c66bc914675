import { writeFileSync } from "node:fs";
import { Command } from "commander";
import {
  configurationPage,
  dataDictionary,
  experimentJsonSchema,
  marketPage,
  scenarioJsonSchema,
} from "../../index.ts";
import { PROJECT } from "../../io/project.ts";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of a scenario, which editors read")
    .addHelpText("after", "\nExample:\n  npm run sim -- schema > configs/schema.json")
    .action(() => {
      process.stdout.write(jsonSchema());
    });
}

/** Writes what the project's own documents take from the code; a test checks that they are up to date. */
export function docsCommand(): Command {
  return new Command("docs")
    .description(
      "write configs/schema.json, configs/experiments/schema.json, results/README.md, docs/configuration.md and docs/market.md anew",
    )
    .action(() => {
      writeFileSync(new URL("configs/schema.json", PROJECT), jsonSchema());
      writeFileSync(new URL("configs/experiments/schema.json", PROJECT), textOf(experimentJsonSchema()));
      writeFileSync(new URL("results/README.md", PROJECT), dataDictionary());
      writeFileSync(new URL("docs/configuration.md", PROJECT), configurationPage());
      writeFileSync(new URL("docs/market.md", PROJECT), marketPage());
    });
}

function jsonSchema(): string {
  return textOf(scenarioJsonSchema());
}

function textOf(schema: Record<string, unknown>): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
