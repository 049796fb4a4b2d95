// Runs modules for the fuzzer: a JSON request per line on standard input, a JSON answer per line on standard output.
'use strict';
const view = new DataView(new ArrayBuffer(8));

function toValue(text) {
  const [type, bits] = text.split(':');
  const number = BigInt('0x' + bits);
  switch (type) {
    case 'i32': return Number(BigInt.asIntN(32, number));
    case 'i64': return BigInt.asIntN(64, number);
    case 'f32': view.setUint32(0, Number(number)); return view.getFloat32(0);
    default: view.setBigUint64(0, number); return view.getFloat64(0);
  }
}

function toText(type, value) {
  switch (type) {
    case 'i32': return 'i32:' + (value >>> 0).toString(16);
    case 'i64': return 'i64:' + BigInt.asUintN(64, value).toString(16);
    case 'f32': if (value !== value) return 'f32:nan'; view.setFloat32(0, value); return 'f32:' + view.getUint32(0).toString(16);
    default: if (value !== value) return 'f64:nan'; view.setFloat64(0, value); return 'f64:' + view.getBigUint64(0).toString(16);
  }
}

// The loose kinds in which traps are compared.
function kindOf(error) {
  const text = String(error && error.message);
  if (error instanceof RangeError && /call stack/.test(text)) return 'stack';
  if (/memory access out of bounds/.test(text)) return 'memory';
  if (/unreachable/.test(text)) return 'unreachable';
  if (/divide by zero|remainder by zero/.test(text)) return 'zero';
  if (/divide result unrepresentable|float unrepresentable/.test(text)) return 'overflow';
  if (/table|indirect call|signature mismatch|null function/.test(text)) return 'table';
  return 'other ' + text;
}

function fillMemory(memory, seed) {
  const words = new Uint32Array(memory.buffer);
  let x = seed | 1;
  for (let i = 0; i < words.length; i++) {
    x ^= x << 13; x ^= x >>> 17; x ^= x << 5;
    words[i] = x;
  }
}

function hashMemory(memory) {
  if (!memory) return 0;
  const words = new Int32Array(memory.buffer);
  let h = words.length;
  for (let i = 0; i < words.length; i++) {
    h = Math.imul(h ^ words[i], 0x01000193);
    h ^= h >>> 15;
  }
  return h >>> 0;
}

function run(request) {
  const lines = [];
  let logs = 0;
  const log = type => value => {
    for (const c of toText(type, value)) logs = Math.imul(logs ^ c.charCodeAt(0), 0x01000193);
  };
  let exports;
  try {
    const module = new WebAssembly.Module(Buffer.from(request.wasm, 'base64'));
    const imports = {};
    for (const { module: space, name } of WebAssembly.Module.imports(module)) {
      imports[space] = imports[space] || {};
      imports[space][name] = log(name.slice(4));
    }
    exports = new WebAssembly.Instance(module, imports).exports;
  } catch (error) {
    return ['instantiation: ' + (error instanceof WebAssembly.RuntimeError || error instanceof RangeError ? kindOf(error) : 'refused ' + error.message)];
  }
  const memory = Object.values(exports).find(e => e instanceof WebAssembly.Memory);
  if (memory && request.fill) fillMemory(memory, request.fill);
  for (const call of request.calls) {
    if (exports.hangLimitInitializer) exports.hangLimitInitializer();
    logs = 0;
    let outcome;
    try {
      const value = exports[call.name](...call.arguments.map(toValue));
      const values = call.results.length === 0 ? [] : call.results.length === 1 ? [value] : [...value];
      outcome = values.map((v, i) => toText(call.results[i], v)).join(' ');
    } catch (error) {
      outcome = 'trap ' + kindOf(error);
      if (kindOf(error) === 'stack') { lines.push(outcome); break; }
    }
    lines.push(`${outcome} memory=${hashMemory(memory).toString(16)} logs=${(logs >>> 0).toString(16)}`);
  }
  return lines;
}

const answer = request => request.modules
  ? request.modules.map(m => (WebAssembly.validate(Buffer.from(m, 'base64')) ? '1' : '0'))
  : run(request);

require('readline').createInterface({ input: process.stdin, terminal: false }).on('line', line => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n'));
