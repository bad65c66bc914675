/** What goes down and comes back, by its number counted over all pools. Why it does is the business of those who say so. */
export interface Outages {
  /** units of all pools */
  readonly units: number;
  /** Whether a unit has arrived and not left: others neither fail nor are maintained. */
  isInstalled(unit: number): boolean;
  /** One more cause takes a unit down. */
  fell(unit: number): void;
  /** One of the causes is over. */
  rose(unit: number): void;
}
