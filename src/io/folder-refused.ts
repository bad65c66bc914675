/** A results folder that cannot be written to. The user can mend it, so nothing has been touched. */
export class FolderRefused extends Error {
  override readonly name = "FolderRefused";
  readonly folder: string;
  /** what would help, as a sentence without a full stop */
  readonly advice: string;

  constructor(folder: string, reason: string, advice: string) {
    super(`${folder}: ${reason}`);
    this.folder = folder;
    this.advice = advice;
  }
}
