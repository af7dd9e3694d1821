// Loaded before kinesis-local, which would listen on every interface.
const { Server } = require('node:net');
const listen = Server.prototype.listen;
Server.prototype.listen = function (...args) {
  if (args[0] !== null && typeof args[0] === 'object' && 'port' in args[0]) {
    return listen.call(this, { ...args[0], host: '127.0.0.1' }, ...args.slice(1).filter((it) => typeof it === 'function'));
  }
  return listen.call(this, { port: args[0], host: '127.0.0.1' }, ...args.slice(1).filter((it) => typeof it === 'function'));
};
// Its parent went away without a word: nobody is left to stop it.
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.exit(0); }, 500).unref();
