import type { Entries } from "../entries.ts";
import { readLaw } from "./read-law.ts";
import type { Arrival } from "./setting.ts";

const PROCESSES = [
  "poisson",
  "deterministic",
  "renewal",
  "batch-poisson",
  "nhpp",
  "mmpp",
  "finite-source",
  "backlog",
  "trace",
] as const;

/** How jobs arrive. @throws Refusal */
export function readArrival(entries: Entries): Arrival {
  const arrival = arrivalOf(entries);
  entries.end();
  return arrival;
}

function arrivalOf(entries: Entries): Arrival {
  const process = entries.word("process", PROCESSES);
  switch (process) {
    case "poisson":
      return { process, rate: entries.number("rate") };
    case "deterministic":
      return { process, interval: entries.number("interval") };
    case "renewal":
      return { process, gap: readLaw(entries.map("interarrival")) };
    case "batch-poisson": {
      const rate = entries.number("rate");
      const batch = entries.map("batch");
      batch.word("dist", ["geometric"]);
      batch.wordOr("support", ["1,2,..."], null);
      const meanBatch = batch.number("mean");
      batch.end();
      return { process, rate, meanBatch };
    }
    case "nhpp":
      entries.word("rateFunction", ["sinusoid"]);
      return {
        process,
        mean: entries.number("mean"),
        amplitude: entries.number("relAmplitude"),
        period: entries.number("periodHours"),
        phase: entries.numberOr("phase", 0),
      };
    case "mmpp":
      return { process, rates: entries.numbers("rates"), switchRates: entries.numbers("switchRates") };
    case "finite-source":
      return { process, sources: entries.number("sources"), think: readLaw(entries.map("thinkTime")) };
    case "backlog":
      return { process };
    case "trace":
      return { process, times: entries.numbers("times") };
  }
}
