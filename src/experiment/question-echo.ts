import type { Question } from "./experiment.ts";
import { tuneEcho } from "./tune/tune-echo.ts";
import { overEcho } from "./uncertain.ts";

/** A question as it would be written under its key, every default filled in. */
export function questionEcho(question: Question): unknown {
  switch (question.kind) {
    case "tune":
      return tuneEcho(question);
    case "sensitivity": {
      const { over, method, trajectories, rows, seed } = question;
      return { over: overEcho(over), method, trajectories, rows, seed };
    }
    case "uncertainty":
      return { over: overEcho(question.over), draws: question.draws, seed: question.seed };
  }
}
