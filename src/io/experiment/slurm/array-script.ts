// What Slurm is told: the script of a job array and the words of `sbatch`.

/** What a task of an array gets of the cluster. */
export interface SlurmResources {
  /** null: the cluster's default, or what SBATCH_PARTITION and SBATCH_ACCOUNT say */
  readonly partition: string | null;
  readonly account: string | null;
  /** memory of a task, in Slurm's words: `1G` */
  readonly mem: string;
  /** tasks that may run at a time; null: as many as the cluster lets */
  readonly atOnce: number | null;
  /** work of a task at least, where there is so much, s */
  readonly taskSeconds: number;
}

interface ArrayRequest {
  /** of the job: nobody else's has it */
  readonly name: string;
  readonly tasks: number;
  readonly folder: string;
  /** file pattern of what the tasks print */
  readonly output: string;
  readonly resources: SlurmResources;
}

/** So often a task is begun again whose process was killed. */
const RESTARTS = 2;

/**
 * @param command words that make the chunks of the task whose number follows them
 * @returns a script of Bash. What it asks again for is not only what Slurm itself would: `--requeue` covers a lost node, not a
 * process that was killed. Requeueing kills the script while it sleeps.
 */
export function arrayScript(command: readonly string[]): string {
  return `#!/bin/bash
${command.map(quoted).join(" ")} "$SLURM_ARRAY_TASK_ID"
rc=$?
# 143: it was told to stop, by scancel or a time limit
if [ $rc -ne 0 ] && [ $rc -ne 143 ] && [ "\${SLURM_RESTART_COUNT:-0}" -lt ${RESTARTS} ]; then
  scontrol requeue "\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && sleep 30
fi
exit $rc
`;
}

/** Words after `sbatch`, before the name of the script. Without `--mem` a task would take a node's whole memory. */
export function sbatchWords({ name, tasks, folder, output, resources }: ArrayRequest): string[] {
  const { partition, account, mem, atOnce } = resources;
  return [
    "--parsable",
    `--job-name=${name}`,
    `--array=0-${tasks - 1}${atOnce === null ? "" : `%${atOnce}`}`,
    "--ntasks=1",
    "--cpus-per-task=1",
    `--mem=${mem}`,
    "--requeue",
    "--open-mode=append",
    `--chdir=${folder}`,
    `--output=${output}`,
    ...(partition === null ? [] : [`--partition=${partition}`]),
    ...(account === null ? [] : [`--account=${account}`]),
  ];
}

/** A pattern that stands for this path: `%` begins a replacement in Slurm's patterns. */
export function literalPattern(path: string): string {
  return path.replaceAll("%", "%%");
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
