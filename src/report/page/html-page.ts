// A page as one text of HTML: no script, nothing to be fetched, links to the files beside it only.

import type { Section } from "../section.ts";
import { BlockElements } from "./block-elements.ts";
import { elementsOf, emptyDocument, type PageElement } from "./elements.ts";
import { styleSheet } from "./style.ts";

interface PageText {
  readonly title: string;
  /** one line below the title */
  readonly facts: string;
  /** what a reader must know before anything else, or null */
  readonly warning: string | null;
  readonly sections: readonly Section[];
  readonly footer: string;
}

/** Forbids what the page never does, whatever a name in it says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export async function htmlPage({ title, facts, warning, sections, footer }: PageText): Promise<string> {
  // A third of a second to load: only those wait who make a page.
  const plot = await import("@observablehq/plot");
  const document = emptyDocument();
  const make = elementsOf(document);
  document.documentElement.setAttribute("lang", "en");
  document.head.append(
    make("meta", { charset: "utf-8" }),
    make("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    make("link", { rel: "icon", href: "data:," }),
    make("title", {}, title),
    make("style", {}, styleSheet()),
  );
  const blocks = new BlockElements(document, plot);
  document.body.append(
    make("a", { class: "skip", href: "#content" }, "Skip to the results"),
    make(
      "header",
      {},
      make("h1", {}, title),
      make("p", { class: "facts" }, facts),
      ...(warning === null ? [] : [make("p", { class: "warning", role: "note" }, warning)]),
    ),
    make("nav", { "aria-label": "Sections" }, make("ul", {}, ...sections.map(linkTo))),
    make("main", { id: "content" }, ...sections.map(sectionElement)),
    make("footer", {}, make("p", {}, footer)),
  );
  return `${document.toString()}\n`;

  function linkTo({ id, title: name }: Section): PageElement {
    return make("li", {}, make("a", { href: `#${id}` }, name));
  }

  function sectionElement({ id, title: name, blocks: parts }: Section): PageElement {
    const elements = parts.map((block, index) => blocks.of(block, `${id}-${index + 1}`));
    return make(
      "section",
      { id, "aria-labelledby": `${id}-title` },
      make("h2", { id: `${id}-title` }, name),
      ...elements,
    );
  }
}
