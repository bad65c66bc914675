// An assertion is for our own mistakes, never for the user's: it stays on in production.

export class AssertionFailure extends Error {
  override readonly name = "AssertionFailure";
}

/**
 * Stop at once when something that must hold does not.
 * @throws AssertionFailure with `message`; the caller adds seed and instant so that the run can be replayed.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFailure(message);
}

/**
 * What an assertion does that fails. Hot code asks by itself and comes here only then: a message with numbers in it would
 * else be put together every time.
 */
export function fault(message: string): never {
  throw new AssertionFailure(message);
}
