import { expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { AvailabilityProfile } from "../../../../src/scheduling/backfill/availability-profile.ts";

test("an empty profile has room at once, and one in which too much is taken for good never", () => {
  const profile = new AvailabilityProfile();
  expect(profile.earliest(0, 10, 5, Infinity, Infinity)).toBe(5);
  profile.take(0, Infinity, 3);
  expect(profile.earliest(2, 1, 5, Infinity, Infinity)).toBe(Infinity);
});

test("a hole that is exactly long enough is room, and one that is a millisecond shorter is none", () => {
  const profile = new AvailabilityProfile();
  profile.take(0, 10, 4);
  profile.take(15, 20, 4);
  expect(profile.earliest(3, 5, 0, Infinity, Infinity)).toBe(10);
  expect(profile.earliest(3, 6, 0, Infinity, Infinity)).toBe(20);
  expect(profile.earliest(3, 6, 0, 20, Infinity)).toBe(Infinity); // not before 20
  expect(profile.earliest(3, 6, 0, Infinity, 15)).toBe(10); // what comes from 15 on does not count
});

test("what is taken and given back leaves no step behind", () => {
  const profile = new AvailabilityProfile();
  for (let job = 0; job < 50; job++) profile.take(job, 100 + job, 1);
  for (let job = 49; job >= 0; job--) profile.take(job, 100 + job, -1);
  expect(profile.steps).toBe(1);
});

test("the earliest start is that of a search through every millisecond, as time goes on", () => {
  const stream = randomStream("profile", "jobs");
  const below = (limit: number) => Math.floor(limit * stream.uniform());
  const profile = new AvailabilityProfile();
  const taken = new Array<number>(3000).fill(0);
  for (let now = 0; now < 2000; now += below(4)) {
    profile.forget(now);
    const [from, length, gpus] = [now + below(60), 1 + below(30), 1 + below(3)];
    profile.take(from, from + length, gpus);
    for (let at = from; at < from + length; at++) taken[at]! += gpus;
    const [most, wanted] = [below(8), 1 + below(20)];
    let start = now;
    while (taken.slice(start, start + wanted).some((gpusThen) => gpusThen > most)) start++;
    expect(profile.earliest(most, wanted, now, Infinity, Infinity)).toBe(start);
  }
});
