// Runs a WASI program in Node: node node-wasi.mjs program.wasm DIRECTORY arguments...
import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [file, directory, ...args] = process.argv.slice(2);
const wasi = new WASI({
    version: 'preview1',
    args: ['program', ...args],
    env: { A: 'first', B: 'x=y' },
    preopens: { '/data': directory },
    returnOnExit: true,
});
const { instance } = await WebAssembly.instantiate(await readFile(file), wasi.getImportObject());
process.exitCode = wasi.start(instance);
