/** A case says something that the adapter does not know, named in the message. The case is refused, never guessed at. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What `read` gives, or why it refuses; anything else that is thrown is a bug and passes through. */
export function orRefusal<T>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
