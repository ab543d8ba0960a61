// Options objects on their way into the option structs of nnlite.h.
import { flag, integer, integer32, number } from './calls.js';
import { structs } from './declarations.js';
import { constantOf } from './enums.js';
import { describe, optionalHandle } from './handle.js';
import { initialStruct } from './library.js';

/** Refuses what is no object of the keys. */
export function known(options, keys, name) {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new TypeError(`${name}: options must be an object, not ${describe(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!keys.includes(key)) throw new TypeError(`${name}: unknown option '${key}'; it has ${keys.join(', ')}`);
  }
  return options;
}

export function camelCase(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}

function pair(value, name) {
  const both = Array.isArray(value) ? value : [value, value];
  if (both.length !== 2) throw new TypeError(`${name} must be a number or two`);
  return both.map((one) => integer(one, name));
}

/**
 * Reads options objects into a struct. `settings.kinds` says which field is one of a kind of constants, a number of
 * 32 bits (integer32) or an object of a class; all other fields of 32 bits are flags. `hidden` fields have no option.
 */
export class OptionReader {
  #name;
  #settings;
  #defaults = null;
  #fields = new Map(); // by key

  constructor(name, settings = {}) {
    this.#name = name;
    this.#settings = { kinds: {}, hidden: [], ...settings };
    const fields = structs[name];
    for (const [field, [type, length]] of Object.entries(fields)) {
      const isHidden = ['struct_size', 'reserved', ...this.#settings.hidden].includes(field);
      const tellsOfAnother = field.startsWith('has_') && field.slice(4) in fields;
      if (isHidden || tellsOfAnother) continue;
      this.#fields.set(camelCase(field), { field, type, length, optional: `has_${field}` in fields });
    }
  }

  /** The struct for options; `set` are fields that are set besides. */
  read(options = {}, set = {}) {
    this.#defaults ??= initialStruct(this.#name);
    known(options, [...this.#fields.keys()], this.#name.replace(/^nnl_/, ''));
    const result = { ...this.#defaults };
    for (const [key, value] of Object.entries(options)) {
      const about = this.#fields.get(key);
      if (value === undefined) continue;
      if (about.optional) result[`has_${about.field}`] = value === null ? 0 : 1;
      if (about.optional && value === null) continue;
      result[about.field] = this.#convert(about, value, key);
    }
    return { ...result, ...set };
  }

  #convert({ field, type, length }, value, key) {
    const kind = this.#settings.kinds[field];
    if (kind === integer32) return integer32(value, key);
    if (kind?.numbers) return constantOf(kind, value);
    if (kind) return optionalHandle(value, kind, key);
    if (length > 0) return pair(value, key);
    if (type === 'int32_t') return flag(value, key);
    return type === 'double' ? number(value, key) : integer(value, key);
  }
}
