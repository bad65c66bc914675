import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { reasonIn, SWF, tableIn } from "./trace-fixture.ts";

/** A line of 18 fields; those not named are −1. */
function line(fields: {
  id: number;
  submit: number;
  run: number | string;
  allocated?: number;
  requested?: number;
  time?: number;
  user?: number;
  group?: number;
}): string {
  const row = new Array<number | string>(18).fill(-1);
  row[0] = fields.id;
  row[1] = fields.submit;
  row[3] = fields.run;
  row[4] = fields.allocated ?? -1;
  row[7] = fields.requested ?? -1;
  row[8] = fields.time ?? -1;
  row[11] = fields.user ?? -1;
  row[12] = fields.group ?? -1;
  return `  ${row.join("  ")}`;
}

test("processors are field 5, or field 8 where 5 is not known; estimates are field 9", async () => {
  const { jobs } = await tableIn(
    [
      "; MaxProcs: 64",
      line({ id: 7, submit: 3, run: 10.5, allocated: 4, requested: 8, time: 20 }),
      line({ id: 8, submit: 3, run: 10, requested: 8 }),
    ].join("\r\n"),
    SWF,
  );
  expect(jobs.ids).toEqual(["7", "8"]);
  expect([...jobs.submit]).toEqual([3000, 3000]);
  expect([...jobs.service]).toEqual([10_500, 10_000]);
  expect([...jobs.estimate]).toEqual([20_000, Number.NaN]);
  expect([...jobs.gpus]).toEqual([4, 8]);
});

test("rows that the format's rules drop are counted and not refused", async () => {
  const table = await tableIn(
    [
      line({ id: 1, submit: 0, run: 10, allocated: 64 }),
      line({ id: 2, submit: 0, run: 0, allocated: 1 }),
      line({ id: 3, submit: 0, run: -1, allocated: 1 }),
      line({ id: 4, submit: 0, run: 10 }),
      line({ id: 5, submit: 0, run: 10, allocated: 65 }),
    ].join("\n"),
    SWF,
  );
  expect([table.jobs.ids, table.dropped, table.rejected.count]).toEqual([["1"], 4, 0]);
});

test("ties in submit keep the order of the file", async () => {
  const rows = [5, 1, 5, 1].map((submit, id) => line({ id, submit, run: 1, allocated: 1 }));
  expect((await tableIn(rows.join("\n"), SWF)).jobs.ids).toEqual(["1", "3", "0", "2"]);
});

test("more fields than 18 are tolerated, fewer are not", async () => {
  const row = line({ id: 1, submit: 0, run: 10, allocated: 1 });
  expect((await tableIn(`${row} queue node1,node2`, SWF)).jobs.ids).toEqual(["1"]);
  expect(await reasonIn("1 0 0 10 1", SWF)).toContain("row 1: 5 fields where the format has 18");
});

test("a field that is no number is a bad row", async () => {
  expect(await reasonIn(line({ id: 1, submit: 0, run: "ten", allocated: 1 }), SWF)).toContain("is no number");
});

test("a compressed log reads as the plain one", async () => {
  const text = line({ id: 1, submit: 0, run: 10, allocated: 1 });
  expect(await tableIn(gzipSync(text), SWF)).toEqual(await tableIn(text, SWF));
});

test("it does not matter what white space stands between fields and how lines end", async () => {
  const rows = [5, 1.25, 3].map((submit, id) => line({ id, submit, run: 1e4 + id, allocated: 1 }));
  const plain = await tableIn(rows.join("\n"), SWF);
  const blank = fc.stringMatching(/^[ \t\v\f\u00a0\u2028]{1,3}$/);
  const end = fc.stringMatching(/^(\r\n|\n|\r|\n[ \t]*;[^\r\n]{0,5}\n|\r\t\r)$/);
  await fc.assert(
    fc.asyncProperty(blank, end, async (between, after) => {
      const text = rows.map((row) => row.replaceAll(/ +/g, between) + after).join("");
      expect(await tableIn(text, SWF)).toEqual(plain);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("numbers may be spelt in any way that Number reads", async () => {
  const { jobs } = await tableIn(line({ id: 1, submit: 0, run: "1e1", allocated: 1 }), SWF);
  expect(jobs.service[0]).toBe(10_000);
});

test("groups are the users of field 12 or the groups of field 13, and none where they are not known", async () => {
  const job = { run: 10, allocated: 1 };
  const text = [
    line({ id: 1, submit: 0, ...job, user: 3, group: 1 }),
    line({ id: 2, submit: 1, ...job, user: 5, group: 1 }),
    line({ id: 3, submit: 2, ...job }),
  ].join("\n");
  const groupsBy = async (group: "user" | "group" | null) =>
    (await tableIn(text, { ...SWF, group })).jobs.groups;
  expect(await groupsBy("user")).toEqual({ names: ["3", "5"], of: Int32Array.of(1, 2, 0) });
  expect(await groupsBy("group")).toEqual({ names: ["1"], of: Int32Array.of(1, 1, 0) });
  expect(await groupsBy(null)).toBeNull();
});
