/** Kinds of events in the order of their classes: at one instant the lower goes first. Arrivals come after all of them. */
export enum EventKind {
  /** an attempt has done its work; subject: job */
  completion = 0,
  /** a running job fails by itself, or is evicted from outside; subject: job */
  interruption = 1,
  /** a unit breaks down; subject: unit, counted over all pools */
  failure = 2,
  /** a failure that the plan names; subject: its number in the plan */
  namedFailure = 3,
  /** a domain breaks down; subject: domain, counted over all pools */
  domainFailure = 4,
  /** a unit is repaired; subject: unit, counted over all pools */
  repair = 5,
  /** the nodes of a domain are back; subject: domain, counted over all pools */
  domainRepair = 6,
  /** a batch of nodes begins to drain, is down, or is back; subject: batch, counted over all pools */
  maintenance = 7,
  /** a notice has run out; subject: job */
  noticeEnd = 8,
  /** a run may be preempted from now on; subject: job */
  protectionEnd = 9,
  /** the patience of a waiting job ends; subject: job */
  renege = 10,
  /** a service looks at its demand; subject: service */
  resize = 11,
  /** a forecast looks at internal demand; subject: its number */
  look = 12,
  /** the instant has come that a waiting job was promised; subject: job */
  reservation = 13,
  /** a run sinks in the order of a reallocation; no subject */
  demotion = 14,
  /** the notice of a run's maximum life is due; subject: job */
  lifeEnd = 15,
  /** the scheduler acts; no subject */
  round = 16,
  /** a price is set anew; subject: product */
  price = 17,
  /** a refused request comes again; subject: its place among those */
  retry = 18,
  /** the window of a booked job begins, or its GPUs are to be claimed ahead; subject: job */
  windowStart = 19,
  /** a token product looks at its demand; subject: source of its replicas */
  tokens = 20,
  /** a node has been wiped for the other side; subject: node, counted over all pools */
  turnover = 21,
  /** a customer ceases to use its GPUs, or comes back to them; subject: job */
  use = 22,
  /** a term ends before its time; subject: job */
  exit = 23,
  /** nodes arrive; subject: delivery, counted over all pools */
  delivery = 24,
  /** nodes begin to drain that leave, or are gone; subject: retirement, counted over all pools */
  retirement = 25,
}
