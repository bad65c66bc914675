// A second opinion on divided GPUs: every slice of every GPU is a cell that holds the id of a job or nothing, and a place is
// found by looking at all of them. No code of src, no index, no count that is kept.

export interface SlicedJob {
  readonly id: string;
  readonly submit: number;
  readonly service: number;
  /** slices: less than a GPU has, or a multiple of that */
  readonly size: number;
}

export interface SlicedScenario {
  readonly nodes: number;
  readonly gpusOfNode: number;
  readonly slices: number;
  /** in the order of arrival */
  readonly jobs: readonly SlicedJob[];
  readonly placement: "first-fit" | "best-fit" | "worst-fit" | "least-fragmenting";
  readonly blocks: boolean;
}

export interface SlicedFate {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly number[];
}

/** A GPU: which job has each of its slices. */
interface Gpu {
  readonly node: number;
  readonly cells: (string | null)[];
}

interface World extends SlicedScenario {
  readonly gpus: readonly Gpu[];
  /** sizes of the jobs that have arrived */
  seen: readonly number[];
}

/** First come, first served until all jobs have ended; with `blocks` nobody passes. */
export function naiveSlices(scenario: SlicedScenario): Map<string, SlicedFate> {
  const { nodes, gpusOfNode, slices, jobs, blocks } = scenario;
  const gpus = Array.from({ length: nodes * gpusOfNode }, (_, index) => ({
    node: Math.floor(index / gpusOfNode),
    cells: new Array<string | null>(slices).fill(null),
  }));
  const world: World = { ...scenario, gpus, seen: [] };
  const fates = new Map<string, SlicedFate>();
  const instants = new Set(jobs.map((job) => job.submit));
  while (instants.size > 0) {
    const now = Math.min(...instants);
    instants.delete(now);
    for (const { id, end } of fates.values()) if (end === now) vacate(gpus, id);
    world.seen = jobs.filter((job) => job.submit <= now).map((job) => job.size);
    for (const job of jobs.filter(({ submit, id }) => submit <= now && !fates.has(id))) {
      const found = placeOf(job.size, world);
      if (found === null && blocks) break;
      if (found === null) continue;
      occupy(found, job);
      const held = [...new Set(found.map((gpu) => gpu.node))];
      fates.set(job.id, { id: job.id, start: now, end: now + job.service, nodes: held });
      instants.add(now + job.service);
    }
  }
  return fates;
}

function vacate(gpus: readonly Gpu[], id: string): void {
  for (const { cells } of gpus)
    cells.splice(0, cells.length, ...cells.map((job) => (job === id ? null : job)));
}

function occupy(gpus: readonly Gpu[], { id, size }: SlicedJob): void {
  const cells = gpus.flatMap((gpu) => gpu.cells.map((_, cell) => ({ of: gpu.cells, cell })));
  for (const { of, cell } of cells.filter((each) => each.of[each.cell] === null).slice(0, size))
    of[cell] = id;
}

const freeOf = (gpu: Gpu) => gpu.cells.filter((job) => job === null).length;

/** The GPUs of a job, or null: all its slices on one, or so many GPUs that nobody holds, of one node or of empty nodes. */
function placeOf(size: number, world: World): Gpu[] | null {
  const { slices, gpusOfNode } = world;
  if (size < slices) return oneGpu(size, world);
  const count = size / slices;
  const perNode = Math.min(count, gpusOfNode);
  const rooms = nodesWith(perNode, world);
  const ordered = count > gpusOfNode ? rooms : inOrder(rooms, count, world);
  const needed = ordered.slice(0, Math.ceil(count / perNode));
  const found = needed.flatMap((node) => wholeOn(node, world).slice(0, perNode)).slice(0, count);
  return found.length === count ? found : null;
}

/** Nodes by what the placement says of them, for so many whole GPUs. */
function inOrder(nodes: number[], count: number, world: World): number[] {
  const { placement, slices } = world;
  const whole = (node: number) => wholeOn(node, world).length;
  const growth = (node: number) => growthOn(node, wholeOn(node, world).slice(0, count), slices, world);
  if (placement === "best-fit") return nodes.sort((a, b) => whole(a) - whole(b));
  if (placement === "worst-fit") return nodes.sort((a, b) => whole(b) - whole(a));
  if (placement === "first-fit") return nodes;
  return nodes.sort((a, b) => growth(a) - growth(b) || whole(a) - whole(b));
}

/** The GPU for some slices of one; between GPUs that nobody holds, of the node that a job of one GPU would get. */
function oneGpu(size: number, world: World): Gpu[] | null {
  const { placement, slices, gpus } = world;
  const held = gpus.filter((gpu) => freeOf(gpu) < slices && freeOf(gpu) >= size);
  const nodes = nodesWith(1, world);
  const lowest = (node: number) => wholeOn(node, world)[0]!;
  if (placement === "least-fragmenting") {
    const growth = (gpu: Gpu) => growthOn(gpu.node, [gpu], size, world);
    const free = (gpu: Gpu) =>
      freeOf(gpu) < slices ? freeOf(gpu) : slices * wholeOn(gpu.node, world).length;
    held.push(...nodes.map(lowest));
    held.sort((a, b) => growth(a) - growth(b) || free(a) - free(b));
  } else {
    held.push(...inOrder(nodes, 1, world).slice(0, 1).map(lowest));
    const sign = placement === "best-fit" ? 1 : placement === "worst-fit" ? -1 : 0;
    held.sort((a, b) => sign * (freeOf(a) - freeOf(b)) || gpus.indexOf(a) - gpus.indexOf(b));
  }
  return held.length === 0 ? null : [held[0]!];
}

/** By how much the fragments of a node grow when these of its GPUs lose so many slices each; summed over the jobs seen. */
function growthOn(node: number, taken: readonly Gpu[], size: number, world: World): number {
  const here = world.gpus.filter((gpu) => gpu.node === node);
  const after = here.map((gpu) => freeOf(gpu) - (taken.includes(gpu) ? size : 0));
  const of = (free: number[]) => world.seen.reduce((sum, job) => sum + unusable(free, job, world.slices), 0);
  return of(after) - of(here.map(freeOf));
}

/** Slices that a job cannot use: all of them if it does not fit the node, else those of GPUs with too few. */
function unusable(free: readonly number[], job: number, slices: number): number {
  const whole = free.filter((some) => some === slices).length;
  const isEmpty = whole === free.length;
  const fits = isEmpty || (job < slices ? free.some((some) => some >= job) : whole * slices >= job);
  const lost = fits ? free.filter((some) => some < Math.min(job, slices)) : free;
  return lost.reduce((sum, some) => sum + some, 0);
}

function wholeOn(node: number, { gpus, slices }: World): Gpu[] {
  return gpus.filter((gpu) => gpu.node === node && freeOf(gpu) === slices);
}

function nodesWith(count: number, world: World): number[] {
  return [...Array(world.nodes).keys()].filter((node) => wholeOn(node, world).length >= count);
}
