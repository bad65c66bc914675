/** An axis of money: from $ to the unit in its label, the largest that fits. */
export function moneyAxis(amounts: readonly number[]): { readonly factor: number; readonly unit: string } {
  const largest = Math.max(...amounts.map(Math.abs));
  if (largest >= 1e6) return { factor: 1e-6, unit: "million USD" };
  return largest >= 1e3 ? { factor: 1e-3, unit: "thousand USD" } : { factor: 1, unit: "USD" };
}
