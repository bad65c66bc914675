import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { NO_MEMBER, SumTree, TreeMembers } from "../../../src/kernel/sum-tree.ts";

interface Member {
  readonly number: number;
  readonly key: number;
  readonly weight: number;
  readonly value: number;
}

test("after any additions and removals the tree answers as a sorted list does", () => {
  const stream = randomStream("sum-tree", "members");
  const below = (limit: number) => Math.floor(limit * stream.uniform());
  const members = new TreeMembers();
  const tree = new SumTree(members);
  let list: Member[] = [];
  for (let step = 0; step < 2000; step++) {
    const number = below(200);
    if (list.some((each) => each.number === number)) {
      tree.remove(number);
      list = list.filter((each) => each.number !== number);
    } else {
      const member = { number, key: below(20), weight: 1 + below(5), value: below(50) };
      members.setValue(number, member.value);
      members.set(number, member.key, number, member.weight);
      tree.add(number);
      list = [...list, member].sort((a, b) => a.key - b.key || a.number - b.number);
    }
    const [limit, key, tie] = [below(50), below(21), below(201)];
    const upTo = (place: number) => list.slice(0, place + 1).reduce((sum, { weight }) => sum + weight, 0);
    const stands = (each: Member) => each.key < key || (each.key === key && each.number < tie);
    expect(tree.total).toBe(upTo(list.length));
    expect(tree.first()).toBe(list[0]?.number ?? NO_MEMBER);
    expect(tree.firstWithin(limit)).toBe(list.find(({ value }) => value <= limit)?.number ?? NO_MEMBER);
    expect(tree.reaching(3 * limit)).toBe(
      limit === 0 ? tree.first() : (list.find((_, place) => upTo(place) >= 3 * limit)?.number ?? NO_MEMBER),
    );
    expect(tree.weightBefore(key, tie)).toBe(upTo(list.filter(stands).length - 1));
    const place = below(list.length);
    if (list.length > 0) expect(tree.after(list[place]!.number)).toBe(list[place + 1]?.number ?? NO_MEMBER);
  }
});
