// The folder of one run. Everything is written under .partial/ and moved into place at the end, so that a run that fails
// leaves an earlier result as it was, and a folder never looks complete when it is not.

import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CsvWriter, openCsvWriter, type WrittenFile as _WrittenFile } from "./csv-writer.ts";
