import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const SERVICE = "  inference: {kind: service, demand: {peak: 20 GPUs}}\n";
const withService = (service = SERVICE) => PLAIN.replace("internal:\n", `internal:\n${service}`);
const driven = (driver: string, text = withService()) => scenarioOf(`${text}drivers: {release: ${driver}}\n`);
const refused = (driver: string, text = withService()) =>
  complaint(`${text}drivers:\n  release: ${driver}\n`);

const REVERTING = "{mean_reverting: {sd: 15%, half_life: 3d}}";

test("a scenario has no drivers unless it says so, and its echo neither", () => {
  const scenario = scenarioOf(PLAIN);
  expect(scenario.drivers).toEqual([]);
  expect(scenario.echo).not.toHaveProperty("drivers");
});

test("a driver has a process, a period, and loads of a service, a source and all products", () => {
  const { drivers } = driven(
    `{process: ${REVERTING}, loads: {internal.inference: 0.5, internal.research: -1, rental.demand: 0.3}}`,
  );
  expect(drivers).toEqual([
    {
      name: "release",
      process: { kind: "mean-reverting", sd: 0.15, halfLife: 3 * DAY },
      every: HOUR,
      loads: [
        { target: "internal.inference", load: 0.5 },
        { target: "internal.research", load: -1 },
        { target: "demand.spot", load: 0.3 },
        { target: "demand.on-demand", load: 0.3 },
      ],
    },
  ]);
});

test("a product that is loaded by its name and among all has the sum", () => {
  const { drivers } = driven(
    `{process: ${REVERTING}, every: 5m, loads: {rental.demand: 0.25, rental.demand.spot: 0.5}}`,
  );
  expect(drivers[0]?.every).toBe(5 * MINUTE);
  expect(drivers[0]?.loads).toEqual([
    { target: "demand.spot", load: 0.75 },
    { target: "demand.on-demand", load: 0.25 },
  ]);
});

test("events come at a rate or at given instants, which are put in order", () => {
  const { drivers } = driven("{process: {events: {at: [9d, 2d], size: -0.2, half_life: 1d}}, loads: {}}");
  const instants = Float64Array.of(2 * DAY, 9 * DAY);
  expect(drivers[0]?.process).toEqual({ kind: "dated-events", instants, size: -0.2, halfLife: DAY });
  const random = driven("{process: {events: {rate: 2/w, size: 0.4, half_life: 1d}}, loads: {}}");
  expect(random.drivers[0]?.process).toMatchObject({ kind: "events-at-random", rate: 2 / (7 * DAY) });
});

test("one load is set from the command line by its dotted key", () => {
  const text = `${withService()}drivers: {release: {process: ${REVERTING}, loads: {rental.demand: 0.3, internal.inference: 1}}}\n`;
  const { drivers } = scenarioOf(text, ["drivers.release.loads.rental.demand=0"]);
  expect(drivers[0]?.loads).toContainEqual({ target: "demand.spot", load: 0 });
  expect(drivers[0]?.loads).toContainEqual({ target: "internal.inference", load: 1 });
});

