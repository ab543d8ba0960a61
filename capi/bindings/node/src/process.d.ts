/** The library's version as 10000 * major + 100 * minor + patch. */
export function version(): number;
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
