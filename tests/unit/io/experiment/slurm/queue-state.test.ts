import { expect, test } from "vitest";
import { obstacles, parseQueue } from "../../../../../src/io/experiment/slurm/queue-state.ts";

test("a task waits, runs or has ended, as the manual of squeue explains its state", () => {
  const text = [
    "0|RUNNING|None|slackwater-a",
    "1|COMPLETING|None|slackwater-a",
    "2|PENDING|Resources|slackwater-a",
    "3|REQUEUE_HOLD|launch failed requeued held|slackwater-a",
    "4|COMPLETED|None|slackwater-a",
    "0|NODE_FAIL|NodeDown|slackwater-b",
    "1|CANCELLED|None|slackwater-b",
    "2|OUT_OF_MEMORY|None|slackwater-b",
    "3|TIMEOUT|TimeLimit|slackwater-b",
    "N/A|RUNNING|None|no array",
    "",
  ].join("\n");
  expect(parseQueue(text).map(({ array, task, state }) => `${array.at(-1)}${task} ${state}`)).toEqual([
    "a0 running",
    "a1 running",
    "a2 waiting",
    "a3 waiting",
    "a4 ended",
    "b0 ended",
    "b1 ended",
    "b2 ended",
    "b3 ended",
  ]);
});

test("what keeps tasks waiting is told once, unless it passes by itself or the task is not waiting", () => {
  const queue = parseQueue(
    [
      "0|PENDING|Priority|x",
      "1|PENDING|ReqNodeNotAvail, UnavailableNodes:n2|x",
      "2|PENDING|JobHeldUser|x",
      "3|PENDING|JobHeldUser|x",
      "4|TIMEOUT|TimeLimit|x",
    ].join("\n"),
  );
  expect(obstacles(queue)).toEqual(["JobHeldUser", "ReqNodeNotAvail, UnavailableNodes:n2"]);
});
