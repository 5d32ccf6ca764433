/**
 * Preloaded into a portal whose memory is measured, and into no other: answers
 * its parent with the resident size after a forced collection.
 */
process.on('message', message => {
  if (message !== 'resident') return;
  // Twice: what finalisers let go of in the first is collected in the second.
  global.gc();
  setTimeout(() => {
    global.gc();
    process.send({ resident: process.memoryUsage().rss });
  }, 200);
});
// Listening must not be what keeps the portal from ending.
process.channel.unref();
