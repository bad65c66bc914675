/** Kinds of events in the order of their classes: at one instant the lower goes first. Arrivals come after all of them. */
export const EventKind = {
  /** a run has done its work; subject: job */
  completion: 0,
  /** a notice has run out; subject: job */
  noticeEnd: 1,
  /** a service looks at its demand; subject: service */
  resize: 2,
} as const;
