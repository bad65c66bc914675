// Lets V8 put more functions into one: the engine is many small functions that read each other's results, and doubles that
// pass from one compiled function to another are put on the heap on the way (docs/performance.md). Imported for its effect,
// before anything runs often.

import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode that may be put into one function, all together; V8's own limit is 920. */
setFlagsFromString("--max-inlined-bytecode-size-cumulative=3000");
