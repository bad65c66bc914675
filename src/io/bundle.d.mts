export function bundle(entry: URL): Promise<string>;
export function threadFile(entry: URL): Promise<string>;
