// A cluster of two nodes of one processor each, all of it on this machine: its own key, ports and folder, and nothing of the
// system's Slurm. What it starts it ends by the files that hold the numbers of the processes.

import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Daemons are not on everybody's path. */
const PATH = [process.env.PATH, "/usr/sbin", "/sbin"].join(delimiter);

export const NODES = ["n1", "n2"] as const;
export type NodeName = (typeof NODES)[number];

/** Whether everything is installed that a cluster needs. */
export function slurmInstalled(): boolean {
  const programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "sinfo"];
  return programs.every((program) => PATH.split(delimiter).some((path) => existsSync(join(path, program))));
}

export interface Cluster {
  /** with which Slurm's commands speak to it */
  readonly env: Readonly<Record<string, string>>;
  /** what one of them prints */
  ask(program: string, ...words: string[]): string;
  /** begin a node, or begin it again */
  startNode(node: NodeName): void;
  /** number of the process that is the node */
  processOf(node: NodeName): number;
  /** wait until both nodes take tasks */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const home = mkdtempSync(join(tmpdir(), "slackwater-slurm-"));
  chmodSync(home, 0o755); // munge wants its socket to be reached by all
  const conf = join(home, "slurm.conf");
  const env = { PATH, SLURM_CONF: conf };
  const run = (program: string, ...words: string[]) =>
    execFileSync(program, words, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    }).toString();

  startMunge(home, run);
  for (const folder of ["state", "log", ...NODES.map((node) => `spool-${node}`)])
    mkdirSync(join(home, folder));
  writeFileSync(conf, confOf(home, await freePorts(1 + NODES.length)));
  run("slurmctld", "-f", conf);
  const startNode = (node: NodeName) => void run("slurmd", "-N", node, "-f", conf);
  for (const node of NODES) startNode(node);

  const cluster: Cluster = {
    env,
    ask: run,
    startNode,
    processOf: (node) => numberIn(join(home, `slurmd-${node}.pid`))!,
    async ready() {
      for (let tries = 0; idleNodes(env) < NODES.length; tries++) {
        if (tries > 240) throw new Error(`the nodes are not ready: ${run("sinfo", "-N", "-l")}`);
        await setTimeout(500);
      }
    },
    async stop() {
      const files = [...NODES.map((node) => `slurmd-${node}.pid`), "slurmctld.pid", "munged.pid"];
      for (const file of files) await end(numberIn(join(home, file)));
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
  await cluster.ready();
  return cluster;
}

function startMunge(home: string, run: (program: string, ...words: string[]) => string): void {
  writeFileSync(join(home, "munge.key"), randomBytes(1024), { mode: 0o400 });
  run(
    "munged",
    `--key-file=${join(home, "munge.key")}`,
    `--socket=${join(home, "munge.socket")}`,
    `--pid-file=${join(home, "munged.pid")}`,
    `--log-file=${join(home, "munged.log")}`,
    `--seed-file=${join(home, "munged.seed")}`,
  );
}

function confOf(home: string, [controller, ...ports]: readonly number[]): string {
  const { username } = userInfo();
  const nodes = NODES.map(
    (node, place) =>
      `NodeName=${node} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${ports[place]} CPUs=1 RealMemory=4000`,
  );
  return `ClusterName=slackwater
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${controller}
SlurmUser=${username}
SlurmdUser=${username}
AuthType=auth/munge
# A task that is begun again waits for as long as its credential may live.
AuthInfo=socket=${join(home, "munge.socket")},cred_expire=30
StateSaveLocation=${join(home, "state")}
SlurmdSpoolDir=${join(home, "spool-%n")}
SlurmctldPidFile=${join(home, "slurmctld.pid")}
SlurmdPidFile=${join(home, "slurmd-%n.pid")}
SlurmctldLogFile=${join(home, "log/slurmctld.log")}
SlurmdLogFile=${join(home, "log/slurmd-%n.log")}
# Neither cgroups nor systemd: a container has none.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=1,sched_interval=1,bf_interval=1,bf_continue
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
# Both nodes are this machine, whatever it has.
SlurmdParameters=config_overrides
ReturnToService=2
SlurmdTimeout=30
KillWait=2
MinJobAge=3600
${nodes.join("\n")}
PartitionName=sim Nodes=${NODES.join(",")} Default=YES MaxTime=INFINITE State=UP
`;
}

function idleNodes(env: Readonly<Record<string, string>>): number {
  const { stdout } = spawnSync("sinfo", ["--Node", "--noheader", "--format=%t"], {
    env: { ...process.env, ...env },
  });
  return stdout
    .toString()
    .split("\n")
    .filter((state) => state.trim() === "idle").length;
}

/** Ports that nobody listens on. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((settle) => {
          const server = createServer().listen(0, "127.0.0.1", () => settle(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) await new Promise((settle) => server.close(settle));
  return ports;
}

function numberIn(path: string): number | null {
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : null;
}

/** Ask a process to end, and wait until it has. */
async function end(pid: number | null): Promise<void> {
  if (pid === null) return;
  try {
    process.kill(pid, "SIGTERM");
    for (let tries = 0; tries < 100; tries++) {
      process.kill(pid, 0);
      await setTimeout(100);
    }
  } catch {
    // It is gone.
  }
}
