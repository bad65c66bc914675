// The folder of one run. Everything is written under .partial/ and put in place at the end, so that a run that fails
// leaves an earlier result as it was, and a folder never looks complete when it is not.

import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CsvWriter, type FileFacts, openCsvWriter, type TableColumns } from "./csv-writer.ts";
import { putInPlace, writeFlushed } from "./durable-file.ts";
import { FolderRefused } from "./folder-refused.ts";
import {
  type Ending,
  filesOf,
  MANIFEST_FILE,
  manifestText,
  type RunFacts,
  type RunRecord,
  type WrittenFile,
} from "./manifest.ts";
import { claimFolder, type FolderClaim } from "./run-folder-claim.ts";

const PARTIAL = ".partial";

/** The page that shows the results. */
export const PAGE_FILE = "report.html";

/** Makes the page of the finished files in `folder`. */
export type MakePage = (folder: string, record: RunRecord) => Promise<string>;

export interface RunFolderRequest extends Pick<FolderClaim, "out" | "force" | "root"> {
  readonly facts: RunFacts;
  /** how a table's file is opened */
  readonly openTable?: typeof openCsvWriter;
  /** without it there is no page */
  readonly page?: MakePage | undefined;
}

/** What became of the files of a run that did not complete. */
interface Remains {
  readonly kept: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Claim a folder for one run, before the run starts: made, locked, written to.
 * @throws FolderRefused when it cannot be had; nothing has been changed then
 */
export function openRunFolder(request: RunFolderRequest): Promise<RunFolder> {
  return RunFolder.open(request);
}

export class RunFolder {
  readonly path: string;
  readonly #facts: RunFacts;
  readonly #release: () => void;
  readonly #openTable: typeof openCsvWriter;
  readonly #page: MakePage | null;
  readonly #started = new Date();
  readonly #tables = new Map<string, Pick<CsvWriter<never, never>, "close">>();
  readonly #texts = new Map<string, FileFacts>();
  /** files of the result that is there already; null when there is none */
  #earlier: readonly string[] | null = null;

  static async open(request: RunFolderRequest): Promise<RunFolder> {
    const { path, release } = claimFolder({ ...request, ...request.facts });
    const folder = new RunFolder(request, path, release);
    try {
      await folder.#prepare();
    } catch (error) {
      release();
      throw new FolderRefused(
        path,
        `it cannot be written to (${(error as Error).message})`,
        "name another with --out",
      );
    }
    return folder;
  }

  private constructor(request: RunFolderRequest, path: string, release: () => void) {
    this.path = path;
    this.#facts = request.facts;
    this.#release = release;
    this.#openTable = request.openTable ?? openCsvWriter;
    this.#page = request.page ?? null;
  }

  /** Begin a table. `file` may lie one folder down ("baseline/jobs.csv"). */
  table<Row, Labels>(file: string, table: TableColumns<Row, Labels>): CsvWriter<Row, Labels> {
    const writer = this.#openTable(this.#staged(file), table);
    this.#tables.set(file, writer);
    return writer;
  }

  /** A folder for what is no result; it is gone when the run has ended. */
  get scratch(): string {
    return this.#staged("scratch");
  }

  /** Write a text file whole. */
  async text(file: string, text: string): Promise<void> {
    await writeFlushed(this.#staged(file), text);
    this.#texts.set(file, textFacts(text));
  }

  /**
   * Put every file in place and mark the result complete.
   * @returns why there is no page, or null: a page that cannot be made costs nobody the tables
   * @throws (rejects) what the disk said; call `fail` then
   */
  async complete(): Promise<string | null> {
    const { files } = await this.#finishTables("all", (error) => {
      throw error;
    });
    const pageless = await this.#addPage(files, { complete: true });
    await this.#putAllInPlace(files, { complete: true });
    this.#leave();
    return pageless;
  }

  /** Keep what is marked in each table, in the place of any earlier result, as an incomplete one. */
  async interrupt(reason: string): Promise<Remains> {
    const { files, lost } = await this.#finishTables("marked", () => {});
    try {
      if (lost.length === 0) await this.#addPage(files, { complete: false, reason });
      await this.#putAllInPlace(files, { complete: false, reason });
    } finally {
      this.#leave();
    }
    return { kept: files.map(({ file }) => file), lost };
  }

