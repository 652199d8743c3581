// Loaded into every program that the launcher starts (node --import). When the launcher is gone, however it went, the
// program drains and ends: the next start finds the ports and the databases free.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening must not keep a program alive that has nothing else to do.
  process.channel.unref();
}
