// What each kind of event does to the state.

import type { JobIndex } from "../workload/job-table.ts";
import { endDirectly, endsDirectly } from "./direct-runs.ts";
import { EventKind } from "./event-kinds.ts";
import { complete, interrupt, renege, vacate } from "./job-life.ts";
import { endLife } from "./notice.ts";
import { endProtection, resize } from "./runs.ts";
import type { State } from "./state.ts";

/** Carry out an event of this instant; its subject is what its kind says. */
export function applyEvent(state: State, kind: number, subject: number): void {
  switch (kind) {
    case EventKind.completion:
      if (endsDirectly(state, subject as JobIndex)) endDirectly(state, subject as JobIndex);
      else complete(state, subject as JobIndex);
      break;
    case EventKind.interruption:
      interrupt(state, subject as JobIndex);
      break;
    case EventKind.failure:
      state.failures!.fail(subject);
      break;
    case EventKind.namedFailure:
      state.failures!.failNamed(subject);
      break;
    case EventKind.domainFailure:
      state.domainFailures!.fail(subject);
      break;
    case EventKind.repair:
      state.failures!.restore(subject);
      break;
    case EventKind.domainRepair:
      state.domainFailures!.restore(subject);
      break;
    case EventKind.maintenance:
      state.maintenance!.proceed(subject);
      break;
    case EventKind.noticeEnd:
      vacate(state, subject as JobIndex);
      break;
    case EventKind.protectionEnd:
      endProtection(state, subject as JobIndex);
      break;
    case EventKind.renege:
      renege(state, subject as JobIndex);
      break;
    case EventKind.resize:
      resize(state, subject);
      break;
    case EventKind.look:
      state.headrooms.forecasts[subject]!.look();
      break;
    case EventKind.reservation:
      state.reservations!.comeDue(subject as JobIndex);
      break;
    case EventKind.lifeEnd:
      endLife(state, subject as JobIndex);
      break;
    case EventKind.windowStart:
      state.bookings!.start(subject as JobIndex);
      break;
    case EventKind.round:
      state.cycle.round();
      break;
    case EventKind.turnover:
      state.turnovers!.finish(subject);
      break;
    case EventKind.exit:
      state.exits!.end(subject as JobIndex);
      break;
    case EventKind.use:
      state.use!.turn(subject as JobIndex);
      break;
    case EventKind.delivery:
      state.deliveries!.arrive(subject);
      break;
    case EventKind.retirement:
      state.retirements!.proceed(subject);
      break;
    case EventKind.demotion:
      state.runnable!.forgetChange();
      break;
    case EventKind.price:
      state.market!.reprice(subject);
      break;
    case EventKind.retry:
      state.market!.comeBack(subject);
      break;
    case EventKind.tokens:
      state.tokens![subject]!.look(state);
      break;
  }
}
