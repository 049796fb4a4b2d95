// Runs npm's wasm-opt for the fuzzer without a process each: a JSON array of its arguments per line on standard input, its status per line on standard output.
// The first argument of this script is the file.
'use strict';
const source = require('fs').readFileSync(process.argv[2], 'utf8').replace(/^#!.*\n/, '')
  .replace('function findWasmBinary(){', 'function findWasmBinary(){if(WebAssembly.compiled)return new Uint8Array(0);')
  .replace(/createWasm\(\)\.then\(\(\)=>run\(\)\);\s*$/, 'return createWasm().then(()=>run());');
const main = new Function('require', 'process', 'WebAssembly', '__filename', '__dirname', 'module', source);

// It is compiled once.
const wasm = Object.create(WebAssembly);
wasm.instantiate = async (binary, imports) => {
  wasm.compiled ??= await WebAssembly.compile(binary);
  return { instance: await WebAssembly.instantiate(wasm.compiled, imports) };
};

async function run(words) {
  let status = 0;
  const asProcess = Object.create(process, {
    argv: { value: ['node', 'wasm-opt', ...words] },
    exitCode: { get: () => status, set: value => { status = value; } },
    exit: { value: value => { status = value; throw new Error('exit'); } },
    on: { value: () => {} },
  });
  try {
    await main(require, asProcess, wasm, __filename, __dirname, {});
  } catch {
    status ||= 1;
  }
  return status;
}

console.log = console.error = () => {};
let last = Promise.resolve();
require('readline').createInterface({ input: process.stdin, terminal: false }).on('line', line => {
  last = last.then(() => run(JSON.parse(line))).then(status => process.stdout.write(status + '\n'));
});
