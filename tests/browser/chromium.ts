// Debian's Chromium, as a reader's browser: no network is needed and none is allowed.

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const EXECUTABLE = "/usr/bin/chromium";

/** Why the suite cannot run here, or null. A continuous-integration machine installs it, so there its absence is a failure. */
export const MISSING =
  existsSync(EXECUTABLE) || process.env.CI !== undefined
    ? null
    : `${EXECUTABLE} is not there: apt-get install --no-install-recommends chromium`;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
