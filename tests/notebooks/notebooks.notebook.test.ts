// The notebooks as their readers meet them: executed from a folder beside results/, on small fresh runs.

import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folder, sim, start } from "../cli/sim.ts";
import { figuresOf, MISSING, type Notebook } from "./nbconvert.ts";

if (MISSING !== null) console.warn(`skipped: ${MISSING}`);

const NOTEBOOKS = readdirSync("notebooks").filter((name) => name.endsWith(".ipynb"));

/** What each notebook asks its reader to make, cut short. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  "run configs/default.yaml": ["--set", "horizon=8d", "--set", "warmup=1d", "--set", "replications=2"],
  "sweep configs/experiments/headroom.yaml": [
    "--set",
    "horizon=4d",
    "--set",
    "warmup=1d",
    "--replications=2",
  ],
  "sweep configs/experiments/what-matters.yaml": ["--set", "horizon=9d", "--replications=2"],
  "sweep configs/experiments/one-at-a-time.yaml": ["--set", "horizon=2w", "--replications=3"],
};

function read(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8")) as Notebook;
}

/** The commands that the first cell of a notebook asks for. */
function commandsOf(name: string): string[] {
  const [cell] = read(join("notebooks", name)).cells;
  return [...cell!.source.join("").matchAll(/^npm run sim -- (.+)$/gm)].map(([, command]) => command!);
}

test("there are notebooks, and this suite makes what they ask for", () => {
  expect(NOTEBOOKS).toEqual(["assumptions.ipynb", "quickstart.ipynb"]);
  expect(NOTEBOOKS.flatMap(commandsOf).toSorted()).toEqual(Object.keys(SHORT).toSorted());
});

test.each(NOTEBOOKS)("%s is kept without outputs and without a trace of who has run it", (name) => {
  const { cells, metadata } = read(join("notebooks", name));
  for (const cell of cells.filter(({ cell_type: kind }) => kind === "code"))
    expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
  expect(Object.keys(metadata).toSorted()).toEqual(["kernelspec", "language_info"]);
});

describe.skipIf(MISSING !== null)("on fresh runs", () => {
  const home = MISSING === null ? folder() : "";

  beforeAll(async () => {
    mkdirSync(join(home, "notebooks"));
    for (const name of NOTEBOOKS) copyFileSync(join("notebooks", name), join(home, "notebooks", name));
    for (const [command, short] of Object.entries(SHORT)) {
      const [verb, file] = command.split(" ") as [string, string];
      const made = join(home, "results", /([^/]+)\.yaml$/.exec(file)![1]!, "fresh");
      const { code, stderr } = await sim([verb, file, ...short, "--quiet", "--out", made]);
      expect([code, stderr]).toEqual([0, ""]);
    }
  });

  test.each(NOTEBOOKS)("%s runs to its end, and every cell that plots gives a figure", async (name) => {
    const executed = join(home, "executed");
    const command = ["jupyter-nbconvert", "--to", "notebook", "--execute", name, "--output-dir", executed];
    const { code, stderr } = await start([...command, "--ExecutePreprocessor.timeout=180"], {
      cwd: join(home, "notebooks"),
      // The kernel's own backend draws into the notebook, and into no window.
      env: { MPLBACKEND: "module://matplotlib_inline.backend_inline", PYDEVD_DISABLE_FILE_VALIDATION: "1" },
    }).ended;
    expect(code, stderr).toBe(0);
    const { cells } = read(join(executed, name));
    const plotting = cells.filter(({ source }) => source.join("").includes("plt.show()"));
    expect(plotting.length).toBeGreaterThanOrEqual(3);
    for (const cell of plotting) {
      const [figure, ...others] = figuresOf(cell);
      expect(others, cell.source.join("")).toEqual([]);
      expect(figure!.length, cell.source.join("")).toBeGreaterThan(5_000);
    }
    for (const { outputs = [] } of cells)
      for (const output of outputs) expect(output.name, output.text?.join("")).not.toBe("stderr");
  });

  test("a notebook whose results are not there yet says so", async () => {
    const empty = join(folder(), "notebooks");
    mkdirSync(empty);
    copyFileSync("notebooks/quickstart.ipynb", join(empty, "quickstart.ipynb"));
    const command = ["jupyter-nbconvert", "--to", "notebook", "--execute", "quickstart.ipynb"];
    const { code, stderr } = await start(command, { cwd: empty }).ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain("make one as the first cell says");
  });
});
