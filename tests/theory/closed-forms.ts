// Closed forms by short recursions of their own, so that the engine is not compared with its own theory. Time in hours.

/** Erlang B: the share of arrivals refused by `servers` at an offered load of `load` Erlang (Erlang 1917). */
export function erlangB(servers: number, load: number): number {
  let inverse = 1;
  for (let server = 1; server <= servers; server++) inverse = 1 + (server / load) * inverse;
  return 1 / inverse;
}

/** Erlang C: the share of arrivals that wait in M/M/c. */
export function erlangC(servers: number, load: number): number {
  const refused = erlangB(servers, load);
  return (servers * refused) / (servers - load * (1 - refused));
}

/** Mean wait in M/M/c in service times. */
export function meanWait(servers: number, load: number): number {
  return erlangC(servers, load) / (servers - load);
}

/** Mean number of jobs in an M/M/c system. */
export function meanInSystem(servers: number, load: number): number {
  return load + load * meanWait(servers, load);
}

/** One class of a loss system: GPUs of its jobs, and its offered load in jobs. */
export interface Traffic {
  readonly gpus: number;
  readonly load: number;
}

/**
 * Share refused of each class when classes of several sizes share `gpus` (Kaufman 1981, Roberts 1981):
 * j q(j) = Σ load × size × q(j − size).
 */
export function kaufmanRoberts(gpus: number, classes: readonly Traffic[]): number[] {
  const q = [1];
  for (let busy = 1; busy <= gpus; busy++) {
    const flows = classes.map(({ gpus: size, load }) => (busy < size ? 0 : load * size * q[busy - size]!));
    q[busy] = flows.reduce((sum, flow) => sum + flow, 0) / busy;
  }
  const total = q.reduce((sum, each) => sum + each, 0);
  return classes.map(
    ({ gpus: size }) => q.slice(gpus - size + 1).reduce((sum, each) => sum + each, 0) / total,
  );
}
