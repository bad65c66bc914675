/** How a command ends. */
export const ExitCode = {
  done: 0,
  /** failed while running */
  failed: 1,
  /** bad input or usage; nothing was written */
  refused: 2,
  /** done, but for a part that could not be */
  partly: 3,
  interrupted: 130,
} as const;
