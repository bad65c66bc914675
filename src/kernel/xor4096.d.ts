// seedrandom's types name only its main entry; this is the one generator that the kernel imports by path.
declare module "seedrandom/lib/xor4096.js" {
  /** A generator whose state is made from every character of `key`; equal keys give equal numbers. */
  function xor4096(key: string): import("seedrandom").PRNG;
  export = xor4096;
}
