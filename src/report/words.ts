// What the words of a page mean, for readers who do not know them: those of docs/glossary.md that stand on the page.

import { metricDescription } from "../index.ts";
import type { Block, Section } from "./section.ts";

/** A word as it stands in the glossary, how it may stand on a page, and what it means in a sentence. */
type Word = readonly [word: string, stands: RegExp, meaning: string];

const WORDS: readonly Word[] = [
  ["GPU-hour", /\bGPU-hours?\b/, "One GPU for one hour, whatever it does meanwhile."],
  ["fleet", /\bfleet\b/, "All GPUs that are installed. Shares of the fleet are shares of all their time."],
  ["internal work", /\binternal work\b/, "What the owner of the fleet runs on it. It comes first."],
  ["slack", /\bslack\b/, "What internal work leaves of the fleet: sold or idle."],
  ["idle", /\bidle\b/, "Working GPUs that nobody holds. Why, is told by cause; the causes add up to it."],
  ["no demand", /\bno demand\b/, "A cause of idle GPUs: nobody who waits asks for them."],
  [
    "headroom",
    /\bheadroom\b/,
    "GPUs that are kept free on purpose, so that internal work can start at once.",
  ],
  [
    "fragmentation",
    /\bfragmentation\b/,
    "A cause of idle GPUs: jobs wait that cannot use them, because they are too few in one place.",
  ],
  [
    "notice",
    /\bnotice\b/,
    "The warning before GPUs are taken back. As a cause of idle GPUs: they wait for the last notice to end.",
  ],
  ["turnover", /\bturnover\b/, "Wiping a node and setting it up for somebody else."],
  [
    "booked ahead",
    /\bbooked ahead\b/,
    "Held ready for a window that a customer has bought and that is still to begin.",
  ],
  ["reserved unused", /\breserved unused\b/, "Held and paid by a customer who does not use them."],
  ["down", /\bdown \d/, "Failed, or in maintenance."],
  ["draining", /\bdraining \d/, "Soon in maintenance, and closed for new work."],
  ["spare", /\bspare \d/, "A node that stands by for one that fails."],
  ["overhead", /\boverhead\b/, "GPU-time of checkpoints, restarts and downtime: held, and no work done."],
  ["lost", /\blost of it\b/, "Work that had to be done again, because its GPUs were taken or failed."],
  ["gang", /\bgangs?\b/, "The GPUs of one job, on one node or on many, which start and stop together."],
  [
    "service",
    /\bservices?\b/,
    "Work such as inference, which is made larger and smaller with its demand and never waits as jobs do.",
  ],
  ["tide", /\btide\b/, "The daily swing of services between trough and peak."],
  [
    "source",
    /\bsource\b/,
    "What jobs come from: a kind of internal work, or the customers of one product. Of an assumption: where its number comes from.",
  ],
  ["on-demand", /\bon-demand\b/, "Sold by the hour and never taken back before the customer ends it."],
  ["spot", /\bspot\b/, "Sold cheaply, and taken back after a notice when internal work needs the GPUs."],
  ["preemption", /\bpreemptions?\b/, "GPUs are taken from a job that runs."],
  ["refused", /\brefused\b/, "A request that found no room and did not wait for it."],
  ["wait", /\bwaits?\b/, "The time from the arrival of a job to its first start."],
  ["p50, p90, p99", /\bp[59][09]\b/, "The wait that 50, 90 or 99 % of the jobs do not exceed."],
  [
    "contribution margin",
    /\bcontribution\b/,
    "What is left of revenue after the energy that a busy GPU draws beyond an idle one, as a share of revenue.",
  ],
  [
    "full-cost margin",
    /\bfull[ -]cost\b/,
    "What is left of revenue after all that those GPU-hours cost: depreciation, capital, power, staff.",
  ],
  [
    "firm capacity",
    /\bfirm capacity\b/i,
    "How many GPUs can be promised for so long, if so large a share of the promises is to be kept.",
  ],
  [
    "low-value work",
    /\blow-value\b/,
    "Internal work that can wait and is taken back whenever other work needs the GPUs; each GPU-hour of it is worth something all the same.",
  ],
  ["broken", /\bbroken\b/, "Of a promise of GPUs: fewer were free at some time before its end."],
  ["short", /\bshort\b/, "GPU-hours that a broken promise lacked."],
  ["replication", /\breplications?\b/, "One run of the same scenario with its own random numbers."],
  ["baseline", /\bbaseline\b/, "The same run without rental and with the same random numbers."],
  [
    "paired difference",
    /\bpaired difference/,
    "A replication less its own baseline, then averaged: chance that both share drops out.",
  ],
  [
    "interval",
    /\bintervals?\b/,
    "In brackets or as a line: 95 of 100 such intervals hold the mean that endless replications would give (Student's t). Here they are cut where the possible ends, such as at no wait or at the whole fleet; the CSV files have them uncut.",
  ],
  ["warm-up", /\bwarm-up\b/, "The first part of a run, in which an empty fleet fills; no figure counts it."],
  ["measured time", /\bmeasured time\b/, "What is left after the warm-up: every figure is of it."],
  ["seed", /\bseed\b/, "What the random numbers begin with: the same seed gives the same results."],
  [
    "identity",
    /\bidentit(?:y|ies)\b/,
    "Two sums that must be equal if nothing was lost or counted twice. The residual is what they differ by.",
  ],
  ["point", /\bpoint \d/, "One setting of what an experiment varies, run in some replications."],
  ["swept path", /\b(?:swept )?paths?\b/, "A place of the scenario where the experiment sets values."],
  ["control", /\bcontrol\b/, "The point that the others are compared with."],
  [
    "p",
    /(?:^|[ "])p(?:[ ",.;]|$)/,
    "How often chance alone would give a difference at least as large, corrected for how many differences are looked at.",
  ],
  ["front", /\bfront\b/, "Points of which none is better in one metric without being worse in another."],
];

/**
 * A section with the words that stand in the others; none where there are no such words.
 * @param metrics that the page calls by their names
 */
export function words(sections: readonly Section[], metrics: readonly string[] = []): Section[] {
  const text = sections.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(textsOf)]).join(" ; ");
  const shown = WORDS.filter(([, stands]) => stands.test(text));
  const entries = [...metrics.flatMap(metricEntry), ...shown.map(([word, , meaning]) => ({ word, meaning }))];
  if (entries.length === 0) return [];
  return [{ id: "words", title: "Words on this page", blocks: [{ kind: "words", entries }] }];
}

function metricEntry(metric: string) {
  const meaning = metricDescription(metric);
  return meaning === null ? [] : [{ word: metric, meaning }];
}

/** What is read of a block; a fold is somebody else's text. */
function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "question":
    case "prose":
      return [block.text];
    case "tiles":
      return block.tiles.flatMap(({ label, note }) => [label, note]);
    case "figure":
      return [
        block.title,
        block.caption,
        block.alternative,
        ...block.legend.map(({ label }) => label),
        ...(block.numbers?.header ?? []),
      ];
    case "table":
      return [block.title, ...block.header, ...block.rows.map((row) => row[0] ?? "")];
    case "words":
    case "fold":
      return [];
  }
}
