// Reads a map of the neutral vocabulary key by key. Whoever reads one names every key; `end` refuses the keys that nobody
// has asked for, so that nothing of a case is skipped in silence.

import { Refusal } from "./refusal.ts";

export class Entries {
  /** where the map stands, for messages: `params.streams[0]` */
  readonly where: string;
  private readonly values: Readonly<Record<string, unknown>>;
  private readonly unread: Set<string>;

  /** @throws Refusal when `value` is no map */
  constructor(value: unknown, where: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Refusal(`${where} is ${shown(value)}, not a map`);
    }
    this.where = where;
    this.values = value as Record<string, unknown>;
    this.unread = new Set(Object.keys(value));
  }

  get keys(): string[] {
    return Object.keys(this.values);
  }

  has(key: string): boolean {
    return this.values[key] !== undefined;
  }

  /** The value as it stands, or undefined. */
  take(key: string): unknown {
    this.unread.delete(key);
    return this.values[key];
  }

  number(key: string): number {
    const value = this.take(key);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw this.refusal(key, value, "a number");
  }

  /** A number, or `otherwise` where the key is missing. */
  numberOr<T>(key: string, otherwise: T): number | T {
    return this.has(key) ? this.number(key) : otherwise;
  }

  text(key: string): string {
    const value = this.take(key);
    if (typeof value === "string") return value;
    throw this.refusal(key, value, "a text");
  }

  /** One of the words that are known. */
  word<Word extends string>(key: string, known: readonly Word[]): Word {
    const value = this.take(key);
    if ((known as readonly unknown[]).includes(value)) return value as Word;
    throw this.refusal(key, value, known.join(", "));
  }

  wordOr<Word extends string, T>(key: string, known: readonly Word[], otherwise: T): Word | T {
    return this.has(key) ? this.word(key, known) : otherwise;
  }

  flagOr(key: string, otherwise: boolean): boolean {
    const value = this.take(key) ?? otherwise;
    if (typeof value === "boolean") return value;
    throw this.refusal(key, value, "true or false");
  }

  list(key: string): readonly unknown[] {
    const value = this.take(key);
    if (Array.isArray(value)) return value;
    throw this.refusal(key, value, "a list");
  }

  numbers(key: string): number[] {
    return this.list(key).map((value) => {
      if (typeof value === "number" && Number.isFinite(value)) return value;
      throw this.refusal(key, value, "numbers");
    });
  }

  map(key: string): Entries {
    return new Entries(this.take(key), `${this.where}.${key}`);
  }

  maps(key: string): Entries[] {
    return this.list(key).map((value, place) => new Entries(value, `${this.where}.${key}[${place}]`));
  }

  /** Nothing more is known of this map. @throws Refusal naming what is left */
  end(): void {
    const left = [...this.unread].map((key) => `${this.where}.${key}`);
    if (left.length > 0) throw new Refusal(`the key ${left.join(", ")} is not known`);
  }

  /** That the value of a key is not known. */
  refusal(key: string, value: unknown, known: string): Refusal {
    return new Refusal(`${this.where}.${key} is ${shown(value)}; known: ${known}`);
  }
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}
