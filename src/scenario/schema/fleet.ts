// The fleet: pools of nodes, how their units and domains fail, their maintenance, and what internal work and rental share.

import { z } from "zod";
import { failureRate, money } from "../rates-and-money.ts";
import { count, duration, positive, share, span } from "../units.ts";
import { lawSchema } from "./law.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";

const delivery = keys({
  at: quantity(duration, "when the nodes are to arrive, from the beginning of the run"),
  nodes: quantity(count(1), "how many of the nodes of the pool arrive"),
  capex: quantity(money, "what is paid for all of them when they arrive").optional(),
  delay: lawSchema.optional().meta({ description: "law of how late they are; default: on time" }),
});

const retirement = keys({
  at: quantity(duration, "when the nodes are gone, from the beginning of the run"),
  nodes: quantity(
    count(1),
    "how many of the nodes that are there from the beginning leave, the first ones first",
  ),
  // Assumption: none, so that what runs on them is sent away at once.
  drain: quantity(duration, "how long before that they take no new work").default("0s"),
});

const pool = keys({
  name: z.string().meta({ description: "names the pool in sources and tables" }),
  gpu: z.string().min(1).meta({ description: "GPU type, for reports" }),
  nodes: quantity(count(0, 1_000_000_000), "nodes, those that are to arrive or to leave among them"),
  gpus_per_node: quantity(count(1, 1024), "GPUs of a node"),
  nodes_per_domain: quantity(count(1), "consecutive nodes that share a rack or a switch").optional(),
  // The finest division in use: the traces of Alibaba's GPU-sharing clusters count thousandths of a GPU.
  slices_per_gpu: quantity(
    count(1, 1000),
    "slices that each GPU is divided into, for jobs of less than one",
  ).optional(),
  spares: quantity(count(0), "nodes out of service that take the place of one that is down").default(0),
  arrives: z
    .array(delivery)
    .optional()
    .meta({ description: "nodes that are not there from the beginning; for mode: trajectory" }),
  retires: z
    .array(retirement)
    .optional()
    .meta({ description: "nodes that leave for good; for mode: trajectory" }),
});

const lemons = keys({
  share: quantity(share, "share of the units"),
  factor: quantity(positive, "how many times the rate of the others they fail at"),
}).meta({ description: "units that fail more often, and still do after a repair" });

const domains = keys({
  rate: quantity(failureRate, "failures of a domain that is up; exponential times to failure").optional(),
  ttf: lawSchema.optional().meta({ description: "law of the time to failure of a domain that is up" }),
  repair: lawSchema.meta({ description: "law of the time until its nodes are back; no crew is asked" }),
}).meta({ description: "failures that take all nodes of a domain at once; pools say nodes_per_domain" });

const failures = keys({
  unit: z
    .enum(["node", "gpu"])
    .default("node")
    .meta({ description: "what fails, whether work runs on it or not" }),
  rate: quantity(failureRate, "failures of a unit that is up; exponential times to failure").optional(),
  ttf: lawSchema.optional().meta({ description: "law of the time to failure of a unit that is up" }),
  repair: lawSchema.optional().meta({ description: "law of the time that a repair takes" }),
  crew: quantity(count(1), "repairs at a time; default: all at once").optional(),
  at: z
    .array(
      keys({
        unit: quantity(count(0), "which unit of the first pool, from 0"),
        at: quantity(duration, "when it fails"),
        repair: quantity(span, "how long its repair takes"),
      }),
    )
    .default([])
    .meta({ description: "further failures, at given instants" }),
  prefer_idle_replacement: z
    .boolean()
    .default(false)
    .meta({ description: "a job whose unit fails goes on at once on an idle one, if there is one" }),
  lemons: lemons.optional(),
  domains: domains.optional(),
});

const maintenance = keys({
  every: quantity(span, "from one maintenance of a node to its next").optional(),
  share: quantity(share, "share of the nodes in maintenance on average; in place of every").optional(),
  batch_nodes: quantity(count(1), "consecutive nodes that are maintained at a time"),
  duration: quantity(span, "how long a batch is down"),
  // Assumption: nothing but what the user says.
  drain: quantity(duration, "how long before that a batch takes no new work").default("0s"),
}).meta({ description: "planned maintenance, batch after batch" });

const tenancy = keys({
  // Assumption: a node is what a cloud wipes between two customers; nobody publishes more.
  unit: z.enum(["node", "domain"]).default("node").meta({
    description: "what the two sides never share; of domains every pool says its nodes_per_domain",
  }),
  turnover: lawSchema.meta({
    description:
      "law of the time in which a node or domain that passes from one to the other is wiped and set up",
  }),
  // Assumption: a customer's node may be another customer's next, unwiped, and at the same time.
  customers: z.enum(["same", "apart"]).default("same").meta({
    description: "whether customers, who are the groups of rental and else its products, may share them",
  }),
}).meta({ description: "internal work and rental never share a node, or a domain" });

export const fleet = keys({
  pools: z.array(pool).min(1).meta({ description: "nodes of one GPU type and site each" }),
  failures: failures.optional().meta({ description: "failures of nodes or GPUs; default: none" }),
  maintenance: maintenance.optional(),
  tenancy: tenancy.optional(),
});

export type DeliveryTree = z.infer<typeof delivery>;
export type RetirementTree = z.infer<typeof retirement>;
export type FleetTree = z.infer<typeof fleet>;
export type FailuresTree = z.infer<typeof failures>;
export type TenancyTree = z.infer<typeof tenancy>;
export type MaintenanceTree = z.infer<typeof maintenance>;
