// Makes the elements of a page. Whatever a user has written becomes a text or the value of an attribute, never markup.

import { parseHTML } from "linkedom/worker";

/** As much of a DOM as a page needs. */
export interface PageElement {
  setAttribute(name: string, value: string): void;
  append(...children: (PageElement | string)[]): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
  createElement(tag: string): PageElement;
  toString(): string;
}

/** Makes an element with these attributes and children. */
export type MakeElement = (
  tag: string,
  attributes?: Readonly<Record<string, string>>,
  ...children: readonly (PageElement | string)[]
) => PageElement;

export function emptyDocument(): PageDocument {
  const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");
  return document as unknown as PageDocument;
}

export function elementsOf(document: PageDocument): MakeElement {
  return (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
    element.append(...(tag === "title" ? children.map((child) => escaped(String(child))) : children));
    return element;
  };
}

/** linkedom writes the text of a title as it stands, as if it were a script. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** linkedom writes the quotes of a value as entities, but not its ampersands. */
export function setAttribute(element: PageElement, name: string, value: string): void {
  element.setAttribute(name, value.replaceAll("&", "&amp;"));
}
