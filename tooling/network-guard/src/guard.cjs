/**
 * Refuses every connection and DNS lookup beyond loopback in this process, its workers and its Node children, and
 * writes each refusal to a file, so that a run fails even where the code under test swallowed the error.
 * Preloaded by `NODE_OPTIONS=--require`; CommonJS so that nothing runs before it.
 */
"use strict";
const childProcess = require("node:child_process");
const dgram = require("node:dgram");
const dns = require("node:dns");
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const net = require("node:net");
const workerThreads = require("node:worker_threads");

const logVariable = "DIALECT_NETWORK_GUARD_LOG";
const key = Symbol.for("dialect.network-guard");
const appendFileSync = fs.appendFileSync;

function isLoopback(host) {
  if (host === undefined || host === null || host === "") return true;
  const name = String(host)
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  if (net.isIPv4(name)) return name.startsWith("127.") || name === "0.0.0.0";
  return name === "::1" || name === "::" || name.startsWith("::ffff:127.") || name.startsWith("::ffff:7f");
}

function refuse(action, target) {
  const error = new Error(`network guard: ${action} ${target} refused; the default suite reaches loopback only`);
  error.code = "ERR_NETWORK_GUARD";
  const record = { action, target, pid: process.pid, argv: process.argv.slice(1), stack: error.stack };
  const file = process.env[logVariable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(record)}\n`);
  globalThis[key].refused.push({ ...record, file });
  return error;
}

/** Gives the last function among the arguments the error on the next tick, as a failed lookup does. */
function failLater(args, error) {
  const callback = args.findLast((argument) => typeof argument === "function");
  process.nextTick(() => callback?.(error));
}

function guardSockets() {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guardedConnect(...args) {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const options = typeof first === "object" && first !== null ? first : undefined;
    const isPath =
      options === undefined ? typeof first === "string" && Number.isNaN(Number(first)) : options.path != null;
    const host = options === undefined ? (typeof args[1] === "string" ? args[1] : undefined) : options.host;
    if (isPath || isLoopback(host)) return Reflect.apply(connect, this, args);
    const error = refuse("connect to", `${host}:${options === undefined ? first : options.port}`);
    this.connecting = true;
    process.nextTick(() => this.destroy(error));
    return this;
  };
}

function guardDatagrams() {
  const { connect, send } = dgram.Socket.prototype;
  const addressOf = (args) => args.find((argument) => typeof argument === "string");
  dgram.Socket.prototype.connect = function guardedConnect(...args) {
    const address = addressOf(args.slice(1));
    if (isLoopback(address)) return Reflect.apply(connect, this, args);
    return failLater(args, refuse("datagram to", address));
  };
  dgram.Socket.prototype.send = function guardedSend(...args) {
    const address = addressOf(args.slice(1));
    if (isLoopback(address)) return Reflect.apply(send, this, args);
    return failLater(args, refuse("datagram to", address));
  };
}

function guardNames() {
  const isQuery = (name) => /^(lookup|lookupService|reverse|resolve\w*)$/.test(name);
  const isHarmless = (name, host) => isLoopback(host) || (name === "lookup" && net.isIP(String(host)) !== 0);
  const guard = (owner, answer) => {
    for (const name of Object.getOwnPropertyNames(owner).filter(isQuery)) {
      const query = owner[name];
      owner[name] = function guardedQuery(...args) {
        if (isHarmless(name, args[0])) return Reflect.apply(query, this, args);
        return answer(args, refuse(`dns.${name} of`, args[0]));
      };
    }
  };
  const reject = (_args, error) => Promise.reject(error);
  guard(dns, failLater);
  guard(dns.promises, reject);
  for (const [resolver, answer] of [
    [dns.Resolver, failLater],
    [dns.promises.Resolver, reject],
  ]) {
    for (let owner = resolver.prototype; owner !== Object.prototype; owner = Object.getPrototypeOf(owner))
      guard(owner, answer);
  }
}

/** An environment whose Node processes load this file too. */
function guarded(environment) {
  const options = environment.NODE_OPTIONS ?? "";
  const NODE_OPTIONS = options.includes(__filename)
    ? options
    : `${options} --require ${JSON.stringify(__filename)}`.trim();
  return { [logVariable]: process.env[logVariable], ...environment, NODE_OPTIONS };
}

function guardChildren() {
  const spawn = childProcess.ChildProcess.prototype.spawn;
  childProcess.ChildProcess.prototype.spawn = function guardedSpawn(options) {
    const pairs = (options.envPairs ?? []).map((pair) => [
      pair.slice(0, pair.indexOf("=", 1)),
      pair.slice(pair.indexOf("=", 1) + 1),
    ]);
    const envPairs = Object.entries(guarded(Object.fromEntries(pairs)))
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`);
    return Reflect.apply(spawn, this, [{ ...options, envPairs }]);
  };
  for (const name of ["spawnSync", "execFileSync", "execSync"]) {
    const run = childProcess[name];
    childProcess[name] = (...args) =>
      run(
        ...args.map((argument) =>
          argument?.env === undefined ? argument : { ...argument, env: guarded(argument.env) },
        ),
      );
  }
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(file, options) {
      super(file, typeof options?.env === "object" ? { ...options, env: guarded(options.env) } : options);
    }
  };
}

if (globalThis[key] === undefined) {
  globalThis[key] = { refused: [] };
  guardSockets();
  guardDatagrams();
  guardNames();
  guardChildren();
  syncBuiltinESMExports();
}