describe("prices", () => {
  const ANSWER = "{form: isoelastic, rate: 6/h, reference: $2.00/GPU/h, elasticity: -1.2,";
  const ASKING = PLAIN.replace(ANSWER, "{form: linear, rate: 6/h, ceiling: $4/GPU/h,");
  test("are loaded by name and all together, and a price that is loaded moves", () => {
    const scenario = driven(
      `{process: ${REVERTING}, every: 5m, loads: {rental.price: 0.25, rental.price.spot: 0.5}}`,
      ASKING,
    );
    expect(scenario.drivers[0]?.loads).toEqual([
      { target: "price.spot", load: 0.75 },
      { target: "price.on-demand", load: 0.25 },
    ]);
    const [spot] = scenario.market!.products;
    const price = scenario.products[0]!.price;
    expect(spot?.price).toEqual({
      kind: "driven",
      on: { kind: "fixed", price },
      every: 5 * MINUTE,
      floor: 0,
    });
  });

  test("that are loaded by nothing but 0, or by a sum of 0, do not move: there is no market", () => {
    const none = "{rental.price: 0.5, rental.price.spot: -0.5, rental.price.on-demand: -0.5}";
    expect(driven(`{process: ${REVERTING}, loads: {rental.price: 0}}`).market).toBeNull();
    expect(driven(`{process: ${REVERTING}, loads: ${none}}`, ASKING).market).toBeNull();
  });

  test("have no floor then unless one is said, which isoelastic demand needs", () => {
    const text = `${PLAIN}drivers: {d: {process: ${REVERTING}, loads: {rental.price.spot: 1}}}\n`;
    expect(complaint(text)).toContain("isoelastic demand has no limit at price 0");
    expect(complaint(text)).toContain("expected a price_floor above $0/GPU/h");
    const [spot] = scenarioOf(text, ["rental.products.spot.price_floor=$0.50/GPU/h"]).market!.products;
    expect(spot?.price).toMatchObject({ kind: "driven", floor: 0.5 });
    // Requests come as often as at the lowest price, $0.50 against the reference of $2.00, and are then asked one by one.
    expect(spot?.answer).toMatchObject({ greatest: expect.closeTo(4 ** 1.2, 12) });
  });

  test("that no driver moves have their floor in themselves", () => {
    const floor = ["rental.products.spot.price_floor=$0.50/GPU/h"];
    expect(complaint(PLAIN, floor)).toContain("rental.products.spot.price_floor: no driver moves this price");
    const other = `${PLAIN}drivers: {d: {process: ${REVERTING}, loads: {rental.price.on-demand: 1}}}\n`;
    expect(complaint(other, floor)).toContain("no driver moves this price");
  });

  test("that bids set are not loaded", () => {
    const auction = ["rental.products.spot.price={auction: {reserve: $1/GPU/h}}"];
    const bidding = PLAIN.replace(ANSWER, "{rate: 6/h, willingness: $2/GPU/h,");
    const text = `${bidding}drivers: {d: {process: ${REVERTING}, loads: {rental.price: 1}}}\n`;
    expect(complaint(text, auction)).toContain("bids set the price of spot");
  });
});

describe("what is refused, at its line", () => {
  test.each([
    ["{internal.inferense: 1}", "there is nothing of this name to load", "internal.inference"],
    ["{rental.demand.spit: 1}", "there is nothing of this name to load", "rental.demand.spot"],
    ["{rental.price.spit: 1}", "there is nothing of this name to load", "rental.price.spot"],
    ["{internal.inference: much}", "it is not a number", ""],
  ])("loads of %s", (loads, message, meant) => {
    const text = refused(`{process: ${REVERTING}, loads: ${loads}}`);
    expect(text).toContain(message);
    expect(text).toContain(meant);
    expect(text).toMatch(/a\.yaml:\d+:\d+/);
  });

  test("a service that is resized at crossings, and one that was measured", () => {
    const crossing = "  inference: {kind: service, resize: crossing, demand: {peak: 20 GPUs}}\n";
    const loads = `{process: ${REVERTING}, loads: {internal.inference: 1}}`;
    expect(refused(loads, withService(crossing))).toContain("is resized at crossings");
    const measured = "  inference: {kind: occupancy, file: o.csv}\n";
    const text = `${withService(measured)}drivers: {release: ${loads}}\n`;
    expect(complaint(text, [], { "o.csv": "time,gpus\n0,5\n" })).toContain("was measured, shocks and all");
  });

  test("jobs that are given one by one, and arrivals without a rate", () => {
    const listed =
      "  given: {jobs: [{submit: 0s, gpus: 1, service: 1h}]}\n  regular: {arrivals: {every: 1h}, gpus: 1, service: 1h}\n";
    const text = refused(
      `{process: ${REVERTING}, loads: {internal.given: 1, internal.regular: 1}}`,
      withService(listed),
    );
    expect(text).toContain("the jobs of given are given one by one");
    expect(text).toContain("the jobs of regular do not arrive at a rate");
  });

  test("events that come both at a rate and at instants, or never", () => {
    const events = (when: string) => `{process: {events: {${when}size: 1, half_life: 1d}}, loads: {}}`;
    expect(refused(events("rate: 1/w, at: [1d], "))).toContain("rate and at cannot both hold");
    expect(refused(events(""))).toContain("nothing says when the events come");
  });

  test("a process of no kind, and a key that is none", () => {
    expect(refused("{process: {walk: {sd: 1}}, loads: {}}")).toContain("mean_reverting");
    expect(refused(`{process: ${REVERTING}, load: {}}`)).toContain("loads");
  });
});
