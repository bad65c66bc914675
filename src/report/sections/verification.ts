// How far the result can be trusted as arithmetic, and how to make it again.

import { holds, identityTable } from "../identity.ts";
import type { RunResults } from "../run-results.ts";
import { prose, type Section } from "../section.ts";
import { identitiesOf } from "./identities.ts";
import { measuredText } from "./measured.ts";

export async function verification(results: RunResults): Promise<Section> {
  const { record, scenario } = results;
  const identities = await identitiesOf(results);
  const { replications } = results.metric("measured_s");
  const kept = identities.filter(holds).length;
  return {
    id: "verification",
    title: "Verification",
    blocks: [
      prose(
        `${kept} of ${identities.length} identities hold to rounding on the files as written. This says that nothing was ` +
          "lost or counted twice; whether the assumptions are yours it cannot say.",
      ),
      identityTable(identities),
      {
        kind: "table",
        title: "The run",
        header: ["what", "how it was"],
        rows: [
          ["version", `slackwater ${record.version}`],
          ["scenario", `SHA-256 ${record.scenarioHash}`],
          ["seed", record.seed],
          ["warm-up, left out of every figure", scenario.warmup],
          [
            "measured time",
            `${measuredText(results)} × ${replications} replication${replications === 1 ? "" : "s"}`,
          ],
          [
            "how it stopped",
            record.ending.complete
              ? `all ${scenario.replications} replications that the scenario asks for are done`
              : record.ending.reason,
          ],
          [
            "the same again",
            `npm run sim -- run scenario.yaml, same version: the same bytes in every file but manifest.json`,
          ],
        ],
        source: null,
      },
    ],
  };
}
