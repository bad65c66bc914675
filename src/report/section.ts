// What a page is made of, before anything is drawn: sections of blocks, all of them data. The page decides how they look.

import type * as Plot from "@observablehq/plot";

/** The library that draws, handed in: it is loaded only when a page is made. */
export type PlotLibrary = typeof Plot;

export interface Section {
  /** anchor of the section in the page */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Question | Prose | Tiles | Figure | DataTable | Fold | Words;

/** What the run is to answer. */
interface Question {
  readonly kind: "question";
  readonly text: string;
}

/** A paragraph. */
interface Prose {
  readonly kind: "prose";
  readonly text: string;
}

/** The few numbers that a reader takes away. */
export interface Tiles {
  readonly kind: "tiles";
  readonly tiles: readonly {
    readonly label: string;
    readonly value: string;
    /** interval and what it is compared with */
    readonly note: string;
  }[];
}

/** A picture with all that stands around it. */
export interface Figure {
  readonly kind: "figure";
  readonly title: string;
  /** what to see in it, in sentences */
  readonly caption: string;
  /** what it shows, for those who do not see it */
  readonly alternative: string;
  /** file of the results that it is drawn from */
  readonly source: string;
  readonly legend: readonly LegendEntry[];
  /** marks, scales and size; units stand in the labels of the axes */
  readonly draw: (plot: PlotLibrary) => Plot.PlotOptions;
  /** the numbers of the picture, where they are few */
  readonly numbers: TableText | null;
}

export interface LegendEntry {
  readonly label: string;
  /** a CSS colour */
  readonly colour: string;
}

export interface TableText {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table that is read, not folded away. */
export interface DataTable extends TableText {
  readonly kind: "table";
  readonly title: string;
  /** file of the results that it is taken from, or null */
  readonly source: string | null;
}

/** A long text that is unfolded by those who want it. */
export interface Fold {
  readonly kind: "fold";
  readonly title: string;
  readonly text: string;
}

/** Words and what they mean. */
interface Words {
  readonly kind: "words";
  readonly entries: readonly { readonly word: string; readonly meaning: string }[];
}

export function prose(text: string): Prose {
  return { kind: "prose", text };
}
