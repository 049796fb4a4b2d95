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
  if (/unaligned/.test(text)) return 'unaligned';
  if (/Atomics.wait/.test(text)) return 'not shared';
  if (/null value|null pointer|null reference/.test(text)) return 'null';
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

function hashMemory(memory, h) {
  const words = new Int32Array(memory.buffer);
  h ^= words.length;
  for (let i = 0; i < words.length; i++) {
    h = Math.imul(h ^ words[i], 0x01000193);
    h ^= h >>> 15;
  }
  return h;
}

// An exception by the index of its tag and what it carries, as far as JavaScript may see it.
function exceptionText(error, tags, exports) {
  const index = tags.findIndex((_, i) => error.is(exports['tag#' + i]));
  if (index < 0) return 'throw of an unknown tag';
  const values = tags[index].every(type => /^[if]\d/.test(type)) ? tags[index].map((type, i) => toText(type, error.getArg(exports['tag#' + index], i))) : [];
  return ['throw', index, ...values].join(' ');
}

function run(request) {
  const lines = [];
  const { tags } = request;
  let logs = 0, depth = 0, exports;
  const note = text => { for (const c of text) logs = Math.imul(logs ^ c.charCodeAt(0), 0x01000193); };
  // Host functions by what their names say, up to the first '-' what they do, then with what.
  const hosts = {
    log: type => value => note(toText(type, value)),
    throw: tag => (...values) => { throw new WebAssembly.Exception(exports['tag#' + tag], values); },
    call: name => value => nested(() => exports[name](value)),
    again: name => value => nested(() => {
      try { return exports[name](value); } catch (error) { if (error instanceof WebAssembly.Exception) note('again'); throw error; }
    }),
    catch: name => value => nested(() => {
      try { return exports[name](value); } catch (error) {
        if (!(error instanceof WebAssembly.Exception)) throw error;
        note(exceptionText(error, tags, exports));
        return logs;
      }
    }),
  };
  function nested(action) {
    if (depth === 5) return -1;
    depth++;
    try { return action(); } finally { depth--; }
  }
  try {
    const module = new WebAssembly.Module(Buffer.from(request.wasm, 'base64'));
    const imports = {};
    for (const { module: space, name } of WebAssembly.Module.imports(module)) {
      imports[space] = imports[space] || {};
      const at = name.indexOf('-');
      imports[space][name] = hosts[name.slice(0, at)](name.slice(at + 1));
    }
    exports = new WebAssembly.Instance(module, imports).exports;
  } catch (error) {
    if (error instanceof WebAssembly.Exception) return ['instantiation: throw'];
    return ['instantiation: ' + (error instanceof WebAssembly.RuntimeError || error instanceof RangeError ? kindOf(error) : 'refused ' + error.message)];
  }
  const memories = [...new Set(Object.values(exports).filter(e => e instanceof WebAssembly.Memory))];
  if (request.fill) memories.forEach(memory => fillMemory(memory, request.fill));
  request.calls.every((call, number) => {
    if (exports.hangLimitInitializer) exports.hangLimitInitializer();
    logs = 0;
    let outcome;
    try {
      const value = exports[call.name](...call.arguments.map(toValue));
      const values = call.results.length === 0 ? [] : call.results.length === 1 ? [value] : [...value];
      outcome = values.map((v, i) => toText(call.results[i], v)).join(' ');
    } catch (error) {
      outcome = error instanceof WebAssembly.Exception ? exceptionText(error, tags, exports) : 'trap ' + kindOf(error);
      if (outcome === 'trap stack') { lines.push(outcome); return false; }
    }
    // Large memories at the end only.
    const last = number === request.calls.length - 1;
    let hash = 0;
    for (const memory of memories) if (last || memory.buffer.byteLength <= 1 << 18) hash = hashMemory(memory, hash);
    lines.push(`${outcome} memory=${(hash >>> 0).toString(16)} logs=${(logs >>> 0).toString(16)}`);
    return true;
  });
  if (lines[lines.length - 1] !== 'trap stack')
    lines.push(['globals', ...Object.keys(request.globals).map(name => toText(request.globals[name], exports[name].value))].join(' '));
  return lines;
}

function objection(wasm) {
  if (WebAssembly.validate(wasm)) return '';
  try { new WebAssembly.Module(wasm); return 'none'; } catch (error) { return error.message; }
}

const answer = request => request.modules ? request.modules.map(module => objection(Buffer.from(module, 'base64'))) : run(request);

require('readline').createInterface({ input: process.stdin, terminal: false }).on('line', line => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n'));
