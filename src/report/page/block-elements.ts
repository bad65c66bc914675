// A block of a section as elements of the page.

import type { Block, DataTable, Figure, PlotLibrary, TableText, Tiles } from "../section.ts";
import {
  elementsOf,
  type MakeElement,
  type PageDocument,
  type PageElement,
  setAttribute,
} from "./elements.ts";

/** What a drawing is laid out for, in px; it shrinks with the window. */
const WIDTH = 940;

/** Turns blocks into elements of one document. */
export class BlockElements {
  readonly #document: PageDocument;
  readonly #make: MakeElement;
  readonly #plot: PlotLibrary;

  constructor(document: PageDocument, plot: PlotLibrary) {
    this.#document = document;
    this.#make = elementsOf(document);
    this.#plot = plot;
  }

  /** @param id names the block in the page */
  of(block: Block, id: string): PageElement {
    const make = this.#make;
    switch (block.kind) {
      case "question":
        return make("p", { class: "question" }, block.text);
      case "prose":
        return make("p", {}, block.text);
      case "tiles":
        return this.#tiles(block);
      case "figure":
        return this.#figure(block, id);
      case "table":
        return this.#dataTable(block);
      case "words":
        return make(
          "dl",
          { class: "words" },
          ...block.entries.flatMap(({ word, meaning }) => [make("dt", {}, word), make("dd", {}, meaning)]),
        );
      case "fold":
        return make(
          "details",
          {},
          make("summary", {}, block.title),
          make("pre", { tabindex: "0" }, block.text),
        );
    }
  }

  #tiles({ tiles }: Tiles): PageElement {
    const make = this.#make;
    const each = tiles.map(({ label, value, note }) =>
      make(
        "div",
        {},
        make("dt", {}, label),
        make("dd", { class: "value" }, value),
        make("dd", { class: "note" }, note),
      ),
    );
    return make("dl", { class: "tiles" }, ...each);
  }

  #figure(figure: Figure, id: string): PageElement {
    const make = this.#make;
    const { title, caption, source, legend, numbers } = figure;
    const entries = legend.map(({ label, colour }) =>
      make("li", {}, make("span", { style: `background:${colour}`, "aria-hidden": "true" }), label),
    );
    return make(
      "figure",
      { id, "aria-labelledby": `${id}-title` },
      make("h3", { id: `${id}-title` }, title),
      ...(entries.length > 0 ? [make("ul", { class: "legend" }, ...entries)] : []),
      this.#drawing(figure),
      make("figcaption", {}, `${caption} Data: `, this.#link(source), "."),
      ...(numbers === null ? [] : [this.#numbers(numbers, title)]),
    );
  }

  #drawing({ draw, alternative }: Figure): PageElement {
    const options = {
      width: WIDTH,
      marginBottom: 44,
      ...draw(this.#plot),
      document: this.#document as never,
    };
    const drawing = this.#plot.plot(options) as unknown as PageElement;
    // The style of the page says the same once for all drawings.
    for (const style of [...drawing.querySelectorAll("style")]) style.remove();
    drawing.setAttribute("role", "img");
    drawing.setAttribute("font-size", "12");
    setAttribute(drawing, "aria-label", alternative);
    return drawing;
  }

  #numbers(numbers: TableText, title: string): PageElement {
    const make = this.#make;
    return make("details", {}, make("summary", {}, "The numbers"), this.#table(numbers, title));
  }

  #dataTable({ title, source, ...text }: DataTable): PageElement {
    const make = this.#make;
    const table = this.#table(text, title);
    if (source === null) return table;
    return make("div", {}, table, make("p", {}, "Data: ", this.#link(source), "."));
  }

  #table({ header, rows }: TableText, title: string): PageElement {
    const make = this.#make;
    const numeric = header.map((_, column) => rows.every((row) => isNumber(row[column] ?? "")));
    const css = (column: number): Record<string, string> => (numeric[column] ? { class: "number" } : {});
    const head = header.map((name, column) => make("th", { scope: "col", ...css(column) }, name));
    const lines = rows.map((row) =>
      make("tr", {}, ...row.map((cell, column) => make("td", css(column), cell))),
    );
    // A wide table scrolls by itself, with the keyboard too.
    return make(
      "div",
      { class: "scroll", tabindex: "0", role: "group", "aria-label": title },
      make(
        "table",
        {},
        make("caption", {}, title),
        make("thead", {}, make("tr", {}, ...head)),
        make("tbody", {}, ...lines),
      ),
    );
  }

  #link(file: string): PageElement {
    return this.#make("a", { href: file }, file);
  }
}

/** A number with its unit or its interval, or none. */
function isNumber(cell: string): boolean {
  return cell === "" || /^[+−~]?\$?\d|^–$|^\[/.test(cell);
}
