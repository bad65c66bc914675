// Tokens that a GPU serves, by model and type of GPU, as data: every number with its source.

/** Tokens of a request: so many in, so many out. */
export interface RequestShape {
  readonly input: number;
  readonly output: number;
}

type Throughput =
  /** output tokens a second of one saturated GPU without limits of latency, by the shape of the requests */
  | { readonly kind: "saturated"; readonly byShape: Readonly<Record<string, number>> }
  /** of one GPU in production: input tokens a second while it prefills, or output tokens a second while it decodes */
  | { readonly kind: "in-production"; readonly prefill: number; readonly decode: number };

const SHORT = "1000/1000";
const LONG = "8192/1024";

function saturated(short: number, long?: number): Throughput {
  return { kind: "saturated", byShape: { [SHORT]: short, ...(long !== undefined && { [LONG]: long }) } };
}

/**
 * Maximum throughputs: NVIDIA, TensorRT-LLM, docs/perf-overview.md, output tokens a second per GPU at input/output lengths
 * of 1000/1000 and 8192/1024. The H800 is DeepSeek's V3 and R1 service of 27 February 2025: 73.7k tokens a second
 * in, cache hits included, or 14.8k out, a node of eight (open-infra-index, day 6).
 */
const THROUGHPUTS: Readonly<Record<string, Readonly<Record<string, Throughput>>>> = {
  llama33_70b: {
    H100: saturated(2209, 398),
    H200: saturated(2587, 537),
    B200: saturated(6920, 1362),
    GB200: saturated(7769, 1491),
  },
  llama4_maverick: {
    H200: saturated(4146, 1276),
    B200: saturated(11_337, 3279),
    GB200: saturated(11_828, 3444),
  },
  gpt_oss_120b: {
    H100: saturated(4685, 1169),
    H200: saturated(6868, 1828),
    B200: saturated(25_943, 6111),
    GB200: saturated(27_198, 6835),
  },
  deepseek_r1: {
    H800: { kind: "in-production", prefill: 73_700 / 8, decode: 14_800 / 8 },
    H200: saturated(1627),
    B200: saturated(6463, 1168),
    GB200: saturated(6939, 1192),
  },
  qwen3_235b: { H100: saturated(1932), H200: saturated(3288), B200: saturated(5764) },
};

/** Models whose throughput is known. */
export const MODELS: readonly string[] = Object.keys(THROUGHPUTS);

/** Assumption: what latency limits leave of a saturated GPU, from 20 % to 45 %. */
const DERATE = 0.3;

/** Types of GPU for which a model has a throughput. */
export function typesFor(model: string): string[] {
  return Object.keys(THROUGHPUTS[model] ?? {});
}

/** Shapes for which it is known; null: for every shape. */
export function shapesFor(model: string, gpu: string): string[] | null {
  const throughput = THROUGHPUTS[model]![gpu]!;
  return throughput.kind === "saturated" ? Object.keys(throughput.byShape) : null;
}

/** The share of a throughput that is served unless the user says another: all of one that was seen in production. */
export function usualDerate(model: string, gpu: string): number {
  return THROUGHPUTS[model]![gpu]!.kind === "saturated" ? DERATE : 1;
}

/**
 * Output tokens a second of one GPU, or null where nothing is known. A GPU in production prefills or decodes: the
 * time that an output token takes is that of the input before it and its own.
 */
export function outputPerGpu(model: string, gpu: string, { input, output }: RequestShape): number | null {
  const throughput = THROUGHPUTS[model]?.[gpu];
  if (throughput === undefined) return null;
  if (throughput.kind === "saturated") return throughput.byShape[`${input}/${output}`] ?? null;
  return 1 / (input / output / throughput.prefill + 1 / throughput.decode);
}
