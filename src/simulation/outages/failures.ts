// Units that break down and are repaired, whether work runs on them or not. The process of failures and repairs asks
// nothing of the work, so it is the same with and without rental. Every unit that is up has one event: its failure.

import type { FailurePlan } from "../../fleet/plan.ts";
import { sampleDuration } from "../../kernel/law.ts";
import { type RandomStream, randomStream } from "../../kernel/random-stream.ts";
import type { Duration } from "../../kernel/time.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";
import type { Outages } from "./outages.ts";

export class Failures {
  private readonly state: State;
  private readonly plan: FailurePlan;
  private readonly outages: Outages;
  private readonly ttf: RandomStream;
  private readonly repair: RandomStream;
  /** 1 for a unit that has failed and is not repaired yet */
  private readonly failed: Uint8Array;
  /** 1 for a unit that fails more often; null where none does */
  private readonly lemons: Uint8Array | null;
  /** units that wait for a crew, and for how long they will take */
  private readonly queue: { unit: number; repair: Duration }[] = [];
  private underRepair = 0;
  /** the event of each unit's own next failure, or −1 */
  private readonly nextFailure: Int32Array;
  /** failures so far */
  count = 0;

  constructor(plan: FailurePlan, state: State, outages: Outages, seed: string, replication: number) {
    this.plan = plan;
    this.state = state;
    this.outages = outages;
    this.ttf = randomStream(seed, `${replication}/fleet/failures`);
    this.repair = randomStream(seed, `${replication}/fleet/repairs`);
    const { units } = outages;
    this.failed = new Uint8Array(units);
    this.lemons =
      plan.lemons === null
        ? null
        : lemonsAmong(units, plan.lemons.share, randomStream(seed, `${replication}/fleet/lemons`));
    this.nextFailure = new Int32Array(units).fill(-1);
    for (let unit = 0; unit < units; unit++) if (outages.isInstalled(unit)) this.scheduleFailure(unit);
    plan.at.forEach(({ instant }, named) => {
      state.events.schedule(instant, EventKind.namedFailure, named);
    });
  }

  /** A unit arrives: it can fail from now on. */
  install(unit: number): void {
    this.scheduleFailure(unit);
  }

  /** A unit leaves for good: it fails no more, and a repair that has not begun is none of the crew's. */
  retire(unit: number): void {
    if (this.nextFailure[unit] !== -1) this.state.events.cancel(this.nextFailure[unit]!);
    this.nextFailure[unit] = -1;
    const place = this.queue.findIndex((waiting) => waiting.unit === unit);
    if (place !== -1) this.queue.splice(place, 1);
  }

  /** The time of a unit has come. */
  fail(unit: number): void {
    this.nextFailure[unit] = -1;
    this.breakDown(unit, sampleDuration(this.plan.repair, this.repair));
  }

  /** The plan says that a unit fails now; one that has failed already, or has not arrived, stays as it is. */
  failNamed(named: number): void {
    const { unit, repair } = this.plan.at[named]!;
    if (this.failed[unit] === 1 || !this.outages.isInstalled(unit)) return;
    if (this.nextFailure[unit] !== -1) this.state.events.cancel(this.nextFailure[unit]!);
    this.nextFailure[unit] = -1;
    this.breakDown(unit, repair);
  }

  private breakDown(unit: number, repair: Duration): void {
    this.outages.fell(unit);
    this.failed[unit] = 1;
    this.count++;
    this.queue.push({ unit, repair });
    this.startRepairs();
  }

  /** A unit is repaired. */
  restore(unit: number): void {
    this.outages.rose(unit);
    this.failed[unit] = 0;
    this.underRepair--;
    if (this.outages.isInstalled(unit)) this.scheduleFailure(unit);
    this.startRepairs();
  }

  private scheduleFailure(unit: number): void {
    const { ttf, lemons } = this.plan;
    if (ttf === null) return;
    const { events, now } = this.state;
    const isLemon = this.lemons !== null && this.lemons[unit] === 1;
    const time = isLemon ? Math.round(ttf.sample(this.ttf) / lemons!.factor) : sampleDuration(ttf, this.ttf);
    this.nextFailure[unit] = events.schedule(now + time, EventKind.failure, unit);
  }

  private startRepairs(): void {
    const { state, plan, queue } = this;
    while (this.underRepair < plan.crew && queue.length > 0) {
      const { unit, repair } = queue.shift()!;
      this.underRepair++;
      state.events.schedule(state.now + repair, EventKind.repair, unit);
    }
  }
}

/**
 * Marks for a share of the units, rounded to a whole number of them, every choice being as likely: selection sampling
 * (Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm S).
 */
function lemonsAmong(units: number, share: number, stream: RandomStream): Uint8Array {
  const marks = new Uint8Array(units);
  let missing = Math.round(share * units);
  for (let unit = 0; unit < units; unit++) {
    if (stream.uniform() * (units - unit) >= missing) continue;
    marks[unit] = 1;
    missing--;
  }
  return marks;
}
