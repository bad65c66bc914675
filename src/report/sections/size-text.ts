import { count } from "../../index.ts";

/** "4,096 GPUs", "1 GPU", "0.5 GPUs". @param size as the tables write it */
export function sizeText(size: string): string {
  const gpus = Number(size);
  return `${Number.isInteger(gpus) ? count(gpus) : size} GPU${gpus === 1 ? "" : "s"}`;
}
