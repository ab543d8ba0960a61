/** The library's version as 10000 * major + 100 * minor + patch. */
export function version(): number;
/** The number of the library's binary interface, which only an incompatible change raises. */
export function abiVersion(): number;
/**
 * What the library is, for a bug report: lines "key: value" for version, abi, compiler, build, blas, blas core, instruction
 * set and threads. Later versions add lines.
 */
export function buildInfo(): string;
/** C handles of all kinds, of all threads, that have not been released. */
export function liveHandles(): number;
/** Ends the worker threads of nnlite and frees cached memory. Objects stay valid. */
export function shutdown(): void;
/** Whether operations of this thread are recorded for backward; on at first. Each Worker has its own. */
export function gradEnabled(): boolean;
export function setGradEnabled(enabled: boolean): void;
/** Runs f without recording. f must not be asynchronous (TypeError): it would go on after its end in the old mode. */
export function noGrad<T>(f: () => T): T;
/** Runs f with recording; f as in noGrad. */
export function enableGrad<T>(f: () => T): T;