  /** Give up. An earlier result stays as it was; without one, what is marked is kept where it can be, as an incomplete one. */
  async fail(reason: string): Promise<Remains> {
    const { files, lost } = await this.#finishTables("marked", () => {});
    const names = files.map(({ file }) => file);
    const keep = this.#earlier === null;
    try {
      if (keep) await this.#putAllInPlace(files, { complete: false, reason });
    } finally {
      this.#leave();
    }
    return keep ? { kept: names, lost } : { kept: [], lost: [...names, ...lost] };
  }

  async #prepare(): Promise<void> {
    const manifest = join(this.path, MANIFEST_FILE);
    const earlier = existsSync(manifest) ? filesOf(readFileSync(manifest, "utf8")) : [];
    this.#earlier = earlier.length > 0 ? earlier : null;
    rmSync(join(this.path, PARTIAL), { recursive: true, force: true });
    mkdirSync(join(this.path, PARTIAL));
    if (this.#earlier === null)
      await this.#putManifest([], { complete: false, reason: "the run has not ended" });
  }

  #staged(file: string): string {
    const path = join(this.path, PARTIAL, file);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }

  /** Close all tables; a table that cannot be closed goes to `onFailure` and counts as lost. */
  async #finishTables(
    keep: "all" | "marked",
    onFailure: (error: unknown) => void,
  ): Promise<{ files: WrittenFile[]; lost: string[] }> {
    const files: WrittenFile[] = [...this.#texts].map(([file, facts]) => ({ file, ...facts }));
    const lost: string[] = [];
    for (const [file, writer] of this.#tables) {
      try {
        files.push({ file, ...(await writer.close(keep)) });
      } catch (error) {
        lost.push(file);
        // On a full disk this makes the room that the manifest needs.
        rmSync(this.#staged(file), { force: true });
        onFailure(error);
      }
    }
    return { files: files.sort((a, b) => (a.file < b.file ? -1 : 1)), lost };
  }

  /** Make the page of these files and add it to them; returns why it could not be made, or null. */
  async #addPage(files: WrittenFile[], ending: Ending): Promise<string | null> {
    if (this.#page === null) return null;
    try {
      const text = await this.#page(join(this.path, PARTIAL), { ...this.#facts, ending, files });
      await writeFlushed(this.#staged(PAGE_FILE), text);
      files.push({ file: PAGE_FILE, ...textFacts(text) });
      files.sort((a, b) => (a.file < b.file ? -1 : 1));
      return null;
    } catch (error) {
      rmSync(this.#staged(PAGE_FILE), { force: true });
      return (error as Error).message;
    }
  }

  async #putAllInPlace(files: readonly WrittenFile[], ending: Ending): Promise<void> {
    const earlier = this.#earlier ?? [];
    if (earlier.length > 0)
      await this.#putManifest([], { complete: false, reason: "its files are being replaced" });
    for (const { file } of files) {
      const target = join(this.path, file);
      const folder = dirname(target);
      // A link in the place of baseline/ would lead out of the results.
      if (existsSync(folder) && lstatSync(folder).isSymbolicLink() && folder !== this.path) rmSync(folder);
      mkdirSync(folder, { recursive: true });
      await putInPlace(this.#staged(file), target);
    }
    const stale = earlier.filter((file) => !files.some((written) => written.file === file));
    for (const file of stale) rmSync(join(this.path, file), { force: true });
    await this.#putManifest(files, ending);
  }

  async #putManifest(files: readonly WrittenFile[], ending: Ending): Promise<void> {
    const text = manifestText(this.#facts, this.#started, new Date(), ending, files);
    const staged = this.#staged(MANIFEST_FILE);
    rmSync(staged, { force: true });
    await writeFlushed(staged, text);
    await putInPlace(staged, join(this.path, MANIFEST_FILE));
  }

  #leave(): void {
    rmSync(join(this.path, PARTIAL), { recursive: true, force: true });
    this.#release();
  }
}

/** What a manifest says of a file of text. */
export function textFacts(text: string): FileFacts {
  const bytes = Buffer.from(text);
  return { rows: null, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
