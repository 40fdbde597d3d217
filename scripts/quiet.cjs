'use strict';
/**
 * Loaded before every program of the project (see `run`): keeps one warning of Node.js out of the terminal, where
 * people look for what they have to do. The sandbox's page is TypeScript that is served without its types, by a
 * function that Node.js still calls experimental (`stripTypeScriptTypes`, the one by which it runs TypeScript itself).
 * All other warnings are printed as ever. Plain JavaScript of the year 2018, as guard.cjs.
 */
const { emitWarning } = process;

process.emitWarning = function (warning, options, ...more) {
  const type = options !== null && typeof options === 'object' ? options.type : options;
  if (type === 'ExperimentalWarning' && /^stripTypeScriptTypes is /.test(String(warning))) return;
  emitWarning.call(process, warning, options, ...more);
};
