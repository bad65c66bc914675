// Where the GPU-hours of the fleet go, and how busy it was over time.

import { intervalText, percent } from "../../index.ts";
import { type AnswerInput, type Lookup, row, sells } from "./figures.ts";

export function hours({ scenario }: AnswerInput, figure: Lookup): string[] {
  const line = (label: string, metric: string) => {
    const share = figure(metric);
    return row(label, percent(share.mean), intervalText(share, percent));
  };
  /** A row that says nothing is left out. */
  const lineIfAny = (label: string, metric: string) => (figure(metric).mean > 0 ? [line(label, metric)] : []);
  const rental = sells(scenario);
  return [
    ` WHERE THE GPU-HOURS GO                     %  95 % interval`,
    line("internal, useful", "useful_internal_share"),
    ...lineIfAny("internal, overhead", "overhead_internal_share"),
    ...lineIfAny("internal, lost", "lost_internal_share"),
    ...(rental ? [line("slack  sold", "utilisation_rental")] : ["   slack"]),
    ...lineIfAny("       headroom", "idle_headroom_share"),
    ...lineIfAny("       fragmentation", "idle_fragmentation_share"),
    ...lineIfAny("       notice", "idle_notice_share"),
    ...lineIfAny("       turnover", "idle_turnover_share"),
    ...lineIfAny("       booked ahead", "idle_booked_ahead_share"),
    ...lineIfAny("       reserved unused", "idle_reserved_unused_share"),
    line(rental ? "       no buyer" : "       no demand", "idle_no_demand_share"),
    ...lineIfAny("down", "down_share"),
    ...lineIfAny("draining", "draining_share"),
    ...lineIfAny("standing by", "spare_share"),
  ];
}

const BARS = [..."▁▂▃▄▅▆▇█"];

/** A bar for each stretch of the measured time: how much of the fleet was held, from nothing to all of it. */
export function sparkline(course: readonly number[]): string {
  return course.map((share) => BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))]).join("");
}
