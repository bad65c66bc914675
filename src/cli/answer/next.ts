// The next command: something that would change the answer. A price is proposed only where demand answers to it.

import type { Scenario } from "../../index.ts";
import { type AnswerInput, sells } from "./figures.ts";
import { WIDTH } from "./wrapping.ts";

/** The command, in parts that may stand on lines of their own, or null where nothing is for sale. */
export function next({ scenario, scenarioPath }: AnswerInput): string[] | null {
  if (scenario.products.length === 0 || !sells(scenario)) return null;
  const set = compared(scenario) ?? cheaper(scenario) ?? lessHeadroom(scenario) ?? moreRuns(scenario);
  const [command, option] = [`npm run sim -- run ${scenarioPath}`, `--set '${set}'`];
  return ` NEXT   ${command} ${option}`.length <= WIDTH ? [`${command} ${option}`] : [command, option];
}

/** Without a baseline nobody knows whether renting pays. */
function compared({ baseline }: Scenario): string | null {
  return baseline ? null : "baseline=true";
}

/** What is read of a product as it was run. */
interface ProductEcho {
  readonly price?: unknown;
  readonly demand?: { readonly form?: unknown };
}

/** A lower price of the last product whose price is a number and whose demand depends on it. */
function cheaper({ products, echo }: Scenario): string | null {
  const said = (echo as { rental?: { products?: Record<string, ProductEcho> } }).rental?.products ?? {};
  const elastic = products.findLast(({ name }) => {
    const { price, demand } = said[name] ?? {};
    const form = demand?.form ?? "constant";
    return typeof price === "string" && form !== "constant";
  });
  return elastic === undefined
    ? null
    : `rental.products.${elastic.name}.price=${(elastic.price * 0.8).toFixed(2)}`;
}

function lessHeadroom({ scheduling: { headroom } }: Scenario): string | null {
  const kept = headroom.kind === "gpus" ? headroom.gpus : headroom.kind === "share" ? headroom.share : 0;
  return kept > 0 ? "scheduling.headroom.internal=0%" : null;
}

function moreRuns({ replications }: Scenario): string {
  return `replications=${2 * replications}`;
}
