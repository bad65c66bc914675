// A price: a number, or a policy that moves it.

import { z } from "zod";
import { growth, price } from "../rates-and-money.ts";
import { duration, gpus, ratio, share, signed, span } from "../units.ts";
import { profile } from "./arrivals.ts";
import { quantity } from "./quantity.ts";
import { hasOrNot, keys, oneKeyOf } from "./shapes.ts";

const every = (what: string) => quantity(span, what);

const dated = keys({
  steps: z
    .array(keys({ at: quantity(duration, "from when on"), price: quantity(price, "price") }))
    .min(1)
    .meta({ description: "prices from given instants on" }),
});

const calendar = hasOrNot("steps", dated, keys({ price: quantity(price, "mean price"), profile })).meta({
  description: "prices from given instants on, or a mean price with a factor for each hour of the week",
});

/** A period, or at every change. */
const periodOrChange = quantity(
  {
    ...span,
    shape: "period_or_change",
    expected: `change, or ${span.expected}`,
    pattern: `^change$|${span.pattern}`,
    read: (raw) => (raw === "change" ? { ok: true, value: 0 } : span.read(raw)),
  },
  "time between two updates, or change: whenever a GPU changes hands",
);

const utilisationLinked = hasOrNot(
  "curve",
  keys({
    curve: z
      .array(keys({ at: quantity(share, "utilisation"), price: quantity(price, "price") }))
      .min(1)
      .meta({ description: "prices at utilisations in rising order, linear between them" }),
    every: periodOrChange.default("change"),
  }),
  keys({
    floor: quantity(price, "price up to the utilisation `from`"),
    cap: quantity(price, "price from the utilisation `to` on"),
    from: quantity(share, "utilisation up to which the floor holds").default("0%"),
    to: quantity(share, "utilisation from which the cap holds").default("100%"),
    every: periodOrChange.default("change"),
  }),
).meta({ description: "a price that follows the utilisation of the pools of the product" });

const smoothSpot = keys({
  floor: quantity(price, "price when nobody asks"),
  cap: quantity(price, "price when all supply is asked for"),
  // Google: "at most once a day" (its pages on spot prices); AWS calls its changes gradual and gives no period.
  every: every("least time between two changes").default("1d"),
  // Assumption: nobody publishes how far a spot price moves at a time.
  step: quantity(share, "largest change at a time, as a share of the price").default("10%"),
}).meta({ description: "set by the provider: it moves gradually towards where supply and demand want it" });

const auction = keys({
  reserve: quantity(price, "least price"),
  // Alibaba looks at the price of spot instances every 5 minutes (its help pages); nobody holds such auctions today.
  every: every("time between two auctions").default("5m"),
}).meta({ description: "uniform price: the highest bid that gets nothing; customers bid their willingness" });

const regime = keys({
  drift: quantity(growth, "growth of the mean price"),
  volatility: quantity(ratio, "standard deviation of the logarithm of the price after a year"),
  stay: every("mean time until the next regime begins"),
});

const indexByLaw = keys({
  start: quantity(price, "price at the beginning"),
  drift: quantity(growth, "growth of the mean price; default: -20%/y").optional(),
  volatility: quantity(
    ratio,
    "standard deviation of the logarithm of the price after a year; default: 35%",
  ).optional(),
  regimes: z.array(regime).min(2).optional().meta({
    description: "in place of drift and volatility: states of the market, which follow in a circle",
  }),
  floor: quantity(price, "least price").default("$0/GPU/h"),
  cap: quantity(price, "largest price; default: none").optional(),
  // Assumption: an index is quoted once a day.
  every: every("time between two quotes").default("1d"),
});

const indexByFile = keys({
  file: z.string().min(1).meta({ description: "CSV file with the columns time,price" }),
  time_unit: z.enum(["s", "ms", "datetime"]).default("s"),
});

const marketIndex = hasOrNot("file", indexByFile, indexByLaw).meta({
  description: "a market's price: a geometric Brownian motion, or a recorded series",
});

const amount = quantity(price, "price");

type Sub<T> = z.infer<T>;

type CalendarTree = Sub<typeof calendar>;
export type IndexTree = Sub<typeof marketIndex>;

/** A price that nobody's demand moves. */
export type OutsidePriceTree =
  | Sub<typeof amount>
  | { readonly calendar: CalendarTree }
  | { readonly market_index: IndexTree };

const outside = { calendar, market_index: marketIndex };
const outsidePrice = oneKeyOf<OutsidePriceTree>(outside, amount);

const costPlus = keys({
  cost: outsidePrice.meta({ description: "cost of a GPU-hour: a number, or what moves as a price does" }),
  margin: quantity(ratio, "share of the cost that is added to it"),
}).meta({ description: "a cost and a share on top" });

const impact = keys({
  on: outsidePrice.meta({ description: "price of the market without our sales" }),
  market: quantity(gpus, "GPUs of the market without ours"),
  // Assumption: −0.5, and from −1.1 to −0.3; nobody has measured it for GPU-hours.
  elasticity: quantity(signed, "elasticity of the market's demand, negative").default(-0.5),
  // Assumption: a market takes a day to see what is sold.
  every: every("time between two looks at what we sell").default("1d"),
}).meta({ description: "our own sales lower the market's price" });

/** A price, and how it moves. */
export type PolicyTree =
  | OutsidePriceTree
  | { readonly utilisation_linked: Sub<typeof utilisationLinked> }
  | { readonly smooth_spot: Sub<typeof smoothSpot> }
  | { readonly auction: Sub<typeof auction> }
  | { readonly cost_plus: Sub<typeof costPlus> }
  | { readonly impact: Sub<typeof impact> };

/** `locked`: a run pays the price of its start for all its length; else the price as it moves, as AWS bills spot. */
export type PriceTree = PolicyTree | { readonly locked: PolicyTree };

const policies = {
  ...outside,
  utilisation_linked: utilisationLinked,
  smooth_spot: smoothSpot,
  auction,
  cost_plus: costPlus,
  impact,
};

export const priceSchema = oneKeyOf<PriceTree>(
  {
    ...policies,
    locked: oneKeyOf<PolicyTree>(policies).meta({
      description: "a policy, where a run pays the price of its start for all its length",
    }),
  },
  amount,
).meta({ description: "a price per GPU-hour, or a policy that moves it" });
