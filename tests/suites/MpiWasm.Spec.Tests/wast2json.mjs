// node wast2json.mjs PARSER SCRIPT.wast OUTPUT.json
// Converts a script of the specification's test suite to the JSON that wabt's wast2json writes, for scripts wabt cannot read. PARSER is wasm-tools as JavaScript
// (vendor/wasm-tools.js of the npm package @bytecodealliance/jco-transpile); it turns the text of one module into a binary.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [parser, input, output] = process.argv.slice(2);
const { $init, tools } = await import(pathToFileURL(parser));
await $init;
const source = readFileSync(input);
const text = source.toString('latin1');       // one character per byte: offsets are byte offsets

// Reading: a list is { list, start, end }, everything else { atom, start, end }.
let at = 0;
let line = 1;
const skipSpace = () => {
  for (;;) {
    const c = text[at];
    if (c === '\n') { line++; at++; } else if (c === ' ' || c === '\t' || c === '\r') at++;
    else if (text.startsWith(';;', at)) { while (at < text.length && text[at] !== '\n') at++; } else if (text.startsWith('(;', at)) {
      let depth = 0;
      do {
        if (text.startsWith('(;', at)) { depth++; at += 2; } else if (text.startsWith(';)', at)) { depth--; at += 2; } else { if (text[at] === '\n') line++; at++; }
      } while (depth > 0 && at < text.length);
    } else return;
  }
};
const read = () => {
  skipSpace();
  const start = at;
  const from = line;
  if (text[at] === '(') {
    at++;
    const list = [];
    for (skipSpace(); text[at] !== ')'; skipSpace()) {
      if (at >= text.length) throw new Error(`line ${from}: no closing parenthesis`);
      list.push(read());
    }
    at++;
    return { list, start, end: at, line: from };
  }
  if (text[at] === '"') {
    for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    at++;
    return { atom: text.slice(start, at), string: true, start, end: at, line: from };
  }
  while (at < text.length && !/[\s()";]/.test(text[at])) at++;
  if (at === start) throw new Error(`line ${line}: unexpected '${text[at]}'`);
  return { atom: text.slice(start, at), start, end: at, line: from };
};

const escapes = { n: 10, t: 9, r: 13, '"': 34, "'": 39, '\\': 92 };
const bytesOf = (literal) => {
  const bytes = [];
  for (let i = 1; i < literal.length - 1; i++) {
    if (literal[i] !== '\\') { bytes.push(literal.charCodeAt(i)); continue; }
    const c = literal[++i];
    if (c in escapes) bytes.push(escapes[c]);
    else if (c === 'u') {
      const close = literal.indexOf('}', i);
      bytes.push(...Buffer.from(String.fromCodePoint(parseInt(literal.slice(i + 2, close).replaceAll('_', ''), 16))));
      i = close;
    } else { bytes.push(parseInt(literal.slice(i, i + 2), 16)); i++; }
  }
  return Buffer.from(bytes);
};
const textOf = (literal) => bytesOf(literal).toString('utf8');
const head = (node) => node.list?.[0]?.atom;
const isName = (node) => node?.atom?.startsWith('$') === true;

const directory = dirname(output);
const stem = basename(output, '.json');
const commands = [];
const floats = [];
let count = 0;

const parse = (wat) => {
  const bytes = tools.parse(wat);
  return bytes instanceof Uint8Array ? bytes : Uint8Array.from(bytes);
};

// A module: its name and a binary file, or a text file where no binary can be made of it.
const moduleFile = (node) => {
  let rest = node.list.slice(1);
  const definition = rest[0]?.atom === 'definition';
  if (definition) rest = rest.slice(1);
  const name = isName(rest[0]) ? rest[0].atom : undefined;
  if (name) rest = rest.slice(1);
  const file = `${stem}.${count++}`;
  const kind = rest[0]?.atom;
  const save = (type, bytes) => {
    const filename = `${file}.${type === 'binary' ? 'wasm' : 'wat'}`;
    writeFileSync(join(directory, filename), bytes);
    return { name, definition, filename, module_type: type };
  };
  if (kind === 'binary') return save('binary', Buffer.concat(rest.slice(1).map((s) => bytesOf(s.atom))));
  if (kind === 'quote') return save('text', Buffer.concat(rest.slice(1).map((s) => Buffer.concat([bytesOf(s.atom), Buffer.from(' ')]))));
  let wat = source.subarray(node.start, node.end).toString('utf8');
  if (definition) wat = wat.replace(/^\(\s*module\s+definition/, '(module');
  try {
    return save('binary', parse(wat));
  } catch (e) {
    return { ...save('text', wat), error: String(e?.message ?? e) };
  }
};

const integer = (literal, bits) => {
  const clean = literal.replaceAll('_', '');
  const value = clean[0] === '-' ? -BigInt(clean.slice(1)) : BigInt(clean[0] === '+' ? clean.slice(1) : clean);
  return BigInt.asUintN(bits, value).toString();
};

// Floats are assembled by the parser, all of a script at once: nothing here rounds.
const float = (type, literal) => {
  const value = { type, value: literal };
  if (!/^nan:(canonical|arithmetic)$/.test(literal)) floats.push({ value, type, literal });
  return value;
};
const assembleFloats = () => {
  if (floats.length === 0) return;
  const wasm = Buffer.from(parse(`(module (func ${floats.map((f) => `${f.type}.const ${f.literal}`).join(' ')}))`));
  const size = floats.reduce((sum, f) => sum + (f.type === 'f32' ? 5 : 9), 0);
  // The code section ends with the body's end; custom sections may follow it.
  let position = wasm.indexOf(floats[0].type === 'f32' ? 0x43 : 0x44, wasm.indexOf(10, 8));
  const opcode = (f) => (f.type === 'f32' ? 0x43 : 0x44);
  for (;; position++) {
    let p = position;
    if (floats.every((f) => { const good = wasm[p] === opcode(f); p += f.type === 'f32' ? 5 : 9; return good; }) && wasm[position + size] === 0x0B) break;
    if (position > wasm.length) throw new Error('the floats were not assembled as expected');
  }
  for (const f of floats) {
    f.value.value = (f.type === 'f32' ? wasm.readUInt32LE(position + 1) : wasm.readBigUInt64LE(position + 1)).toString();
    position += f.type === 'f32' ? 5 : 9;
  }
};

const constant = (node) => {
  const [op, operand] = node.list;
  switch (op.atom) {
    case 'i32.const': return { type: 'i32', value: integer(operand.atom, 32) };
    case 'i64.const': return { type: 'i64', value: integer(operand.atom, 64) };
    case 'f32.const': return float('f32', operand.atom);
    case 'f64.const': return float('f64', operand.atom);
    case 'ref.extern': return operand ? { type: 'externref', value: operand.atom } : { type: 'externref' };
    case 'ref.func': return { type: 'funcref' };
    case 'ref.null': return { type: operand?.atom === 'extern' ? 'externref' : operand?.atom === 'func' ? 'funcref' : 'nullref', value: 'null' };
    case 'either': return { type: 'either', values: node.list.slice(1).map(constant) };
    default: return { type: op.atom, value: operand?.atom };
  }
};

const action = (node) => {
  let rest = node.list.slice(1);
  const result = { type: head(node) };
  if (isName(rest[0])) { result.module = rest[0].atom; rest = rest.slice(1); }
  result.field = textOf(rest[0].atom);
  if (result.type === 'invoke') result.args = rest.slice(1).map(constant);
  return result;
};

for (skipSpace(); at < text.length; skipSpace()) {
  const node = read();
  const add = (command) => commands.push({ ...command, line: node.line });
  const rest = node.list.slice(1);
  switch (head(node)) {
    case 'module':
      if (rest[0]?.atom === 'instance') {
        const names = rest.slice(1).map((n) => n.atom);
        add({ type: 'module_instance', name: names.length > 1 ? names[0] : undefined, module: names.at(-1) });
      } else {
        const file = moduleFile(node);
        add({ type: file.definition ? 'module_definition' : 'module', ...file });
      }
      break;
    case 'register':
      add({ type: 'register', as: textOf(rest[0].atom), name: rest[1]?.atom });
      break;
    case 'invoke':
    case 'get':
      add({ type: 'action', action: action(node) });
      break;
    case 'assert_return':
      add({ type: 'assert_return', action: action(rest[0]), expected: rest.slice(1).map(constant) });
      break;
    case 'assert_trap':
    case 'assert_exhaustion':
      if (head(rest[0]) === 'module') add({ type: 'assert_uninstantiable', ...moduleFile(rest[0]), text: textOf(rest[1].atom) });
      else add({ type: head(node), action: action(rest[0]), text: textOf(rest[1].atom) });
      break;
    case 'assert_exception':
      add({ type: 'assert_exception', action: action(rest[0]) });
      break;
    case 'assert_malformed':
    case 'assert_invalid':
    case 'assert_unlinkable':
      add({ type: head(node), ...moduleFile(rest[0]), text: textOf(rest[1].atom) });
      break;
    default:
      add({ type: head(node) });
  }
}
assembleFloats();
writeFileSync(output, JSON.stringify({ source_filename: basename(input), commands }));
