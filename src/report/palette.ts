// Colours by what they stand for, as CSS variables: one page serves light, dark and paper. Hues after Okabe & Ito, "Color
// Universal Design" (2008), which those who see few colours tell apart; idle time is grey, from light to dark.

const INTERNAL = {
  light: ["#0072b2", "#56b4e9", "#009e73", "#1b4f72"],
  dark: ["#3a93cc", "#8fd0f5", "#2bb98d", "#5b7fa8"],
};
const PRODUCT = {
  light: ["#e69f00", "#d55e00", "#cc79a7", "#f0e442"],
  dark: ["#f0b32e", "#e57733", "#d793b9", "#f2e75c"],
};
const IDLE = {
  light: ["#eceff2", "#d3d9df", "#b6bfc8", "#98a3ae", "#7b8793", "#5f6b77", "#454f59"],
  dark: ["#262d35", "#3a434d", "#4f5a66", "#667380", "#808d9a", "#9ba7b3", "#b7c1cb"],
};
const DOWN = { light: ["#22282e", "#4d5762", "#616c77"], dark: ["#d5dce3", "#bcc5ce", "#a3aeb9"] };
/** From little to much, evenly lighter or darker, so that it reads without colour too. */
const HEAT = {
  light: ["#f4f7fa", "#d6e4f0", "#b0cde3", "#84b2d3", "#5694c0", "#2f73a6", "#0f5288", "#06345c"],
  dark: ["#151b22", "#15304a", "#17466c", "#1d5885", "#2c6e9f", "#5b9bca", "#8fbde0", "#c9e1f3"],
};

const FAMILIES = { internal: INTERNAL, product: PRODUCT, idle: IDLE, down: DOWN, heat: HEAT } as const;
type Family = keyof typeof FAMILIES;

/** How many colours of a family are told apart. */
export function coloursOf(family: Family): number {
  return FAMILIES[family].light.length;
}

/** A colour of a family, from 0; the last one serves all that come after it. */
export function colour(family: Family, index: number): string {
  return `var(--${family}-${Math.min(index, coloursOf(family) - 1)})`;
}

/** Paper, ink and lines. */
const PLAIN = {
  light: {
    paper: "#ffffff",
    panel: "#f6f8fa",
    ink: "#1c2733",
    muted: "#56626f",
    line: "#d5dce3",
    accent: "#0065a0",
  },
  dark: {
    paper: "#12171d",
    panel: "#1a2129",
    ink: "#e6ebf0",
    muted: "#a3afbb",
    line: "#343e49",
    accent: "#7cc0ee",
  },
};

/** The declarations of all colours. */
export function colourVariables(theme: "light" | "dark"): string {
  const plain = Object.entries(PLAIN[theme]).map(([name, value]) => `--${name}:${value}`);
  const families = Object.entries(FAMILIES).flatMap(([family, shades]) =>
    shades[theme].map((value, index) => `--${family}-${index}:${value}`),
  );
  return [...plain, ...families].join(";");
}
