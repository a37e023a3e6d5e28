import { isMainThread } from 'node:worker_threads';

/**
 * ONNX Runtime (1.30) keeps a device id and an event log in the user's cache folder and sends it to its maker, unless this variable is set when its library
 * is loaded. Nothing of a user's work is told to anybody, so it is. A thread's environment is a copy that the library does not see: only the main thread's counts,
 * so whatever starts threads imports this too.
 */
if (isMainThread) process.env['ORT_DISABLE_TELEMETRY'] = '1';
