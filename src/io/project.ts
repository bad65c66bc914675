/** The project's folder. A bundle stands elsewhere and says the place of this folder in its stead (bundle.mjs). */
export const PROJECT = new URL("../../", import.meta.url);
